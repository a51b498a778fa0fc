"""The lines of an expense note, and everything that can be wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.expenses.life import ExpenseKind
from domain.expenses.rates import mileage
from domain.money import CENT, ZERO, Eur
from domain.parameters import parameter

LONGEST_TRIP = parameter("expenses/longest_trip_km")
LONGEST_DELAY = parameter("expenses/longest_delay_days")
HIGHEST_VAT = parameter("vat/standard_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseLine:
    """One expense, as typed so far."""

    kind: ExpenseKind | None
    day: date | None
    description: str = ""
    amount: Eur | None = None  # including VAT; not read for kilometres
    vat: Eur = ZERO  # the part of the amount that is VAT to recover
    km: Decimal | None = None  # for kilometres
    has_receipt: bool = False


def amount_of(line: ExpenseLine) -> Eur:
    """What a line without defects pays back, in EUR including VAT."""
    if line.kind is ExpenseKind.KILOMETRES:
        assert line.km is not None
        assert line.day is not None
        return mileage(line.km, line.day).amount
    assert line.amount is not None
    return line.amount


@dataclass(eq=False)
class DayMissing(RuleError):
    """No date."""

    message = N_("Fill in the date of this expense.")
    field: ClassVar[str] = "day"


@dataclass(eq=False)
class DayToCome(RuleError):
    """A date in the future."""

    message = N_("%(day)s is still to come. Choose the day on which the money was spent.")
    field: ClassVar[str] = "day"
    day: date


@dataclass(eq=False)
class TooLate(RuleError):
    """A date too long ago."""

    message = N_(
        "%(day)s is too long ago: expenses from %(oldest)s on can be claimed. Ask your adviser."
    )
    field: ClassVar[str] = "day"
    day: date
    oldest: date


@dataclass(eq=False)
class KindMissing(RuleError):
    """Not said what it was."""

    message = N_("Choose what the money was spent on.")
    field: ClassVar[str] = "kind"


@dataclass(eq=False)
class TripMissing(RuleError):
    """Kilometres without a trip: without it nobody can check them."""

    message = N_("Say from where to where you drove, and why.")
    field: ClassVar[str] = "description"


@dataclass(eq=False)
class AmountMissing(RuleError):
    """No amount."""

    message = N_("Fill in the amount including VAT, above 0.00.")
    field: ClassVar[str] = "amount"


@dataclass(eq=False)
class VatNotPlausible(RuleError):
    """More VAT than the amount can hold."""

    message = N_(
        "The VAT must be between 0.00 and %(most)s for this amount. "
        "Copy it from the receipt, or leave it at 0.00."
    )
    field: ClassVar[str] = "vat"
    most: Eur


@dataclass(eq=False)
class DistanceMissing(RuleError):
    """No kilometres, or too many for one line."""

    message = N_("Fill in the kilometres, more than 0 and at most %(most)s.")
    field: ClassVar[str] = "km"
    most: int


@dataclass(eq=False)
class ReceiptMissing(RuleError):
    """No proof."""

    message = N_("Add a photo or a scan of the receipt.")
    field: ClassVar[str] = "receipt"


@dataclass(eq=False)
class NothingClaimed(RuleError):
    """A note without a line."""

    message = N_("Add at least one expense.")


@dataclass(eq=False)
class NotComplete(RuleError):
    """Something is missing or wrong; each line says what."""

    message = N_("This note is not complete yet. Each line says what is missing.")


def highest_vat(amount: Eur, day: date) -> Eur:
    """The most VAT that ``amount`` EUR, VAT included, can hold on ``day``; rounded up."""
    rate = HIGHEST_VAT.on(day).value
    return Eur((amount * rate / (1 + rate)).quantize(CENT, ROUND_UP))


def defects(line: ExpenseLine, today: date) -> tuple[RuleError, ...]:
    """Everything that is wrong with one line, each with its fix; empty when it may be submitted."""
    return (*_day_defects(line, today), *_amount_defects(line, today))


def _day_defects(line: ExpenseLine, today: date) -> Iterator[RuleError]:
    if line.day is None:
        yield DayMissing()
        return
    oldest = today - timedelta(days=int(LONGEST_DELAY.on(today).value))
    if line.day > today:
        yield DayToCome(line.day)
    elif line.day < oldest:
        yield TooLate(line.day, oldest)


def _day_of(line: ExpenseLine, today: date) -> date:
    """The day of an expense; a wrong one has its own defect, and perhaps no rate."""
    if line.day is None or any(_day_defects(line, today)):
        return today
    return line.day


def _amount_defects(line: ExpenseLine, today: date) -> Iterator[RuleError]:
    if line.kind is ExpenseKind.KILOMETRES:
        longest = LONGEST_TRIP.on(today).value
        if line.km is None or not 0 < line.km <= longest:
            yield DistanceMissing(int(longest))
        if line.vat != ZERO:
            yield VatNotPlausible(ZERO)
        if not line.description.strip():
            yield TripMissing()
        return
    if line.kind is None:
        yield KindMissing()
    if line.amount is None or line.amount <= ZERO:
        yield AmountMissing()
    else:
        most = highest_vat(line.amount, _day_of(line, today))
        if not ZERO <= line.vat <= most:
            yield VatNotPlausible(most)
    if not line.has_receipt:
        yield ReceiptMissing()


def note_defects(lines: Sequence[ExpenseLine], today: date) -> tuple[tuple[int, RuleError], ...]:
    """What is wrong with a whole note: (number of the line from 1, refusal); 0 is the note."""
    if not lines:
        return ((0, NothingClaimed()),)
    return tuple(
        (number, defect)
        for number, line in enumerate(lines, start=1)
        for defect in defects(line, today)
    )
