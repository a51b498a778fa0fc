"""What makes an adviser look first: flags on an assignment, and reasons kept for later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.archived import from_plain, to_plain
from domain.errors import RuleError
from domain.periods import add_working_days
from domain.queues import (
    AboveCeiling,
    ClientLate,
    ClientUnknown,
    MemberNew,
    StartsSoon,
    VatToCheck,
)
from domain.vat import Treatment, VatCategory

PLAIN = frozenset({VatCategory.S, VatCategory.Z})  # Belgian VAT: nothing to judge
KINDS: Mapping[str, type[RuleError]] = {
    kind.__name__: kind
    for kind in (AboveCeiling, ClientLate, ClientUnknown, MemberNew, StartsSoon, VatToCheck)
}


def flags(
    vat: Treatment | None, client_invoices: int, first_day: date | None, today: date
) -> Iterator[RuleError]:
    """What a person must judge, whatever the amount.

    vat:             of the invoice; an exception is looked at the first time for each client
    client_invoices: issued to this client before
    first_day:       of work; with no working day in between, the declaration is urgent
    """
    if vat is not None and vat.category not in PLAIN and client_invoices == 0:
        yield VatToCheck()
    if first_day is not None and first_day <= add_working_days(today, 1):
        yield StartsSoon(first_day)


def written(reasons: Iterable[RuleError]) -> dict[str, Any]:
    """Reasons as JSON, so that each reader is told in their own language."""
    return {"reasons": [[type(reason).__name__, to_plain(reason)] for reason in reasons]}


def read(kept: Mapping[str, Any]) -> Sequence[RuleError]:
    """The reasons that ``written`` kept."""
    found = [from_plain(KINDS[kind], facts) for kind, facts in kept.get("reasons", [])]
    reasons: Sequence[RuleError] = found
    return reasons
