"""Who may enter a view, and find a row in it: closed unless opened, for both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from domain.roles import Role
from web import clock
from web.extensions import SILENT, Base, db, login
from web.htmx import wants_fragment
from web.models.person import Person, PersonRole, SignIn
from web.sight import HELD, STAFF, held_units, seen_with, units_in_sight, visible
from web.tokens import token_hash

__all__ = ["HELD", "STAFF", "allow", "find", "held_units", "units_in_sight", "visible"]

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound=Base)

DESK = STAFF | {Role.ADVISER, Role.SYSTEM_ADMIN}  # a short idle time: their screens see a lot
EVERYONE = frozenset(Role) - {Role.VISITOR}
LARGEST_KEY = 2**31 - 1  # of our tables; an address may name anything
TOUCH = timedelta(minutes=5)  # how often “last seen” is written, so that reading stays reading


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone not signed in."""

    id: int = 0
    name: str = ""
    language: str = ""
    theme: str = ""
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.VISITOR}))


def allow(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles."""

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


@cache
def _signed_in() -> sa.Select[SignIn, Role]:
    """Made once: it runs on every request, and making it costs as much as running it."""
    return (
        sa.select(SignIn, PersonRole.role)
        .join(SignIn.person)
        .outerjoin(PersonRole, PersonRole.person_id == Person.id)
        .where(
            SignIn.token_hash == sa.bindparam("token_hash"), SignIn.ended.is_(None), Person.active
        )
        .options(contains_eager(SignIn.person))
    )


@login.user_loader
def load_sign_in(token: str) -> SignIn | None:
    """The signed-in browser of a session cookie, with its person and roles: one statement."""
    found = db.session.execute(_signed_in(), {"token_hash": token_hash(token)}).all()
    if not found:
        return None
    sign_in: SignIn = found[0][0]
    sign_in.person.keep_roles(role for _sign_in, role in found if role)
    if expired(sign_in):
        return None
    sign_in.token = token
    return sign_in


def expired(sign_in: SignIn) -> bool:
    """Too long ago, or left alone too long."""
    settings, now = current_app.config, clock.now()
    staff = not sign_in.person.roles.isdisjoint(DESK)
    idle = settings["STAFF_IDLE"] if staff else settings["MEMBER_IDLE"]
    return bool(
        now - sign_in.began > settings["PERMANENT_SESSION_LIFETIME"] or now - sign_in.seen > idle
    )


def identify() -> None:
    """Before every request: who is this, and which language do they read?"""
    if request.endpoint == "static":
        g.person = Visitor()
        return
    sign_in = current_user if current_user.is_authenticated else None
    g.person = sign_in.person if sign_in else Visitor(theme=request.cookies.get("theme", ""))
    g.language = g.person.language or request.cookies.get("language")
    if sign_in and request.endpoint not in SILENT and clock.now() - sign_in.seen > TOUCH:
        person, key = sign_in.person, sign_in.id
        db.session.rollback()  # whoever writes after reading is refused if others wrote meanwhile
        db.session.execute(sa.update(SignIn).where(SignIn.id == key).values(seen=clock.now()))
        db.session.commit()
        set_committed_value(sign_in, "person", person)  # an act may ask for it again


def check_role() -> Response | None:
    """Before every request: a view that names no role is closed to all."""
    if request.endpoint is None or request.endpoint == "static":
        return None  # no such page: Flask answers 404
    view = current_app.view_functions[request.endpoint]
    allowed: frozenset[Role] = getattr(view, "allowed_roles", frozenset())
    if not g.person.roles.isdisjoint(allowed):
        return None
    if g.person.roles == {Role.VISITOR}:
        return ask_to_sign_in()
    return abort(403)


def ask_to_sign_in() -> Response:
    """Sign-in returns to the same page; htmx is told with a 401, so the page stays as typed."""
    if wants_fragment() or request.method != "GET":
        abort(401)
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("auth.sign_in", next=wanted), code=303)  # type: ignore[return-value]


def find(model: type[Row], key: int, *options: Any) -> Row:
    """One row, if the reader may see it; else 404, so nobody can probe for ids.

    Options are constants of a module: the statement is built once for each set of them.
    """
    if key > LARGEST_KEY:
        abort(404)
    query = _one(model, g.person.roles, options)
    row: Row | None = db.session.scalars(query, {"wanted": key}).unique().one_or_none()
    if row is None:
        abort(404)
    return row


@lru_cache(maxsize=512)
def _one(model: type[Row], roles: frozenset[Role], options: tuple[Any, ...]) -> sa.Select[Row]:
    query = sa.select(model).filter_by(id=sa.bindparam("wanted"))
    return query.where(seen_with(model, roles)).options(*options)


def init_app(app: Flask) -> None:
    """Know the reader, then check that the view is open to them."""
    login.init_app(app)
    login.session_protection = None  # tokens live on the server, bound to nothing a proxy changes
    app.before_request(identify)
    app.before_request(check_role)
