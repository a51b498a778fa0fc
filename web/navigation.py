"""Where a person can go: the rail on a desk, the bar on a phone, by role."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from flask_babel import gettext as _

from domain.roles import Role
from web import clock
from web.htmx import wants_fragment
from web.i18n import day_text, language, locale

BEHIND = {"attestations": "contracts"}  # pages that lie behind a place of another noun
SEVERAL = frozenset({"finance", "shares"})  # blueprints with more than one place
CHOSEN = frozenset({"period", "topic"})  # parts of an address that are one of a few words


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    endpoint: str
    label: str
    icon: str  # a name of the icon sprite
    group: str
    url: str
    current: bool


# endpoint, msgid marker, icon, group, roles; the first five of a person are the phone's bar
def _places() -> list[tuple[str, str, str, str, frozenset[Role]]]:
    member, worker, holder = Role.MEMBER, Role.WORKER, Role.SHAREHOLDER
    adviser, finance, team = Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM
    mine, desk, shared = _("My work"), _("Office"), _("Cooperative")
    return [
        ("home.index", _("Home"), "house", mine, frozenset(Role) - {Role.VISITOR}),
        ("assignments.index", _("Assignments"), "briefcase", mine, frozenset({member})),
        ("expenses.index", _("Expenses"), "receipt", mine, frozenset({member, worker})),
        ("contracts.index", _("Days and pay"), "calendar-check", mine, frozenset({member, worker})),
        ("units.index", _("Units"), "layers", mine, frozenset({member, adviser, team})),
        ("shares.index", _("My shares"), "hand-coins", mine, frozenset({member, holder})),
        ("queue.index", _("To decide"), "inbox", desk, frozenset({adviser, team})),
        (
            "declarations.index",
            _("Contracts"),
            "signature",
            desk,
            frozenset({adviser, finance, team}),
        ),
        ("finance.payments", _("Client payments"), "landmark", desk, frozenset({finance})),
        ("finance.due", _("To pay"), "banknote", desk, frozenset({finance})),
        ("finance.payslips", _("Payslips"), "receipt-text", desk, frozenset({finance})),
        ("finance.all_quarters", _("Quarters"), "coins", desk, frozenset({finance, team})),
        (
            "shares.register",
            _("Share register"),
            "book-open",
            desk,
            frozenset({team, finance, Role.BOARD}),
        ),
        (
            "joinings.index",
            _("Joining"),
            "user-plus",
            desk,
            frozenset({team, finance}),
        ),
        ("invoices.all_invoices", _("Invoices"), "file-text", desk, frozenset({finance, team})),
        ("people.index", _("People"), "users", desk, frozenset({team, Role.SYSTEM_ADMIN})),
        ("audit.index", _("Audit"), "history", desk, frozenset({Role.SYSTEM_ADMIN})),
        (
            "clients.index",
            _("Clients"),
            "building-2",
            shared,
            frozenset({member, adviser, finance, team}),
        ),
        ("assemblies.index", _("Assemblies"), "vote", shared, frozenset(Role) - {Role.VISITOR}),
        ("votes.index", _("Votes"), "shield-check", shared, frozenset({Role.SHAREHOLDER})),
        ("board.index", _("Board"), "users", shared, frozenset(Role) - {Role.VISITOR}),
        ("figures.index", _("Figures"), "chart-no-axes-column", shared, frozenset(Role)),
        ("reports.index", _("Reports"), "book-open", shared, frozenset(Role)),
        ("rules.index", _("Rules and figures"), "scale", shared, frozenset(Role)),
        ("simulator.index", _("Simulator"), "calculator", shared, frozenset(Role)),
    ]


@lru_cache(maxsize=256)
def _open_to(_locale: str, roles: frozenset[Role], _root: str) -> tuple[tuple[Place, Place], ...]:
    """What these roles may open, each as it is elsewhere and as it is where one stands."""
    return tuple(
        (
            Place(endpoint, name, icon, group, url_for(endpoint), current=False),
            Place(endpoint, name, icon, group, url_for(endpoint), current=True),
        )
        for endpoint, name, icon, group, allowed in _places()
        if not allowed.isdisjoint(roles)
    )


def places() -> list[Place]:
    """What the reader may open, in order."""
    here = request.endpoint or ""
    return [
        at_it if _is_at(here, place.endpoint) else place
        for place, at_it in _open_to(locale(), g.person.roles, request.script_root)
    ]


def _is_at(here: str, endpoint: str) -> bool:
    """Is this page the place, or behind it? Some blueprints have several places."""
    noun, at = endpoint.partition(".")[0], here.partition(".")[0]
    return here == endpoint or (noun == BEHIND.get(at, at) and noun not in SEVERAL)


@lru_cache(maxsize=4096)
def _address(_root: str, endpoint: str, keys: tuple[tuple[str, int | str], ...]) -> str:
    values: dict[str, Any] = dict(keys)
    return url_for(endpoint, **values)


def address(endpoint: str, **values: Any) -> str:
    """``url_for`` of the templates: an address without anything typed is built once."""
    plain = all(type(value) is int or name in CHOSEN for name, value in values.items())
    if plain and endpoint[0] != "." and has_request_context():
        return _address(request.script_root, endpoint, tuple(values.items()))
    return current_app.url_for(endpoint, **values)


def notify(text: str, *, kind: str = "done", undo_url: str = "") -> None:
    """Tell something on the next page."""
    session.setdefault("notices", []).append({"text": text, "kind": kind, "undo_url": undo_url})
    session.modified = True


def context() -> dict[str, Any]:
    """What every page of the layout needs."""
    if wants_fragment() or "person" not in g:
        return {"locale": language(), "nav": [], "notices": []}
    notices = [*session.pop("notices", []), *held_clock()]
    return {"locale": language(), "nav": places(), "notices": notices}


def held_clock() -> list[dict[str, str]]:
    """On every page of a demo beyond the figures that we know: which day it is here."""
    if not clock.without_figures():
        return []
    text = _(
        "Nobody knows yet which figures of pay apply today. In this demo it is therefore %(day)s.",
        day=day_text(clock.today()),
    )
    return [{"text": text, "kind": "info", "undo_url": ""}]


def init_app(app: Flask) -> None:
    """Teach the templates where everything is."""
    app.context_processor(context)
    app.jinja_env.globals["url_for"] = address
