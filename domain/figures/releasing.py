"""Publishing a value: what is refused, and how the key of a table's cell is written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.figures.definition import Key
from domain.figures.refused import DoesNotAddUp, DoesNotFollow, title_of
from domain.figures.sums import Check, Printed, disagreements

STEP = Decimal("0.000001")  # a published value is kept to a millionth
BETWEEN = "/"  # the parts of the key of a cell


@dataclass(eq=False)
class DayNotOver(RuleError):
    """A value of a day that goes on would be another one at its end."""

    message = N_("%(day)s is not over yet. Its figures can be published from the next day.")
    field: ClassVar[str] = "day"
    day: date


@dataclass(eq=False)
class NotKnown(RuleError):
    """Nothing to publish."""

    message = N_("“%(title)s” is not known on %(day)s. It is not published.")
    title: Msg
    day: date
    figure: Key = ""


@dataclass(eq=False)
class TooFew(RuleError):
    """The small-cell rule."""

    message = N_(
        "“%(title)s” counts fewer than five people, or would give such a number away. "
        "It is not published."
    )
    title: Msg
    figure: Key = ""


@dataclass(eq=False)
class AlreadyReplaced(RuleError):
    """Only the value that holds can be corrected."""

    message = N_("Another value already replaces this one. Correct that one.")


@dataclass(eq=False)
class NothingChanged(RuleError):
    """An erratum with the same value."""

    message = N_("The value stays the same: there is nothing to correct.")
    field: ClassVar[str] = "value"


def kept(value: Decimal) -> Decimal:
    """A value as it is published."""
    return value.quantize(STEP)


def written(key: Key) -> str:
    """The key of a figure, or of a cell of a table, as one word."""
    return key if isinstance(key, str) else BETWEEN.join(key)


def read(text: str) -> Key:
    """The same, back."""
    parts = text.split(BETWEEN)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else text


def contradictions_of(
    wanted: Iterable[Key], checks: Iterable[Check], values: Mapping[Key, Decimal]
) -> list[RuleError]:
    """What does not agree with the values that are to be published, each by name."""
    keys = set(wanted)
    printed = {key: Printed(kept(value), STEP) for key, value in values.items()}
    found = disagreements(checks, printed)
    return [reason for reason in found if _concerns(reason, keys)]


def _concerns(reason: RuleError, keys: set[Key]) -> bool:
    if not isinstance(reason, (DoesNotAddUp, DoesNotFollow)):
        return True
    return not keys.isdisjoint((reason.figure, *reason.parts))


def not_known(keys: Iterable[Key], day: date) -> list[RuleError]:
    """A refusal for each of them."""
    return [NotKnown(title_of(key), day, key) for key in keys]


def too_few(keys: Iterable[Key]) -> list[RuleError]:
    """A refusal for each of them."""
    return [TooFew(title_of(key), key) for key in keys]
