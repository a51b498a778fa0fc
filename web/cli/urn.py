"""``flask urn``: what whoever keeps the server does for the urn: its tables, copies and state."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from web import clock
from web import urn as the_urn
from web.cli.terminal import in_words
from web.i18n import moment_text, number
from web.urn.backup import back_up
from web.urn.postgresql_storage import PostgresqlStorage
from web.urn.sqlite_storage import SqliteStorage
from web.urn.storage import Storage
from web.urn.words import BEFORE_END, PollInUrn, UrnState


@click.group("urn")
def urn() -> None:
    """Keep the urn of sealed ballots."""


@urn.command("tables")
@with_appcontext
def tables() -> None:
    """Make the urn's tables where they are missing."""
    with in_words():
        the_urn.create_tables()


@urn.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Copy the urn into FOLDER while people vote; the newest two copies are kept."""
    with in_words():
        storage = the_urn.this_urn().storage
        if isinstance(storage, SqliteStorage):
            click.echo(str(back_up(storage.path, folder, clock.now())))
            return
        text = _(
            "This urn is a PostgreSQL database: copy it with “pg_dump --format=custom "
            "--file=%(folder)s/urn.dump”, keep two copies, and archive no log of its writes.",
            folder=folder,
        )
        raise click.ClickException(text)


@urn.command("status")
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
@with_appcontext
def status(*, as_json: bool) -> None:
    """Tell where the urn lies and how far its polls are; turnout only in tens while one is open."""
    with in_words():
        places, found = list(_places(the_urn.this_urn().storage)), the_urn.polls()
        if as_json:
            facts = {"places": places, "polls": [_facts(one) for one in found]}
            click.echo(json.dumps(facts, indent=2))
            return
        click.echo("\n".join([*places, *map(_line, found)]))


def _places(storage: Storage) -> Iterator[str]:
    """The files, or the name of the database: never its address, which holds a password."""
    if isinstance(storage, SqliteStorage):
        yield str(storage.path)
        if storage.copy is not None:
            yield str(storage.copy)
    elif isinstance(storage, PostgresqlStorage):
        yield f"postgresql: {storage.name}"


def _facts(one: PollInUrn) -> dict[str, object]:
    return {
        "poll": one.poll,
        "state": one.state.value,
        "opens_at": one.opens_at.isoformat(),
        "closes_at": one.closes_at.isoformat(),
        "rights": one.rights,
        "cast": one.cast,
        "in_tens": one.state in BEFORE_END,
        "sealed": one.sealed,
    }


def _line(one: PollInUrn) -> str:
    times = f"{moment_text(one.opens_at)} – {moment_text(one.closes_at)}"
    return f"{one.poll}  {one.state.value:<9}  {times}  {_counts(one)}"


def _counts(one: PollInUrn) -> str:
    cast, rights = number(one.cast), number(one.rights)
    text: str = _("%(cast)s votes of %(rights)s are cast", cast=cast, rights=rights)
    if one.state is UrnState.OPEN and one.cast:
        text = _("%(cast)s votes of %(rights)s or some more are cast", cast=cast, rights=rights)
    elif one.state is UrnState.OPEN:
        text = _("fewer than 20 votes of %(rights)s are cast", rights=rights)
    return text
