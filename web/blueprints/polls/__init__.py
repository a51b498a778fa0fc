"""Polls: prepared, frozen, opened, closed and destroyed by the office; their facts for all."""

from flask import Blueprint

from domain.roles import Role

bp = Blueprint("polls", __name__)
SCRUTINEERS = (Role.SCRUTINEER,)
TWO_OF = (Role.SCRUTINEER, Role.BOARD)  # who may ask for more time, and confirm it
READERS = (Role.SCRUTINEER, Role.BOARD, Role.ADMIN_TEAM, Role.TRUSTEE)

from web.blueprints.polls import ending, leading, prolonging, public, reading, ties  # noqa: E402, F401
