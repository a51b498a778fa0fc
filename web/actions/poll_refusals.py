"""Votes that were refused: counted by minute and reason while people vote, told in the minutes."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.assembly.incidents import IncidentKind
from domain.assembly.refusals import Refused
from web import clock
from web.actions.incidents import note
from web.actions.locks import alone
from web.extensions import db
from web.i18n import label
from web.models.poll import Poll, PollRefusal
from web.queries.polls import refusals


def log_refusal(poll: Poll, kind: Refused) -> None:
    """One more vote was refused for this reason, in this minute; nobody is named.

    What is written is the same for every voter, and the minute is the only time.
    """
    minute = clock.now().replace(second=0, microsecond=0)
    db.session.execute(alone(sa.select(Poll.id).where(Poll.id == poll.id), Poll))
    key = (poll.id, kind.value, minute)
    row = db.session.get(PollRefusal, key)
    if row is None:
        row = PollRefusal(poll_id=poll.id, kind=kind.value, minute=minute, count=0)
        db.session.add(row)
    row.count += 1
    db.session.commit()


def note_refusals(poll: Poll, *, now: datetime) -> None:
    """Add the sums by reason to the log of incidents, when the poll closes; without commit."""
    for kind, count in refusals(poll.id):
        text = _("%(count)s votes refused: %(reason)s", count=count, reason=label(Refused(kind)))
        note(poll.assembly_id, IncidentKind.REFUSED_VOTES, text, now=now, affected=count)
