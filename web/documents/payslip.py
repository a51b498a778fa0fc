"""Payslips on paper, every line with its rate and source: an estimate, and that of a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.employment import ContractType
from domain.identifiers import show_enterprise_number
from domain.invoicing import Party
from domain.money import Eur, total
from domain.parameters import Dated
from domain.payments import (
    MonthPay,
    days_by_month,
    due_day,
    gross_by_month,
    pay_of_contract,
)
from domain.payroll.payslip import Work
from domain.payroll.situation import SPOUSES, Situation
from domain.periods import Month
from domain.slip_sheet import Figure, PayslipSheet
from web import clock
from web.documents.contract import employer_party, reference_of, worker_of
from web.documents.printable import Printable, printable
from web.i18n import euro, number, percent
from web.models.contract import Contract


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
        worked = days_by_month(item.day for item in other.days)
        for month, part in gross_by_month(other.gross, worked).items():
            found[month] = (*found.get(month, ()), Work(other.kind, part, worked[month]))
    return found


def estimate_sheet(contract: Contract, others: Sequence[Contract]) -> EstimateSheet:
    """What this contract pays; its person, entity and days must have been loaded.

    others: the person's earlier contracts with the same employer in the same months, with days
    """
    days = tuple(item.day for item in contract.days)
    situation = contract.person.situation
    months = pay_of_contract(contract.kind, contract.gross, days, situation, _already(others))
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
    return printable("payslip", sheet.language, sheet=sheet, figure=figure, spouses=SPOUSES)


def payslip(sheet: PayslipSheet, language: str) -> Printable:
    """The payslip of a closed month on paper, in the worker's language."""
    return printable(
        "month_slip",
        language,
        sheet=sheet,
        figure=figure,
        spouses=SPOUSES,
        enterprise_number=show_enterprise_number,
    )
