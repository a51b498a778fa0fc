"""``flask dmfa``: the quarterly declaration, prepared and checked against the ledger."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.dmfa.checks import check_controls
from domain.entities import EntityCode
from domain.quarters import NobodyInQuarter, Quarter
from web.actions import dmfa as actions
from web.cli.payrun import employers
from web.cli.terminal import in_words
from web.i18n import euro, quarter_text, say
from web.models.entity import Entity
from web.queries.quarter_works import count_workers

WIDE = 72


def tell(entity: Entity, quarter: Quarter, checked: actions.Checked) -> None:
    """The control totals as people read them."""
    click.echo(f"{entity.name} · {quarter_text(quarter)}")
    click.echo(_("Prepared, not filed: nothing is sent to the social security office from here."))
    click.echo(
        _("People: %(people)s, occupations: %(occupations)s, gross pay: %(gross)s",
          people=checked.sums.people, occupations=checked.sums.occupations,
          gross=euro(checked.sums.gross))
    )  # fmt: skip
    for item in checked.controls:
        mark = "✓" if item.agrees else "✗"
        click.echo(
            f"{mark} {say(item.label)[:WIDE]:<{WIDE}} {euro(item.tree):>16} {euro(item.ledger):>16}"
        )
        if item.why:
            click.echo(f"    {say(item.why)}")
    for problem in actions.facts_of(checked, entity, quarter)["problems"]:
        click.echo(f"- {problem}")
    if checked.problems:
        click.echo(_("Things to mend, told at each person: %(number)s", number=checked.problems))


@click.command("dmfa")
@click.option("--quarter", "typed", required=True, help="Such as 2026-Q3.")
@click.option("--employer", required=True, type=click.Choice([code.value for code in EntityCode]))
@click.option("--json", "as_json", is_flag=True, help="The whole tree, exact decimals as strings.")
@click.option("--csv", "as_csv", is_flag=True, help="One row for each leaf.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file to write.")
@with_appcontext
def dmfa(typed: str, employer: str, out: Path | None, *, as_json: bool, as_csv: bool) -> None:
    """Check the declaration of a quarter, or take it along. Nothing is filed."""
    with in_words():
        quarter = Quarter.read(typed)
        (entity,) = employers(employer)
        if not count_workers(entity.id, quarter):
            raise NobodyInQuarter(quarter, entity.name)
        if as_json or as_csv:
            export = actions.export_json if as_json else actions.export_csv
            data = export(entity, quarter)
            if out:
                out.write_bytes(data)
            else:
                click.echo(data, nl=False)
            return
        checked = actions.check(entity, quarter)
        tell(entity, quarter, checked)
        check_controls(checked.controls, quarter)
