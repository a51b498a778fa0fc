"""Letters about a proxy: to the holder who is asked, and to the grantor about each answer."""

from email.message import EmailMessage

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from web.documents.printable import moment_text
from web.extensions import db
from web.i18n import LOCALES
from web.integrations.mail import (
    HostileHeaderError,
    Mailer,
    RefusedForGoodError,
    letter,
)
from web.models.assembly import Assembly
from web.models.person import Person
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder
from web.queries.convocation import sent_sheet

TO_HOLDER = frozenset({"asked", "taken_back"})  # the others go to the grantor


def send(proxy_id: int, what: str, mailer: Mailer) -> bool:
    """Hand over one letter; False where nobody was found, or the address is refused for good.

    Raises TryLaterError where the worker should come back.
    """
    query = sa.select(Proxy).where(Proxy.id == proxy_id)
    proxy = db.session.scalar(query.options(joinedload(Proxy.grantor), joinedload(Proxy.holder)))
    if proxy is None or proxy.holder is None:
        return False
    to, other = proxy.grantor, proxy.holder
    if what in TO_HOLDER:
        to, other = other, to
    reader = _reader(proxy.assembly_id, to)
    if reader is None:
        return False
    message = _written(proxy, what, reader, other.name)
    try:
        with mailer:
            mailer.send(message)
    except (RefusedForGoodError, HostileHeaderError):
        return False
    return mailer.sends


def _reader(assembly_id: int, holder: Shareholder) -> Person | None:
    """Who casts the vote of a shareholder."""
    query = (
        sa.select(Person)
        .join(RollLine, RollLine.person_id == Person.id)
        .where(RollLine.assembly_id == assembly_id, RollLine.shareholder_id == holder.id)
    )
    return db.session.scalar(query)


def _written(proxy: Proxy, what: str, reader: Person, other: str) -> EmailMessage:
    assembly, sheet = db.session.get_one(Assembly, proxy.assembly_id), sent_sheet(proxy.assembly_id)
    with force_locale(LOCALES[reader.language]):
        text = current_app.jinja_env.get_template("documents/proxy/letter.html").render(
            what=what,
            name=reader.given_name,
            other=other,
            until=moment_text(assembly.proxies_until),
            title=assembly.titles[reader.language],
            address=f"{sheet.address}/proxies" if sheet else "",
        )
    return letter(
        to=reader.email,
        name=reader.name,
        sender=current_app.config["MAIL_FROM"],
        subject=assembly.titles[reader.language],
        text=text,
        identifier=f"proxy-{proxy.id}-{what}",
    )
