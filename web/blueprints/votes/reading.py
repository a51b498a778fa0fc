"""What I can vote on, what was recorded for me, and the ballot itself."""

from dataclasses import dataclass

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.words import PollState
from domain.errors import RuleError
from web import clock, urn
from web.access import EVERYONE, allow
from web.actions.sign_ins import ask_password
from web.blueprints.votes import bp
from web.blueprints.votes.paper import ballot_page, carried, changed, fresh, keep_fresh, the_vote
from web.extensions import db
from web.forms.ballot import read_all
from web.forms.votes import PasswordForm
from web.htmx import page
from web.queries import ballots as queries
from web.sessions import this_sign_in


@dataclass(frozen=True, slots=True)
class Mine:
    """One vote and whether it was cast, by whoever could."""

    vote: queries.Vote
    is_cast: bool
    is_open: bool


def mine() -> list[Mine]:
    """Every vote of the reader, with its mark."""
    now, found = clock.now(), queries.votes()
    cast = urn.cast_among({(vote.poll, vote.grantor) for vote in found})
    return [
        Mine(
            vote,
            (vote.poll, vote.grantor) in cast,
            vote.state is PollState.OPEN and vote.opens_at <= now < vote.closes_at,
        )
        for vote in found
    ]


@bp.get("")
@allow(*EVERYONE)
def index() -> Response:
    """What is open for me, and what is recorded."""
    return page("votes/index.html", votes=mine(), now=clock.now())


@bp.get("/in-my-name")
@allow(*EVERYONE)
def in_my_name() -> Response:
    """Was a vote cast in my name? For everybody, also those who did not vote."""
    return page("votes/in_my_name.html", votes=mine())


@bp.get("/<int:poll_id>/<int:shareholder_id>")
@allow(*EVERYONE)
def ballot(poll_id: int, shareholder_id: int) -> BaseResponse:
    """The ballot: every question on one page, one at a time; the password comes first."""
    vote = the_vote(poll_id, shareholder_id)
    if urn.was_cast(vote.poll, vote.grantor):
        return page("votes/recorded.html", vote=vote)
    if not fresh():
        return page("votes/password.html", vote=vote, form=PasswordForm(), typed=())
    return ballot_page(vote)


@bp.post("/<int:poll_id>/<int:shareholder_id>/password")
@allow(*EVERYONE)
def password(poll_id: int, shareholder_id: int) -> BaseResponse:
    """The password once more: whoever found this screen open does not vote with it."""
    vote = the_vote(poll_id, shareholder_id)
    form = PasswordForm(request.form)
    typed = carried()
    if form.validate():
        try:
            ask_password(this_sign_in(), form.password.data or "", now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            keep_fresh()
            if typed:
                seed = request.form.get("seed", "")
                return ballot_page(vote, read_all(vote.read.questions, request.form, seed), seed)
            where = url_for(".ballot", poll_id=poll_id, shareholder_id=shareholder_id)
            return redirect(where, code=303)
    return page("votes/password.html", status=422, vote=vote, form=form, typed=typed)


@bp.post("/<int:poll_id>/<int:shareholder_id>")
@allow(*EVERYONE)
def change(poll_id: int, shareholder_id: int) -> BaseResponse:
    """Back from the review to a question, with everything as it was."""
    vote = the_vote(poll_id, shareholder_id)
    if request.form.get("definition") != vote.definition_sha256:
        return changed(vote)
    seed = request.form.get("seed", "")
    return ballot_page(vote, read_all(vote.read.questions, request.form, seed), seed)
