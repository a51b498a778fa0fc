"""The pages of polls that the office and the trustees read."""

import secrets

from flask import Response
from sqlalchemy.orm import joinedload

from domain.assembly.announced import Moments
from domain.assembly.freezing import NoKeys
from domain.assembly.poll_steps import MEANS, POLL_STEPS, WHO, PollStep, next_step, standing
from domain.assembly.refusals import Refused
from domain.assembly.words import PollState
from domain.errors import RuleError
from domain.voting.definition import Question
from web import clock
from web.access import allow, find
from web.actions.polls import keep_time
from web.blueprints.polls import READERS, bp
from web.forms.ballot import shown
from web.htmx import page
from web.i18n import label
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.queries import polls as queries
from web.queries.convocation import announced
from web.queries.defining import questions
from web.queries.ties import waiting

WITH_ASSEMBLY = (joinedload(Poll.assembly),)


@bp.get("/assemblies/<int:assembly_id>/polls")
@allow(*READERS)
def of_assembly(assembly_id: int) -> Response:
    """The polls of an assembly, and the way to a new one."""
    assembly = find(Assembly, assembly_id)
    return page("polls/index.html", assembly=assembly, polls=queries.of_assembly(assembly_id))


@bp.get("/polls/<int:poll_id>")
@allow(*READERS)
def show(poll_id: int) -> Response:
    """A poll, step by step: what is done, what comes next, who does it."""
    keep_time(find(Poll, poll_id))
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    now = clock.now()
    lacking = queries.lacking(poll, poll.assembly, now) if poll.state is PollState.DRAFT else []
    others = [refusal for refusal in lacking if not isinstance(refusal, NoKeys)]
    keys = bool(poll.keys)
    step = next_step(poll.state, ready=not others, keys=keys)
    return page(
        "polls/show.html",
        poll=poll,
        assembly=poll.assembly,
        steps=[
            {"step": one, "state": standing(one, step, keys=keys), "who": WHO[one]}
            for one in PollStep
        ],
        means=MEANS,
        names=POLL_STEPS,
        lacking=others,
        announced=announced(poll.assembly_id) == Moments(poll.opens_at, poll.closes_at),
        ties=bool(waiting(poll)) if poll.state is PollState.PUBLISHED else False,
        pairs=sorted(queries.pairs_rehearsed(poll.id)),
        turnout=queries.turnout_shown(poll),
        asked=queries.asked_for(poll.id),
        prolonged=queries.prolongations(poll.id),
        refused=[(label(Refused(kind)), count) for kind, count in queries.refusals(poll.id)],
        now=now,
    )


@bp.get("/polls/<int:poll_id>/preview")
@allow(*READERS)
def preview(poll_id: int) -> Response:
    """The ballot as voters see it; before the freezing, as it would be now."""
    poll = find(Poll, poll_id, *WITH_ASSEMBLY)
    asked, refusal = asked_of(poll)
    return page(
        "polls/preview.html",
        poll=poll,
        assembly=poll.assembly,
        questions=[shown(question, "", secrets.token_hex(8)) for question in asked],
        refusal=refusal,
    )


def asked_of(poll: Poll) -> tuple[list[Question], RuleError | None]:
    """The frozen questions, or those of the agenda; none, and why, if they are not ready."""
    if poll.definition is not None:
        return list(queries.definition_of(poll).questions), None
    try:
        return questions(poll.assembly)[0], None
    except RuleError as refusal:
        return [], refusal
