"""The running budget of a unit: what there is, every movement, what it promised."""

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from domain.budget import Budget
from domain.errors import N_
from domain.ledger import Act
from domain.money import Eur
from domain.roles import Role
from domain.units import Tool
from web import clock
from web.access import allow, find
from web.blueprints.units import bp
from web.blueprints.units.money import names, writes
from web.htmx import page
from web.models.unit import Unit
from web.queries.budget import budget_of
from web.queries.holdings import holders
from web.queries.movements import BUDGET, movements, open_matters
from web.queries.parts import Part

# Each figure: its place in the equation, its colour, its name and what it means.
EQUATION = (
    (
        "in",
        "whole",
        "price",
        N_("Invoiced, your part"),
        N_(
            "Every invoice counts from the day it is issued, without VAT and contribution: "
            "the common pot advances what the client has not paid yet."
        ),
    ),
    ("received", "share", "price", N_("Received"), N_("Your part of what clients have paid.")),
    (
        "expected",
        "share",
        "rest",
        N_("Expected"),
        N_("Your part of what clients still have to pay."),
    ),
    (
        "spent",
        "minus",
        "net",
        N_("Spent"),
        N_("Confirmed work, with all that employing costs, and approved expenses."),
    ),
    (
        "committed",
        "minus",
        "expenses",
        N_("Committed"),
        N_(
            "Promised, not spent yet: contracts whose days are not confirmed, and expense "
            "notes that wait for a decision."
        ),
    ),
    (
        "available",
        "left",
        "left",
        N_("Available"),
        N_(
            "What you can still promise. It never goes below zero: a contract or an expense "
            "that costs more is refused."
        ),
    ),
)


@bp.get("/<int:unit_id>/budget")
@allow(Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
def budget(unit_id: int) -> Response:
    """What can be spent and why, then every movement with the balance after it."""
    unit = find(Unit, unit_id)
    if unit.tool is Tool.THREE_IN_ONE:
        abort(404)
    now = budget_of(unit_id)
    before = request.args.get("before", 0, type=int)
    return page(
        "units/budget.html",
        fragment="movements",
        unit=unit,
        budget=now,
        parts=parts(unit_id, now),
        open_=open_matters(unit_id),
        writes=writes(unit, holders(unit_id, clock.today())),
        found=movements(unit_id, before=before),
        acts=names(Act),
        before=before,
        today=clock.today(),
    )


def parts(unit_id: int, now: Budget) -> list[Part]:
    """The budget as an equation: each figure opens to what it means and to its lines."""
    amounts = {
        "in": Eur(now.received + now.expected),
        "received": now.received,
        "expected": now.expected,
        "spent": now.spent,
        "committed": now.committed,
        "available": now.available,
    }
    invoices = url_for("invoices.index", unit_id=unit_id)
    spent = url_for("units.figure", unit_id=unit_id, topic=BUDGET.key, period="all")
    urls = {
        "in": (invoices, _("See the invoices")),
        "received": (f"{invoices}?state=paid", _("See the paid invoices")),
        "expected": (f"{invoices}?state=unpaid", _("See the unpaid invoices")),
        "spent": (spent, _("See the lines behind this figure")),
        "committed": ("#promised", _("See what is promised")),
        "available": ("", ""),
    }
    return [
        Part(
            id=key, label=_(label), amount=amounts[key], sign=sign, kind=kind, rule=_(rule),
            url=urls[key][0], url_label=urls[key][1],
        )
        for key, sign, kind, label, rule in EQUATION
    ]  # fmt: skip
