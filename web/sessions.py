"""The session cookie: what goes in at sign-in, and where one goes next."""

import sqlalchemy as sa
from flask import current_app, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web.actions.sign_ins import Browser
from web.devices import this_device
from web.extensions import db
from web.models.person import SignIn
from web.tokens import token_hash


def own_path(wanted: str | None) -> str:
    """A page of ours to go to; anything else, and what only takes forms, becomes home."""
    home = url_for("home.index")
    path = (wanted or "").partition("?")[0]
    if (
        not wanted
        or not path.startswith("/")
        or path[1:2] in ("/", "\\")
        or not wanted.isprintable()
    ):
        return home
    try:
        endpoint, _values = current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]  # inside a request there is one
    except (HTTPException, RequestRedirect):
        return home
    return home if endpoint == "static" else wanted


def this_browser() -> Browser:
    """Where this request comes from, for an act that lets someone in."""
    device = this_device()
    return Browser(
        name=request.user_agent.string,
        address=request.remote_addr or "",
        token=session.get("_user_id", ""),
        device=device.id,
        known_people=device.people,
    )


def enter(token: str, person_id: int) -> None:
    """Give this browser a new session.

    Nothing of the old one is kept, except for someone who comes back after their session ended:
    the forms that they left open can then still be sent.
    """
    forms = session.get("csrf_token") if _belonged_to(person_id) else None
    leave()
    session.permanent = True
    session["_user_id"] = token
    session["_fresh"] = True
    if forms:
        session["csrf_token"] = forms


def leave() -> None:
    """Empty the session of this browser."""
    session.clear()


def _belonged_to(person_id: int) -> bool:
    token = session.get("_user_id")
    if not token:
        return False
    row = sa.select(SignIn.person_id).where(SignIn.token_hash == token_hash(token))
    return db.session.scalar(row) == person_id


def this_sign_in() -> SignIn:
    """The row of the signed-in browser that asks."""
    row: SignIn = current_user._get_current_object()  # noqa: SLF001 - Flask's way to the object
    return row
