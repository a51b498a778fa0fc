"""Assemblies: read by everybody who is invited, prepared, held and written up by the office."""

from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, url_for
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web.extensions import db
from web.forms.fields import BaseForm

bp = Blueprint("assemblies", __name__, url_prefix="/assemblies")
OFFICE = (Role.BOARD, Role.ADMIN_TEAM)


def is_office() -> bool:
    """Does the reader prepare assemblies?"""
    return not g.person.roles.isdisjoint(OFFICE)


def place(endpoint: str, **values: Any) -> str:
    """The address of a page, or nothing where this installation does not have it."""
    if endpoint not in current_app.view_functions:
        return ""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def to_assembly(assembly_id: int) -> BaseResponse:
    """Back to the page of the assembly."""
    return redirect(url_for("assemblies.show", assembly_id=assembly_id), code=303)


def no(form: BaseForm, refusal: RuleError) -> None:
    """Undo, and say why at the field."""
    db.session.rollback()
    form.refuse(refusal)


def status_of(form: BaseForm) -> int:
    """Of a page with a form that may have been refused."""
    return 422 if form.errors or form.form_errors else 200


def as_attachment(data: bytes, filename: str, media_type: str) -> Response:
    """A file that no browser carries out."""
    response = Response(data, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


from web.blueprints.assemblies import (  # noqa: E402
    convening,
    documents,
    minutes,
    points,
    preparing,
    reading,
    sitting,
)

__all__ = ["bp", "convening", "documents", "minutes", "points", "preparing", "reading", "sitting"]
