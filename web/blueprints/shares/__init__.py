"""Shares: my own, the register, the money, departures, and certificates that anyone checks."""

from flask import Blueprint

bp = Blueprint("shares", __name__, url_prefix="/shares")

from web.blueprints.shares import (  # noqa: E402
    admitting,  # noqa: F401
    board,  # noqa: F401
    leaving,  # noqa: F401
    mine,  # noqa: F401
    money,  # noqa: F401
    office,  # noqa: F401
    register,  # noqa: F401
    verify,  # noqa: F401
)
