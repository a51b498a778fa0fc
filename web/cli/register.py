"""``flask register``: the share register as it stood on a day."""

import sys
from collections.abc import Iterator
from datetime import datetime

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from domain.money import ZERO, Eur
from web import clock
from web.cli.imports import terminal_language
from web.cli.terminal import in_words
from web.formats.sheet_file import sheet_file
from web.i18n import day_text, euro
from web.queries.register import Line, lines_on
from web.queries.register_table import register_heads, register_rows


def lines(found: list[Line]) -> Iterator[str]:
    """The register as people read it: a line each, then the sums."""
    for line in found:
        yield (
            f"{line.number:>6}  {line.category}  {line.shares:>5}  {euro(line.paid_in):>12}  "
            f"{line.since}  {line.name}"
        )
    shares = sum(line.shares for line in found)
    yield _(
        "%(holders)s, %(shares)s, %(paid)s",
        holders=ngettext("%(num)s shareholder", "%(num)s shareholders", len(found)),
        shares=ngettext("%(num)s share", "%(num)s shares", shares),
        paid=euro(Eur(sum((line.paid_in for line in found), ZERO))),
    )


@click.command("register")
@click.option(
    "--on", "moment", type=click.DateTime(["%Y-%m-%d"]), help="The evening of a day; today if none."
)
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
@with_appcontext
def register(moment: datetime | None, *, as_csv: bool) -> None:
    """Show who held how many shares on a day, from the movements up to it."""
    with in_words():
        day = moment.date() if moment else clock.today()
        found = lines_on(day)
        if as_csv:
            table = sheet_file(register_heads(), register_rows(found), terminal_language())
            sys.stdout.buffer.write(table)
            return
        click.echo(_("Share register on the evening of %(day)s", day=day_text(day)))
        click.echo("\n".join(lines(found)))
