"""Votes that were refused: counted by minute and reason while people vote, told in the minutes."""

from datetime import datetime
from functools import cache
from typing import cast

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql, sqlite

from domain.assembly.incidents import IncidentKind
from domain.assembly.refusals import Refused
from web import clock
from web.actions.incidents import note
from web.extensions import db
from web.i18n import label
from web.models.poll import Poll, PollRefusal
from web.queries.polls import refusals

REFUSALS = cast("sa.Table", PollRefusal.__table__)


@cache
def _counting(database: str) -> sa.Insert:
    """One line, or one more in the line that is there; made once."""
    insert = postgresql.insert if database == "postgresql" else sqlite.insert
    return insert(REFUSALS).on_conflict_do_update(
        index_elements=[REFUSALS.c.poll_id, REFUSALS.c.kind, REFUSALS.c.minute],
        set_={"count": REFUSALS.c.count + 1},
    )


def log_refusal(poll_id: int, kind: Refused) -> None:
    """One more vote was refused for this reason, in this minute; nobody is named.

    What is written is the same for every voter, and the minute is the only time. It is a
    transaction of its own: a vote only reads here, and must not hold up others.
    """
    minute = clock.now().replace(second=0, microsecond=0)
    row = {"poll_id": poll_id, "kind": kind.value, "minute": minute, "count": 1}
    db.session.rollback()
    db.session.execute(_counting(db.engine.dialect.name), row)
    db.session.commit()


def note_refusals(poll: Poll, *, now: datetime) -> None:
    """Add the sums by reason to the log of incidents, when the poll closes; without commit."""
    for kind, count in refusals(poll.id):
        text = _("%(count)s votes refused: %(reason)s", count=count, reason=label(Refused(kind)))
        note(poll.assembly_id, IncidentKind.REFUSED_VOTES, text, now=now, affected=count)
