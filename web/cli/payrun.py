"""``flask payrun``: a month as its payslips would say it, or closed; checked against the ledger."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.entities import EntityCode
from domain.errors import RuleError
from domain.money import Eur, total
from domain.payrun import FiguresMissing, NobodyPaid, NothingNew, RunState, missing_figures
from domain.periods import Month
from web import clock
from web.actions import payrun as actions
from web.cli.terminal import in_words
from web.extensions import db
from web.i18n import euro, label, month_text, word
from web.models.entity import Entity
from web.models.payslip import PayRun
from web.queries.payrun import Earner, earners
from web.queries.payrun_control import Control, controls
from web.queries.payrun_page import Preview, previews, state_of
from web.queries.payrun_since import added_since, mark
from web.queries.payrun_waiting import count_waiting

WIDTHS = (28, 6, 13, 18, 13, 13, 13, 13)
LONGEST_NAME = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One employer in the month, as the command tells it."""

    entity: Entity
    month: Month
    state: RunState
    waiting: int
    people: Sequence[Preview]
    controls: Sequence[Control]
    run: PayRun | None = None
    refusal: RuleError | None = None

    @property
    def is_sound(self) -> bool:
        """Does everything agree, and was nothing refused?"""
        agree = all(item.agrees for item in self.controls)
        return self.refusal is None and agree and not self.apart

    @property
    def apart(self) -> list[str]:
        """Those whose payslip is not what was booked."""
        return [item.earner.name for item in self.people if not item.earner.reckoned.agrees]


def look(entity: Entity, month: Month, found: Sequence[Earner]) -> Told:
    """The month before anything is closed."""
    earned = sum(item.rows for item in found)
    return Told(
        entity=entity,
        month=month,
        state=state_of(entity.id, month, earned),
        waiting=count_waiting(entity.id, month),
        people=tuple(previews(found)),
        controls=controls(entity, month),
    )


def close(seen: Told, *, later: bool) -> Told:
    """Close it as it was seen; a refusal of one employer does not stop the others."""
    facts = {name: getattr(seen, name) for name in ("entity", "month", "people", "controls")}
    run, refusal = None, None
    try:
        accepted = seen.waiting if later else 0
        run = actions.close(seen.entity, seen.month, now=clock.now(), accepted=accepted)
    except RuleError as reason:
        db.session.rollback()
        refusal = reason
    state = seen.state if refusal else RunState.CLOSED
    return Told(**facts, waiting=seen.waiting, state=state, run=run, refusal=refusal)


def amounts(item: Preview) -> dict[str, Any]:
    """One person, exact decimals as strings."""
    earner = item.earner
    return {
        "person": earner.id,
        "name": earner.name,
        "days": earner.days,
        **{name: f"{amount:f}" for name, amount in asdict(earner.totals).items()},
        "paid": f"{earner.paid:f}",
        "difference": None if earner.difference is None else f"{earner.difference:f}",
        "changes": item.explained,
    }


def facts_of(told: Told) -> dict[str, Any]:
    """One employer for a script."""
    run = told.run
    return {
        "employer": told.entity.code.value,
        "state": told.state.value,
        "to_confirm": told.waiting,
        "people": [amounts(item) for item in told.people],
        "control": [
            {
                "account": item.account.value,
                "earned": f"{item.earned:f}",
                "booked": f"{item.booked:f}",
                "agrees": item.agrees,
            }
            for item in told.controls
        ],
        "run": {"id": run.id, "sequence": run.sequence, "payslips": run.people} if run else None,
        "refused": word(told.refusal) if told.refusal else None,
    }


def news_of(told: Told, since: int) -> dict[str, Any]:
    """Where this preview stands, and what an earlier one did not have yet."""
    of = told.entity.id, told.month
    added = added_since(*of, since) if since else []
    return {
        "mark": mark(*of),
        "added": [
            {**asdict(line), "gross": f"{line.gross:f}", "net": f"{line.net:f}"} for line in added
        ],
    }


def row(cells: Sequence[str]) -> str:
    """One line of the table: the name on the left, figures on the right."""
    first, *others = cells
    shown = first[: LONGEST_NAME - 1].ljust(WIDTHS[0])
    rest = (cell.rjust(wide) for cell, wide in zip(others, WIDTHS[1:], strict=True))
    return (shown + "".join(rest)).rstrip()


