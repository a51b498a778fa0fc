"""The points of the agenda: written, put in order, taken off; one vote for each director."""

from flask import Response, abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.agenda import next_number
from domain.assembly.ballots import BOARD_MEANS, METHOD_MEANS
from domain.errors import RuleError
from domain.voting.words import METHODS, Kind
from web import clock
from web.access import allow, find
from web.actions import agenda as actions
from web.blueprints.assemblies import OFFICE, bp, no, status_of, to_assembly
from web.forms.agenda import DischargeForm, PointForm
from web.htmx import page
from web.models.assembly import AgendaItem, Assembly
from web.navigation import notify
from web.once import once
from web.queries.board import on_board, seats


def own(assembly_id: int, item_id: int) -> AgendaItem:
    """A point of this assembly."""
    item = find(AgendaItem, item_id)
    return item if item.assembly_id == assembly_id else abort(404)


def written(assembly_id: int, form: PointForm, item: AgendaItem | None = None) -> Response:
    """The form of a point."""
    return page(
        "assemblies/point.html",
        status=status_of(form),
        assembly=find(Assembly, assembly_id),
        item=item,
        form=form,
        board_means=BOARD_MEANS,
        methods=METHODS,
        method_means=METHOD_MEANS,
    )


@bp.get("/<int:assembly_id>/points/new")
@allow(*OFFICE)
def new_point(assembly_id: int) -> Response:
    """A new point, numbered after the last one."""
    find(Assembly, assembly_id)
    numbers = [item.number for item in actions.items_of(assembly_id)]
    return written(assembly_id, PointForm(number=next_number(numbers)))


@bp.post("/<int:assembly_id>/points/new")
@allow(*OFFICE)
@once("assemblies.index")
def add_point(assembly_id: int) -> BaseResponse:
    """Put it on the agenda; or only fill in the seven objectives."""
    assembly, form = find(Assembly, assembly_id), PointForm(request.form)
    if "objectives" in request.form:
        return written(assembly_id, with_objectives(form))
    if form.validate():
        try:
            actions.add_item(assembly, form.point)
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("On the agenda."))
            return to_assembly(assembly_id)
    return written(assembly_id, form)


def with_objectives(form: PointForm) -> PointForm:
    """The seven strategic objectives as the options of a preference vote."""
    for code in ("fr", "nl", "en"):
        form[f"options_{code}"].raw_data = None
    form.kind.data = Kind.PREFERENCE
    return form.fill_options()


@bp.route("/<int:assembly_id>/points/<int:item_id>", methods=["GET", "POST"])
@allow(*OFFICE)
def edit_point(assembly_id: int, item_id: int) -> BaseResponse:
    """Write a point anew."""
    item, form = own(assembly_id, item_id), PointForm(request.form)
    if request.method == "GET":
        form.begin(item)
    elif "objectives" in request.form:
        with_objectives(form)
    elif form.validate():
        try:
            actions.edit_item(item, form.point)
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Saved."))
            return to_assembly(assembly_id)
    return written(assembly_id, form, own(assembly_id, item_id))


@bp.post("/<int:assembly_id>/points/<int:item_id>/up")
@allow(*OFFICE)
def point_up(assembly_id: int, item_id: int) -> BaseResponse:
    """One place earlier."""
    actions.move_item(own(assembly_id, item_id), -1)
    return to_assembly(assembly_id)


@bp.post("/<int:assembly_id>/points/<int:item_id>/down")
@allow(*OFFICE)
def point_down(assembly_id: int, item_id: int) -> BaseResponse:
    """One place later."""
    actions.move_item(own(assembly_id, item_id), 1)
    return to_assembly(assembly_id)


@bp.post("/<int:assembly_id>/points/<int:item_id>/remove")
@allow(*OFFICE)
def remove_point(assembly_id: int, item_id: int) -> BaseResponse:
    """Take it off the agenda."""
    actions.remove_item(own(assembly_id, item_id))
    notify(_("Taken off the agenda."))
    return to_assembly(assembly_id)


@bp.route("/<int:assembly_id>/discharges", methods=["GET", "POST"])
@allow(*OFFICE)
def discharges(assembly_id: int) -> BaseResponse:
    """One vote for each director in office."""
    assembly, form = find(Assembly, assembly_id), DischargeForm(request.form)
    names = [seat.name for seat in on_board(seats(), clock.today())]
    if request.method == "GET":
        numbers = [item.number for item in actions.items_of(assembly_id)]
        form.number.data = next_number(numbers)
    elif form.validate():
        try:
            actions.add_discharges(assembly, form.number.data or "", names)
        except RuleError as refusal:
            no(form, refusal)
        else:
            return to_assembly(assembly_id)
    return page(
        "assemblies/discharges.html",
        status=status_of(form),
        assembly=find(Assembly, assembly_id),
        form=form,
        names=names,
    )
