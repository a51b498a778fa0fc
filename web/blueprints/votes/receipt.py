"""The receipt: a code under each question, and no choice. Never stored, never mailed."""

from flask import Response, current_app, g, make_response
from markupsafe import escape

from domain.voting.tracker import code
from web.i18n import language, one_locale
from web.queries.ballots import Vote

GAP = "\x1f"  # in the page, for what only one voter has
MOST = 64  # pages kept
Key = tuple[str, str, str, bool]
made: dict[Key, list[str]] = {}


def receipt(vote: Vote, tracker: str) -> Response:
    """The same page each time: that a ballot is recorded, and where to find it afterwards.

    tracker: empty when the browser sealed, which then fills in the codes itself
    """
    key = (language(), g.person.theme, vote.definition_sha256, bool(tracker))
    parts = made.get(key)
    if parts is None:
        if len(made) >= MOST:
            made.clear()
        parts = made[key] = _parts(vote, by_server=bool(tracker))
    ours = [
        vote.name,
        tracker or "–",
        *(
            code(tracker, vote.poll, question.id) if tracker else "–"
            for question in vote.read.questions
        ),
    ]
    return make_response(fill(parts, ours))


def fill(parts: list[str], ours: list[str]) -> str:
    """Close the gaps of a page."""
    texts = [str(escape(one)) for one in ours]
    return "".join(part for pair in zip(parts, [*texts, ""], strict=True) for part in pair)


def _parts(vote: Vote, *, by_server: bool) -> list[str]:
    """The page between its gaps: made once, since it is most of what a vote costs."""
    template = current_app.jinja_env.get_template("votes/receipt.html")
    with one_locale():
        text = template.render(
            vote=vote,
            questions=vote.read.questions,
            by_server=by_server,
            gap=GAP,
            locale=language(),
            nav=(),
            notices=(),
            csrf_token=str,  # it has no form, and is everybody's
        )
    return text.split(GAP)
