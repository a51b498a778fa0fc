"""Results: what everybody can read, download and recount; nothing before it is published."""

import io
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _

from domain.roles import Role
from domain.voting.canonical import sha256_hex
from domain.voting.definition import Question
from domain.voting.percent import percent
from web.access import allow
from web.actions.polls import keep_time
from web.blueprints.polls.public import frozen
from web.documents import archive
from web.drawing import STATIC
from web.extensions import db
from web.htmx import page
from web.models.poll import BoardFile, Poll
from web.queries import publication as queries
from web.queries.polls import definition_of, turnout_shown
from web.queries.results import ShownResult, shown_result

bp = Blueprint("results", __name__, url_prefix="/results/<string(length=32):uid>")
SCRIPTS = (
    "recount.py",
    "recount_stv.py",
    "recount_tie.py",
    "recount_ballots.py",
    "recount.html",
    "recount.js",
    "recount_stv.js",
    "recount_tie.js",
    "recount_page.js",
    "recount.css",
    "ceremony.py",
    "ceremony_keys.py",
    "ceremony_urn.py",
)


def published(uid: str) -> Poll:
    """A poll whose result everybody may read."""
    poll = frozen(uid)
    if poll.result is None:
        abort(404)
    return poll


@bp.get("")
@allow(*Role)
def show(uid: str) -> Response:
    """The result in words and numbers, and how to count again."""
    keep_time(frozen(uid))
    poll = frozen(uid)
    if poll.result is None:
        return page("results/waiting.html", poll=poll, turnout=turnout_shown(poll))
    definition, result = definition_of(poll), queries.result_of(poll)
    typed = "".join(request.args.get("code", "").split()).upper()
    return page(
        "results/show.html",
        poll=poll,
        definition=definition,
        result=result,
        result_sha256=sha256_hex(poll.result),
        turnout=percent(result["cast"], result["roll"]),
        outcomes=shown(
            poll.definition or b"", poll.result, tuple(queries.decisions(poll.id).items())
        ),
        reasons=queries.REASONS,
        signers=queries.signers(poll),
        files=queries.files(poll.id),
        typed=typed,
        found=queries.with_code(poll, definition, typed) if typed else (),
        scripts=SCRIPTS,
    )


@lru_cache(maxsize=8)
def shown(
    definition: bytes, result: bytes, decided: tuple[tuple[str, bytes], ...]
) -> tuple[tuple[Question, Mapping[str, Any], ShownResult], ...]:
    """Each question with its outcome, as counted and as people read it; the same bytes once."""
    counted = json.loads(result)["counted"]
    return tuple(
        (question, outcome, shown_result(question, outcome, counted))
        for question, outcome in queries.all_outcomes(definition, result, dict(decided))
    )


@bp.get("/files/<path:name>")
@allow(*Role)
def file(uid: str, name: str) -> Response:
    """One published file, exactly as it was signed."""
    poll = published(uid)
    query = sa.select(BoardFile).where(BoardFile.poll_id == poll.id, BoardFile.name == name)
    row = db.session.scalar(query)
    if row is not None:
        return download(archive.load(row.sha256), name)
    if name in SCRIPTS:
        return download((STATIC / "voting" / name).read_bytes(), name)
    return abort(404)


@bp.get("/all.zip")
@allow(*Role)
def everything(uid: str) -> Response:
    """Every published file and both recount programs, in one."""
    poll = published(uid)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for row in queries.files(poll.id):
            folder.writestr(row.name, archive.load(row.sha256))
        for name in SCRIPTS:
            folder.writestr(name, (STATIC / "voting" / name).read_bytes())
    return download(packed.getvalue(), _("result") + f"-{uid[:8]}.zip")


def download(data: bytes, name: str) -> Response:
    """A file to keep; nothing of it runs in the page."""
    response = Response(data, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
