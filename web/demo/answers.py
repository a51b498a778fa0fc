"""What workers of the demo answer when they are offered work, and how a contract is amended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from domain.amending import new_terms
from domain.contract_life import ContractStatus
from domain.hours import FULL_DAY
from domain.money import eur
from web import clock
from web.actions import amendments, offers
from web.actions.amendments import Change
from web.demo.office import follow_contracts
from web.demo.stage import Stage, acting
from web.documents.contract import terms_of
from web.extensions import db
from web.models.amendment import Amendment
from web.models.contract import Contract

WHOLE = joinedload(Contract.person), selectinload(Contract.days)


class Answer(StrEnum):
    """What somebody does with an offer."""

    YES = "yes"
    NO = "no"
    LATER = "later"  # it still waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """A change that is offered some days after the contract was."""

    after: int
    reason: str
    more: int  # days after the last one that are added
    gross: str
    answer: Answer = Answer.YES


def expect_answers(
    stage: Stage,
    ids: list[int],
    *,
    who: str,
    confirms: int | None,
    says: Mapping[str, Answer],
    no: str = "",
) -> None:
    """Follow contracts that were made at once; let the others be answered the next evening.

    who:  the member who offered them
    says: what people answer, by their address; yes, unless it is said
    no:   why somebody declines
    """
    rows = db.session.scalars(sa.select(Contract).where(Contract.id.in_(ids)).options(*WHOLE)).all()
    made = [row.id for row in rows if row.status is ContractStatus.MADE]
    follow_contracts(stage, made, who, confirms)
    evening = clock.today() + timedelta(days=1)
    for row in rows:
        email = row.person.email
        answer = says.get(email, Answer.YES)
        if row.status is not ContractStatus.OFFERED or answer is Answer.LATER:
            continue
        if answer is Answer.YES:
            stage.plan(evening, "19:50", accept(stage, row.id, email, who, confirms))
        else:
            stage.plan(evening, "19:55", decline(row.id, email, no))


def accept(
    stage: Stage, contract_id: int, email: str, who: str, confirms: int | None
) -> Callable[[], None]:
    """The worker reads it and says yes; it is declared and worked as any other."""

    def act() -> None:
        with acting(email):
            offers.accept(db.session.get_one(Contract, contract_id), now=clock.now())
        follow_contracts(stage, [contract_id], who, confirms)

    return act


def decline(contract_id: int, email: str, why: str) -> Callable[[], None]:
    """The worker cannot."""

    def act() -> None:
        with acting(email):
            offers.decline(db.session.get_one(Contract, contract_id), why, now=clock.now())

    return act


def plan_amendment(stage: Stage, contract_id: int, who: str, wanted: Amend) -> None:
    """Let a contract be changed on its day."""
    day = clock.today() + timedelta(days=wanted.after)
    stage.plan(day, "11:50", amend(stage, contract_id, who, wanted))


def amend(stage: Stage, contract_id: int, who: str, wanted: Amend) -> Callable[[], None]:
    """The member offers a change; the worker answers in the evening."""

    def act() -> None:
        row = db.session.get_one(Contract, contract_id, options=WHOLE, populate_existing=True)
        if row.status is not ContractStatus.MADE:
            return
        before = terms_of(row)
        added = before.last_day + timedelta(days=wanted.more)
        terms = new_terms(
            work=before.work,
            days=(*before.days, (added, FULL_DAY)),
            gross=eur(wanted.gross),
            coefficient=row.coefficient,
        )
        email, change = row.person.email, Change(terms=terms, reason=wanted.reason)
        with acting(who) as author:
            made = amendments.propose(row, change, author_id=author.id, now=clock.now())
        if wanted.answer is Answer.YES:
            stage.plan(clock.today(), "20:05", agree(made.id, email))

    return act


def agree(amendment_id: int, email: str) -> Callable[[], None]:
    """The worker says yes to the change."""

    def act() -> None:
        with acting(email):
            amendments.accept(db.session.get_one(Amendment, amendment_id), now=clock.now())

    return act
