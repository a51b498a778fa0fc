"""Clients, shared by the whole cooperative."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.vat import ClientKind
from web.extensions import Base

# Compared byte by byte on both databases: the beginning of a word is then one stretch of the index.
BYTEWISE = String().with_variant(String(collation="C"), "postgresql")


class Client(Base):
    """Who pays: a company, a public body or a natural person."""

    __tablename__ = "client"
    __table_args__ = (
        Index(
            "ix_client_to_verify",
            "id",
            sqlite_where=text("verified IS NULL"),
            postgresql_where=text("verified IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ClientKind]
    name: Mapped[str]
    country: Mapped[str] = mapped_column(String(2), default="BE")
    enterprise_number: Mapped[str | None] = mapped_column(unique=True)  # ten digits, Belgian
    vat_number: Mapped[str | None] = mapped_column(unique=True)  # with its country in front
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2), default="fr")
    likeness: Mapped[str] = mapped_column(BYTEWISE, index=True)  # name and town, plain
    created: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified: Mapped[datetime | None]  # by the administrative team
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class ClientWord(Base):
    """One word of a client: finding by the beginning of a word stays fast at any size."""

    __tablename__ = "client_word"
    __table_args__ = (Index("ix_client_word_word", "word", "client_id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), primary_key=True)
    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
