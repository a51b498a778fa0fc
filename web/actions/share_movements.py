"""Writing in the register: lines are only ever added, by nobody but these acts."""

from dataclasses import dataclass
from datetime import datetime

from domain.shares.register import Movement
from web import clock
from web.actions.audit import actor_id
from web.extensions import db
from web.models.share import ShareMovement


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What a line of the register comes from."""

    subscription_id: int | None = None
    exit_id: int | None = None
    other_id: int | None = None  # the other side of a transfer
    reason: str = ""
    at: datetime | None = None  # one moment for both lines of a transfer: it pairs them


def write(holder_id: int, move: Movement, cause: Cause) -> ShareMovement:
    """Add one line, checked by its rule before; the caller holds the shareholder's lock."""
    row = ShareMovement(
        shareholder_id=holder_id,
        kind=move.kind,
        day=move.day,
        shares=move.shares,
        paid_in=move.paid_in,
        subscription_id=cause.subscription_id,
        exit_id=cause.exit_id,
        other_id=cause.other_id,
        corrects_id=move.corrects,
        reason=cause.reason,
        written=cause.at or clock.now(),
        written_by_id=actor_id(),
    )
    db.session.add(row)
    db.session.flush()
    return row
