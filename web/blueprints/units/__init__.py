"""Production units: listed, opened, changed, shared, closed; where their money goes."""

from flask import Blueprint

bp = Blueprint("units", __name__, url_prefix="/units")

from web.blueprints.units import (  # noqa: E402
    budget,
    changing,
    closing,
    employing,
    money,
    opening,
    sharing,
)

__all__ = ["bp", "budget", "changing", "closing", "employing", "money", "opening", "sharing"]
