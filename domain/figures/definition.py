"""What a figure is: its name, its definition in plain words, its unit, its owner, its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg, RuleError
from domain.figures import bands
from domain.figures.bands import Bands
from domain.roles import Role

TOTAL = "total"  # the key of a margin: all rows, or all columns
Key = str | tuple[str, str, str]  # a figure, or (table, row, column) of a cell


class FigureUnit(StrEnum):
    """What a figure is counted in."""

    PEOPLE = "people"
    COUNT = "count"
    EUR = "eur"
    DAYS = "days"
    HOURS = "hours"
    FTE = "fte"
    SHARE = "share"
    RATIO = "ratio"
    YEARS = "years"


FIGURE_UNITS: Mapping[FigureUnit, Msg] = {
    FigureUnit.PEOPLE: N_("people"),
    FigureUnit.COUNT: N_("number"),
    FigureUnit.EUR: N_("EUR"),
    FigureUnit.DAYS: N_("days"),
    FigureUnit.HOURS: N_("hours"),
    FigureUnit.FTE: N_("full-time equivalents"),
    FigureUnit.SHARE: N_("part of the whole"),
    FigureUnit.RATIO: N_("times"),
    FigureUnit.YEARS: N_("years"),
}


class Cutoff(StrEnum):
    """Which time a figure is about."""

    DAY = "day"  # a stock on that day
    YEAR = "year"  # a flow from 1 January to that day


CUTOFFS: Mapping[Cutoff, Msg] = {
    Cutoff.DAY: N_("As it stands at the end of the day"),
    Cutoff.YEAR: N_("From 1 January to the end of the day"),
}


class Dimension(StrEnum):
    """What a figure can be split by."""

    REGION = "region"
    OFFICE = "office"
    GENDER = "gender"
    AGE = "age"
    SENIORITY = "seniority"
    UNIT_AGE = "unit_age"
    TURNOVER_HOLDER = "turnover_holder"
    TURNOVER_UNIT = "turnover_unit"
    SECTOR = "sector"
    ARTS = "arts"
    CLIENTS = "clients"
    UNITS = "units"
    EMPLOYED = "employed"
    HOURS = "hours"
    CATEGORY = "category"
    HOLDING = "holding"
    MEMBERSHIP = "membership"
    TOOL = "tool"
    COUNTRY = "country"
    OWNERSHIP = "ownership"
    KIND = "kind"
    WORKING_TIME = "working_time"
    SISTER = "sister"
    ASPECT = "aspect"
    MONTH = "month"


DIMENSIONS: Mapping[Dimension, Msg] = {
    Dimension.REGION: N_("Region"),
    Dimension.OFFICE: N_("Office"),
    Dimension.GENDER: N_("Gender"),
    Dimension.AGE: N_("Age"),
    Dimension.SENIORITY: N_("Years as a holder"),
    Dimension.UNIT_AGE: N_("Age of the unit"),
    Dimension.TURNOVER_HOLDER: N_("Turnover of the holder"),
    Dimension.TURNOVER_UNIT: N_("Turnover of the unit"),
    Dimension.SECTOR: N_("Sector"),
    Dimension.ARTS: N_("Arts or other sectors"),
    Dimension.CLIENTS: N_("Clients invoiced"),
    Dimension.UNITS: N_("Units held"),
    Dimension.EMPLOYED: N_("People employed besides the holders"),
    Dimension.HOURS: N_("Hours in a month"),
    Dimension.CATEGORY: N_("Category of shareholder"),
    Dimension.HOLDING: N_("Shares held"),
    Dimension.MEMBERSHIP: N_("Years as a shareholder"),
    Dimension.TOOL: N_("Tool"),
    Dimension.COUNTRY: N_("Belgium or abroad"),
    Dimension.OWNERSHIP: N_("Private or public sector"),
    Dimension.KIND: N_("Company or natural person"),
    Dimension.WORKING_TIME: N_("Full time or part time"),
    Dimension.SISTER: N_("Sister cooperative"),
    Dimension.ASPECT: N_("Figure"),
    Dimension.MONTH: N_("Month"),
}

# The cut of each dimension that is a number: one object for every table.
BANDS: Mapping[Dimension, Bands] = {
    Dimension.AGE: bands.AGE,
    Dimension.SENIORITY: bands.SENIORITY,
    Dimension.UNIT_AGE: bands.UNIT_AGE,
    Dimension.TURNOVER_HOLDER: bands.TURNOVER_HOLDER,
    Dimension.TURNOVER_UNIT: bands.TURNOVER_UNIT,
    Dimension.CLIENTS: bands.CLIENTS,
    Dimension.UNITS: bands.UNITS,
    Dimension.EMPLOYED: bands.EMPLOYED,
    Dimension.HOLDING: bands.HOLDING,
    Dimension.MEMBERSHIP: bands.SENIORITY,
    Dimension.HOURS: bands.HOURS,
}

# The categories of dimensions that are neither bands nor an enum of people, units or places.
CATEGORIES: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.ARTS: ("arts", "other", "both"),
    Dimension.COUNTRY: ("belgium", "abroad"),
    Dimension.OWNERSHIP: ("private", "public"),
    Dimension.KIND: ("company", "natural_person"),
    Dimension.WORKING_TIME: ("full", "part"),
}


@dataclass(eq=False)
class NoDefinition(RuleError):
    """A number of which nobody says what it counts."""

    message = N_("The figure “%(key)s” has no definition. It is not published.")
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure: a changed definition is a new version."""

    key: str
    version: int = 1
    title: Msg
    definition: Msg  # what is counted, from which acts, on which day, what is left out
    unit: FigureUnit
    owner: Role  # who answers for it
    cutoff: Cutoff
    dimensions: tuple[Dimension, ...] = ()
    measure: str = ""  # what is kept per day; the key itself unless said
    kept: bool = True  # False: the acts behind it have no page yet

    def __post_init__(self) -> None:
        if not self.definition.strip() or not self.title.strip():
            raise NoDefinition(self.key)
        if not self.measure:
            object.__setattr__(self, "measure", self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDefinition:
    """A figure split by one or two dimensions; the whole is always the figure itself."""

    key: str
    title: Msg
    figure: str  # a key of FIGURES: what every cell counts
    rows: Dimension
    columns: Dimension | None = None

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Its rows, and its columns if it has any."""
        return (self.rows,) if self.columns is None else (self.rows, self.columns)
