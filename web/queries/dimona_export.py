"""Everything to type at the social security office for a period, and what keeps a line out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import load_only

from domain.dimona.acts import DimonaAct
from domain.dimona.checks import problems
from domain.dimona.content import WORKER_TYPES, Days, Declaration, Period, committee_on, periods
from domain.entities import EntityCode
from domain.errors import RuleError
from domain.illustrative import IllustrativeFigure
from domain.parameters import Confidence
from web.extensions import db
from web.models.contract import Contract
from web.models.dimona import DimonaExport
from web.models.entity import Entity
from web.models.person import Person
from web.queries.declarations import Wanted, open_rows
from web.queries.dimona_tasks import reference_in, student_days

LATEST = 10  # exports shown
NAMED = load_only(Person.uid, Person.given_name, Person.family_name, Person.national_number_sealed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One declaration, whether it may be exported, and of which contract or employment it is."""

    letter: str
    id: int
    last_day: date | None  # of the whole contract
    declaration: Declaration
    problems: tuple[RuleError, ...]

    @property
    def is_recorded(self) -> bool:
        """Is there a receipt and nothing to change?"""
        return self.declaration.act is DimonaAct.IN and bool(self.declaration.number)


@dataclass(frozen=True, slots=True)
class Checked:
    """The lines of a period, those that pass and those that do not."""

    lines: tuple[Line, ...]

    @property
    def right(self) -> list[Line]:
        """Those that may be exported."""
        return [line for line in self.lines if not line.problems]

    @property
    def wrong(self) -> list[Line]:
        """Those that may not."""
        return [line for line in self.lines if line.problems]

    @property
    def employers(self) -> dict[str, int]:
        """How many lines of each employer pass."""
        found: dict[str, int] = {}
        for line in self.right:
            employer = line.declaration.employer
            found[employer] = found.get(employer, 0) + 1
        return found


def checked(wanted: Wanted, today: date) -> Checked:
    """Every declaration of a period, by employer and by day, with what is wrong with it."""
    rows = open_rows(wanted, today)
    order = (rows.c.entity, rows.c.day, rows.c.letter, rows.c.id)
    found = db.session.execute(sa.select(rows).order_by(*order)).mappings().all()
    people = _people(rows)
    employers = {entity.code: entity for entity in db.session.scalars(sa.select(Entity))}
    own = sa.select(rows.c.id).where(rows.c.letter == "C")
    days = student_days(Contract.id.in_(own))
    return Checked(
        tuple(
            line
            for row in found
            for line in _lines(
                row,
                employers[row["entity"]],
                people[row["person_id"]],
                days.get(row["id"], ()) if row["letter"] == "C" else (),
            )
        )
    )


def _people(rows: sa.Subquery) -> dict[int, Person]:
    wanted = sa.select(Person).where(Person.id.in_(sa.select(rows.c.person_id))).options(NAMED)
    return {person.id: person for person in db.session.scalars(wanted)}


def _lines(row: Mapping[Any, Any], employer: Entity, person: Person, days: Days) -> Sequence[Line]:
    told = periods(row["kind"], row["first_day"], row["last_day"], days)
    return [_line(row, employer, person, period) for period in told]


def _line(row: Mapping[Any, Any], employer: Entity, person: Person, period: Period) -> Line:
    committee, figure = committee_on(employer.code, period.first_day)
    declaration = Declaration(
        reference=reference_in(row["letter"], employer.code, row["id"]),
        act=DimonaAct(row["act"]),
        employer=employer.name,
        onss_number=employer.onss_number or "",
        enterprise_number=employer.enterprise_number,
        worker=person.name,
        national_number=person.national_number,
        committee=committee,
        worker_type=WORKER_TYPES[row["kind"]],
        first_day=period.first_day,
        last_day=period.last_day,
        hours=period.hours,
        number=row["number"] or "",
    )
    wrong = problems(declaration)
    made_up = figure is not None and figure.confidence is Confidence.ILLUSTRATIVE
    if figure is not None and made_up and current_app.config["COOPERATIVE"] == "real":
        wrong = (*wrong, IllustrativeFigure(figure.title))
    return Line(
        letter=row["letter"],
        id=row["id"],
        last_day=row["last_day"],
        declaration=declaration,
        problems=wrong,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An export of the past."""

    at: datetime
    by: str  # empty: the terminal
    entity: EntityCode | None
    first_day: date
    last_day: date
    rows: int
    sha256: str


def exports() -> list[Taken]:
    """The latest exports, the last one first."""
    name = sa.func.coalesce(Person.given_name + " " + Person.family_name, "")
    found = db.session.execute(
        sa.select(
            DimonaExport.at,
            name.label("by"),
            Entity.code.label("entity"),
            DimonaExport.first_day,
            DimonaExport.last_day,
            DimonaExport.rows,
            DimonaExport.sha256,
        )
        .outerjoin(Person, Person.id == DimonaExport.person_id)
        .outerjoin(Entity, Entity.id == DimonaExport.entity_id)
        .order_by(DimonaExport.id.desc())
        .limit(LATEST)
    )
    return [Taken(**row) for row in found.mappings()]
