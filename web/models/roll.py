"""Who may vote: the roll frozen from the register, objections to it, proxies."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.assembly.words import ProxyState
from domain.shares.words import Category
from web.extensions import Base
from web.models.person import Person
from web.models.share import Shareholder

LIVE = "state IN ('offered', 'accepted')"  # one proxy at a time for one vote


class RollLine(Base):
    """One vote of one assembly. ``voter`` is the only name that the urn knows."""

    __tablename__ = "roll_line"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), primary_key=True)
    shareholder_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)  # who casts it
    voter: Mapped[str] = mapped_column(String(32), unique=True)  # random: 16 bytes in hexadecimal
    category: Mapped[Category]
    shares: Mapped[int]  # for quorums counted in shares; never a weight

    shareholder: Mapped[Shareholder] = relationship(lazy="raise")


class Objection(Base):
    """Somebody says that the roll is wrong about them."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    made: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    granted: Mapped[bool | None]
    answered: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class Proxy(Base):
    """One vote entrusted to somebody for one assembly, once both have said yes.

    ``holder_id`` is empty where nobody on the roll has the number and name that were asked for:
    whoever asks sees no difference, so that nobody can find out who is a shareholder.
    """

    __tablename__ = "proxy"
    __table_args__ = (
        CheckConstraint("grantor_id <> holder_id", name="two_people"),
        CheckConstraint("state <> 'accepted' OR holder_id IS NOT NULL", name="held"),
        Index(
            "uq_proxy_live",
            "assembly_id",
            "grantor_id",
            unique=True,
            sqlite_where=text(LIVE),
            postgresql_where=text(LIVE),
        ),
        Index("ix_proxy_assembly_id_holder_id", "assembly_id", "holder_id"),
        Index("ix_proxy_assembly_id_grantor_id", "assembly_id", "grantor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assembly.id"))
    grantor_id: Mapped[int] = mapped_column(ForeignKey("shareholder.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("shareholder.id"))
    asked_number: Mapped[int] = mapped_column(default=0)  # as typed by who gives the vote
    asked_name: Mapped[str] = mapped_column(default="")
    state: Mapped[ProxyState] = mapped_column(default=ProxyState.OFFERED)
    offered: Mapped[datetime]
    answered: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
    instructions: Mapped[str] = mapped_column(default="")  # what the grantor tells the holder
    version: Mapped[int] = mapped_column()

    grantor: Mapped[Shareholder] = relationship(lazy="raise", foreign_keys=[grantor_id])
    holder: Mapped[Shareholder | None] = relationship(lazy="raise", foreign_keys=[holder_id])

    __mapper_args__ = {"version_id_col": version}
