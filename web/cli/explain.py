"""``flask explain``: a dated figure, or a step of pay: its value on a day, its history, sources."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.explain import Line
from domain.parameters import Dated, NotInForce, Parameter, names, parameter
from domain.payroll.steps import STEPS
from web import clock
from web.cli.terminal import in_words
from web.queries.rules import Version, version


def exact(line: Line) -> dict[str, str | None]:
    """A line of a computation for scripts: what it is, how much, on what, by which figure."""
    return {
        "label": str(line.label),
        "amount": f"{line.amount:f}",
        "basis": None if line.basis is None else f"{line.basis:f}",
        "figure": line.rate.name if line.rate else None,
        "value": plain(line.rate.value) if line.rate and line.rate.value else None,
        "since": line.rate.since.isoformat() if line.rate else None,
        "source": line.rate.source if line.rate else None,
        "confidence": line.rate.confidence.value if line.rate else None,
    }


def plain(value: Any) -> Any:
    """Exact decimals as strings, however deep in a table."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def dated_facts(dated: Dated) -> dict[str, Any]:
    """One value of a figure."""
    return {
        "since": dated.since.isoformat(),
        "until": dated.until.isoformat() if dated.until else None,
        "value": None if dated.table and not dated.value else plain(dated.value),
        "table": plain(dated.table),
        "source": dated.source,
        "confidence": dated.confidence.value,
    }


def in_force(figure: Parameter, day: date) -> Dated | None:
    """The value on a day; None where no figure is known."""
    try:
        return figure.on(day)
    except NotInForce:
        return None


def figure_facts(figure: Parameter, day: date) -> dict[str, Any]:
    """A figure on a day, null where it is not known, with its history, newest first."""
    history = [dated_facts(entry) for entry in figure.history]
    found = in_force(figure, day)
    return {
        "name": figure.name,
        "title": str(figure.title),
        "unit": figure.unit,
        "on": day.isoformat(),
        **(dated_facts(found) if found else dict.fromkeys(history[0])),
        "history": history,
    }


def value_lines(shown: Version) -> Iterator[str]:
    """A value in words: a number, or the rows of a table."""
    if shown.text:
        yield shown.text
    for label, text in shown.facts:
        yield f"{label}: {text}"
    for grid in shown.grids:
        for row in grid.rows:
            named = zip(grid.columns, row, strict=True)
            yield ", ".join(f"{column}: {text}" for column, text in named if text)


def dated_lines(dated: Dated) -> Iterator[str]:
    """One value, since when, how sure and from where."""
    for number, text in enumerate(value_lines(version(dated, in_force=True))):
        yield f"  {text}" if number == 0 else f"    {text}"
    until = f" – {dated.until}" if dated.until else ""
    yield f"    {dated.since}{until}, {dated.confidence}"
    yield f"    {dated.source}"


def figure_lines(figure: Parameter, day: date) -> Iterator[str]:
    """A figure as it is read."""
    found = in_force(figure, day)
    yield f"{_(figure.title)} ({figure.name})"
    yield f"{_('Counted in')}: {_(figure.unit)}"
    yield _("On %(day)s", day=day.isoformat()) + ":" + ("" if found else " " + _("not known"))
    if found:
        yield from dated_lines(found)
    others = [entry for entry in figure.history if entry is not found]
    if others:
        yield _("Every other value") + ":"
    for entry in others:
        yield from dated_lines(entry)


def unknown(rule: str) -> click.UsageError:
    """What can be explained, when something else is asked."""
    listed = "\n".join(f"  {name}" for name in (*STEPS, *names()))
    text = _("“%(rule)s” is neither a figure nor a step of pay. Known are:", rule=rule)
    return click.UsageError(f"{text}\n{listed}")


@click.command("explain")
@click.argument("rule")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the value. Default: today."
)
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def explain(rule: str, on: datetime | None, *, as_json: bool) -> None:
    """Explain RULE: a dated figure such as vat/standard_rate, or a step such as work-bonus."""
    day = on.date() if on else clock.today()
    with in_words():
        if rule in STEPS:
            title, figures = STEPS[rule].title, STEPS[rule].figures
            facts = {
                "name": rule,
                "title": str(title),
                "on": day.isoformat(),
                "figures": [figure_facts(figure, day) for figure in figures],
            }
            heading = [_(title), ""]
        elif rule in names():
            figures, heading = (parameter(rule),), []
            facts = figure_facts(figures[0], day)
        else:
            raise unknown(rule)
        if as_json:
            click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
            return
        blocks = ["\n".join(figure_lines(figure, day)) for figure in figures]
        click.echo("\n".join([*heading, "\n\n".join(blocks)]))
