"""What people must be paid, and the file that pays it."""

from datetime import date

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.money import Eur, total
from domain.roles import Role
from domain.transfers import next_bank_day
from web import clock
from web.access import allow
from web.actions import payment_files as actions
from web.blueprints.finance import bp
from web.extensions import db
from web.formats.pasted_payments import WrongDay, read_day
from web.forms.finance import FileForm
from web.htmx import page
from web.i18n import euro
from web.models.entity import Entity
from web.navigation import notify
from web.once import once
from web.queries import due as queries


def until_day() -> date:
    """The day by which debts are listed: asked for, else the next day on which banks work."""
    typed = request.values.get("until", "")
    try:
        return read_day(typed)
    except WrongDay:
        return next_bank_day(clock.today())


@bp.get("/due")
@allow(Role.FINANCE)
def due() -> Response:
    """Everything due by a day, ticked."""
    until = until_day()
    purses = queries.purses(until)
    asked = request.args.get("entity", 0, type=int)
    first = next((purse.id for purse in purses if purse.count), purses[0].id)
    chosen = asked if asked in [purse.id for purse in purses] else first
    form = FileForm(execution_day=next_bank_day(clock.today()))
    return listed(chosen, until, form, purses=purses)


def listed(
    entity_id: int,
    until: date,
    form: FileForm,
    *,
    purses: list[queries.Purse] | None = None,
    status: int = 200,
) -> Response:
    """The page; before anything was ticked or unticked, all is ticked."""
    found = queries.due_list(entity_id, until)
    ticked = {line.id for line in found.ready}
    if form.debts.raw_data is not None:
        ticked &= set(form.debts.data or ())
    return page(
        "finance/due.html",
        fragment="total",
        status=status,
        purses=purses or queries.purses(until),
        entity_id=entity_id,
        until=until,
        form=form,
        found=found,
        ticked=ticked,
        sum=sum_of(found, ticked),
        today=clock.today(),
    )


def sum_of(found: queries.DueList, ticked: set[int]) -> Eur:
    """What the ticked lines come to."""
    return total(line.amount for line in found.ready if line.id in ticked)


@bp.post("/due/<int:entity_id>")
@allow(Role.FINANCE)
def count(entity_id: int) -> Response:
    """Count again what is ticked; nothing is made."""
    form = FileForm(request.form)
    form.validate()
    for field in form:
        field.errors = []
    return listed(entity_id, until_day(), form)


@bp.post("/due/<int:entity_id>/file")
@allow(Role.FINANCE)
@once("finance.files")
def make_file(entity_id: int) -> BaseResponse:
    """Make the file that pays what is ticked."""
    entity = db.session.get(Entity, entity_id) or abort(404)
    form, author_id = FileForm(request.form), g.person.id
    if form.validate():
        try:
            file = actions.make_file(
                entity,
                form.debts.data or (),
                execution_day=form.data["execution_day"],
                author_id=author_id,
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(
                _(
                    "%(number)s is made: %(total)s. Download it and give it to the bank.",
                    number=file.message_id,
                    total=euro(file.total),
                )
            )
            return redirect(url_for(".file", file_id=file.id), code=303)
    return listed(entity_id, until_day(), form, status=422)
