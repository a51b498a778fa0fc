"""Candidates for the board: the list, my own candidacy, and the office's check."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.candidates import CANDIDACY_STATES, NotAShareholderYet
from domain.assembly.words import CandidacyState
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import candidates as actions
from web.documents import archive
from web.documents.receipts import IMAGES, NotAReceipt, clean, preview
from web.extensions import db
from web.forms.candidates import CandidacyForm, RefusalForm
from web.htmx import page
from web.i18n import word
from web.models.assembly import AgendaItem, Assembly, Candidacy
from web.navigation import notify
from web.queries import candidates as queries
from web.queries.register import represented_by, shareholder_of

bp = Blueprint("candidates", __name__)
OFFICE = (Role.BOARD, Role.ADMIN_TEAM)
CHECKED = (CandidacyState.SUBMITTED, CandidacyState.REFUSED, CandidacyState.WITHDRAWN)


@bp.get("/assemblies/<int:assembly_id>/candidates")
@allow(*EVERYONE)
def index(assembly_id: int) -> Response:
    """Who stands, in their own words; for the office also who waits for its check."""
    assembly = find(Assembly, assembly_id)
    office = not g.person.roles.isdisjoint(OFFICE)
    return page(
        "candidates/index.html",
        assembly=assembly,
        elections=queries.elections(assembly),
        waiting=queries.elections(assembly, CHECKED) if office else (),
        states=CANDIDACY_STATES,
        open=assembly.candidates_until is None or clock.now() < assembly.candidates_until,
        mine=dict(_mine(assembly)),
        able=bool(holders()),
        form=RefusalForm(),
    )


def _mine(assembly: Assembly) -> list[tuple[int, list[Candidacy]]]:
    ids = list(holders())
    return [
        (election.item.id, queries.mine(election.item.id, ids))
        for election in queries.elections(assembly, ())
    ]


def holders() -> dict[int, str]:
    """The shareholders for whom the reader may stand."""
    own = shareholder_of(g.person.id)
    found = [*([own] if own else []), *represented_by(g.person.id)]
    return {holder.id: holder.name for holder in found}


@bp.route("/assemblies/<int:assembly_id>/candidates/<int:item_id>", methods=["GET", "POST"])
@allow(*EVERYONE)
def stand(assembly_id: int, item_id: int) -> BaseResponse:
    """Write, keep, send my candidacy."""
    assembly, item = find(Assembly, assembly_id), find(AgendaItem, item_id)
    if item.assembly_id != assembly.id or item.ballot.get("kind") != "election":
        abort(404)
    able = holders()
    kept = queries.mine(item.id, list(able))
    form = CandidacyForm(request.form).among(able)
    if request.method == "GET":
        if kept:
            form.begin(kept[0].shareholder_id, kept[0].statements)
        if not able:
            form.form_errors.append(word(NotAShareholderYet()))
    elif not able:
        form.refuse(NotAShareholderYet())
    elif form.validate() and (answer := _save(item, form)) is not None:
        return answer
    status = 422 if request.method == "POST" else 200
    assembly, item = find(Assembly, assembly_id), find(AgendaItem, item_id)
    return page(
        "candidates/stand.html",
        status=status,
        assembly=assembly,
        item=item,
        form=form,
        able=able,
        kept=queries.mine(item.id, list(able)),
        states=CANDIDACY_STATES,
    )


def _save(item: AgendaItem, form: CandidacyForm) -> BaseResponse | None:
    """Keep it; None if a rule refused, which the form then says."""
    holder = next(
        one
        for one in (shareholder_of(g.person.id), *represented_by(g.person.id))
        if one is not None and one.id == form.holder.data
    )
    send = "send" in request.form
    try:
        photo = _photo(form)
        row = actions.save(item, holder, form.statements, photo=photo, send=send, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return None
    notify(_("Sent to the office, which checks it.") if send else _("Kept. Nobody else sees it."))
    assembly_id = item.assembly_id
    if send:
        return redirect(url_for(".index", assembly_id=assembly_id), code=303)
    return redirect(url_for(".stand", assembly_id=assembly_id, item_id=row.item_id), code=303)


def _photo(form: CandidacyForm) -> str | None:
    """The photo that came with the form, drawn anew and small, in the archive."""
    sent = request.files.get(form.photo.name)
    if sent is None or not sent.filename:
        return None
    picture = clean(sent.stream.read())
    if picture.media_type not in IMAGES:
        raise NotAReceipt
    small, _media = preview(picture.data)
    return archive.store(small)


@bp.post("/candidacies/<int:candidacy_id>/withdraw")
@allow(*EVERYONE)
def withdraw(candidacy_id: int) -> BaseResponse:
    """Stand no more."""
    row = find(Candidacy, candidacy_id)
    if row.shareholder_id not in holders():
        abort(404)
    actions.withdraw(row)
    notify(_("Withdrawn. You can send it again while the call is open."))
    return _back(row)


@bp.post("/candidacies/<int:candidacy_id>/accept")
@allow(*OFFICE)
def accept(candidacy_id: int) -> BaseResponse:
    """Put somebody on the list."""
    row = find(Candidacy, candidacy_id)
    actions.answer(row, accepted=True)
    notify(_("On the list."))
    return _back(row)


@bp.route("/candidacies/<int:candidacy_id>/refuse", methods=["GET", "POST"])
@allow(*OFFICE)
def refuse(candidacy_id: int) -> BaseResponse:
    """Say why somebody does not come on the list."""
    row = find(Candidacy, candidacy_id)
    form = RefusalForm(request.form)
    if request.method == "POST" and form.validate():
        actions.answer(row, accepted=False, reason=form.reason.data or "")
        notify(_("Refused. The person reads your reason."))
        return _back(row)
    item = db.session.get_one(AgendaItem, row.item_id)
    status = 422 if request.method == "POST" else 200
    return page("candidates/refuse.html", status=status, row=row, form=form, item=item)


@bp.get("/candidacies/<int:candidacy_id>/photo")
@allow(*EVERYONE)
def photo(candidacy_id: int) -> Response:
    """The picture that somebody gave."""
    row = find(Candidacy, candidacy_id)
    if row.photo_sha256 is None:
        abort(404)
    response = Response(archive.load(row.photo_sha256), mimetype="image/jpeg")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _back(row: Candidacy) -> BaseResponse:
    item = db.session.get_one(AgendaItem, row.item_id)
    return redirect(url_for(".index", assembly_id=item.assembly_id), code=303)
