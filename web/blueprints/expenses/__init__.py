"""Expense notes: begun with one tap or one photo, sent, decided, paid with the next file."""

from flask import Blueprint

from domain.roles import Role

bp = Blueprint("expenses", __name__, url_prefix="/expenses")

WRITERS = (Role.MEMBER, Role.WORKER)
DECIDERS = (Role.ADVISER, Role.ADMIN_TEAM)
READERS = (*WRITERS, *DECIDERS, Role.FINANCE)

from web.blueprints.expenses import deciding, editing, lines, reading  # noqa: E402, F401
