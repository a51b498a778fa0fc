"""One month of all employers: a preview of each, then each closed by itself."""

import sqlalchemy as sa
from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.entities import EntityCode
from domain.payrun import missing_figures
from domain.periods import Month, NotAMonth
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import payrun as actions
from web.blueprints.finance import bp
from web.extensions import db
from web.htmx import page
from web.i18n import word
from web.models.entity import Entity
from web.navigation import notify
from web.once import once
from web.queries.payrun_all import previews


def asked_month(month: str) -> Month:
    """The month of an address."""
    try:
        return Month.read(month)
    except NotAMonth:
        abort(404)


@bp.get("/payslips/months/<string:month>")
@allow(Role.FINANCE)
def payslips_of_month(month: str) -> Response:
    """Each employer: what closing would make, or what was closed."""
    wanted = asked_month(month)
    found = previews(wanted)
    return page(
        "finance/payslip_all.html",
        month=wanted,
        found=found,
        ready=[item for item in found if item.can_close],
        missing=missing_figures(wanted),
    )


@bp.post("/payslips/months/<string:month>")
@allow(Role.FINANCE)
@once("finance.payslips")
def close_all(month: str) -> BaseResponse:
    """Close every employer that is ticked; each is its own act, with its own answer."""
    wanted, codes = asked_month(month), ticked()
    if not codes:
        notify(_("Tick at least one employer."), kind="bad")
    accepted = {code: request.form.get(f"later-{code}", 0, type=int) for code in codes}
    for outcome in actions.close_each(codes, wanted, now=clock.now(), accepted=accepted):
        tell(outcome)
    return redirect(url_for(".payslips_of_month", month=month), code=303)


def ticked() -> list[EntityCode]:
    """The employers chosen, in their own order."""
    known = db.session.scalars(sa.select(Entity.code).order_by(Entity.id)).all()
    asked = set(request.form.getlist("employer"))
    return [code for code in known if code.value in asked]


def tell(outcome: actions.Outcome) -> None:
    """One sentence for each employer."""
    if outcome.refusal is not None:
        why = word(outcome.refusal)
        notify(
            _("%(employer)s: not closed. %(why)s", employer=outcome.employer, why=why), kind="bad"
        )
        return
    many = ngettext("%(num)s payslip", "%(num)s payslips", outcome.people)
    notify(_("%(employer)s: closed, %(many)s.", employer=outcome.employer, many=many))
