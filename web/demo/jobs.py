"""Jobs of the demo's members with the tool 3en1: sent, looked at, worked, invoiced."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from domain.assignment.draft import Direction, Draft, Wanted
from domain.contract_life import ENDED
from domain.employment import ContractType
from domain.known import known_days
from domain.money import eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from web import clock
from web.actions import assignments, drafts
from web.demo.answers import Answer, expect_answers
from web.demo.office import IN_TIME, Pays, expect_payments
from web.demo.people import ADVISER, OTHER_ADVISER
from web.demo.stage import Stage, acting, office_day
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit
from web.queries.reckoning import Reckoning, reckon
from web.queries.working import Candidate, candidates

ADVISER_OF = {
    1: ADVISER,
    2: ADVISER,
    3: OTHER_ADVISER,
    4: ADVISER,
}  # units, in the order of the cast


@dataclass(frozen=True, slots=True)
class Hand:
    """Someone who works, on days counted from the one on which the job is sent."""

    email: str
    kind: ContractType
    after: tuple[int, ...]
    weight: int = 0
    answer: Answer = Answer.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One assignment and what becomes of it."""

    ago: int
    unit: int
    who: str
    client: int  # of the cast, from 1
    kind: WorkKind
    title: str
    price: str
    hands: tuple[Hand, ...]
    expenses: str = "0"
    is_sent: bool = True
    at_once: bool = True  # the invoice goes out with the contracts
    decided: int | None = 1  # days until the adviser looks, where one must
    back: str = ""  # why it is sent back
    no: str = ""  # why somebody declines
    pays: tuple[Pays, ...] = IN_TIME
    confirms: int | None = 1  # days after the last one worked


def plan_job(stage: Stage, job: Job) -> None:
    """Let it begin on its day."""
    if max_day(job, stage.ago(job.ago)) <= known_days()[1]:
        stage.plan(stage.ago(job.ago), "11:25", begin(stage, job))


def max_day(job: Job, day: date) -> date:
    """The last day of work."""
    return max(day + timedelta(days=after) for hand in job.hands for after in hand.after)


def begin(stage: Stage, job: Job) -> Callable[[], None]:
    """The member writes it, and sends it."""

    def act() -> None:
        with acting(job.who) as author:
            unit = db.session.get_one(Unit, job.unit)
            assignment = drafts.begin(unit, author, now=clock.now())
            ids = people_of(job.hands)
            reckoning = reckon(draft_of(job, ids), people_in(job, ids), clock.today())
            typed = typed_of(job, ids)
            if job.is_sent:
                send(stage, job, assignment, reckoning, typed)
            else:
                drafts.save(assignment, typed, reckoning.draft, reckoning.price, now=clock.now())

    return act


def people_of(hands: Sequence[Hand]) -> dict[str, int]:
    """Those who work, by their address."""
    emails = [hand.email for hand in hands]
    rows = db.session.execute(sa.select(Person.email, Person.id).where(Person.email.in_(emails)))
    return {email: key for email, key in rows}  # noqa: C416 - pairs, not rows


def people_in(job: Job, ids: dict[str, int]) -> dict[int, Candidate]:
    """Who may be chosen in its unit, with those whom the member added by their address."""
    return candidates(job.unit, list(ids.values()), clock.today())


def days_of(hand: Hand) -> tuple[date, ...]:
    """The days on which someone works."""
    return tuple(clock.today() + timedelta(days=after) for after in hand.after)


def draft_of(job: Job, ids: dict[str, int]) -> Draft:
    """What the member typed, as it is read."""
    return Draft(
        title=job.title,
        kind=job.kind,
        client_id=job.client,
        direction=Direction.PRICE,
        amount=eur(job.price),
        expenses=eur(job.expenses),
        invoice_at_once=job.at_once,
        wanted=tuple(
            Wanted(
                person_id=ids[hand.email],
                contract_type=hand.kind,
                days=days_of(hand),
                weight=hand.weight,
            )
            for hand in job.hands
        ),
    )


def typed_of(job: Job, ids: dict[str, int]) -> dict[str, object]:
    """The same as the form had it."""
    form: dict[str, list[str]] = {
        "client": [str(job.client)],
        "title": [job.title],
        "kind": [job.kind.value],
        "way": [Direction.PRICE.value],
        "price": [str(eur(job.price))],
        "expenses": [str(eur(job.expenses))],
        "invoice": ["now" if job.at_once else "later"],
        "worker": [str(ids[hand.email]) for hand in job.hands],
    }
    for hand in job.hands:
        key = ids[hand.email]
        form[f"type-{key}"] = [hand.kind.value]
        form[f"weight-{key}"] = [str(hand.weight)] if hand.weight else [""]
        form[f"day-{key}"] = [day.isoformat() for day in days_of(hand)]
    return drafts.kept(form, guests=list(ids.values()), tab="")


def send(
    stage: Stage, job: Job, assignment: Assignment, reckoning: Reckoning, typed: dict[str, object]
) -> None:
    """Accepted at once, or left to the adviser."""
    verdict = assignments.submit(
        assignment, reckoning, author_id=assignment.author_id, typed=typed, now=clock.now()
    )
    if verdict.accepted:
        follow(stage, job, assignment.id)
    elif job.decided is not None:
        day = office_day(clock.today() + timedelta(days=job.decided))
        stage.plan(day, "10:05", decide(stage, job, assignment.id))


def decide(stage: Stage, job: Job, assignment_id: int) -> Callable[[], None]:
    """The adviser says yes, or says why not."""

    def act() -> None:
        assignment = db.session.get_one(Assignment, assignment_id)
        with acting(ADVISER_OF[job.unit]):
            if job.back:
                assignments.send_back(assignment, job.back, now=clock.now())
                return
            assignments.accept(assignment, now=clock.now())
        follow(stage, job, assignment_id)

    return act


def follow(stage: Stage, job: Job, assignment_id: int) -> None:
    """What comes after: the days are confirmed, the invoice is sent, the client pays."""
    standing = sa.select(Contract.id).where(
        Contract.assignment_id == assignment_id, Contract.status.not_in(ENDED)
    )
    expect_answers(
        stage,
        list(db.session.scalars(standing)),
        who=job.who,
        confirms=job.confirms,
        says={hand.email: hand.answer for hand in job.hands},
        no=job.no,
    )
    if job.at_once:
        expect_payment_of(stage, job, assignment_id)
    elif job.pays:
        last = max_day(job, stage.ago(job.ago))
        stage.plan(last + timedelta(days=2), "20:10", invoice_later(stage, job, assignment_id))


def invoice_later(stage: Stage, job: Job, assignment_id: int) -> Callable[[], None]:
    """The member says that the invoice may go out."""

    def act() -> None:
        assignment = db.session.get_one(Assignment, assignment_id)
        if assignment.status is not AssignmentStatus.ACCEPTED:
            return
        with acting(job.who):
            assignments.issue_invoice(assignment, clock.now())
        expect_payment_of(stage, job, assignment_id)

    return act


def expect_payment_of(stage: Stage, job: Job, assignment_id: int) -> None:
    """The client pays as this client does."""
    invoice = db.session.scalars(
        sa.select(Invoice).where(Invoice.assignment_id == assignment_id)
    ).one()
    expect_payments(stage, invoice, job.pays)
