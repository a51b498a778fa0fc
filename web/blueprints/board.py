"""The board: who sits there, on any day, and for how long still."""

from datetime import date

import sqlalchemy as sa
from flask import Blueprint, Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import mandates as actions
from web.extensions import db
from web.forms.board import EndForm, MandateForm
from web.htmx import page
from web.models.assembly import Mandate
from web.models.share import Shareholder
from web.navigation import notify
from web.once import once
from web.queries import board as queries

bp = Blueprint("board", __name__)
KEEPERS = (Role.ADMIN_TEAM,)


def asked_day() -> date:
    """The day in the address, else today."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return clock.today()


@bp.get("/board")
@allow(*EVERYONE)
def index() -> Response:
    """The board on a day, and every mandate there was."""
    return shown(MandateForm())


def shown(form: MandateForm, status: int = 200) -> Response:
    """The page, with the form of whoever keeps the list."""
    found, day = queries.seats(), asked_day()
    return page(
        "board/index.html",
        status=status,
        seats=queries.on_board(found, day),
        past=found,
        day=day,
        form=form,
        keeps=not g.person.roles.isdisjoint(KEEPERS),
    )


@bp.post("/board")
@allow(*KEEPERS)
@once("board.index")
def begin() -> BaseResponse:
    """Record a mandate."""
    form = MandateForm(request.form)
    if form.validate():
        typed = form.number.data or ""
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
        holder = db.session.scalar(sa.select(Shareholder).where(Shareholder.number == number))
        if holder is None:
            form.number.errors = [_("No shareholder has this number.")]
        else:
            try:
                actions.begin(
                    holder, form.data["since"], representative_id=None, paid=form.paid.data or ""
                )
            except RuleError as refusal:
                db.session.rollback()
                form.refuse(refusal)
            else:
                notify(_("Recorded."))
                return redirect(url_for(".index"), code=303)
    return shown(form, status=422)


@bp.route("/board/<int:mandate_id>/end", methods=["GET", "POST"])
@allow(*KEEPERS)
def end(mandate_id: int) -> BaseResponse:
    """Somebody leaves the board before the end."""
    mandate = find(Mandate, mandate_id)
    form = EndForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            actions.end(mandate, form.data["day"], form.reason.data or "")
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Recorded."))
            return redirect(url_for(".index"), code=303)
    status = 422 if request.method == "POST" else 200
    holder = db.session.get_one(Shareholder, find(Mandate, mandate_id).shareholder_id)
    return page("board/end.html", status=status, form=form, holder=holder)
