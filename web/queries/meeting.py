"""What happens at an assembly: its bureau, its questions, its incidents."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.assembly.words import BureauFunction
from web.extensions import db
from web.models.assembly import AgendaItem, AskedQuestion, BureauMember, Incident
from web.models.person import Person
from web.models.share import Shareholder

MOST = 500  # questions shown on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """One place at the bureau."""

    person_id: int
    name: str
    function: BureauFunction
    present: datetime | None


def bureau(assembly_id: int) -> list[Chair]:
    """The bureau, in the order of its functions."""
    query = (
        sa.select(
            BureauMember.person_id,
            Person.given_name,
            Person.family_name,
            BureauMember.function,
            BureauMember.present,
        )
        .join(BureauMember.person)
        .where(BureauMember.assembly_id == assembly_id)
    )
    order = list(BureauFunction)
    found = [
        Chair(
            person_id=row.person_id,
            name=f"{row.given_name} {row.family_name}",
            function=row.function,
            present=row.present,
        )
        for row in db.session.execute(query)
    ]
    return sorted(found, key=lambda chair: (order.index(chair.function), chair.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what was answered."""

    id: int
    text: str
    who: str
    asked: datetime
    number: str  # of the agenda point; empty: about the whole
    answer: str
    answered: datetime | None


def questions(assembly_id: int) -> list[Asked]:
    """Those without an answer first, then by time."""
    query = (
        sa.select(
            AskedQuestion.id,
            AskedQuestion.text,
            Shareholder.name.label("who"),
            AskedQuestion.asked,
            sa.func.coalesce(AgendaItem.number, "").label("number"),
            AskedQuestion.answer,
            AskedQuestion.answered,
        )
        .join(AskedQuestion.shareholder)
        .outerjoin(AgendaItem, AgendaItem.id == AskedQuestion.item_id)
        .where(AskedQuestion.assembly_id == assembly_id)
        .order_by(AskedQuestion.answered.is_not(None), AskedQuestion.asked, AskedQuestion.id)
        .limit(MOST)
    )
    return [Asked(**row) for row in db.session.execute(query).mappings()]


def incidents(assembly_id: int) -> list[Incident]:
    """In the order of time."""
    query = sa.select(Incident).where(Incident.assembly_id == assembly_id)
    return list(db.session.scalars(query.order_by(Incident.at, Incident.id)))
