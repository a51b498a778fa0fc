"""The ledger, one entry at a time."""

from flask import Blueprint, Response

from domain.ledger import ACCOUNTS
from domain.roles import Role
from web.access import allow, find, visible
from web.htmx import page
from web.models.ledger import Entry, Posting
from web.queries.journal import about, legs_of

bp = Blueprint("ledger", __name__)


@bp.get("/entries/<int:entry_id>")
@allow(Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
def entry(entry_id: int) -> Response:
    """One entry: the act, who wrote it, and the legs that its reader may see."""
    row = find(Entry, entry_id)
    legs = legs_of(entry_id, visible(Posting))
    return page(
        "ledger/entry.html", entry=row, legs=legs, about=about(row, legs), accounts=ACCOUNTS
    )
