"""Kept figures: sums per day, first days in a year, what changed since, and what was published.

Everything but ``FigureRelease`` can be made again from the rows it was counted from.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.money import Eur
from web.extensions import Base

WHOLE = "*"  # the region and the office of a row that is all of them together


class FigureDay(Base):
    """What one day adds to a measure, by the region and the office of the unit or the person.

    Amounts are kept in hundredths, whatever is counted: euros, hours, days, or people.
    """

    __tablename__ = "figure_day"

    measure: Mapped[str] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(primary_key=True)  # WHOLE, a region, or "" not known
    office: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    amount: Mapped[Eur]


class FigureFirst(Base):
    """The first day of a year on which somebody or something counts: once a year each."""

    __tablename__ = "figure_first"
    __table_args__ = (Index("ix_figure_first_kind_day", "kind", "day"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]


class FigureChange(Base):
    """An act that changes figures: written with it, taken out when they are kept again."""

    __tablename__ = "figure_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    day: Mapped[date]


class FigureStamp(Base):
    """Which version the kept figures are at: one row, and the lock of who keeps them."""

    __tablename__ = "figure_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime]


class FigureRelease(Base):
    """A published value: never changed; an erratum is another one that replaces it."""

    __tablename__ = "figure_release"
    __table_args__ = (
        UniqueConstraint("replaces_id"),
        Index("ix_figure_release_key_period_end", "key", "period_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]  # of the definition
    period_end: Mapped[date]
    value: Mapped[Decimal] = mapped_column(Numeric(20, 6))
    made: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("figure_release.id"))
    reason: Mapped[str] = mapped_column(default="")
