"""Is the cooperative's system well? For those who watch over machines."""

import sqlalchemy as sa
from flask import Blueprint, Response

from domain.roles import Role
from web.access import allow
from web.extensions import db

bp = Blueprint("health", __name__)


@bp.get("/health")
@allow(*Role)
def index() -> Response:
    """Well, if the database answers; nothing more is told to strangers."""
    db.session.execute(sa.text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")
