"""``flask check-ledger``: does everything that must agree, agree?"""

import json
import sys

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from web.queries.soundness import verdicts

SHOWN = 20  # problems of one check


@click.command("check-ledger")
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
@with_appcontext
def check_ledger(*, as_json: bool) -> None:
    """Check the ledger, the numbers, the payments, the debts and the archive; 1 if one is wrong."""
    found = list(verdicts())
    sound = all(verdict.is_sound for verdict in found)
    if as_json:
        checks = [
            {"check": str(item.name), "ok": item.is_sound, "problems": list(item.problems)}
            for item in found
        ]
        click.echo(json.dumps({"ok": sound, "checks": checks}, ensure_ascii=False, indent=2))
    else:
        for item in found:
            click.echo(f"{'✓' if item.is_sound else '✗'} {_(item.name)}")
            for problem in item.problems[:SHOWN]:
                click.echo(f"    {problem}")
    sys.exit(0 if sound else 1)
