"""Several contracts in one go: how days become contracts, and what each of them comes to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.assignment.plan import Worker
from domain.assignment.shares import Share
from domain.employment import ContractType, by_month
from domain.errors import N_, Msg, RuleError
from domain.hiring import Hand, Way, review, work_out
from domain.hours import FULL_DAY, Hours, add_hours
from domain.money import Eur, share_out
from domain.payments import works_by_month
from domain.payroll.payslip import Work
from domain.payroll.student_quota import Counted, of_contract
from domain.periods import Month

LONGEST_GAP = 3  # calendar days without work inside a period: a weekend, and a holiday beside it
MOST = 60  # contracts at once: what one can still look over


class Split(StrEnum):
    """How the days of one person become contracts."""

    WHOLE = "whole"
    MONTH = "month"
    PERIOD = "period"


SPLITS: Mapping[Split, Msg] = {
    Split.WHOLE: N_("one for all days"),
    Split.MONTH: N_("one a month"),
    Split.PERIOD: N_("one a period"),
}


@dataclass(eq=False)
class TooManyContracts(RuleError):
    """More contracts than one can look over."""

    message = N_(
        "This would be %(number)s contracts; %(most)s at once is the most. "
        "Choose fewer people or days, or one contract a month."
    )
    field: ClassVar[str] = "split"
    number: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One of several contracts, worked out as far as it can be."""

    key: int  # who works
    days: tuple[date, ...]
    hours: Hours  # of all its days together
    share: Share | None  # None: it cannot be worked out
    reasons: tuple[RuleError, ...]  # what stands in its way


def periods(days: Collection[date], how: Split) -> tuple[tuple[date, ...], ...]:
    """The days of each contract, in order.

    A period goes on over a gap of at most LONGEST_GAP calendar days without work.
    """
    ordered = tuple(sorted(days))
    if not ordered:
        return ()
    if how is Split.WHOLE:
        return (ordered,)
    if how is Split.MONTH:
        return tuple(tuple(worked) for worked in by_month(ordered).values())
    return tuple(_runs(ordered))


def _runs(ordered: Sequence[date]) -> Iterator[tuple[date, ...]]:
    run = [ordered[0]]
    for day in ordered[1:]:
        if (day - run[-1]).days - 1 > LONGEST_GAP:
            yield tuple(run)
            run = []
        run.append(day)
    yield tuple(run)


def time_of(days: Collection[date], hours: Mapping[date, Hours]) -> Hours:
    """The hours of these days together; ``hours`` are those of days that are not full days."""
    return add_hours(hours.get(day, FULL_DAY) for day in days)


def amounts(
    amount: Eur, spans: Sequence[Collection[date]], hours: Mapping[date, Hours]
) -> list[Eur]:
    """One amount over the contracts it pays, by hours of work; no cent is lost.

    amount: EUR for all days together
    hours:  of days that are not full days
    """
    return share_out(amount, [time_of(days, hours) for days in spans])


def check_number(people: int, days: Collection[date], how: Split) -> None:
    """Refuse more contracts at once than one can look over."""
    number = people * len(periods(days, how))
    if number > MOST:
        raise TooManyContracts(number, MOST)


def draw_up(
    worker: Worker, hand: Hand, way: Way, amount: Eur, how: Split, today: date
) -> tuple[Piece, ...]:
    """The contracts of one person, reckoned one after the other.

    Those before count as already worked: in the payslips of their months, and as student hours.

    worker: the person with all their days, and their other contracts of these months
    amount: EUR for all their contracts together: cost, gross or net wanted, by ``way``
    """
    found: list[Piece] = []
    spans = periods(worker.days, how)
    for days, part in zip(spans, amounts(amount, spans, worker.hours), strict=True):
        one = replace(worker, days=days, hours=_only(days, worker.hours))
        piece = _piece(one, hand, way, part, today)
        found.append(piece)
        if piece.share is not None:
            worker = replace(worker, already=_with(worker.already, piece.share))
            hand = replace(hand, student_hours=_counted(hand.student_hours, piece.share))
    return tuple(found)


def _piece(one: Worker, hand: Hand, way: Way, part: Eur, today: date) -> Piece:
    hours = time_of(one.days, one.hours)
    try:
        share = work_out(one, way, part)
    except RuleError as reason:
        return Piece(key=one.key, days=one.days, hours=hours, share=None, reasons=(reason,))
    reasons = review(share, hand, today)
    return Piece(key=one.key, days=one.days, hours=hours, share=share, reasons=reasons)


def _only(days: Collection[date], hours: Mapping[date, Hours]) -> dict[date, Hours]:
    return {day: hours[day] for day in days if day in hours}


def _with(already: Mapping[Month, tuple[Work, ...]], share: Share) -> dict[Month, tuple[Work, ...]]:
    """The other work of these months, with a contract that is to come before the next one."""
    works = works_by_month(share.contract_type, share.gross, share.days, share.hours)
    return {**already, **{month: (*already.get(month, ()), work) for month, work in works.items()}}


def _counted(already: Counted, share: Share) -> Counted:
    """The student hours, with those of a contract that is to come before the next one."""
    if share.contract_type is not ContractType.STUDENT:
        return already
    asked = of_contract(share.days, share.hours)
    return {year: already.get(year, 0) + asked.get(year, 0) for year in {*already, *asked}}
