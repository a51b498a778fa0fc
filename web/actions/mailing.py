"""Letters of a convocation: in batches, each person once, whatever interrupts the work."""

from datetime import datetime
from email.message import EmailMessage

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from domain.assembly.convocation import ConvocationSheet
from domain.assembly.papers import MailState
from domain.assembly.words import AssemblyState
from web.documents.printable import WRITTEN
from web.extensions import db
from web.i18n import LOCALES
from web.integrations.mail import (
    HostileHeaderError,
    Mailer,
    RefusedForGoodError,
    TryLaterError,
    letter,
)
from web.models.assembly import Assembly
from web.models.assembly_papers import ConvocationMail
from web.queries.convocation import sent_sheet
from web.queue import enqueue

BATCH = 50


class PostponedError(Exception):
    """The mail server takes no letter now: the worker comes back later."""


def send_batch(assembly_id: int, mailer: Mailer, now: datetime) -> int:
    """Send the next letters and ask for the ones after; how many were handed over.

    Each letter is marked before it is handed over, and again after: a crash between the two
    leaves that one marked as interrupted, and nobody gets two.
    """
    state = db.session.scalar(sa.select(Assembly.state).where(Assembly.id == assembly_id))
    sheet = sent_sheet(assembly_id)
    if sheet is None or state is AssemblyState.CANCELLED:
        return 0
    waiting = sa.select(ConvocationMail.id).where(
        ConvocationMail.assembly_id == assembly_id, ConvocationMail.state == MailState.WAITING
    )
    ids = db.session.scalars(waiting.order_by(ConvocationMail.id).limit(BATCH)).all()
    db.session.commit()
    if not ids:
        return 0
    with mailer:
        left = [_hand_over(key, sheet, mailer, now) for key in ids if _claim(key)]
    if left and not any(left):
        raise PostponedError
    enqueue("send_convocation", now, assembly_id=assembly_id)
    db.session.commit()
    return sum(left)


def _claim(key: int) -> bool:
    """Take one letter, unless another worker did."""
    free = ConvocationMail.id == key, ConvocationMail.state == MailState.WAITING
    taken = db.session.execute(
        sa.update(ConvocationMail).where(*free).values(state=MailState.SENDING)
    )
    db.session.commit()
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # the result of an UPDATE has it


def _hand_over(key: int, sheet: ConvocationSheet, mailer: Mailer, now: datetime) -> bool:
    """One letter; did it leave, or is it sure that it never will?"""
    query = sa.select(ConvocationMail).where(ConvocationMail.id == key)
    row = db.session.scalars(query.options(joinedload(ConvocationMail.person))).one()
    try:
        mailer.send(written(row, sheet))
    except TryLaterError as error:
        row.state, row.problem = MailState.WAITING, str(error)
    except (RefusedForGoodError, HostileHeaderError) as error:
        row.state, row.problem = MailState.REFUSED, str(error)
    else:
        row.state = MailState.SENT if mailer.sends else MailState.NO_SERVER
        row.sent, row.problem = (now if mailer.sends else None), ""
    done = row.state is not MailState.WAITING
    db.session.commit()
    return done


def written(row: ConvocationMail, sheet: ConvocationSheet) -> EmailMessage:
    """The letter to one person, in their language."""
    with force_locale(LOCALES[row.language]):
        text = current_app.jinja_env.get_template("documents/convocation/letter.html").render(
            sheet=sheet,
            language=row.language,
            name=row.person.given_name,
            **WRITTEN,
        )
    return letter(
        to=row.address,
        name=row.person.name,
        sender=current_app.config["MAIL_FROM"],
        subject=sheet.titles[row.language],
        text=text,
        identifier=f"convocation-{row.assembly_id}-{row.id}",
    )
