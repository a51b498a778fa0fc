"""Clients: searched, shown, added, corrected, verified."""

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.clients.refused import NumberTaken
from domain.finding import LONGEST_QUERY
from domain.identifiers import show_enterprise_number, show_vat_number
from domain.roles import Role
from web import clock
from web.access import LARGEST_KEY, allow, find, visible
from web.actions import clients as actions
from web.countries import country_name
from web.formats.csv_file import write_csv
from web.forms.clients import ClientForm
from web.htmx import page
from web.i18n import language
from web.models.client import Client
from web.models.invoice import Invoice
from web.navigation import notify
from web.once import once
from web.queries.audit import history_of
from web.queries.clients import PAGE, count_to_verify, invoices_of, names, search, to_verify
from web.queries.directory import directory
from web.queries.doubles import Doubles, doubles
from web.queries.paging import cut
from web.returning import bringing, way_back

bp = Blueprint("clients", __name__, url_prefix="/clients")
bp.add_app_template_filter(country_name, "country")

READERS = (Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
PARTS = ("numbers", "said", "likely")  # blocks of the form that are checked while typing


def key(name: str) -> int | None:
    """A row named in the address; nothing for what cannot be one."""
    given = request.args.get(name, type=int)
    return given if given is not None and 0 < given <= LARGEST_KEY else None


def chosen(back: str, client_id: int) -> str:
    """The page to go back to, told which client it is; without one, the client's own page."""
    own = url_for("clients.show", client_id=client_id)
    return bringing(back, "client_id", client_id) if back else own


def in_team() -> bool:
    """Is the reader of the administrative team?"""
    return Role.ADMIN_TEAM in g.person.roles


def may_change(client: Client) -> bool:
    """The team always; who added a client, until the team has verified it."""
    return in_team() or (client.verified is None and client.created_by_id == g.person.id)


@bp.get("")
@allow(*READERS)
def index() -> Response:
    """Search while typing, or everyone a page at a time; for the team, those to verify."""
    text, after = request.args.get("q", "")[:LONGEST_QUERY], key("after")
    waiting = in_team() and request.args.get("show") == "to-verify"
    if waiting:
        found = to_verify(after=after, limit=PAGE + 1)
    else:
        found = search(text, after=after, limit=PAGE + 1)
    return page(
        "clients/index.html",
        fragment="found",
        found=cut(found, PAGE),
        text=text,
        after=after,
        waiting=waiting,
        in_team=in_team(),
        count=count_to_verify() if in_team() else 0,
    )


@bp.get("/<int:client_id>")
@allow(*READERS)
def show(client_id: int) -> Response:
    """Who a client is, who says so, and its invoices as far as the reader may see them."""
    client = find(Client, client_id)
    found = invoices_of(client.id, visible(Invoice), before=key("before"), limit=PAGE + 1)
    return page(
        "clients/show.html",
        client=client,
        people=names(client.created_by_id, client.verified_by_id),
        added=clock.day_of(client.created),
        verified=client.verified and clock.day_of(client.verified),
        invoices=cut(found, PAGE),
        in_team=in_team(),
        may_change=may_change(client),
        happenings=history_of("client", client.id) if in_team() else (),
        back=way_back(),
        show_enterprise_number=show_enterprise_number,
        show_vat_number=show_vat_number,
    )


def ask(
    form: ClientForm, status: int = 200, *, client: Client | None = None, **context: Any
) -> Response:
    """The form, with those who may be the same client; while typing, the part that changes."""
    part = request.args.get("part", "")
    other_than = client.id if client else key("client_id")
    found = doubles(form.typed(), other_than=other_than, names=part in ("", "likely"))
    back = way_back()
    links = {row.id: chosen(back, row.id) for row in (found.same, *found.near) if row}
    return page(
        "clients/form.html",
        fragment=part if part in PARTS else "",
        status=status,
        form=form,
        client=client,
        doubles=found,
        confirmed=form.confirmed(found.shown),
        links=links,
        back=back,
        said=form.said() if request.endpoint == "clients.check" else None,
        **context,
    )


@bp.get("/new")
@allow(*READERS)
def new() -> Response:
    """An empty form; the name and the page to go back to may be given."""
    given = {"name": request.args.get("name", ""), "language": language(), "next": way_back()}
    return ask(ClientForm(data=given))


@bp.get("/check")
@allow(*READERS)
def check() -> Response:
    """What can be said about a client that is still being typed."""
    form = ClientForm(request.args)
    form.bring_back()
    return ask(form)


@bp.post("/new")
@allow(*READERS)
@once("clients.index")
def add() -> BaseResponse:
    """Add a client that nobody had."""
    form = ClientForm(request.form)
    identity = form.identity()
    if identity is None or refused_as_double(form, doubles(form.typed())):
        return ask(form, 422)
    try:
        client = actions.add(identity, now=clock.now(), verified=in_team())
    except NumberTaken:
        return ask(form, 422)  # someone was faster: the form now shows whom
    notify(_("%(name)s is added: everyone in the cooperative can use it.", name=client.name))
    return redirect(chosen(way_back(), client.id), code=303)


def refused_as_double(form: ClientForm, found: Doubles) -> bool:
    """Is it someone we know, or may it be and nobody said otherwise?"""
    if found.same is not None:
        reason = _("%(name)s already has this number: use that client.", name=found.same.name)
        form.refuse_at(form.number_field, reason)
        return True
    if form.confirmed(found.shown):
        return False
    form.refuse_at("another", _("Look at the clients below: is it one of them?"))
    return True


@bp.get("/<int:client_id>/edit")
@allow(*READERS)
def edit(client_id: int) -> Response:
    """The form, filled."""
    client = find(Client, client_id)
    if not may_change(client):
        abort(403)
    return ask(ClientForm.of(client), client=client)


@bp.post("/<int:client_id>/edit")
@allow(*READERS)
@once("clients.index")
def change(client_id: int) -> BaseResponse:
    """Correct a client; documents already issued stay as they are."""
    client, form = find(Client, client_id), ClientForm(request.form)
    if not may_change(client):
        abort(403)
    if form.version.data != str(client.version):
        return ask(form, 409, client=client, meanwhile=form.differences(client))
    identity = form.identity()
    found = doubles(form.typed(), other_than=client.id)
    if not form.moves(client):
        found = Doubles(found.same, [])
    if identity is None or refused_as_double(form, found):
        return ask(form, 422, client=client)
    try:
        actions.change(client, identity, version=client.version)
    except NumberTaken:
        return ask(form, 422, client=find(Client, client_id))
    notify(_("%(name)s is corrected. Documents already issued stay as they are.", name=client.name))
    return redirect(chosen(way_back(), client.id), code=303)


@bp.post("/<int:client_id>/verify")
@allow(Role.ADMIN_TEAM)
def verify(client_id: int) -> BaseResponse:
    """The team has checked who this is."""
    client = find(Client, client_id)
    version = request.form.get("version", 0, type=int)
    actions.verify(client, version=version, now=clock.now())
    undo = url_for(".unverify", client_id=client.id)
    notify(_("%(name)s is verified.", name=client.name), undo_url=undo)
    return redirect(way_back() or url_for(".show", client_id=client.id), code=303)


@bp.post("/<int:client_id>/unverify")
@allow(Role.ADMIN_TEAM)
def unverify(client_id: int) -> BaseResponse:
    """Take a verification back."""
    client = find(Client, client_id)
    actions.unverify(client)
    notify(_("%(name)s waits to be verified again.", name=client.name))
    return redirect(url_for(".show", client_id=client.id), code=303)


@bp.post("/export")
@allow(Role.ADMIN_TEAM)
def export() -> Response:
    """The directory as a file, with the columns that an import reads."""
    actions.record_export(g.person)
    name = f"clients-{clock.today().isoformat()}.csv"
    return Response(
        write_csv(*directory()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
