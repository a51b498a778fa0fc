"""Reports of a year: read by everybody, written by the office, signed by directors."""

import sqlalchemy as sa
from flask import Blueprint, abort, g

from domain.errors import RuleError
from domain.reports.kinds import ReportKind
from domain.roles import Role
from web.access import visible
from web.extensions import db
from web.forms.fields import BaseForm
from web.models.report import Report

bp = Blueprint("reports", __name__, url_prefix="/reports")
WRITERS = (Role.BOARD, Role.ADMIN_TEAM)
ONE = "/<string:kind>/<int:year>"


def is_writer() -> bool:
    """Does the reader prepare reports?"""
    return not g.person.roles.isdisjoint(WRITERS)


def is_director() -> bool:
    """May the reader sign and publish?"""
    return Role.BOARD in g.person.roles


def found(kind: str, year: int) -> Report:
    """The report of an address, or 404; a draft is only there for those who write it."""
    if kind not in list(ReportKind):
        abort(404)
    query = sa.select(Report).where(Report.kind == kind, Report.year == year, visible(Report))
    return db.session.scalars(query).one_or_none() or abort(404)


def no(form: BaseForm, refusal: RuleError) -> None:
    """Undo, and say why at the field."""
    db.session.rollback()
    form.refuse(refusal)


def status_of(form: BaseForm) -> int:
    """Of a page with a form that may have been refused."""
    return 422 if form.errors or form.form_errors else 200


from web.blueprints.reports import publishing, reading, writing  # noqa: E402

__all__ = ["bp", "publishing", "reading", "writing"]
