"""What anybody may know about a poll: what is asked, under which hash, until when."""

import sqlalchemy as sa
from flask import Response, abort
from sqlalchemy.orm import joinedload

from domain.assembly.words import PollState
from domain.roles import Role
from web.access import allow
from web.actions.polls import keep_time
from web.blueprints.polls import bp
from web.extensions import db
from web.htmx import page
from web.models.poll import Poll
from web.queries import polls as queries


def frozen(uid: str) -> Poll:
    """A poll whose questions are fixed, by its public name."""
    query = sa.select(Poll).where(Poll.uid == uid, Poll.definition.is_not(None))
    poll = db.session.scalar(query.options(joinedload(Poll.assembly)))
    if poll is None:
        abort(404)
    return poll


@bp.get("/polls/<string(length=32):uid>")
@allow(*Role)
def facts(uid: str) -> Response:
    """Questions, hash, keys, trustees, moments, turnout in tens."""
    keep_time(frozen(uid))
    poll = frozen(uid)
    return page(
        "polls/facts.html",
        poll=poll,
        definition=queries.definition_of(poll),
        turnout=queries.turnout_shown(poll),
        prolonged=queries.prolongations(poll.id),
        is_open=poll.state is PollState.OPEN,
    )


@bp.get("/polls/<string(length=32):uid>/definition.json")
@allow(*Role)
def definition(uid: str) -> Response:
    """The exact bytes that the hash is of."""
    poll = frozen(uid)
    response = Response(poll.definition, content_type="application/json; charset=utf-8")
    name = f"definition-{poll.uid[:8]}.json"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
