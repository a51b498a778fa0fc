"""General assemblies: agenda, candidates, questions, bureau, what happened, mandates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.assembly.words import (
    AssemblyKind,
    AssemblyState,
    BureauFunction,
    CandidacyState,
)
from web.extensions import Base
from web.models.person import Person
from web.models.share import Shareholder


class Assembly(Base):
    """One meeting of the shareholders, or the second one after a meeting without quorum."""

    __tablename__ = "assembly"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AssemblyKind]
    state: Mapped[AssemblyState] = mapped_column(default=AssemblyState.DRAFT)
    titles: Mapped[dict[str, Any]]  # per language
    starts: Mapped[datetime]
    place: Mapped[str]
    remote: Mapped[str] = mapped_column(default="")  # how to follow it from afar: an address
    record_day: Mapped[date]  # the roll is the register at the end of this day
    objections_until: Mapped[date]
    questions_until: Mapped[datetime]
    candidates_until: Mapped[datetime | None]
    proxies_until: Mapped[datetime]
    votes_before: Mapped[bool] = mapped_column(default=False)  # needs a clause in the statutes
    convened: Mapped[datetime | None]
    began: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    first_id: Mapped[int | None] = mapped_column(ForeignKey("assembly.id"), unique=True)
    roll_sha256: Mapped[str | None] = mapped_column(String(64))
    roll_frozen: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    items: Mapped[list["AgendaItem"]] = relationship(
        lazy="raise", order_by="AgendaItem.position", back_populates="assembly"
    )

    __mapper_args__ = {"version_id_col": version}


class AgendaItem(Base):
    """One point of the agenda, in every language; ``ballot`` when it is voted on."""

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_assembly_id", "assembly_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    position: Mapped[int]
    number: Mapped[str]  # as the agenda prints it: 4.1
    titles: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]  # what is proposed, per language
    # {kind, method, majority, options: [{fr, nl, en}], seats, at_most, quorum, tie, board} as
    # domain.voting reads it; empty: nothing is voted. Options of an election are its candidates.
    ballot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column()

    assembly: Mapped[Assembly] = relationship(lazy="raise", back_populates="items")

    __mapper_args__ = {"version_id_col": version}


class AgendaFile(Base):
    """A document of an agenda point in one language; bytes in the archive."""

    __tablename__ = "agenda_file"
    __table_args__ = (UniqueConstraint("item_id", "name", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    name: Mapped[str]  # the same in every language: they stand side by side
    language: Mapped[str] = mapped_column(String(2))
    filename: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    added: Mapped[datetime]


class Candidacy(Base):
    """Somebody stands for the board, under an election of the agenda."""

    __tablename__ = "candidacy"
    __table_args__ = (UniqueConstraint("item_id", "shareholder_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), index=True)
    state: Mapped[CandidacyState] = mapped_column(default=CandidacyState.DRAFT)
    statements: Mapped[dict[str, Any]]  # per language
    photo_sha256: Mapped[str | None] = mapped_column(String(64))
    submitted: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")  # why it was refused
    version: Mapped[int] = mapped_column()

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")
    item: Mapped[AgendaItem] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class AskedQuestion(Base):
    """A question of a shareholder, before or during the meeting, and its answer."""

    __tablename__ = "asked_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"))
    text: Mapped[str]
    asked: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")


class BureauMember(Base):
    """Who leads the meeting; they sit in the room."""

    __tablename__ = "bureau_member"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    function: Mapped[BureauFunction]
    present: Mapped[datetime | None]  # signed in at the door; nobody sits at the bureau from afar

    person: Mapped[Person] = relationship(lazy="raise")


class Incident(Base):
    """What disturbed taking part or voting: only ever added to, and printed in the minutes."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))  # a word of domain.assembly.incidents
    text: Mapped[str]
    affected: Mapped[int | None]  # how many voters, if known
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Attendance(Base):
    """A shareholder who takes part, in the room or from afar."""

    __tablename__ = "attendance"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), primary_key=True)
    remote: Mapped[bool] = mapped_column(default=False)
    arrived: Mapped[datetime]
    left: Mapped[datetime | None]


class Minutes(Base):
    """The minutes: written once the meeting has ended; a new version replaces, none is lost."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("assembly_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    sequence: Mapped[int]
    sheet: Mapped[dict[str, Any]]  # everything that the document prints
    remarks: Mapped[str] = mapped_column(default="")
    written: Mapped[datetime]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed: Mapped[datetime | None]


class Mandate(Base):
    """A seat on the board; a legal person names who sits there for it."""

    __tablename__ = "mandate"
    __table_args__ = (CheckConstraint("until >= since", name="in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), index=True)
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date]  # the last day, planned or real
    ended_early: Mapped[str] = mapped_column(default="")  # why
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))  # that elected it
    paid: Mapped[str] = mapped_column(default="")  # the allowance, if the assembly granted one

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")
