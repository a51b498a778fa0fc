"""``flask documents``: the PDF or the e-invoice of a number, made on the spot if need be."""

import json
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_babel import gettext as _

from web import clock
from web.actions import documents as actions
from web.actions.making import NotMadeError
from web.documents import archive
from web.extensions import db
from web.models.document import Document, DocumentKind, DocumentState
from web.models.invoice import Invoice


def made(document: Document) -> Document:
    """The document, ready: made now if the worker has not come to it yet."""
    key = document.id
    if document.state is DocumentState.FAILED:
        actions.ask_again(document, now=clock.now())
    try:
        actions.make(key, now=clock.now())
    except NotMadeError as error:
        raise click.ClickException(f"{_(error.why)} {error.details}".strip()) from error
    ready = db.session.get_one(Document, key, populate_existing=True)
    if ready.sha256 is None:
        raise click.ClickException(ready.findings)
    return ready


@click.command("documents")
@click.argument("number")
@click.option("--pdf", "kind", flag_value=DocumentKind.INVOICE_PDF.value, help="As people read it.")
@click.option("--ubl", "kind", flag_value=DocumentKind.INVOICE_UBL.value, help="As programs do.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--json", "as_json", is_flag=True, help="Tell what was written as JSON.")
@with_appcontext
def documents(number: str, kind: str | None, out: Path | None, *, as_json: bool) -> None:
    """Write the PDF or the UBL of invoice NUMBER, such as SC-2026-000123."""
    if kind is None:
        raise click.UsageError(_("Say which one: --pdf or --ubl."))
    wanted = Document.kind == DocumentKind(kind), Invoice.number == number.strip().upper()
    joined = sa.select(Document).join(Invoice, Invoice.id == Document.invoice_id)
    found = db.session.scalars(joined.where(*wanted)).one_or_none()
    if found is None:
        raise click.ClickException(_("There is no invoice %(number)s.", number=number))
    document = made(found)
    assert document.sha256 is not None
    path = out or Path(document.filename)
    path.write_bytes(archive.load(document.sha256))
    told = {
        "number": number.strip().upper(),
        "kind": document.kind.value,
        "file": str(path),
        "sha256": document.sha256,
        "size": document.size,
        "findings": document.findings.splitlines(),
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2) if as_json else str(path))
