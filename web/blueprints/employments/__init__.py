"""Open-ended employment: read, answered, changed, ended, by those it concerns."""

from flask import Blueprint

bp = Blueprint("employments", __name__)

from web.blueprints.employments import answering, changing, ending, reading  # noqa: E402

__all__ = ["answering", "bp", "changing", "ending", "reading"]
