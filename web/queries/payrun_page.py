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
from web.models.payslip import Payslip
from web.models.person import Person
from web.queries.amounts import sums
from web.queries.paging import Page, after_row, matching
from web.queries.payrun import Earner, earners
from web.queries.payrun_quarter import count_only_settled, only_settled
from web.queries.payrun_works import PAID_DAY, with_debts
from web.queries.payslips import runs_of

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """A month with one employer, everyone added up."""

    earned: int  # rows of confirmed work
    worked: int  # people with work in the month
    settled: int  # people without: it settles the advances of their quarter
    days: int
    gross: Eur
    social_security: Eur  # the special contribution included: one creditor
    withholding: Eur
    net: Eur
    paid: Eur

    @property
    def people(self) -> int:
        """Everyone with a payslip, as far as is known before the quarter is counted."""
        return self.worked + self.settled


def totals(entity_id: int, month: Month) -> Totals:
    """One statement over the confirmed work of the month."""
    paid = sa.case((PAID_DAY.is_not(None), Earning.net), else_=None)
    query = (
        sa.select(
            sa.func.count().label("earned"),
            sa.func.count(Earning.person_id.distinct()).label("worked"),
            sa.func.coalesce(sa.func.sum(Earning.days), 0).label("days"),
            sums(Earning.gross).label("gross"),
            sums(Earning.social_security + Earning.special_contribution).label("social_security"),
            sums(Earning.withholding).label("withholding"),
            sums(Earning.net).label("net"),
            sums(paid).label("paid"),
        )
        .select_from(Earning)
        .where(Earning.entity_id == entity_id, Earning.month == month)
    )
    lone = count_only_settled(entity_id, month)
    return Totals(**db.session.execute(with_debts(query)).mappings().one(), settled=lone)


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
    """Those whose confirmed work is not what their last payslip says."""
    money = {
        "gross": (Earning.gross, Payslip.gross),
        "withholding": (Earning.withholding, Payslip.withholding),
        "net": (Earning.net, Payslip.net + Payslip.settlement),
    }
    time = {"days": (Earning.days, Payslip.days), "hours": (Earning.hours, Payslip.hours)}
    columns = {**money, **time}
    booked = (
        sa.select(
            Earning.person_id,
            *(sa.func.sum(earned).label(name) for name, (earned, _said) in columns.items()),
        )
        .where(*_here(entity_id, month))
        .group_by(Earning.person_id)
        .subquery()
    )
    later = sa.orm.aliased(Payslip)
    same = later.entity_id == Payslip.entity_id, later.person_id == Payslip.person_id
    last = sa.select(sa.func.max(later.sequence)).where(*same, later.month == Payslip.month)
    said = (
        sa.select(
            Payslip.person_id, *(column.label(name) for name, (_e, column) in columns.items())
        )
        .where(Payslip.entity_id == entity_id, Payslip.month == month)
        .where(Payslip.sequence == last.scalar_subquery())
        .subquery()
    )
    other = [booked.c[name] != said.c[name] for name in columns]
    return (
        sa.select(booked.c.person_id)
        .outerjoin(said, said.c.person_id == booked.c.person_id)
        .where(sa.or_(said.c.gross.is_(None), *other))
    )


def count_new(entity_id: int, month: Month) -> int:
    """How many payslips closing would make."""
    found = _new(entity_id, month).subquery()
    return db.session.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def people(
    entity: Entity, month: Month, *, typed: str = "", only_new: bool = False, after: int = 0
) -> Page[Preview]:
    """A page of people by name, each payslip worked out anew."""
    query = (
        sa.select(Person.id)
        .where(_of_month(entity.id, month, only_new=only_new))
        .where(after_row(Person, after), *matching(Person.likeness, typed))
        .order_by(Person.likeness, Person.id)
        .limit(PAGE + 1)
    )
    ids = db.session.scalars(query).all()
    shown = ids[:PAGE]
    found = tuple(previews(earners(entity, month, shown))) if shown else ()
    return Page(found, shown[-1] if len(ids) > PAGE else 0)


def _of_month(entity_id: int, month: Month, *, only_new: bool) -> sa.ColumnElement[bool]:
    """Who stands in the list: everyone, or those with something new."""
    if only_new:
        return Person.id.in_(_new(entity_id, month))
    worked = sa.select(Earning.person_id).where(*_here(entity_id, month))
    return sa.or_(Person.id.in_(worked), Person.id.in_(only_settled(entity_id, month)))


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
            changes = compare(before.lines, item.reckoned.lines)
            yield Preview(item, changes, _added(item, before))


def _added(item: Earner, before: PayslipSheet) -> tuple[str, ...]:
    known = {work.reference for work in before.works}
    return tuple(
        f"{work.reference}, {work.work}" for work in item.works if work.reference not in known
    )
