"""Payslips on paper, every line with its rate and source: an estimate, and that of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.hours import Hours, add_hours, not_full
from domain.identifiers import show_enterprise_number, show_national_number
from domain.invoicing import Party
from domain.money import Eur, total
from domain.parameters import Confidence, Dated
from domain.payments import MonthPay, due_day, pay_of_contract, works_by_month
from domain.payroll.payslip import Work
from domain.payroll.situation import SPOUSES, Situation
from domain.periods import Month
from domain.slip_sheet import Figure, PayslipSheet
from web import clock
from web.documents.contract import employer_party, reference_of, worker_of
from web.documents.printable import Printable, printable
from web.i18n import euro, number, percent
from web.models.contract import Contract

SURENESS: Mapping[Confidence, Msg] = {
    Confidence.OFFICIAL: N_("Official"),
    Confidence.PUBLISHED: N_("Published"),
    Confidence.OWN: N_("Own setting, not confirmed"),
    Confidence.ILLUSTRATIVE: N_("Made up for this demo"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateSheet:
    """Everything the estimate says."""

    reference: str
    made: date
    language: str
    employer: Party
    worker: Party
    kind: ContractType
    situation: Situation
    days: tuple[date, ...]
    gross: Eur
    months: tuple[MonthPay, ...]
    net: Eur
    due: date


def _already(others: Sequence[Contract]) -> dict[Month, tuple[Work, ...]]:
    """What other contracts pay in each month."""
    found: dict[Month, tuple[Work, ...]] = {}
    for other in others:
        hours = {item.day: item.hours for item in other.days}
        works = works_by_month(other.kind, other.gross, hours, not_full(hours))
        for month, work in works.items():
            found[month] = (*found.get(month, ()), work)
    return found


def estimate_sheet(contract: Contract, others: Sequence[Contract]) -> EstimateSheet:
    """What this contract pays; its person, entity and days must have been loaded.

    others: the person's earlier contracts with the same employer in the same months, with days
    """
    hours = {item.day: item.hours for item in contract.days}
    days, situation = tuple(hours), contract.person.situation
    months = pay_of_contract(
        contract.kind, contract.gross, days, situation, _already(others), hours=not_full(hours)
    )
    return EstimateSheet(
        reference=reference_of(contract.entity.code, contract.id),
        made=clock.day_of(contract.made or clock.now()),
        language=contract.language,
        employer=employer_party(contract.entity),
        worker=worker_of(contract.person).party,
        kind=contract.kind,
        situation=situation,
        days=days,
        gross=contract.gross,
        months=months,
        net=total(month.added.net for month in months),
        due=due_day(contract.last_day),
    )


def figure(rate: Dated | Figure) -> str:
    """A figure as it is read: a percentage, an amount, a number; a scale has no single one."""
    if rate.is_scale if isinstance(rate, Figure) else rate.table:
        return ""
    if rate.unit.startswith("fraction"):
        return percent(rate.value)
    if rate.unit.startswith(("EUR", "euro")):
        return euro(rate.value)
    return number(rate.value)


def payslip_estimate(sheet: EstimateSheet) -> Printable:
    """The estimate on paper, in the worker's language."""
    return printable(
        "payslip", sheet.language, sheet=sheet, figure=figure, spouses=SPOUSES, sureness=SURENESS
    )


def payslip(sheet: PayslipSheet, language: str, *, national_number: str) -> Printable:
    """The payslip of a closed month on paper, in the worker's language.

    national_number: of the worker, opened for this paper and kept in no sheet; may be empty
    """
    return printable(
        "month_slip",
        language,
        sheet=sheet,
        figure=figure,
        spouses=SPOUSES,
        enterprise_number=show_enterprise_number,
        national_number=show_national_number(national_number) if national_number else "",
        sureness=SURENESS,
        hours=hours_of(sheet),
    )


def hours_of(sheet: PayslipSheet) -> Hours | None:
    """The hours of all contracts; None on a payslip closed before they were kept."""
    known = [work.hours for work in sheet.works if work.hours is not None]
    return add_hours(known) if len(known) == len(sheet.works) else None
