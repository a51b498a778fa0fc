"""``flask quarter``: what a quarter of employment really cost, or closing it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.archived import to_plain
from domain.cost_shares import Amounts
from domain.entities import EntityCode
from domain.errors import RuleError
from domain.payroll.employer import SECTORS
from domain.quarters import ContributionsUnknown, NobodyInQuarter, Quarter, QuarterState
from web import clock
from web.actions import quarters as actions
from web.cli.payrun import employers
from web.cli.terminal import in_words
from web.extensions import db
from web.i18n import euro, label, month_text, percent, quarter_text, say, word
from web.models.entity import Entity
from web.models.quarter import QuarterRun
from web.queries.quarter_page import Shown, shown
from web.queries.quarter_reckoning import employer_of

WIDE = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One employer in the quarter, as the command tells it."""

    entity: Entity
    seen: Shown
    run: QuarterRun | None = None
    refusal: RuleError | None = None


def look(entity: Entity, quarter: Quarter) -> Told | None:
    """The quarter of one employer; None where nobody worked."""
    seen = shown(entity, quarter, clock.today())
    if not seen.line.earned:
        return None
    refusal = ContributionsUnknown(quarter, seen.missing) if seen.missing else None
    return Told(entity=entity, seen=seen, refusal=refusal)


def close(told: Told) -> Told:
    """Close it; a refusal of one employer does not stop the others."""
    quarter = told.seen.line.quarter
    try:
        run = actions.close(told.entity, quarter, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        return Told(entity=told.entity, seen=told.seen, refusal=refusal)
    return Told(entity=told.entity, seen=shown(told.entity, quarter, clock.today()), run=run)


def amounts_facts(amounts: Amounts) -> dict[str, str]:
    """Exact decimals as strings."""
    return {
        **to_plain(amounts),
        "margin": f"{amounts.margin:f}",
        "to_common_pot": f"{amounts.to_pot:f}",
    }


def facts_of(told: Told) -> dict[str, Any]:
    """One employer for a script."""
    line, sheet, run = told.seen.line, told.seen.sheet, told.run
    employer = employer_of(told.entity, line.quarter)
    return {
        "employer": told.entity.code.value,
        "sector": employer.sector.value,
        "funds": sorted(employer.funds),
        "state": line.state.value,
        "months": {str(month): where.value for month, where in line.months.items()},
        "people": sheet.people if sheet else line.people,
        "contracts": sheet.contracts if sheet else None,
        "whole": amounts_facts(sheet.whole) if sheet else None,
        "kinds": [
            {"kind": item.kind.value, "contracts": item.contracts, **amounts_facts(item.amounts)}
            for item in (sheet.kinds if sheet else ())
        ],
        "lines": to_plain(sheet.costs) if sheet else [],
        "not_known": [str(text) for text in (sheet.unknown if sheet else ())],
        "left_out": [str(text) for text in (sheet.left_out if sheet else ())],
        "to_book": {"people": told.seen.people, **amounts_facts(told.seen.added)},
        "run": {"id": run.id, "sequence": run.sequence, "people": run.people} if run else None,
        "refused": word(told.refusal) if told.refusal else None,
    }


def row(text: str, amount: str, note: str = "") -> str:
    """One line: what, how much, why."""
    return f"  {text[:WIDE]:<{WIDE}} {amount:>16}  {note}".rstrip()


def lines(told: Told) -> Iterator[str]:
    """One employer as people read it."""
    line, sheet = told.seen.line, told.seen.sheet
    employer = employer_of(told.entity, line.quarter)
    yield f"{told.entity.name} · {quarter_text(line.quarter)} · {label(line.state)}"
    yield f"  {say(SECTORS[employer.sector])}"
    yield from (f"  {month_text(month)}: {label(where)}" for month, where in line.months.items())
    if sheet is None:
        return
    for item in sheet.kinds:
        yield row(label(item.kind), euro(item.amounts.budget), _("budget"))
        yield row("", euro(item.amounts.gross), _("gross pay"))
        for cost in sheet.costs_of(item.kind):
            yield row(f"  {say(cost.label)}", euro(cost.amount), percent(cost.value))
        yield row("", euro(item.amounts.margin), _("margin"))
    for cost in sheet.costs_of(None):
        yield row(say(cost.label), euro(cost.amount))
    yield row(_("To the common pot"), euro(sheet.whole.to_pot))
    yield from (f"  - {say(text)}" for text in (*sheet.unknown, *sheet.left_out))
    if told.seen.people:
        yield row(_("To book, beside what was booked"), euro(told.seen.added.to_pot))
    if told.run:
        yield f"  {_('Closed: booked for %(number)s people.', number=told.run.people)}"


@click.command("quarter")
@click.option("--quarter", "typed", required=True, help="Such as 2026-Q3.")
@click.option("--employer", type=click.Choice([code.value for code in EntityCode]))
@click.option("--preview", "act", flag_value="preview", help="Tell, change nothing.")
@click.option("--close", "act", flag_value="close", help="Book the real cost, for ever.")
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def quarter(typed: str, employer: str | None, act: str | None, *, as_json: bool) -> None:
    """Look at a quarter for each employer, or close it. What is left goes to the common pot."""
    if act is None:
        raise click.UsageError("Say which one: --preview or --close.")
    with in_words():
        wanted = Quarter.read(typed)
        asked = employers(employer)
        told = [seen for entity in asked if (seen := look(entity, wanted))]
        if not told:
            raise NobodyInQuarter(wanted, ", ".join(entity.name for entity in asked))
        if act == "close":
            told = [close(item) for item in _to_close(told)]
        if as_json:
            facts = {"quarter": str(wanted), "employers": [facts_of(item) for item in told]}
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        else:
            click.echo("\n\n".join("\n".join(lines(item)) for item in told))
        if refused := [item for item in told if item.refusal]:
            raise click.ClickException("\n".join(_refused(item) for item in refused))


def _to_close(told: list[Told]) -> list[Told]:
    """Those that are not closed already; all of them where there is no other, to hear why not."""
    fresh = [item for item in told if item.seen.line.state is not QuarterState.CLOSED]
    return fresh or told


def _refused(item: Told) -> str:
    assert item.refusal is not None
    return f"{item.entity.name}: {word(item.refusal)}"
