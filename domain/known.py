"""From which day to which day every figure that a payslip needs is known."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from domain.parameters import Dated, names, parameter
from domain.periods import ONE_DAY

PAY = ("employment/", "social_security/", "withholding_tax/")


@cache
def known_days() -> tuple[date, date]:
    """The latest stretch of days on which everybody's pay can be worked out."""
    stretches = [stretch(parameter(name).history) for name in names() if name.startswith(PAY)]
    return max(first for first, _ in stretches), min(last for _, last in stretches)


def stretch(history: Sequence[Dated]) -> tuple[date, date]:
    """The days without a gap up to the last one on which a figure is known.

    history: newest first
    """
    newest, *older = history
    first, last = newest.since, newest.until or date.max
    for entry in older:
        if entry.until is not None and entry.until + ONE_DAY < first:
            break
        first = entry.since
    return first, last
