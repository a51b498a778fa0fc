"""The equation in parts that open, as far as it is known: of a draft, and as it was decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from domain.assignment.equation import Equation
from domain.assignment.plan import ExpensesAboveBudget
from domain.assignment.review import pay_defects
from domain.assignment.shares import Share
from domain.contribution import contribution
from domain.employment import coefficient
from domain.errors import N_, RuleError
from domain.money import ZERO, Eur, total
from domain.parameters import NotInForce
from domain.vat import Treatment
from web.i18n import percent
from web.queries.following import ContractLine, Story
from web.queries.parts import (
    Part,
    budget_part,
    contribution_part,
    deductions,
    employer_part,
    expenses_part,
    gross_part,
    kept_part,
    left_part,
    net_part,
    once_each,
)
from web.queries.reckoning import Reckoning
from web.queries.working import Candidate

PRICE_RULE = N_("What the client pays, less the VAT: it goes to the State.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What the client pays."""

    price: Eur
    vat_amount: Eur
    vat: Treatment | None
    client_known: bool


def bill_parts(bill: Bill) -> Iterator[Part]:
    """From what the client pays to the price excluding VAT."""
    gross = Eur(bill.price + bill.vat_amount)
    yield Part(
        id="client",
        label=N_("The client pays, VAT included"),
        amount=gross,
        sign="whole",
        kind="price",
        rule=N_("The price and the VAT on it, in one amount."),
    )
    rule: str = bill.vat.reason if bill.vat and bill.vat.reason else PRICE_RULE
    if not bill.client_known:
        rule = f"{_('No client chosen yet: counted as for a company in Belgium.')} {_(rule)}"
    yield Part(
        id="vat",
        label=N_("VAT"),
        amount=bill.vat_amount,
        sign="minus",
        kind="rest",
        by=percent(bill.vat.percent / 100) if bill.vat else "",
        rule=rule,
        basis=bill.price,
        rate=bill.vat.rate if bill.vat else None,
    )
    yield Part(
        id="price",
        label=N_("Price excluding VAT"),
        amount=bill.price,
        sign="rest",
        kind="price",
        rule=N_("Everything below is paid with this amount."),
    )


def parts(reckoning: Reckoning, reader_id: int) -> list[Part]:
    """The whole equation of a draft, as far as it is known."""
    price = reckoning.price
    if price is None:
        return []
    bill = Bill(
        price=price,
        vat_amount=reckoning.vat_amount,
        vat=reckoning.vat,
        client_known=reckoning.payer is not None,
    )
    found = list(bill_parts(bill))
    equation, refusal = reckoning.equation, reckoning.refusal
    if equation is not None:
        found += (contribution_part(equation.contribution), expenses_part(equation.expenses))
        found.append(budget_part(equation.budget))
        found += pay_parts(equation, net_label(reckoning, reader_id))
        found.append(left_part(equation.left_over))
    elif not isinstance(refusal, NotInForce):
        found.append(contribution_part(contribution(price, reckoning.day)))
    if isinstance(refusal, ExpensesAboveBudget):
        found += (expenses_part(refusal.expenses), left_part(Eur(-refusal.missing)))
    return found


def net_label(reckoning: Reckoning, reader_id: int) -> str:
    """Who receives the net."""
    wanted = [item.person_id for item in reckoning.draft.wanted]
    if wanted == [reader_id]:
        return str(_("You receive, net"))
    if len(wanted) == 1:
        return str(_("%(name)s receives, net", name=reckoning.people[wanted[0]].name))
    return str(_("Everyone receives, net"))


def pay_parts(equation: Equation, label: str) -> Iterator[Part]:
    """From the employment budget to the net, when somebody works."""
    if not equation.shares:
        return
    coefficients = once_each(share.coefficient for share in equation.shares)
    yield employer_part(Eur(equation.budget - equation.gross), equation.budget, coefficients)
    yield gross_part(equation.gross, sum(len(share.days) for share in equation.shares))
    if equation.net is None:
        return
    yield from deductions(equation.shares)
    yield net_part(equation.net, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """One person of the equation, for the list below it."""

    name: str
    share: Share
    defects: tuple[RuleError, ...]  # why this pay is not possible, or not known


def earners(shares: Iterable[Share], people: Mapping[int, Candidate]) -> list[Earner]:
    """Everyone who is paid, with what is wrong with their pay."""
    return [
        Earner(
            name=people[share.key].name,
            share=share,
            defects=tuple(defect.reason for defect in pay_defects(share)),
        )
        for share in shares
    ]


def decided(
    story: Story, label: str, *, planned: Iterable[ContractLine] | None = None
) -> list[Part]:
    """The equation as it was decided, from what was written down then."""
    contracts = list(story.live if planned is None else planned)
    taken = contribution(story.price, story.day)
    expenses = story.assignment.expenses or ZERO
    budget = Eur(story.price - taken.amount - expenses)
    used, gross = total(item.budget for item in contracts), total(item.gross for item in contracts)
    bill = Bill(
        price=story.price,
        vat_amount=story.vat_amount,
        vat=story.vat,
        client_known=story.payer is not None,
    )
    found = [*bill_parts(bill), contribution_part(taken), expenses_part(expenses)]
    found.append(budget_part(budget))
    if contracts:
        net = total(item.net for item in contracts)
        rates = once_each(coefficient(item.kind, item.days[0]) for item in contracts)
        found.append(employer_part(Eur(used - gross), used, rates))
        found.append(gross_part(gross, sum(len(item.days) for item in contracts)))
        found.append(kept_part(Eur(gross - net)))
        found.append(net_part(net, label))
    return [*found, left_part(Eur(budget - used))]
