"""``flask demo``: an invented cooperative with three months of life."""

import sys

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from web import clock
from web.actions.figures import rebuild
from web.config import LIFE
from web.demo import accounts, life
from web.extensions import db
from web.models.person import Person


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Make the demo cooperative, if nobody lives in the database yet."""
    if current_app.config["COOPERATIVE"] != "demo":
        sys.exit("This cooperative is real: COOPERATIVE says so. Nothing was changed.")
    if db.session.scalar(sa.select(Person.id).limit(1)) is not None:
        click.echo("People live in this database already. Nothing was changed.")
        return
    today = clock.today()
    with click.progressbar(length=LIFE.days, label="Three months of life") as bar:
        life.live(lambda day: bar.update(LIFE.days - (today - day).days - bar.pos))
        bar.update(LIFE.days - bar.pos)
    rebuild()
    click.echo(f"Ready. {len(accounts())} people can sign in; all else is invented too.")
