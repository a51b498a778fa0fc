"""``flask dimona``: what there is to declare in a period, and the file of it for scripts."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from domain.entities import EntityCode
from domain.identifiers import mask_national_number
from web import clock
from web.actions.dimona_export import Asked, NothingToExport, export, look
from web.cli.terminal import in_words
from web.formats.dimona_file import FileKind
from web.i18n import day_text, label, word
from web.queries.dimona_export import Checked, Line

DAY = click.DateTime(formats=["%Y-%m-%d"])


def told(line: Line) -> str:
    """One declaration as people read it; the national number stays hidden."""
    item = line.declaration
    dates = [day_text(item.first_day), day_text(item.last_day) if item.last_day else "…"]
    hours = "" if item.hours is None else ngettext("%(num)s hour", "%(num)s hours", item.hours)
    masked = mask_national_number(item.national_number) if item.national_number else ""
    parts = (
        label(item.act),
        item.reference,
        item.employer,
        item.worker,
        masked,
        item.worker_type.value,
        " – ".join(dates),
        hours,
        item.number,
    )
    return " · ".join(part for part in parts if part)


def lines(seen: Checked) -> Iterator[str]:
    """What passes, then what does not and why."""
    yield ngettext(
        "%(num)s declaration passes the checks",
        "%(num)s declarations pass the checks",
        len(seen.right),
    )
    yield from (f"  {told(line)}" for line in seen.right)
    if seen.wrong:
        yield ngettext(
            "%(num)s declaration cannot be exported",
            "%(num)s declarations cannot be exported",
            len(seen.wrong),
        )
    for line in seen.wrong:
        yield f"  {told(line)}"
        yield from (f"    {word(why)}" for why in line.problems)
    yield _("Nothing is declared from here.")


def refusals(seen: Checked) -> list[dict[str, Any]]:
    """What was kept out, for scripts."""
    return [
        {
            "reference": line.declaration.reference,
            "problems": [word(why) for why in line.problems],
        }
        for line in seen.wrong
    ]


@click.command("dimona")
@click.option("--from", "first", type=DAY, required=True, help="Such as 2026-09-01.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, included.")
@click.option("--employer", type=click.Choice([code.value for code in EntityCode]))
@click.option("--recorded", is_flag=True, help="Also those whose receipt is recorded.")
@click.option("--json", "as_json", is_flag=True, help="The file, with national numbers.")
@with_appcontext
def dimona(
    first: datetime, last: datetime, employer: str | None, *, recorded: bool, as_json: bool
) -> None:
    """Tell what is to declare in a period. Nothing is declared from here."""
    with in_words():
        asked = Asked(
            first=first.date(),
            last=last.date(),
            employer=EntityCode(employer) if employer else None,
            recorded=recorded,
            kind=FileKind.JSON,
        )
        if not as_json:
            click.echo("\n".join(lines(look(asked, clock.today()))))
            return
        try:
            made = export(asked, now=clock.now(), today=clock.today())
        except NothingToExport:
            seen = look(asked, clock.today())
            facts: dict[str, Any] = {"declarations": []}
        else:
            seen, facts = made.checked, json.loads(made.data)
        facts["refused"] = refusals(seen)
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
