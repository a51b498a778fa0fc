"""The door of an assembly: who comes, in the room or from afar, and who leaves."""

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import attendance as actions
from web.actions.proxies import held
from web.extensions import db
from web.forms.roll import DoorForm, NumberForm
from web.htmx import page
from web.models.assembly import Assembly
from web.models.share import Shareholder
from web.navigation import notify
from web.queries import attendance as queries

bp = Blueprint("attendance", __name__)
DOOR = (Role.BOARD, Role.ADMIN_TEAM, Role.SCRUTINEER)


@bp.get("/assemblies/<int:assembly_id>/door")
@allow(*DOOR)
def door(assembly_id: int) -> Response:
    """The desk at the door, and how many are there."""
    return shown(assembly_id, DoorForm())


def shown(assembly_id: int, form: DoorForm, status: int = 200) -> Response:
    """The page, with what was typed."""
    return page(
        "roll/door.html",
        status=status,
        assembly=find(Assembly, assembly_id),
        facts=queries.quorum_facts(assembly_id),
        latest=queries.latest(assembly_id),
        form=form.worded(),
    )


@bp.post("/assemblies/<int:assembly_id>/door")
@allow(*DOOR)
def arrive(assembly_id: int) -> BaseResponse:
    """Somebody comes."""
    assembly, form = find(Assembly, assembly_id), DoorForm(request.form).worded()
    if form.validate():
        try:
            remote = form.remote.data == "remote"
            whose = actions.arrive(assembly, form.wanted, remote=remote, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_welcome(assembly_id, whose))
            return redirect(url_for(".door", assembly_id=assembly_id), code=303)
    return shown(assembly_id, form, status=422)


def _welcome(assembly_id: int, whose: Shareholder) -> str:
    """Who it is, and what they brought."""
    proxies = held(assembly_id, whose.id)
    if not proxies:
        return str(_("%(name)s is here.", name=whose.name))
    words = ngettext(
        "%(name)s is here, with %(num)s proxy.",
        "%(name)s is here, with %(num)s proxies.",
        proxies,
        name=whose.name,
    )
    return str(words)


@bp.post("/assemblies/<int:assembly_id>/door/leave")
@allow(*DOOR)
def leave(assembly_id: int) -> BaseResponse:
    """Somebody leaves."""
    assembly, form = find(Assembly, assembly_id), NumberForm(request.form)
    if form.validate():
        whose = actions.leave(assembly, form.wanted, now=clock.now())
        notify(_("%(name)s has left.", name=whose.name))
    return redirect(url_for(".door", assembly_id=assembly_id), code=303)
