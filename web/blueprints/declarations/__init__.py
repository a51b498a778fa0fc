"""Contracts for the office: what is declared, what is not, what waits for someone."""

from flask import Blueprint

from domain.roles import Role

bp = Blueprint("declarations", __name__)
OFFICE = (Role.ADMIN_TEAM, Role.FINANCE)

from web.blueprints.declarations import exporting, pasting, recording, tasks  # noqa: E402, F401
