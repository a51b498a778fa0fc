"""Contracts and pay to read: what to confirm, what was earned, who works, one contract."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from flask import Response, abort, g, request

from domain.employment import by_month
from domain.payments import PAY_DELAY
from domain.periods import Month, NotAMonth
from web import clock
from web.access import HELD, allow, find, visible
from web.blueprints.contracts import PARTIES, READERS, WHOLE, bp
from web.forms.calendar import Calendar, calendar
from web.forms.contracts import ReasonForm
from web.forms.worktime import WorktimeForm
from web.htmx import page
from web.models.contract import Contract
from web.queries import contracts as queries
from web.queries import pay
from web.queries.audit import Happening
from web.queries.contract_page import show_contract
from web.queries.contracts import View
from web.queries.month_pay import month_slips
from web.queries.offers import to_answer
from web.queries.payslips import closed_of
from web.queries.worktime import worktime_of

LATEST = 5  # payments shown on the first page


@bp.get("/work")
@allow(*PARTIES)
def index() -> Response:
    """What to confirm, what is coming, what was earned."""
    person_id, today = g.person.id, clock.today()
    waiting = queries.open_of(person_id)
    ended = [line for line in waiting if line.can_be_confirmed(today)]
    held = queries.teams(HELD, person_id)
    years = pay.years(person_id, today.year)
    asked = request.args.get("year", 0, type=int)
    year = asked if asked in years else today.year
    return page(
        "contracts/index.html",
        fragment="months",
        to_answer=to_answer(person_id, today),
        to_confirm=[line for line in ended if line.unit_id in held],
        to_declare=[line for line in ended if line.unit_id not in held and not line.declared],
        declared=[line for line in ended if line.unit_id not in held and line.declared],
        planned=[line for line in waiting if not line.can_be_confirmed(today)],
        days=queries.days_of([line.id for line in waiting]),
        coming=pay.coming(person_id, today),
        carried=pay.carried(person_id),
        months=pay.months(person_id, year),
        years=years,
        year=year,
        paid=pay.paid(person_id, today, limit=LATEST),
        has_team=any(held.values()),
        delay=int(PAY_DELAY.on(today).value),
        today=today,
    )


@bp.get("/work/paid")
@allow(*PARTIES)
def paid() -> Response:
    """Everything the reader was paid."""
    before = request.args.get("before", 0, type=int)
    found = pay.paid(g.person.id, clock.today(), before=before)
    return page("contracts/paid.html", found=found)


@bp.get("/work/<string:month>")
@allow(*PARTIES)
def month(month: str) -> Response:
    """The payslip of a month as far as it is known, employer by employer."""
    try:
        wanted = Month.read(month)
    except NotAMonth:
        abort(404)
    slips = month_slips(g.person.id, wanted, g.person.situation)
    closed = closed_of(g.person.id, wanted)
    return page("contracts/month.html", fragment="slips", month=wanted, slips=slips, closed=closed)


@bp.get("/work/team")
@allow(*PARTIES)
def team() -> Response:
    """Who else works for the reader's units."""
    view = View(request.args["view"]) if request.args.get("view") in [*View] else View.ALL
    found = queries.team(
        visible(Contract) & Contract.unit_id.in_(HELD),
        view=view,
        today=clock.today(),
        unit_id=request.args.get("unit", 0, type=int),
        without=g.person.id,
        before=request.args.get("before", 0, type=int),
    )
    return page("contracts/team.html", fragment="rows", found=found, view=view, today=clock.today())


def the(contract_id: int) -> Contract:
    """One contract with all that its page shows."""
    return find(Contract, contract_id, *WHOLE)


@bp.get("/contracts/<int:contract_id>")
@allow(*READERS)
def show(contract_id: int) -> Response:
    """One contract: who, when, how much, and what happens next."""
    contract = the(contract_id)
    return shown(contract, WorktimeForm(None, worktime_of(contract).shown))


def shown(
    contract: Contract, form: WorktimeForm, status: int = 200, back_form: ReasonForm | None = None
) -> Response:
    """The page of a contract, with what was typed."""
    story = show_contract(contract, reader=g.person, held=HELD, today=clock.today())
    return page(
        "contracts/show.html",
        status=status,
        story=story,
        contract=contract,
        form=form,
        back_form=back_form or ReasonForm(),
        time=worktime_of(contract),
        sent_back=sent_back(contract, story.history),
        today=clock.today(),
        months=calendars(story.days),
    )


def sent_back(contract: Contract, history: Iterable[Happening]) -> str:
    """Why a holder sent the hours back, until they are declared again."""
    if contract.declared is not None:
        return ""
    found = [item for item in history if item.act == "hours_sent_back"]
    return str(max(found, key=lambda item: item.id).facts.get("reason", "")) if found else ""


def calendars(days: Collection[date]) -> list[Calendar]:
    """The weeks in which these days lie, month by month."""
    return [weeks_of(month, found) for month, found in by_month(days).items()]


def weeks_of(month: Month, days: Collection[date]) -> Calendar:
    """The weeks of a month in which these days lie."""
    whole = calendar(month, (), first=date.max, today=clock.today())
    kept = (week for week in whole.weeks if any(cell and cell.date in days for cell in week))
    return replace(whole, weeks=tuple(kept))
