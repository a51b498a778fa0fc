"""A holder offers other pay or another week, from a month on."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.contract_life import ContractStatus
from domain.errors import RuleError
from domain.money import Eur
from domain.open_ended import Regime, first_change
from domain.periods import Month
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import employment_changes as actions
from web.actions.employment_changes import Wanted
from web.blueprints.employments import bp
from web.blueprints.employments.pages import OF_CHANGE, reader, the
from web.extensions import db
from web.forms.calendar import weekday_names
from web.forms.employments import ChangeForm
from web.htmx import page
from web.i18n import locale, word
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.navigation import notify
from web.once import once
from web.queries.employment_months import changes_of, regime_for

FIELDS = {"days": "since", "hours": "schedule"}


def held(employment_id: int) -> Employment:
    """An agreement of a unit that the reader holds."""
    row = the(employment_id)
    return row if reader(row).holds else abort(404)


def earliest(row: Employment) -> Month:
    """The first month from which something may change."""
    return max(first_change(clock.today()), Month.of(row.first_day))


def change_page(row: Employment, form: ChangeForm, status: int = 200) -> Response:
    """What is agreed, and what it is to become."""
    return page(
        "employments/change.html",
        status=status,
        row=row,
        form=form,
        now=regime_for(row, changes_of(row.id), earliest(row)),
        weekdays=weekday_names(locale()),
    )


@bp.get("/employments/<int:employment_id>/change")
@allow(Role.MEMBER)
def ask_change(employment_id: int) -> Response:
    """Begin with what is agreed."""
    row, form = held(employment_id), ChangeForm()
    now = regime_for(row, changes_of(row.id), earliest(row))
    form.offer_months(earliest(row))
    form.amount.data = now.monthly_gross
    form.show_week(now.schedule)
    return change_page(row, form)


@bp.post("/employments/<int:employment_id>/change")
@allow(Role.MEMBER)
@once("units.index")
def change(employment_id: int) -> BaseResponse:
    """Offer it to the worker."""
    row, form = held(employment_id), ChangeForm(request.form)
    form.offer_months(earliest(row))
    if not form.validate():
        return change_page(row, form, 422)
    assert form.amount.data is not None
    regime = Regime(monthly_gross=Eur(form.amount.data), schedule=form.hours_typed)
    name = row.person.name
    wanted = Wanted(since=form.month, regime=regime, reason=form.reason.data)
    try:
        made = actions.offer_change(row, wanted, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        refuse(form, refusal)
        return change_page(held(employment_id), form, 422)
    if made.status is ContractStatus.OFFERED:
        notify(_("The change is offered to %(name)s.", name=name))
    else:
        notify(_("The change is made."))
    return redirect(url_for(".show", employment_id=employment_id), code=303)


def refuse(form: ChangeForm, refusal: RuleError) -> None:
    """Say no at the field."""
    name = FIELDS.get(refusal.field, refusal.field)
    if name == "schedule":
        form.week.errors = [*form.week.errors, word(refusal)]
    else:
        form.refuse(refusal)


@bp.post("/employment-changes/<int:change_id>/withdraw")
@allow(Role.MEMBER)
def withdraw_change(change_id: int) -> BaseResponse:
    """Take it back before there is an answer."""
    found = find(EmploymentTerms, change_id, *OF_CHANGE)
    key = held(found.employment_id).id
    actions.withdraw_change(found)
    notify(_("The change is taken back."))
    return redirect(url_for(".show", employment_id=key), code=303)
