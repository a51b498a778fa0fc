"""Review and cast: the only requests that carry choices. They write nothing but the urn."""

import base64
import binascii

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.refusals import Refused
from domain.errors import RuleError
from domain.voting import casting as refused
from domain.voting.envelope import SEALED_SIZE, Envelope, SealedBy, padded
from domain.voting.tracker import OwnCharacters, tracker
from web import clock, urn
from web.access import EVERYONE, allow
from web.actions.poll_refusals import log_refusal
from web.blueprints.votes import bp
from web.blueprints.votes.paper import (
    ballot_page,
    carried,
    changed,
    fresh,
    is_ours,
    new_half,
    proof,
    the_vote,
)
from web.blueprints.votes.receipt import receipt
from web.forms.ballot import ShownQuestion, read_all, read_kept
from web.forms.votes import PasswordForm
from web.htmx import page
from web.queries.ballots import Vote
from web.urn.seal import seal

WHY = {
    refused.TooLate: Refused.TOO_LATE,
    refused.NotYetOpen: Refused.NOT_YET,
    refused.NotYourVote: Refused.NOT_YOURS,
    refused.SamePaper: Refused.REPLAYED,
    refused.WrongSize: Refused.FORGED,
    refused.ClockWentBack: Refused.FULL,
}


@bp.post("/<int:poll_id>/<int:shareholder_id>/review")
@allow(*EVERYONE)
def review(poll_id: int, shareholder_id: int) -> BaseResponse:
    """Everything once more before it is sealed; not yet voted."""
    vote = the_vote(poll_id, shareholder_id)
    if (stopped := before_choices(vote)) is not None:
        return stopped
    seed = request.form.get("seed", "")
    questions = read_all(vote.read.questions, request.form, seed)
    if any(one.refusal for one in questions):
        return ballot_page(vote, questions, seed, status=422)
    return review_page(vote, questions)


def review_page(
    vote: Vote, questions: list[ShownQuestion], refusal: RuleError | None = None
) -> Response:
    """The review, with our half of the tracker; a refused one keeps the half that was noted."""
    half = request.form.get("half", "")
    if not is_ours(vote, half, request.form.get("proof", "")):
        half = new_half()
    return page(
        "votes/review.html",
        status=422 if refusal else 200,
        vote=vote,
        definition=vote.read,
        questions=questions,
        seed=request.form.get("seed", ""),
        half=half,
        proof=proof(vote, half),
        own=request.form.get("own", "")[:40],
        refusal=refusal,
        now=clock.now(),
    )


def before_choices(vote: Vote) -> Response | None:
    """What stops a ballot before it is read: other questions, or a password asked too long ago."""
    if request.form.get("definition") != vote.definition_sha256:
        log(vote, Refused.CHANGED)
        return changed(vote)
    if fresh():
        return None
    return page("votes/password.html", status=403, vote=vote, form=PasswordForm(), typed=carried())


@bp.post("/<int:poll_id>/<int:shareholder_id>/cast")
@allow(*EVERYONE)
def cast(poll_id: int, shareholder_id: int) -> BaseResponse:
    """Seal and record. The answer comes after the urn has committed, and is the same each time."""
    vote = the_vote(poll_id, shareholder_id)
    if (stopped := before_choices(vote)) is not None:
        return stopped
    if "box" in request.form:
        return recorded(vote, sealed_box(), "")
    choices = read_kept(vote.read.questions, request.form)
    if choices is None:
        seed = request.form.get("seed", "")
        questions = read_all(vote.read.questions, request.form, seed)
        return ballot_page(vote, questions, seed, status=422)
    half, own = request.form.get("half", ""), request.form.get("own", "")
    try:
        mine = tracker(half, own)
    except OwnCharacters as refusal:
        seed = request.form.get("seed", "")
        return review_page(vote, read_all(vote.read.questions, request.form, seed), refusal)
    if not is_ours(vote, half, request.form.get("proof", "")):
        log(vote, Refused.FORGED)
        return changed(vote)
    text = Envelope(vote.poll, vote.definition_sha256, mine, choices, SealedBy.SERVER)
    return recorded(vote, seal(vote.read.public_key, padded(text)), mine)


def sealed_box() -> bytes:
    """What the browser sealed; anything else has the wrong size."""
    typed = request.form.get("box", "")[: 2 * SEALED_SIZE]
    try:
        return base64.b64decode(typed, validate=True)
    except (binascii.Error, ValueError):
        return b""


def recorded(vote: Vote, box: bytes, mine: str) -> Response:
    """Put it into the urn and say so, or say why not.

    mine: the tracker; empty when the browser sealed, which then fills in the codes itself
    """
    try:
        urn.cast(vote.poll, voter=vote.voter, grantor=vote.grantor, box=box, now=clock.now)
    except refused.AlreadyCast:
        pass  # the same answer as the first time: it is recorded
    except RuleError as refusal:
        log(vote, WHY.get(type(refusal), Refused.FORGED))
        return page("votes/refused.html", status=409, vote=vote, refusal=refusal)
    return receipt(vote, mine)


def log(vote: Vote, why: Refused) -> None:
    """One more refusal, for the minutes; nobody is named."""
    log_refusal(vote.poll_id, why)