def cells_of(item: Preview) -> list[str]:
    """One person as a line."""
    booked, earner = item.earner.reckoned.booked, item.earner
    totals = earner.totals
    security = Eur(booked.social_security + booked.special + totals.settlement)
    figures = (booked.gross, security, booked.withholding, totals.net, earner.paid)
    last = _("new") if earner.difference is None else euro(earner.difference)
    return [earner.name, str(earner.days), *map(euro, figures), last]


def lines(told: Told) -> Iterator[str]:
    """One employer as people read it."""
    yield f"{told.entity.name} · {month_text(told.month)} · {label(told.state)}"
    yield row(
        [_("Person"), _("Days"), _("Gross"), _("Social security"), _("Tax"), _("Net"), _("Paid"),
         _("Difference")]
    )  # fmt: skip
    for item in told.people:
        yield row(cells_of(item))
        yield from (f"    {text}" for text in item.explained)
    yield f"{_('Together')}: {euro(total(item.earner.totals.net for item in told.people))}"
    for control in told.controls:
        mark = "✓" if control.agrees else "✗"
        yield f"{mark} {label(control.account)}: {euro(control.earned)} = {euro(control.booked)}"
    if told.waiting:
        yield _("Contracts of this month still to confirm: %(number)s", number=told.waiting)
    settled = total(item.earner.totals.settlement for item in told.people)
    if settled:
        text = _("Of it, the special contribution of the quarter settled: %(amount)s")
        yield text % {"amount": euro(settled)}
    if told.run and any(item.earner.reckoned.settled.added for item in told.people):
        yield _("Closed: %(number)s payslips, and their quarter settled.", number=told.run.people)
    elif told.run:
        yield _("Closed: %(number)s payslips. Nothing was paid by it.", number=told.run.people)


def employers(code: str | None) -> list[Entity]:
    """The one asked for, or all of them."""
    query = sa.select(Entity).order_by(Entity.id)
    if code:
        query = query.where(Entity.code == EntityCode(code))
    return list(db.session.scalars(query))


def seen(month: Month, code: str | None) -> list[Told]:
    """Every employer with confirmed work in the month."""
    if missing := missing_figures(month):
        raise FiguresMissing(month, missing)
    found = [(entity, earners(entity, month)) for entity in employers(code)]
    told = [look(entity, month, people) for entity, people in found if people]
    if not told:
        raise NobodyPaid(month, ", ".join(entity.name for entity, _people in found))
    return told


def problems(told: Sequence[Told]) -> Iterator[str]:
    """What is wrong, one sentence each."""
    for item in told:
        if item.refusal:
            yield f"{item.entity.name}: {word(item.refusal)}"
        elif not item.is_sound:
            yield _(
                "%(employer)s: the payslips are not what the ledger says (%(people)s).",
                employer=item.entity.name,
                people=", ".join(item.apart) or "–",
            )


@click.command("payrun")
@click.option("--month", required=True, help="Such as 2026-08.")
@click.option("--employer", type=click.Choice([code.value for code in EntityCode]))
@click.option("--preview", "act", flag_value="preview", help="Tell, change nothing.")
@click.option("--close", "act", flag_value="close", help="Make the payslips, for ever.")
@click.option("--later", is_flag=True, help="Work still to confirm stays for a correction.")
@click.option("--since", type=int, default=0, help="The mark of a preview to compare with (JSON).")
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def payrun(
    month: str, employer: str | None, act: str | None, *, later: bool, since: int, as_json: bool
) -> None:
    """Look at a month for each employer, or close it. Nothing is paid either way."""
    if act is None:
        raise click.UsageError("Say which one: --preview or --close.")
    with in_words():
        wanted = Month.read(month)
        told = seen(wanted, employer)
        if act == "close":
            fresh = [item for item in told if item.state is not RunState.CLOSED]
            if not fresh:
                raise NothingNew(wanted)
            told = [close(item, later=later) for item in fresh]
        if as_json:
            found = [{**facts_of(item), **news_of(item, since)} for item in told]
            facts = {"month": month, "employers": found}
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            click.echo("\n\n".join("\n".join(lines(item)) for item in told))
        if wrong := list(problems(told)):
            raise click.ClickException("\n".join(wrong))
