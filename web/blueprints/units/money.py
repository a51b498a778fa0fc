"""Where the money of a unit went: its page, the lines behind each figure, the whole journal."""

from enum import StrEnum
from typing import Any

from flask import Response, abort, g, request
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from domain.ledger import ACCOUNTS, Account, Act
from domain.ledger.details import TOPICS, Topic
from domain.ledger.story import story
from domain.roles import Role
from domain.units import Tool
from web import clock
from web.access import allow, find
from web.blueprints.units import bp
from web.formats.sheet_file import Cell, sheet_file
from web.forms.spans import Period, read_period
from web.htmx import page, wants_fragment
from web.i18n import label, language
from web.models.unit import Unit
from web.queries.budget import budget_of
from web.queries.going_on import going_on
from web.queries.holdings import Holder, holders
from web.queries.journal import Leg, journal, whole_journal
from web.queries.lines import lines, with_work
from web.queries.units import money_of, statement

READERS = (Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
WITH_ENTITY = joinedload(Unit.entity)
WITH_PEOPLE = (WITH_ENTITY, joinedload(Unit.adviser))
ON_PAPER = 2_000  # entries on one printed sheet; the file has them all


def asked_period(unit: Unit) -> Period:
    """The period of the address."""
    return read_period(request.args, today=clock.today(), began=unit.opened)


@bp.get("/<int:unit_id>")
@allow(*READERS)
def show(unit_id: int) -> Response:
    """One unit: what there is, where the money went, what is going on."""
    unit = find(Unit, unit_id, *WITH_PEOPLE)
    period = asked_period(unit)
    money = money_of(unit_id, period.span)
    rest = {} if wants_fragment() else around(unit)
    return page(
        "units/show.html",
        fragment="money",
        unit=unit,
        period=period,
        statement=statement(money.span),
        now=story(money.ever),
        began=bool(money.ever),
        in_assignments=TOPICS[Account.ASSIGNMENT].total(money.ever),
        **rest,
    )


def around(unit: Unit) -> dict[str, Any]:
    """What stands around the money: who holds the unit, what can be spent, what is going on."""
    held = holders(unit.id, clock.today())
    return {
        "holders": held,
        "writes": writes(unit, held),
        "budget": None if unit.tool is Tool.THREE_IN_ONE else budget_of(unit.id),
        "going": going_on(unit.id),
        "today": clock.today(),
    }


def writes(unit: Unit, held: list[Holder]) -> bool:
    """May the reader begin something new here?"""
    return unit.closed is None and g.person.id in {holder.id for holder in held}


def names(kind: type[StrEnum]) -> dict[StrEnum, str]:
    """What its members are called: looked up once, not on each line of a list."""
    return {member: label(member) for member in kind}


def topic_of(key: str) -> Topic:
    """The part of the story or the account that the address names."""
    return TOPICS[key] if key in TOPICS else abort(404)


@bp.get("/<int:unit_id>/money/<string:topic>")
@allow(*READERS)
def figure(unit_id: int, topic: str) -> Response:
    """The lines behind one figure."""
    unit, about = find(Unit, unit_id), topic_of(topic)
    period = asked_period(unit)
    sums = money_of(unit_id, period.span).span
    before = request.args.get("before", 0, type=int)
    return page(
        "units/figure.html",
        fragment="lines",
        unit=unit,
        about=about,
        period=period,
        amount=about.total(sums),
        before=before,
        acts=names(Act),
        found=with_work(lines(unit_id, about, period.span, before=before)),
    )


@bp.get("/<int:unit_id>/money")
@allow(*READERS)
def money(unit_id: int) -> Response:
    """Every entry of a unit in a period; as one long sheet for paper."""
    unit = find(Unit, unit_id, WITH_ENTITY)
    period, sheet = asked_period(unit), request.args.get("sheet") == "1"
    before = request.args.get("before", 0, type=int)
    found = (
        journal(unit_id, period.span, size=ON_PAPER)
        if sheet
        else journal(unit_id, period.span, before=before)
    )
    return page(
        "units/journal.html",
        fragment="lines",
        unit=unit,
        period=period,
        found=found,
        sheet=sheet,
        acts=names(Act),
        accounts=names(Account),
        statement=statement(money_of(unit_id, period.span).span) if sheet else None,
        today=clock.today(),
    )


@bp.get("/<int:unit_id>/money.csv")
@allow(*READERS)
def export(unit_id: int) -> Response:
    """The same journal as a file for a spreadsheet."""
    unit = find(Unit, unit_id)
    period = asked_period(unit)
    head = [
        _("Day"), _("Entry"), _("What"), _("With"), _("Reference"), _("Account"),
        _("Account number"), _("Debit"), _("Credit"),
    ]  # fmt: skip
    rows = [cells(leg) for leg in whole_journal(unit_id, period.span)]
    return Response(
        sheet_file(head, rows, language()),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f"attachment; filename=ledger-{unit_id}-{period.value}.csv"
        },
    )


def cells(leg: Leg) -> list[Cell]:
    """One leg as a row of the file."""
    return [
        leg.day,
        str(leg.entry_id),
        label(leg.act),
        leg.words,
        leg.reference,
        label(leg.account),
        ACCOUNTS[leg.account].pcmn,
        leg.amount if leg.amount > 0 else None,
        -leg.amount if leg.amount < 0 else None,
    ]
