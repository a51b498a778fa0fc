"""An assembly is prepared: its dates proposed from the rules, changed, called off, held again."""

from datetime import datetime, time, timedelta

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.convening import last_day
from domain.assembly.life import check_draft
from domain.assembly.second import check_second
from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import assemblies as actions
from web.blueprints.assemblies import OFFICE, bp, no, status_of, to_assembly
from web.forms.assemblies import AssemblyForm, AssemblyReasonForm, StartForm, at
from web.htmx import page
from web.models.assembly import Assembly
from web.navigation import notify
from web.once import once
from web.queries import assemblies as queries

FRIDAY = 5
EVENING, AHEAD, SECOND_AHEAD = time(18, 0), timedelta(days=42), timedelta(days=21)


def usual_start(after: timedelta) -> datetime:
    """An evening some weeks from now, on a weekday."""
    day = clock.today() + after
    while day.isoweekday() > FRIDAY:
        day += timedelta(days=1)
    return at(day, EVENING)


def asked_start(after: timedelta) -> datetime:
    """The moment for which dates are proposed."""
    form = StartForm(request.args)
    if request.args and form.validate() and form.when.data is not None:
        begins: datetime = form.when.data
        return begins
    return usual_start(after)


@bp.get("/new")
@allow(*OFFICE)
def new() -> Response:
    """When it begins; every other date is proposed."""
    return written(AssemblyForm().propose(asked_start(AHEAD)))


@bp.post("/new")
@allow(*OFFICE)
@once("assemblies.index")
def create() -> BaseResponse:
    """Begin to prepare."""
    form = AssemblyForm(request.form)
    if form.validate():
        try:
            assembly = actions.create(form.plan, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Prepared. Now write the agenda."))
            return to_assembly(assembly.id)
    return written(form)


def written(
    form: AssemblyForm, assembly: Assembly | None = None, first: Assembly | None = None
) -> Response:
    """The form of an assembly: a new one, one that exists, or the second after another."""
    begins = form.starts.data
    return page(
        "assemblies/edit.html",
        status=status_of(form),
        form=form,
        start=StartForm(when=begins) if begins else StartForm(),
        assembly=assembly,
        first=first,
        last_day=last_day(clock.day_of(begins)) if begins else None,
    )


@bp.route("/<int:assembly_id>/edit", methods=["GET", "POST"])
@allow(*OFFICE)
def edit(assembly_id: int) -> BaseResponse:
    """Change what is not announced."""
    assembly = find(Assembly, assembly_id)
    check_draft(assembly.state)
    form = AssemblyForm(request.form)
    if request.method == "GET":
        form.begin(assembly, queries.poll_of(assembly_id))
        if request.args:
            form.propose(asked_start(AHEAD))
            form.kind.data = assembly.kind
    elif form.validate():
        try:
            actions.edit(assembly, form.plan, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Saved."))
            return to_assembly(assembly_id)
    return written(form, find(Assembly, assembly_id))


@bp.get("/<int:assembly_id>/second")
@allow(*OFFICE)
def ask_second(assembly_id: int) -> Response:
    """The second convocation: the same points, whatever the number."""
    first = find(Assembly, assembly_id)
    check_second(first.state, exists=queries.second_of(assembly_id) is not None)
    form = AssemblyForm().begin(first, None).propose(asked_start(SECOND_AHEAD))
    form.kind.data, form.candidates_until.data = first.kind, None
    return written(form, first=first)


@bp.post("/<int:assembly_id>/second")
@allow(*OFFICE)
@once("assemblies.index")
def second(assembly_id: int) -> BaseResponse:
    """Prepare it."""
    first, form = find(Assembly, assembly_id), AssemblyForm(request.form)
    if form.validate():
        try:
            assembly = actions.second(first, form.plan, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("The second assembly has the same agenda, without a quorum."))
            return to_assembly(assembly.id)
    return written(form, first=find(Assembly, assembly_id))


@bp.route("/<int:assembly_id>/cancel", methods=["GET", "POST"])
@allow(*OFFICE)
def cancel(assembly_id: int) -> BaseResponse:
    """Call it off, with a reason."""
    assembly, form = find(Assembly, assembly_id), AssemblyReasonForm(request.form)
    if request.method == "POST" and form.validate():
        actions.cancel(assembly, reason=form.reason.data or "")
        notify(_("The assembly is cancelled."))
        return redirect(url_for("assemblies.index"), code=303)
    return page("assemblies/cancel.html", status=status_of(form), form=form, assembly=assembly)
