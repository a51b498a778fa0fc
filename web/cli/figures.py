"""``flask figures``: the figures of a day, or whether the kept ones are what the acts say."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.figures.catalogue import FIGURES
from domain.figures.definition import FIGURE_UNITS, FigureUnit
from web import clock
from web.actions.figures import rebuild, refresh
from web.cli.terminal import in_words
from web.i18n import euro, number
from web.queries import figures as queries


@click.command("figures")
@click.option("--check", is_flag=True, help="Count everything again and compare.")
@click.option("--rebuild", "again", is_flag=True, help="Keep everything anew, from the acts.")
@click.option("--compare", type=click.IntRange(2000, 2099), help="Beside what a year published.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Default: today.")
@with_appcontext
def figures(day: datetime | None, compare: int | None, *, check: bool, again: bool) -> None:
    """Show the figures of a day."""
    wanted = day.date() if day else clock.today()
    with in_words():
        if again:
            rebuild()
        while refresh():
            pass
        if check:
            _check(wanted)
        elif compare:
            _compare(compare)
        elif not again:
            _show(wanted)


def _show(day: date) -> None:
    kept = [key for key, about in FIGURES.items() if about.kept]
    wide = max(len(_(FIGURES[key].title)) for key in kept)
    for key, value in queries.counted(kept, day).items():
        about = FIGURES[key]
        if value.amount is None:
            text = "–"
        elif about.unit is FigureUnit.EUR:
            text = euro(value.amount)
        else:
            text = f"{number(round(value.amount, 3))} {_(FIGURE_UNITS[about.unit])}"
        click.echo(f"{_(about.title):<{wide}}  {text}")


def _check(day: date) -> None:
    wrong = queries.check(day)
    for key, (kept, exact) in wrong.items():
        click.echo(
            _("%(key)s: %(kept)s is kept, the acts say %(exact)s", key=key, kept=kept, exact=exact)
        )
    if wrong:
        raise SystemExit(1)
    click.echo(_("The kept figures of %(day)s are what the acts say.", day=day.isoformat()))


def _compare(year: int) -> None:
    rows = queries.compare(year)
    for row in rows:
        key = row.key if isinstance(row.key, str) else " / ".join(row.key)
        found = "–" if row.found is None else f"{round(row.found, 4):f}"
        cause = "" if row.within or row.cause is None else _(row.cause)
        mark = "=" if row.within else "≠"
        click.echo(f"{mark} {key:<48} {row.expected.value:>14f} {found:>16}  {cause}".rstrip())
    within = sum(row.within for row in rows)
    click.echo(_("%(within)s of %(all)s agree.", within=within, all=len(rows)))
