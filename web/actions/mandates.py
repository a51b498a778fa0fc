"""Mandates on the board: begun by an assembly's decision, ended before their time."""

from datetime import date

from domain.assembly.mandates import (
    MandateDaysOrder,
    check_free,
    check_may_stand,
    last_day,
)
from web.actions.audit import record
from web.extensions import db
from web.models.assembly import Mandate
from web.models.share import Shareholder
from web.queries.candidates import terms_of


def begin(holder: Shareholder, since: date, *, representative_id: int | None, paid: str) -> Mandate:
    """Record a mandate that an assembly outside this system gave.

    paid: the allowance in words, if the assembly granted one; else empty
    """
    terms = terms_of([holder.id])[holder.id]
    check_may_stand(holder.name, terms, since)
    check_free(holder.name, terms, since)
    row = Mandate(
        shareholder_id=holder.id,
        since=since,
        until=last_day(since),
        representative_id=representative_id,
        paid=paid,
    )
    db.session.add(row)
    db.session.flush()
    record("mandate_begun", row, who=holder.name, until=row.until)
    db.session.commit()
    return row


def end(mandate: Mandate, day: date, reason: str) -> None:
    """Somebody leaves the board before the end of their mandate; ``day`` is their last one."""
    if day < mandate.since:
        raise MandateDaysOrder(mandate.since)
    mandate.until = min(day, mandate.until)
    mandate.ended_early = reason
    record("mandate_ended", mandate, day=day, reason=reason)
    db.session.commit()
