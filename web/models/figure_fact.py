"""What is known of each active unit and of each holder on the days that are asked for most."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.money import Eur
from web.extensions import Base


class WorkPair(Base):
    """Somebody who did confirmed work for a unit in a year."""

    __tablename__ = "work_pair"
    __table_args__ = (Index("ix_work_pair_person_id", "person_id"),)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]  # the first
    hired: Mapped[date | None]  # the first on which they did not hold the unit


class FactDay(Base):
    """A day whose facts are kept: today, a year ago, and the last day of each year."""

    __tablename__ = "fact_day"

    day: Mapped[date] = mapped_column(primary_key=True)


class UnitFact(Base):
    """A unit that was active from 1 January to the day."""

    __tablename__ = "unit_fact"

    day: Mapped[date] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    region: Mapped[str]
    office: Mapped[str]
    sector: Mapped[str]
    tool: Mapped[str]
    opened: Mapped[date]
    turnover: Mapped[Eur | None]


class HolderFact(Base):
    """Who held such a unit at the end of the day."""

    __tablename__ = "holder_fact"

    day: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gender: Mapped[str]
    region: Mapped[str]
    birth_day: Mapped[date | None]
    since: Mapped[date]
    units: Mapped[int]
    clients: Mapped[int]
    turnover: Mapped[Eur | None]
    arts: Mapped[bool]
    other: Mapped[bool]
    office: Mapped[str]


class FigureFall(Base):
    """Into which rows of the tables of a figure somebody or something falls on such a day."""

    __tablename__ = "figure_fall"
    __table_args__ = {"sqlite_with_rowid": False}

    day: Mapped[date] = mapped_column(primary_key=True)
    figure: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rows: Mapped[str] = mapped_column(primary_key=True)  # one of each table
    people: Mapped[int]  # how often
    amount: Mapped[Eur]


class FigureCell(Base):
    """What a cell of a table counts on such a day."""

    __tablename__ = "figure_cell"

    day: Mapped[date] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)  # the key of the table
    row: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    amount: Mapped[Eur]
