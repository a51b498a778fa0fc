"""What disturbed an assembly, written by the acts that meet it: a step inside them."""

from datetime import datetime

from domain.assembly.incidents import IncidentKind
from web.actions.audit import actor_id
from web.extensions import db
from web.models.assembly import Incident


def note(
    assembly_id: int, kind: IncidentKind, text: str, *, now: datetime, affected: int | None = None
) -> None:
    """Add a line to the log, without commit; it goes into the minutes as it is."""
    db.session.add(
        Incident(
            assembly_id=assembly_id,
            at=now,
            kind=kind.value,
            text=text,
            affected=affected,
            written_by_id=actor_id(),
        )
    )
