"""Why some figures of a simulated year are not those of the report."""

from collections.abc import Iterable, Mapping

from domain.errors import N_, Msg
from domain.figures.definition import Key

ONE_YEAR = N_("Only one year is simulated: there is none before it to compare with.")
NO_DECLARATIONS = N_(
    "What employers owe is declared by quarter, and the simulated year has no declarations."
)
NO_JOBS = N_("Open-ended jobs and those of the support team are not simulated.")
FEWER_SECTORS = N_("In the simulated year, fewer people work in several sectors.")
OWN_CUT = N_("The report does not say which sectors are the arts: we count seven of the twelve.")
JOINT = N_("Those who hold a unit together share what it sells, as it comes.")
ROUNDED_UP = N_("The parts of the report come to 101 in 100: ours come to 100.")
CAUSES: Mapping[str, Msg] = {  # by figure or table
    "units_growth": ONE_YEAR,
    "employees_growth": ONE_YEAR,
    "clients_growth": ONE_YEAR,
    "social_security": NO_DECLARATIONS,
    "support_team": NO_JOBS,
    "permanent_jobs": NO_JOBS,
    "sector_people": FEWER_SECTORS,
    "employees_by_sector": FEWER_SECTORS,
    "holders_by_arts": OWN_CUT,
    "units_by_employed": ROUNDED_UP,
    "turnover_by_gender": JOINT,
}


def causes_of(keys: Iterable[Key]) -> dict[Key, Msg]:
    """The cause of each figure and each cell that has one."""
    names = {key: key if isinstance(key, str) else key[0] for key in keys}
    return {key: CAUSES[name] for key, name in names.items() if name in CAUSES}
