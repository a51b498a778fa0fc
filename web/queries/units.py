"""Where a unit's money went: its running sums, as a statement that anyone can read."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from domain.errors import Msg
from domain.ledger import PART_LABELS, PARTS, Account, Part, Story, story
from domain.ledger.details import DETAILS, PART_NOTES
from domain.ledger.story import COMES_IN
from domain.money import ZERO, Eur, eur, share_out
from domain.spans import Span
from web.extensions import db
from web.models.ledger import UnitSum

COLOURS: Mapping[Part, str] = {  # classes of money.css
    Part.VAT: "rest",
    Part.TO_COOPERATIVE: "contribution",
    Part.TO_PAY: "net",
    Part.TO_EXPENSES: "expenses",
    Part.LEFT: "left",
}
HUNDRED = eur(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The running sums of a unit, debits positive."""

    span: Mapping[Account, Eur]  # within the span that was asked for
    ever: Mapping[Account, Eur]  # since the unit began


WITHIN = UnitSum.month.between(sa.bindparam("first"), sa.bindparam("last"))
SUMS = (
    sa.select(
        UnitSum.account,
        sa.func.sum(sa.case((WITHIN, UnitSum.amount), else_=ZERO)),
        sa.func.sum(UnitSum.amount),
    )
    .where(UnitSum.unit_id == sa.bindparam("unit_id"))
    .group_by(UnitSum.account)
)


def money_of(unit_id: int, span: Span) -> Money:
    """The sums of a unit in a span and over all time: one statement, however long the ledger."""
    given = {"unit_id": unit_id, "first": span.first, "last": span.last}
    rows = db.session.execute(SUMS, given).all()
    return Money(
        span={account: amount for account, amount, _ in rows},
        ever={account: amount for account, _, amount in rows},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One account within a part of the statement."""

    key: str
    label: Msg
    amount: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part of the statement."""

    key: str
    label: Msg
    note: Msg
    amount: Eur
    comes_in: bool
    kind: str  # its colour
    of_hundred: Eur | None  # of every 100 EUR that came in
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What came in and where it went: the rows that came in add up to the others."""

    story: Story
    rows: tuple[Row, ...]

    @property
    def total(self) -> Eur:
        """All that came in."""
        return Eur(self.story.came_in + self.story.lent)

    @property
    def is_empty(self) -> bool:
        """Did nothing move?"""
        return not any(row.amount for row in self.rows)

    @property
    def went(self) -> tuple[Row, ...]:
        """Where it went: the parts of the bar."""
        return tuple(row for row in self.rows if not row.comes_in)


def statement(sums: Mapping[Account, Eur]) -> Statement:
    """The story of these sums, part by part; a loan is told only where there is one."""
    told = story(sums)
    hundredths = _of_hundred(told)
    rows = [
        Row(
            key=part.value,
            label=PART_LABELS[part],
            note=PART_NOTES[part],
            amount=told.of(part),
            comes_in=part in COMES_IN,
            kind=COLOURS.get(part, ""),
            of_hundred=hundredths.get(part),
            details=_details(part, sums),
        )
        for part in Part
        if part is not Part.LENT or told.lent
    ]
    return Statement(story=told, rows=tuple(rows))


def _details(part: Part, sums: Mapping[Account, Eur]) -> tuple[Detail, ...]:
    """The accounts of a part, unless one of them says it all."""
    side = 1 if part in COMES_IN else -1
    found = tuple(
        Detail(
            key=account.value, label=DETAILS[account], amount=Eur(side * sums.get(account, ZERO))
        )
        for account in PARTS[part]
        if sums.get(account, ZERO)
    )
    return found if len(found) > 1 or part is Part.CAME_IN else ()


def _of_hundred(told: Story) -> dict[Part, Eur]:
    """Of every 100 EUR that came in, how much went where: they add up to 100.00."""
    parts = [part for part in Part if part not in COMES_IN]
    cents = [int(told.of(part).scaleb(2)) for part in parts]
    if sum(cents) <= 0:
        return {}
    return dict(zip(parts, share_out(HUNDRED, cents), strict=True))
