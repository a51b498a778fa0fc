"""Who may enter a view, and which rows they may see: closed unless opened, for both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy.orm import contains_eager

from domain.roles import Role
from web import clock
from web.extensions import Base, db, login
from web.htmx import wants_fragment
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.document import Document, DocumentKind
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.invoice import ClientPayment, Invoice
from web.models.ledger import Entry, Posting
from web.models.pay import Debt, PaymentFile, PaymentLine
from web.models.person import Person, SignIn
from web.models.unit import Holding, Unit, UnitLook
from web.tokens import token_hash

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound=Base)

STAFF = frozenset({Role.FINANCE, Role.ADMIN_TEAM})  # an adviser sees the units they follow
DESK = STAFF | {Role.ADVISER, Role.SYSTEM_ADMIN}  # a short idle time: their screens see a lot
Units = sa.Select[int]  # a subquery of unit ids
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
def _signed_in() -> sa.Select[SignIn]:
    """Made once: it runs on every request, and making it costs as much as running it."""
    return (
        sa.select(SignIn)
        .join(SignIn.person)
        .where(
            SignIn.token_hash == sa.bindparam("token_hash"), SignIn.ended.is_(None), Person.active
        )
        .options(contains_eager(SignIn.person).joinedload(Person.granted))
    )


@login.user_loader
def load_sign_in(token: str) -> SignIn | None:
    """The signed-in browser of a session cookie, with its person and roles: one statement."""
    found = db.session.scalars(_signed_in(), {"token_hash": token_hash(token)})
    sign_in = found.unique().one_or_none()
    if sign_in is None or expired(sign_in):
        return None
    sign_in.token = token
    sign_in.person.keep_roles()
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
    if sign_in and clock.now() - sign_in.seen > TOUCH:
        db.session.execute(
            sa.update(SignIn).where(SignIn.id == sign_in.id).values(seen=clock.now())
        )
        db.session.commit()


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


def held_units(person: Person) -> Units:
    """The units a person holds today."""
    today = clock.today()
    return sa.select(Holding.unit_id).where(
        Holding.person_id == person.id,
        Holding.since <= today,
        sa.or_(Holding.until.is_(None), Holding.until >= today),
    )


def units_in_sight(person: Person) -> sa.ColumnElement[bool]:
    """Units a person holds, follows as an adviser, or was let into for a while."""
    sights: list[sa.ColumnElement[bool]] = [Unit.id.in_(held_units(person))]
    if Role.ADVISER in person.roles:
        looks = sa.select(UnitLook.unit_id).where(
            UnitLook.person_id == person.id, UnitLook.until > clock.now()
        )
        sights += [Unit.adviser_id == person.id, Unit.id.in_(looks)]
    return sa.or_(*sights)


def visible(model: type[Base], person: Person) -> sa.ColumnElement[bool]:
    """The rows of a table this person may see, as a WHERE clause.

    A table missing here raises at once: new tables are private by default.
    """
    if model is Client:
        return sa.true()  # shared by the whole cooperative
    if not person.roles.isdisjoint(STAFF) and model is not Document:
        return sa.true()
    units = sa.select(Unit.id).where(units_in_sight(person))
    return VISIBLE[model](person, units)


def _document(person: Person, units: Units) -> sa.ColumnElement[bool]:
    """Through the invoice, the contract or the expense it belongs to; bank files for finance."""
    if not person.roles.isdisjoint(STAFF):
        return sa.or_(
            Document.kind != DocumentKind.PAYMENT_FILE, sa.literal(Role.FINANCE in person.roles)
        )
    invoices = sa.select(Invoice.id).where(Invoice.unit_id.in_(units))
    # A contract tells a national number, an estimate a family: the holders of the unit, who
    # see the contract itself, do not open these papers.
    followed = sa.select(Unit.id).where(Unit.adviser_id == person.id)
    contracts = sa.select(Contract.id).where(
        sa.or_(Contract.unit_id.in_(followed), Contract.person_id == person.id)
    )
    receipts = (
        sa.select(ExpenseLine.receipt_id)
        .join(ExpenseNote, ExpenseNote.id == ExpenseLine.note_id)
        .where(ExpenseNote.unit_id.in_(units), ExpenseLine.receipt_id.is_not(None))
    )
    return sa.or_(
        Document.invoice_id.in_(invoices),
        Document.contract_id.in_(contracts),
        Document.id.in_(receipts),
        Document.owner_id == person.id,
    )


VISIBLE: dict[type[Base], Callable[[Person, Units], sa.ColumnElement[bool]]] = {
    Unit: lambda person, _units: units_in_sight(person),
    Assignment: lambda _person, units: Assignment.unit_id.in_(units),
    Invoice: lambda _person, units: Invoice.unit_id.in_(units),
    ClientPayment: lambda _person, units: ClientPayment.invoice_id.in_(
        sa.select(Invoice.id).where(Invoice.unit_id.in_(units))
    ),
    Contract: lambda person, units: sa.or_(
        Contract.unit_id.in_(units), Contract.person_id == person.id
    ),
    ExpenseNote: lambda person, units: sa.or_(
        ExpenseNote.unit_id.in_(units), ExpenseNote.person_id == person.id
    ),
    Posting: lambda _person, units: Posting.unit_id.in_(units),
    Entry: lambda _person, units: Entry.id.in_(
        sa.select(Posting.entry_id).where(Posting.unit_id.in_(units))
    ),
    Debt: lambda person, _units: Debt.person_id == person.id,
    PaymentFile: lambda _person, _units: sa.false(),
    PaymentLine: lambda _person, _units: sa.false(),
    Person: lambda person, _units: sa.or_(
        Person.id == person.id, sa.literal(Role.SYSTEM_ADMIN in person.roles)
    ),
    Document: _document,
}


def find(model: type[Row], key: int, *options: Any) -> Row:
    """One row, if the reader may see it; else 404, so nobody can probe for ids."""
    if key > LARGEST_KEY:
        abort(404)
    query = sa.select(model).filter_by(id=key).where(visible(model, g.person)).options(*options)
    row: Row | None = db.session.scalars(query).unique().one_or_none()
    if row is None:
        abort(404)
    return row


def init_app(app: Flask) -> None:
    """Know the reader, then check that the view is open to them."""
    login.init_app(app)
    login.session_protection = None  # tokens live on the server, bound to nothing a proxy changes
    app.before_request(identify)
    app.before_request(check_role)
