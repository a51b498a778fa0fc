"""The preview of a month with one employer: totals, and a page of people with what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext

from domain.money import Eur
from domain.payrun import Covered, RunState, compare, state
from domain.periods import Month
from domain.slip_sheet import Change, PayslipSheet, from_json
from web import clock
from web.extensions import db
from web.i18n import say
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.pay import Debt
from web.models.payslip import Payslip
from web.models.person import Person
from web.queries.amounts import sums
from web.queries.paging import Page, after_row, matching
from web.queries.payrun import Earner, earners
from web.queries.payslips import runs_of

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A month with one employer, everyone added up."""

    earned: int  # rows of confirmed work
    people: int
    days: int
    gross: Eur
    social_security: Eur  # the special contribution included: one creditor
    withholding: Eur
    net: Eur
    paid: Eur


def totals(entity_id: int, month: Month) -> Totals:
    """One statement over the confirmed work of the month."""
    paid = sa.case((Debt.paid_day.is_not(None), Earning.net), else_=None)
    query = (
        sa.select(
            sa.func.count().label("earned"),
            sa.func.count(Earning.person_id.distinct()).label("people"),
            sa.func.coalesce(sa.func.sum(Earning.days), 0).label("days"),
            sums(Earning.gross).label("gross"),
            sums(Earning.social_security + Earning.special_contribution).label("social_security"),
            sums(Earning.withholding).label("withholding"),
            sums(Earning.net).label("net"),
            sums(paid).label("paid"),
        )
        .select_from(Earning)
        .outerjoin(Debt, Debt.contract_id == Earning.contract_id)
        .where(Earning.entity_id == entity_id, Earning.month == month)
    )
    return Totals(**db.session.execute(query).mappings().one())


def state_of(entity_id: int, month: Month, earned: int) -> RunState:
    """Where the month is today."""
    runs = runs_of(entity_id, month)
    return state(month, clock.today(), Covered(earned, runs[-1].earned if runs else None))


@dataclass(frozen=True, slots=True)
class Preview:
    """One person as the payslip would be closed now."""

    earner: Earner
    changes: tuple[Change, ...]
    added: tuple[str, ...]  # contracts confirmed since the last closed payslip

    @property
    def explained(self) -> list[str]:
        """What changed, in the reader's language: the contracts first, then line by line."""
        return [*self.added, *map(in_words, self.changes)]


def in_words(change: Change) -> str:
    """One changed line as a sentence."""
    facts = {"label": change.label, "before": change.before, "after": change.after}
    return str(gettext(change.message)) % {name: say(fact) for name, fact in facts.items()}


def _here(entity_id: int, month: Month) -> tuple[sa.ColumnElement[bool], ...]:
    return Earning.entity_id == entity_id, Earning.month == month


def _new(entity_id: int, month: Month) -> sa.Select[int]:
    """Those whose confirmed gross is more than their last payslip says; it never shrinks."""
    booked = (
        sa.select(Earning.person_id, sa.func.sum(Earning.gross).label("gross"))
        .where(*_here(entity_id, month))
        .group_by(Earning.person_id)
        .subquery()
    )
    said = (
        sa.select(Payslip.person_id, sa.func.max(Payslip.gross).label("gross"))
        .where(Payslip.entity_id == entity_id, Payslip.month == month)
        .group_by(Payslip.person_id)
        .subquery()
    )
    more = sa.or_(said.c.gross.is_(None), booked.c.gross > said.c.gross)
    return (
        sa.select(booked.c.person_id)
        .outerjoin(said, said.c.person_id == booked.c.person_id)
        .where(more)
    )


def count_new(entity_id: int, month: Month) -> int:
    """How many payslips closing would make."""
    found = _new(entity_id, month).subquery()
    return db.session.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def people(
    entity: Entity, month: Month, *, typed: str = "", only_new: bool = False, after: int = 0
) -> Page[Preview]:
    """A page of people by name, each payslip worked out anew."""
    everyone = sa.select(Earning.person_id).where(*_here(entity.id, month))
    query = (
        sa.select(Person.id)
        .where(Person.id.in_(_new(entity.id, month) if only_new else everyone))
        .where(after_row(Person, after), *matching(Person.likeness, typed))
        .order_by(Person.likeness, Person.id)
        .limit(PAGE + 1)
    )
    ids = db.session.scalars(query).all()
    shown = ids[:PAGE]
    found = tuple(previews(earners(entity, month, shown))) if shown else ()
    return Page(found, shown[-1] if len(ids) > PAGE else 0)


def previews(found: Sequence[Earner]) -> Iterator[Preview]:
    """What would be closed, beside what was closed last."""
    again = [item.closed.id for item in found if item.closed and item.is_new]
    query = sa.select(Payslip.person_id, Payslip.sheet).where(Payslip.id.in_(again))
    sheets = (
        {person_id: from_json(sheet) for person_id, sheet in db.session.execute(query)}
        if again
        else {}
    )
    for item in found:
        before = sheets.get(item.id)
        if before is None:
            yield Preview(item, (), ())
        else:
            changes = compare(before.lines, item.reckoned.slip.lines)
            yield Preview(item, changes, _added(item, before))


def _added(item: Earner, before: PayslipSheet) -> tuple[str, ...]:
    known = {work.reference for work in before.works}
    return tuple(
        f"{work.reference}, {work.work}" for work in item.works if work.reference not in known
    )
