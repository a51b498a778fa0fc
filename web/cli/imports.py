"""``flask import-clients`` and ``flask import-members``: a whole directory, or nothing of it."""

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from domain.clients import Identity, likeness
from domain.errors import RuleError
from domain.intake import clients, members
from domain.intake.members import Newcomer, NewUnit
from domain.intake.reading import Known, masked
from domain.intake.refused import UnitsDiffer
from web import clock
from web.actions import imports as actions
from web.config import LANGUAGES
from web.extensions import db
from web.formats.csv_file import Line, read_csv
from web.i18n import LOCALES, word
from web.models.person import Person
from web.queries import taken

LONG = 1000  # lines from which progress is shown

Made = TypeVar("Made")
Read = Callable[[Mapping[str, str]], tuple[Made | None, dict[str, RuleError]]]


@dataclass(slots=True)
class Report:
    """What was refused, by line."""

    refused: list[tuple[Line, str, RuleError]] = field(default_factory=list)

    def add(self, line: Line, column: str, error: RuleError) -> None:
        """Remember one refusal."""
        self.refused.append((line, column, error))

    def check(self, known: Known, value: object, line: Line, column: str) -> None:
        """Compare one value with what is there, in the database and on the lines before."""
        if not value:
            return
        try:
            known.check(value, line.number)
        except RuleError as error:
            self.add(line, column, error)

    def tell(self) -> None:
        """One line for each refusal, in the order of the file."""
        for line, column, error in sorted(self.refused, key=lambda item: item[0].number):
            value = masked(column, line.cells.get(column, ""))
            place = _("Line %(line)s, %(column)s", line=line.number, column=column)
            click.echo(f"{place}{f', “{value}”' if value else ''}: {word(error)}")


def terminal_language() -> str:
    """The language of the terminal, if it is one of ours."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    given = next((os.environ[name] for name in names if os.environ.get(name)), "")[:2]
    return given if given in LANGUAGES else "en"


def import_command(name: str, help_text: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command that reads a file; every sentence it says is in the chosen language."""

    def wrap(act: Callable[..., None]) -> click.Command:
        @click.command(name, help=help_text)
        @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
        @click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
        @click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            default=terminal_language,
            help="In which language the report is written; by default the terminal's.",
        )
        @with_appcontext
        def command(file: Path, *, dry_run: bool, language: str) -> None:
            with force_locale(LOCALES[language]), all_or_nothing():
                act(file.read_bytes(), dry_run=dry_run)

        return command

    return wrap


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A refusal of the whole file is told in its sentence, and nothing is written."""
    try:
        yield
    except RuleError as error:
        db.session.rollback()
        refuse(word(error))
    except IntegrityError:
        db.session.rollback()
        refuse(_("Someone added one of these at the same moment. Run the command again."))


def refuse(reason: str) -> None:
    """Say why, and stop with an exit code that scripts understand."""
    click.echo(reason)
    click.echo(_("Nothing was written."))
    sys.exit(1)


def read_lines(
    data: bytes, columns: Collection[str], needed: Collection[str], read: Read[Made], report: Report
) -> list[tuple[Line, Made]]:
    """What each line says; what is wrong goes to the report."""
    lines = read_csv(data, known=columns, needed=needed)
    made = []
    hidden = len(lines) < LONG
    bar = click.progressbar(
        lines, label=_("Checking"), file=sys.stderr, hidden=hidden, update_min_steps=500
    )
    with bar as steps:
        for line in steps:
            one, wrong = read(line.cells)
            for column, error in wrong.items():
                report.add(line, column, error)
            if one is not None:
                made.append((line, one))
    return made


def finish(
    made: Sequence[Any], report: Report, *, dry_run: bool, write: Callable[[], None]
) -> None:
    """Tell what was refused, or write everything."""
    if report.refused:
        report.tell()
        count = len({line.number for line, *_rest in report.refused})
        refuse(ngettext("%(num)s line is refused.", "%(num)s lines are refused.", count))
    if dry_run:
        db.session.rollback()
        ready = ngettext("%(num)s line is right.", "%(num)s lines are right.", len(made))
        click.echo(f"{ready} {_('This was a rehearsal: nothing was written.')}")
        return
    write()
    click.echo(ngettext("%(num)s line is taken over.", "%(num)s lines are taken over.", len(made)))


@import_command("import-clients", "Take over the clients of FILE.csv: all of them, or none.")
def import_clients(data: bytes, *, dry_run: bool) -> None:
    """Clients of an earlier directory, taken as verified."""
    report = Report()
    made = read_lines(data, clients.COLUMNS, clients.NEEDED, clients.client_of, report)
    enterprise, vat = Known(taken.enterprise_numbers()), Known(taken.vat_numbers())
    places = Known(taken.addresses())
    for line, one in made:
        report.check(enterprise, one.enterprise_number, line, "enterprise_number")
        if one.country != "BE":
            report.check(vat, one.vat_number, line, "vat_number")
        if not one.enterprise_number and not one.vat_number:
            report.check(places, place_of(one), line, "name")
    finish(
        made,
        report,
        dry_run=dry_run,
        write=lambda: actions.insert_clients(
            [one for _line, one in made],
            now=clock.now(),
            verified=True,
            file=hashlib.sha256(data).hexdigest(),
        ),
    )


def place_of(one: Identity) -> tuple[str, str, str]:
    """By what a client without a number is known."""
    return likeness(one.name, one.city), one.street, one.postcode


@import_command("import-members", "Take over the people of FILE.csv: all of them, or none.")
def import_members(data: bytes, *, dry_run: bool) -> None:
    """Members and workers, with the units they hold; they sign in by a link from the team."""
    report, today = Report(), clock.today()
    made = read_lines(
        data,
        members.COLUMNS,
        members.NEEDED,
        lambda cells: members.member_of(cells, today=today),
        report,
    )
    emails, numbers = Known(taken.emails()), Known(taken.national_numbers())
    for line, one in made:
        report.check(emails, one.email, line, "email")
        if one.national_number:
            fingerprint = Person.national_number.fingerprint(one.national_number)
            report.check(numbers, fingerprint, line, "national_number")
    check_units(made, report)
    finish(
        made,
        report,
        dry_run=dry_run,
        write=lambda: actions.insert_members(
            [one for _line, one in made], now=clock.now(), file=hashlib.sha256(data).hexdigest()
        ),
    )


def check_units(made: Sequence[tuple[Line, Newcomer]], report: Report) -> None:
    """Lines that name the same unit are its holders together: they say the same about it."""
    first: dict[str, tuple[Line, NewUnit]] = {}
    for line, one in made:
        if one.unit is None:
            continue
        told, unit = first.setdefault(one.unit.name, (line, one.unit))
        if unit != one.unit:
            report.add(line, "unit_name", UnitsDiffer(told.number))
