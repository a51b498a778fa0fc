"""Who did what, when: for the system administrator."""

import re

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from domain.roles import Role
from web.access import allow
from web.htmx import page
from web.queries.audit import ACT_LABELS, SUBJECTS, search

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("")
@allow(Role.SYSTEM_ADMIN)
def index() -> Response:
    """Everything that happened, newest first, searched by person, act and thing."""
    who, act, thing = (request.args.get(name, "") for name in ("who", "act", "thing"))
    number = request.args.get("number", 0, type=int)
    found = search(
        typed=who,
        act=act,
        subject=thing,
        subject_id=number,
        before=request.args.get("before", 0, type=int),
    )
    asked = {"who": who, "act": act, "thing": thing, "number": number or None}
    acts = sorted(
        ((key, _bare(text)) for key, text in ACT_LABELS.items()), key=lambda pair: pair[1]
    )
    things = sorted(((key, _(text)) for key, text in SUBJECTS.items()), key=lambda pair: pair[1])
    return page(
        "audit/index.html", fragment="rows", found=found, asked=asked, acts=acts, things=things
    )


def _bare(text: str) -> str:
    """An act without its facts, for a list of acts."""
    said = str(_(text))
    return said.partition("%(")[0].rstrip(" :“#(") or re.sub(r"%\(\w+\)s", "…", said)
