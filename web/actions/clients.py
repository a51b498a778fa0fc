"""Adding, correcting and verifying clients; documents already issued keep their own copy."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.clients import Identity, found_by, likeness
from domain.clients.refused import NumberTaken
from web.actions.audit import actor_id, record
from web.actions.locks import flush_or
from web.extensions import db
from web.models.client import Client, ClientWord
from web.models.person import Person


def add(identity: Identity, *, now: datetime, verified: bool) -> Client:
    """Add a client that nobody had; ``verified`` where the administrative team adds it."""
    client = Client(
        **asdict(identity),
        likeness=likeness(identity.name, identity.city),
        created=now,
        created_by_id=actor_id(),
    )
    if verified:
        client.verified, client.verified_by_id = now, actor_id()
    db.session.add(client)
    flush_or(NumberTaken())
    _write_words(client)
    record("client_added", client)
    db.session.commit()
    return client


def change(client: Client, identity: Identity, *, version: int) -> None:
    """Correct a client; what was issued to it before stays as it was."""
    _unchanged_since(version, client)
    given = asdict(identity)
    changed = [name for name, value in given.items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, given[name])
    client.likeness = likeness(identity.name, identity.city)
    flush_or(NumberTaken())
    if changed:
        db.session.execute(sa.delete(ClientWord).where(ClientWord.client_id == client.id))
        _write_words(client)
        record("client_corrected", client, changed=", ".join(changed))
    db.session.commit()


def verify(client: Client, *, version: int, now: datetime) -> None:
    """The administrative team has checked who this is; twice is no harm."""
    if client.verified is not None:
        return
    _unchanged_since(version, client)
    client.verified, client.verified_by_id = now, actor_id()
    record("client_verified", client)
    db.session.commit()


def unverify(client: Client) -> None:
    """Take a verification back: the client is to be verified again."""
    if client.verified is None:
        return
    client.verified, client.verified_by_id = None, None
    record("client_unverified", client)
    db.session.commit()


def record_export(reader: Person) -> None:
    """Who took the whole directory with them, and when."""
    record("directory_exported", reader)
    db.session.commit()


def _unchanged_since(version: int, client: Client) -> None:
    if client.version != version:
        raise StaleDataError


def _write_words(client: Client) -> None:
    found = found_by(
        client.name, client.city, client.postcode, client.enterprise_number, client.vat_number
    )
    rows = [{"client_id": client.id, "word": word} for word in found]
    db.session.execute(sa.insert(ClientWord), rows)
