"""The paper: which vote it is for, whether the password is fresh, and the page of the ballot."""

import hmac
import re
import secrets
from hashlib import sha256

from flask import Response, abort, current_app, request, session

from domain.voting.definition import Definition
from domain.voting.tracker import ALPHABET, OURS
from web import clock
from web.forms.ballot import ShownQuestion, shown
from web.htmx import page
from web.queries import ballots as queries

FRESH = 15 * 60  # seconds that the password stays asked
KEY = "voter_since"
CARRIED = re.compile(r"(choice-)?q\d+(-\d+)?|seed", re.ASCII)


def the_vote(poll_id: int, shareholder_id: int) -> queries.Vote:
    """A vote of the reader in a poll that has opened; anything else does not exist."""
    return queries.vote(poll_id, shareholder_id) or abort(404)


def fresh() -> bool:
    """Was the password asked a short while ago, in this browser?"""
    since = session.get(KEY)
    return isinstance(since, int) and 0 <= clock.now().timestamp() - since <= FRESH


def keep_fresh() -> None:
    """It was: remembered in the session's cookie, and nowhere else."""
    session[KEY] = int(clock.now().timestamp())


def carried() -> list[tuple[str, str]]:
    """What was chosen, as it came: the page that asks for a password carries it on."""
    return [
        (name, value) for name, value in request.form.items(multi=True) if CARRIED.fullmatch(name)
    ]


def new_half() -> str:
    """Our half of a tracker."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(OURS))


def proof(vote: queries.Vote, half: str) -> str:
    """Shows that we made this half, for this vote; nothing of it is stored."""
    text = f"tracker|{vote.poll}|{vote.grantor}|{half}"
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, text.encode(), sha256).hexdigest()[:32]


def is_ours(vote: queries.Vote, half: str, shown_proof: str) -> bool:
    """Did we make this half?"""
    return hmac.compare_digest(proof(vote, half), shown_proof)


def blank(definition: Definition, seed: str) -> list[ShownQuestion]:
    """A ballot that nobody has touched."""
    return [shown(question, "", seed) for question in definition.questions]


def changed(vote: queries.Vote) -> Response:
    """Refuse a form that belongs to other questions, or was not made by us."""
    return page("votes/changed.html", status=409, vote=vote)


def ballot_page(
    vote: queries.Vote,
    questions: list[ShownQuestion] | None = None,
    seed: str = "",
    status: int = 200,
) -> Response:
    """The ballot, with what was chosen before."""
    seed = seed or secrets.token_hex(8)
    half = new_half()
    return page(
        "votes/ballot.html",
        status=status,
        vote=vote,
        definition=vote.read,
        questions=questions or blank(vote.read, seed),
        seed=seed,
        half=half,
        proof=proof(vote, half),
        now=clock.now(),
    )
