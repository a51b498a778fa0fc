"""Figures of the cooperative: boards that live, definitions, tables, the way of a euro, a room."""

from flask import Blueprint

from domain.roles import Role

bp = Blueprint("figures", __name__, url_prefix="/figures")
LINE_READERS = (Role.BOARD, Role.FINANCE, Role.ADMIN_TEAM)  # see what a figure is made of
PRESENTERS = (Role.BOARD, Role.ADMIN_TEAM, Role.ADVISER)  # lead a meeting with a screen

from web.blueprints.figures import (  # noqa: E402, F401
    defining,
    live,
    published,
    reading,
    releasing,
    screens,
    sisters,
    statistics,
    story,
)
