"""What leaves the office for an assembly: the convocation, its letters, the signed minutes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.assembly.papers import MailState, PaperKind
from web.extensions import Base
from web.models.person import Person


class Convocation(Base):
    """The convocation as it was sent; every language is printed from it."""

    __tablename__ = "convocation"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), primary_key=True)
    sheet: Mapped[dict[str, Any]]
    sent: Mapped[datetime]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AssemblyPaper(Base):
    """One printed paper of an assembly in one language; bytes in the archive once it is made."""

    __tablename__ = "assembly_paper"
    __table_args__ = (UniqueConstraint("assembly_id", "kind", "sequence", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    kind: Mapped[PaperKind]
    sequence: Mapped[int] = mapped_column(default=0)  # of the minutes; a convocation has one
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[datetime]
    made: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    code_version: Mapped[str] = mapped_column(default="")


class ConvocationMail(Base):
    """One letter to one person: whoever holds shares, or acts for a legal person that does."""

    __tablename__ = "convocation_mail"
    __table_args__ = (
        UniqueConstraint("assembly_id", "person_id"),
        Index("ix_convocation_mail_state", "assembly_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    sent: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")  # what the mail server or the person said
    bounced: Mapped[date | None]  # came back, as somebody of the office wrote down

    person: Mapped[Person] = relationship(lazy="raise")


class MinutesSignature(Base):
    """Somebody of the bureau signed one version of the minutes."""

    __tablename__ = "minutes_signature"

    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), primary_key=True)
    function: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    signed: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
