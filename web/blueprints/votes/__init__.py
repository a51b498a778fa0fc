"""Voting: one vote at a time, nothing kept but the mark on the roll and the sealed paper."""

from flask import Blueprint

bp = Blueprint("votes", __name__, url_prefix="/vote")

from web.blueprints.votes import casting, reading  # noqa: E402, F401
