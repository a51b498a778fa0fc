"""``flask amateur-arts``: what an amateur artist may receive, or why it would be pay."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.money import Eur
from domain.payroll.amateur_arts import Allowance, Commission, allowance
from domain.payroll.payslip import weakest
from web.cli.explain import exact
from web.cli.terminal import amount, in_words, rate_text, tell

DAY = click.DateTime(["%Y-%m-%d"])


def facts(found: Allowance) -> dict[str, Any]:
    """Every figure by name; exact decimals as strings."""
    return {
        "net": f"{found.net:f}",
        "confidence": weakest(found.lines).value,
        "lines": [exact(line) for line in found.lines],
    }


def told(found: Allowance) -> Iterator[tuple[str, Eur, str]]:
    """The allowance as it is read."""
    for line in found.lines:
        yield _(line.label), line.amount, rate_text(line.rate) if line.rate else ""
    yield _("Paid, whole"), found.net, str(weakest(found.lines))


@click.command("amateur-arts")
@click.option("--day", "days", type=DAY, multiple=True, required=True, help="A day of work.")
@click.option("--amount", "a_day", required=True, help="EUR a day.")
@click.option("--travel", default="0", show_default=True, help="EUR of travel a day, proven.")
@click.option("--declared", type=DAY, help="The day on which the principal declared the work.")
@click.option("--here", type=DAY, multiple=True, help="A day already paid by this principal.")
@click.option("--elsewhere", type=DAY, multiple=True, help="A day already paid by another one.")
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def amateur_arts(
    days: tuple[datetime, ...],
    a_day: str,
    travel: str,
    declared: datetime | None,
    here: tuple[datetime, ...],
    elsewhere: tuple[datetime, ...],
    *,
    as_json: bool,
) -> None:
    """Check an amateur-arts allowance: it is no pay, so nothing is taken off it."""
    with in_words():
        asked = Commission(
            days=tuple(day.date() for day in days),
            a_day=amount(a_day),
            travel=amount(travel),
            declared=declared.date() if declared else None,
        )
        found = allowance(
            asked,
            here=[day.date() for day in here],
            elsewhere=[day.date() for day in elsewhere],
        )
        tell(facts(found), as_json=as_json, text=lambda: told(found))
