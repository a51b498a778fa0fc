"""Polls as the office sees them: definition, keys, rehearsals, result. Ballots are in the urn."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.assembly.words import PollState
from web.extensions import Base
from web.models.assembly import Assembly


class Poll(Base):
    """One envelope of questions, voted between two moments."""

    __tablename__ = "poll"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)  # its name in the urn
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    state: Mapped[PollState] = mapped_column(default=PollState.DRAFT)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    keys: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what the ceremony published
    definition: Mapped[bytes | None]  # canonical JSON, once frozen
    definition_sha256: Mapped[str | None] = mapped_column(String(64))
    lot: Mapped[str] = mapped_column(default="")  # the public number that draws equal votes
    # shareholders behind the options of each election, in their order: {"q3": [12, 7]}
    standing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    frozen: Mapped[datetime | None]
    turnout: Mapped[int] = mapped_column(default=0)  # in tens, of the last quarter of an hour
    turnout_at: Mapped[datetime | None]
    cast: Mapped[int | None]  # once closed
    closed: Mapped[datetime | None]
    result: Mapped[bytes | None]  # result.json, once published
    signatures: Mapped[bytes | None]
    published: Mapped[datetime | None]
    destroy_on: Mapped[date | None]
    kept_for: Mapped[str] = mapped_column(default="")  # why it is kept longer: a court asks
    destroyed: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    assembly: Mapped[Assembly] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}


class Rehearsal(Base):
    """Proof that two trustees opened test ballots sealed to the poll's own key."""

    __tablename__ = "rehearsal"
    __table_args__ = (UniqueConstraint("poll_id", "pair"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    pair: Mapped[str] = mapped_column(String(3))  # "0-1", "0-2" or "1-2"
    proof: Mapped[bytes]
    recorded: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Prolongation(Base):
    """More time for an open poll: one person asks, another one confirms."""

    __tablename__ = "prolongation"

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    before: Mapped[datetime]  # the end as it was announced
    closes_at: Mapped[datetime]  # the end that is asked for
    reason: Mapped[str]
    asked: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class PollRefusal(Base):
    """How many votes were refused in one minute, and why; never whose."""

    __tablename__ = "poll_refusal"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    minute: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


class BoardFile(Base):
    """One published file of a poll; bytes in the archive under their SHA-256."""

    __tablename__ = "board_file"
    __table_args__ = (UniqueConstraint("poll_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]


class TieDecision(Base):
    """What the rule of a question decided between equal votes; only ever added."""

    __tablename__ = "tie_decision"
    __table_args__ = (UniqueConstraint("poll_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    question: Mapped[str] = mapped_column(String(4))
    content: Mapped[bytes]  # as published: canonical JSON
    decided: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
