"""A holder changes their unit."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web.access import allow
from web.actions import units as actions
from web.blueprints.units import bp
from web.blueprints.units.described import described
from web.blueprints.units.holding import held
from web.extensions import db
from web.forms.units import EditUnitForm
from web.htmx import page
from web.navigation import notify


@bp.get("/<int:unit_id>/edit")
@allow(Role.MEMBER)
def edit(unit_id: int) -> Response:
    """The name, the description, the tool."""
    unit = held(unit_id)
    if unit.closed:
        return page("units/reopen.html", unit=unit)
    return page("units/edit.html", form=EditUnitForm(obj=unit), unit=unit)


@bp.post("/<int:unit_id>/edit")
@allow(Role.MEMBER)
def save(unit_id: int) -> BaseResponse:
    """Change the unit; a change of tool loses nothing, or is refused."""
    unit, form = held(unit_id), EditUnitForm(request.form)
    if form.validate():
        form.check_version(unit)
        said = described(form)
        try:
            actions.edit(unit, said)
            notify(_("%(unit)s is saved.", unit=unit.name))
            return redirect(url_for("units.show", unit_id=unit_id), code=303)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
    return page("units/edit.html", status=422, form=form, unit=unit)
