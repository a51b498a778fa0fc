"""A repeated submit (double click, back button, two tabs) has one effect.

Every form that makes something carries a fresh hidden ``once`` token. It is stored in the same
transaction as what the form makes, so a second sending finds it and is shown the first one's
result. The same token with another content is refused with a 409.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import Conflict

from web import clock
from web.extensions import db
from web.models.form_token import FormToken

View = TypeVar("View", bound=Callable[..., Any])


def once_field() -> Markup:
    """The hidden field, fresh on each showing; a form shown again with errors keeps its own."""
    token = request.form.get("once") or secrets.token_urlsafe(18)
    return Markup('<input type="hidden" name="once" value="{}">').format(token)


def digest() -> str:
    """What was sent, without what changes at each showing."""
    sent = sorted(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in ("once", "csrf_token")
    )
    return hashlib.sha256(repr((request.path, sent)).encode()).hexdigest()


def once(fallback: str) -> Callable[[View], View]:
    """Let a POST view happen once per token; ``fallback`` names the page to show if unsure."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            token = request.form.get("once", "")[:40]
            if not token:
                abort(400)
            try:
                db.session.add(_sent(token))
                db.session.flush()
            except IntegrityError:
                db.session.rollback()
                return repeat(token, fallback)
            answer = view(*args, **kwargs)
            remember(token, answer)
            return answer

        return guarded  # type: ignore[return-value]

    return wrap


def remember(token: str, answer: Any) -> None:
    """Where the first sending led, for a repetition; nothing if the view refused the form."""
    location = getattr(answer, "location", None)
    if location is None:
        db.session.rollback()
        _forget(token)
        return
    change = sa.update(FormToken).where(FormToken.token == token).values(location=location)
    if db.session.scalar(change.returning(FormToken.token)) is None:
        db.session.add(_sent(token, location))  # the act began with a transaction of its own
    db.session.commit()


def _sent(token: str, location: str = "") -> FormToken:
    return FormToken(
        token=token, person_id=g.person.id, digest=digest(), sent=clock.now(), location=location
    )


def _forget(token: str) -> None:
    """An act may commit a first part and refuse the rest: the form can be sent again."""
    found = db.session.get(FormToken, token)
    if found is not None:
        db.session.delete(found)
        db.session.commit()


def repeat(token: str, fallback: str) -> Response:
    """Show what the first sending did."""
    first = db.session.get_one(FormToken, token)
    if first.person_id != g.person.id or first.digest != digest():
        raise Conflict(_("This form was already sent with other content."))
    return redirect(first.location or url_for(fallback), code=303)  # type: ignore[return-value]
