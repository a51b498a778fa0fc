"""Applications to join that are no longer needed: what somebody wrote about themselves is removed.

The row stays, empty: its number is never given to somebody else, and money that came and went
keeps its place in the journal.
"""

from datetime import date

import sqlalchemy as sa

from domain.shares.joining import OPEN, JoiningState, refused_before, untouched_since
from web import clock
from web.actions.audit import record
from web.actions.joinings import locked
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.joining import Joining, JoiningConsent
from web.queries.joinings import paid_for
from web.tokens import new_token, token_hash


def forget_applications(today: date) -> int:
    """Forget what was never sent and what was refused, once their time is over: how many."""
    found = [key for key in due(today) if _forget(key)]
    return len(found)


def due(today: date) -> list[int]:
    """Not sent and not touched for long, or refused long ago."""
    unsent = clock.midnight(untouched_since(today))
    touched = (
        sa.exists()
        .where(AuditEntry.subject == Joining.__tablename__)
        .where(AuditEntry.subject_id == Joining.id, AuditEntry.at >= unsent)
    )
    refused = clock.midnight(refused_before(today))
    query = sa.select(Joining.id).where(
        Joining.answers_sealed.is_not(None),
        sa.or_(
            sa.and_(Joining.state.in_(OPEN), Joining.began < unsent, ~touched),
            sa.and_(Joining.state == JoiningState.REFUSED, Joining.decided < refused),
        ),
    )
    return list(db.session.scalars(query.order_by(Joining.id)))


def _forget(joining_id: int) -> bool:
    """Empty one application; not while the cooperative keeps money of its applicant."""
    row = locked(joining_id)
    if row.state not in {*OPEN, JoiningState.REFUSED} or paid_for(row.id):
        db.session.rollback()
        return False
    db.session.execute(sa.delete(JoiningConsent).where(JoiningConsent.joining_id == row.id))
    row.answers = row.reason = ""
    row.token_hash = token_hash(new_token())  # the old link leads nowhere
    record("joining_forgotten", row)
    db.session.commit()
    return True
