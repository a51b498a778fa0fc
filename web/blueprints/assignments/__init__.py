"""Assignments: listed, written on one page, sent, followed until nothing is left."""

from flask import Blueprint

bp = Blueprint("assignments", __name__)

from web.blueprints.assignments import editing, following, planning, reading  # noqa: E402

__all__ = ["bp", "editing", "following", "planning", "reading"]
