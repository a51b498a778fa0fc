"""Production units: listed, opened, changed, shared, closed; where their money goes."""

from flask import Blueprint

bp = Blueprint("units", __name__, url_prefix="/units")

from web.blueprints.units import (  # noqa: E402
    batch,
    budget,
    changing,
    closing,
    employing,
    employments,
    money,
    opening,
    sharing,
)

__all__ = [
    "batch",
    "bp",
    "budget",
    "changing",
    "closing",
    "employing",
    "employments",
    "money",
    "opening",
    "sharing",
]
