"""The link of an application: the only way back to it, and not to be found by trying."""

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.people import TooManyTries
from web import clock
from web.actions import guesses
from web.actions import joinings as actions
from web.errors import error_page
from web.i18n import word
from web.models.joining import Joining


def origin_of(what: str) -> guesses.Bucket:
    """Where tries of one kind are counted."""
    return guesses.own_bucket("joining", what, guesses.network(request.remote_addr or ""))


def found(token: str) -> Joining:
    """The application of a link; wrong ones are counted, so that nobody looks for them."""
    origin, now = origin_of("link"), clock.now()
    try:
        guesses.check(origin, now=now)
    except TooManyTries as refusal:
        abort(_answer(429, word(refusal)))
    row = actions.of_link(token)
    if row is None:
        guesses.note(origin, now=now)
        abort(_answer(404, _("Look at the link again: a part of it may be missing.")))
    return row


def _answer(status: int, text: str) -> BaseResponse:
    answer: BaseResponse = error_page(status, _("This link leads nowhere"), text)
    return answer
