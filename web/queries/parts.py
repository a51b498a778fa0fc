"""One part of the equation each: a figure that opens to its rule, its rates and their sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.assignment.shares import Share
from domain.errors import N_
from domain.explain import Line
from domain.money import ZERO, Eur, total
from domain.parameters import Dated
from web.i18n import euro, number, percent

SECURITY = "social_security/"
SPECIAL = "social_security/special_contribution"
TAX = "withholding_tax/"
CONTRIBUTION_RULE = N_(
    "Every invoice pays the same part of its price into the common pot of the cooperative."
)
EXPENSES_RULE = N_("What you plan to spend for this assignment, paid back on an expense note.")
BUDGET_RULE = N_("What is left of the price to employ people: price − contribution − expenses.")
EMPLOYER_RULE = N_(
    "Gross pay is the employment budget divided by the coefficient of the contract, rounded down "
    "to the cent. The rest pays the employer's contributions, holiday pay and insurance; what "
    "remains of it goes to the common pot."
)
GROSS_RULE = N_("Shared by days worked, or by the parts that you chose.")
MONTH_RULE = N_(
    "Worked out on the payslip of each month, over all contracts of the person with the same "
    "employer. The lines are those of the whole payslip; only what this assignment adds is counted."
)
NET_RULE = N_(
    "An estimate: the real payslip is made at the end of the month, over all contracts with the "
    "same employer."
)
LEFT_RULE = N_("An assignment must come out at 0.00: everything is paid out or spent.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One bar of the equation, as the macro draws it."""

    id: str
    label: str
    amount: Eur
    sign: str
    kind: str
    by: str = ""
    rule: str = ""
    basis: Eur | None = None
    rate: Dated | None = None
    rates: tuple[Dated, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    start: Eur | None = None
    url: str = ""
    url_label: str = ""


def contribution_part(taken: Line) -> Part:
    """What the common pot takes."""
    return Part(
        id="contribution",
        label=N_("Contribution to the cooperative"),
        amount=taken.amount,
        sign="minus",
        kind="contribution",
        by=percent(taken.rate.value) if taken.rate else "",
        rule=CONTRIBUTION_RULE,
        basis=taken.basis,
        rate=taken.rate,
    )


def expenses_part(expenses: Eur) -> Part:
    """What is planned to be spent."""
    return Part(
        id="expenses",
        label=N_("Expenses of the assignment"),
        amount=expenses,
        sign="minus",
        kind="expenses",
        rule=EXPENSES_RULE,
    )


def budget_part(budget: Eur) -> Part:
    """What is left to employ people."""
    return Part(
        id="budget",
        label=N_("Employment budget"),
        amount=budget,
        sign="rest",
        kind="rest",
        rule=BUDGET_RULE,
    )


def left_part(left: Eur, start: Eur = ZERO) -> Part:
    """What nobody is paid with; below zero, what is missing."""
    label = N_("Missing") if left < ZERO else N_("Left over")
    return Part(
        id="left",
        label=label,
        amount=left,
        sign="left",
        kind="left",
        start=start,
        rule=LEFT_RULE,
    )


def cost_parts(share: Share, label: str) -> tuple[Part, Part]:
    """What somebody's pay costs a unit, and what of it is not gross pay."""
    cost = Part(
        id="cost",
        label=label,
        amount=share.budget,
        sign="whole",
        kind="price",
        rule=_("The employment budget: it leaves the running budget when the days are confirmed."),
    )
    beside = Eur(share.budget - share.gross)
    return cost, employer_part(beside, share.budget, (share.coefficient,))


def employer_part(amount: Eur, budget: Eur, coefficients: tuple[Dated, ...]) -> Part:
    """What employing costs on top of the gross pay."""
    values: list[Decimal] = list(dict.fromkeys(rate.value for rate in coefficients))
    return Part(
        id="employer",
        label=N_("Employer's contributions, holidays, insurance"),
        amount=amount,
        sign="minus",
        kind="employer",
        by=f"× {number(values[0])}" if len(values) == 1 else "",
        rule=EMPLOYER_RULE,
        basis=budget,
        rates=coefficients,
    )


def gross_part(gross: Eur, days: int) -> Part:
    """The gross pay of everyone."""
    return Part(
        id="gross",
        label=N_("Gross pay"),
        amount=gross,
        sign="rest",
        kind="rest",
        by=ngettext("%(num)s day", "%(num)s days", days),
        rule=GROSS_RULE,
    )


def kept_part(amount: Eur) -> Part:
    """Social security and tax together, as they were estimated when it was decided."""
    return Part(
        id="kept",
        label=N_("Social security and tax"),
        amount=amount,
        sign="minus",
        kind="security",
        rule=MONTH_RULE,
    )


def receives(name: str, *, is_reader: bool) -> str:
    """How the net of one person is called."""
    return str(_("You receive, net") if is_reader else _("%(name)s receives, net", name=name))


def net_part(net: Eur, label: str) -> Part:
    """What is left after the deductions."""
    return Part(
        id="net",
        label=label,
        amount=net,
        sign="you",
        kind="net",
        by=_("estimate"),
        rule=NET_RULE,
    )


def deductions(shares: Iterable[Share]) -> Iterator[Part]:
    """Social security and tax, as far as this assignment adds to the payslips."""
    months = [month for share in shares for month in share.payslips]
    lines = [line for month in months for line in month.after.lines if line.rate is not None]
    added = [month.added for month in months]
    security = total(item.social_security for item in added)
    special = total(item.special for item in added)
    tax = total(item.withholding for item in added)
    yield _kept("security", N_("Social security"), security, lines, SECURITY)
    if special:
        label = N_("Special social security contribution")
        yield _kept("special", label, special, lines, SPECIAL)
    yield _kept("tax", N_("Withholding tax"), tax, lines, TAX)


def _kept(name: str, label: str, amount: Eur, lines: Iterable[Line], group: str) -> Part:
    """One deduction, with the lines of the payslips that belong to it."""
    used = [line for line in lines if line.amount and line.rate and _group(line.rate.name) == group]
    return Part(
        id=name,
        label=label,
        amount=amount,
        sign="minus",
        kind="tax" if group == TAX else "security",
        rule=MONTH_RULE,
        lines=tuple((line.label, euro(line.amount)) for line in used),
        rates=once_each(line.rate for line in used if line.rate),
    )


def _group(name: str) -> str:
    """To which deduction a figure belongs."""
    return next(start for start in (SPECIAL, SECURITY, TAX) if name.startswith(start))


def once_each(rates: Iterable[Dated]) -> tuple[Dated, ...]:
    """Each figure once."""
    return tuple({(rate.name, rate.since): rate for rate in rates}.values())
