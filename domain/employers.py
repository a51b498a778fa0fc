"""What each legal entity is as an employer: the one place that says so.

The cooperative company is private and profit-making in the sense of social security; its
associations are non-profit. Which sector fund an employer pays into follows from the joint
committee in force on the day.
"""

from collections.abc import Mapping

from domain.dimona.content import committee_on
from domain.entities import EntityCode
from domain.parameters import Dated
from domain.payroll.employer import Employer, Fund, Sector
from domain.quarters import Quarter

# Source: the legal forms of the entities (SC; asbl); see docs/rules/quarter.md
SECTOR_OF: Mapping[EntityCode, Sector] = {
    EntityCode.SC: Sector.COMMERCIAL,
    EntityCode.PA: Sector.NON_PROFIT,
    EntityCode.FA: Sector.NON_PROFIT,
}
FUNDS_OF: Mapping[str, frozenset[Fund]] = {"200": frozenset({Fund.PC_200})}


def employer_in(code: EntityCode, quarter: Quarter, workers: int) -> Employer:
    """An employer as contributions see it.

    workers: people paid in the quarter, at least 1; what the threshold of ten is compared with
    """
    committee, _figure = committee_on(code, quarter.last_day)
    funds = FUNDS_OF.get(committee, frozenset())
    return Employer(sector=SECTOR_OF[code], workers=workers, funds=funds)


def relied_on(code: EntityCode, quarter: Quarter) -> tuple[Dated, ...]:
    """The dated choices behind it, which a real cooperative must have made itself."""
    _committee, figure = committee_on(code, quarter.last_day)
    return () if figure is None else (figure,)
