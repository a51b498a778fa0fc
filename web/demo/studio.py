"""The demo's units with the tool Activity: invoices when there is something to invoice, contracts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.hiring import Way, work_out
from domain.known import known_days
from domain.money import Eur, eur
from domain.vat import WorkKind
from web import clock
from web.actions import activity, invoices
from web.actions.invoicing import DraftLine
from web.demo.answers import Amend, expect_answers, plan_amendment
from web.demo.jobs import Hand, days_of, people_of
from web.demo.office import IN_TIME, Pays, expect_payments
from web.demo.stage import Stage, acting
from web.extensions import db
from web.models.client import Client
from web.models.invoice import Invoice
from web.models.unit import Unit
from web.queries.hiring import worker_of
from web.queries.working import candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One invoice of an Activity."""

    ago: int
    unit: int
    who: str
    client: int
    kind: WorkKind
    title: str
    lines: tuple[tuple[str, str, str, str], ...]  # what, how many, a key of UNITS, price of one
    pays: tuple[Pays, ...] = IN_TIME
    is_issued: bool = True
    credited: tuple[int, str] | None = None  # days later, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """One contract on the running budget."""

    ago: int
    unit: int
    who: str
    hand: Hand
    work: str
    way: Way
    amount: str
    confirms: int | None = 1
    no: str = ""  # why somebody declines
    amended: Amend | None = None


def plan_bill(stage: Stage, bill: Bill) -> None:
    """Let it be written on its day."""
    stage.plan(stage.ago(bill.ago), "14:30", write(stage, bill))


def write(stage: Stage, bill: Bill) -> Callable[[], None]:
    """The member writes it, and issues it unless it stays a draft."""

    def act() -> None:
        with acting(bill.who) as author:
            unit = db.session.get_one(Unit, bill.unit)
            client = db.session.get_one(Client, bill.client)
            invoice = invoices.start_draft(unit, client, author, now=clock.now())
            if not bill.is_issued:
                invoices.save_draft(
                    invoice, typed=typed_of(bill), title=bill.title, net=net_of(bill),
                    version=invoice.version,
                )  # fmt: skip
                return
            issue(bill, invoice)
        if bill.credited:
            after, why = bill.credited
            stage.plan(
                clock.today() + timedelta(days=after), "09:20", credit(bill, invoice.id, why)
            )
        else:
            expect_payments(stage, invoice, bill.pays)

    return act


def issue(bill: Bill, invoice: Invoice) -> None:
    """It takes its number."""
    day = clock.today()
    invoices.issue(
        invoice,
        kind=bill.kind,
        title=bill.title,
        lines=[
            DraftLine(what, Decimal(many), unit, Decimal(price))
            for what, many, unit, price in bill.lines
        ],
        delivered=(day - timedelta(days=3), day),
        version=invoice.version,
        now=clock.now(),
    )


def typed_of(bill: Bill) -> dict[str, list[str]]:
    """What a draft remembers."""
    form = {"title": [bill.title], "kind": [bill.kind.value]}
    for place, line in enumerate(bill.lines):
        names = ("description", "quantity", "unit", "unit_price")
        form |= {f"lines-{place}-{name}": [value] for name, value in zip(names, line, strict=True)}
    return form


def net_of(bill: Bill) -> Eur:
    """What the lines come to."""
    return eur(sum(Decimal(many) * Decimal(price) for _, many, _, price in bill.lines))


def credit(bill: Bill, invoice_id: int, why: str) -> Callable[[], None]:
    """The member takes an invoice back."""

    def act() -> None:
        with acting(bill.who):
            invoices.credit(db.session.get_one(Invoice, invoice_id), reason=why, now=clock.now())

    return act


def plan_hire(stage: Stage, hire: Hire) -> None:
    """Let the contract be made on its day."""
    day: date = stage.ago(hire.ago)
    if day + timedelta(days=max(hire.hand.after)) <= known_days()[1]:
        stage.plan(day, "15:10", make(stage, hire))


def make(stage: Stage, hire: Hire) -> Callable[[], None]:
    """The member makes a contract on the running budget."""

    def act() -> None:
        with acting(hire.who):
            unit = db.session.get_one(Unit, hire.unit)
            contract = activity.employ(unit, order_of(hire, unit), now=clock.now())
        expect_answers(
            stage,
            [contract.id],
            who=hire.who,
            confirms=hire.confirms,
            says={hire.hand.email: hire.hand.answer},
            no=hire.no,
        )
        if hire.amended:
            plan_amendment(stage, contract.id, hire.who, hire.amended)

    return act


def order_of(hire: Hire, unit: Unit) -> activity.Order:
    """The contract with the facts of the person who works."""
    key = people_of_hand(hire.hand)
    person = candidates(unit.id, [key], clock.today())[key]
    worker = worker_of(person, hire.hand.kind, days_of(hire.hand), unit.entity_id)
    return activity.Order(
        person_id=key,
        name=person.name,
        language=person.language,
        has_national_number=person.has_national_number,
        work=hire.work,
        share=work_out(worker, hire.way, eur(hire.amount)),
    )


def people_of_hand(hand: Hand) -> int:
    """The id of someone, by their address."""
    return people_of([hand])[hand.email]
