"""The equation of a draft with the facts of the database: who works, for whom, which VAT."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa

from domain.assignment.draft import Direction, Draft, Wanted, work_out
from domain.assignment.equation import Equation
from domain.assignment.plan import Worker
from domain.assignment.review import Defect, Known, review
from domain.entities import EntityCode, entity_for
from domain.errors import RuleError
from domain.money import ZERO, Eur, eur
from domain.vat import HOME, ClientKind, Treatment, treatment
from web.extensions import db
from web.models.client import Client
from web.models.entity import Entity
from web.queries.known import known
from web.queries.working import Candidate, already


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """The client, as far as the equation is concerned."""

    id: int
    name: str
    kind: ClientKind
    country: str
    city: str
    number: str  # enterprise or VAT number
    has_vat_number: bool
    verified: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """The legal entity that invoices and employs."""

    id: int
    code: EntityCode
    name: str


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """What a draft comes to, as far as it can be known."""

    draft: Draft
    day: date
    people: Mapping[int, Candidate]
    payer: Payer | None
    employer: Employer
    equation: Equation | None
    refusal: RuleError | None  # why there is no equation
    vat: Treatment | None  # without a client: as for one in Belgium
    vat_refusal: RuleError | None

    @property
    def price(self) -> Eur | None:
        """The price excluding VAT: typed, or worked out from the net."""
        if self.equation is not None:
            return self.equation.price
        return self.draft.amount if self.draft.direction is Direction.PRICE else None

    @cached_property
    def vat_amount(self) -> Eur:
        """The VAT on the price."""
        if self.vat is None or self.price is None:
            return ZERO
        return eur(self.price * self.vat.percent / 100)

    @property
    def known(self) -> dict[int, Known]:
        """What the review must know of each person."""
        return known(self.people, self.draft.wanted)

    def review(self, *, real: bool) -> tuple[Defect, ...]:
        """Everything that stands in the way of sending it.

        real: a real cooperative refuses figures that are made up
        """
        found = review(self.draft, self.equation, self.known, today=self.day, real=real)
        more = (self.refusal, self.vat_refusal)
        return (*found, *(Defect(reason) for reason in more if reason is not None))


@cache
def _statement() -> sa.Select[*tuple[Any, ...]]:
    """Made once, from tables: making it again costs more than running it."""
    entity, client = Entity.__table__, Client.__table__
    return (
        sa.select(
            entity.c.id,
            entity.c.code,
            entity.c.name,
            client.c.id.label("client_id"),
            client.c.name.label("client"),
            client.c.kind,
            client.c.country,
            client.c.city,
            client.c.enterprise_number,
            client.c.vat_number,
            client.c.verified,
        )
        .select_from(sa.outerjoin(entity, client, client.c.id == sa.bindparam("client_id")))
        .where(entity.c.code == sa.bindparam("code"))
    )


def payer_and_employer(client_id: int | None, code: EntityCode) -> tuple[Payer | None, Employer]:
    """The client, if there is one of that id, and the entity."""
    row = db.session.execute(_statement(), {"client_id": client_id, "code": code}).one()
    employer = Employer(id=row.id, code=row.code, name=row.name)
    return (_payer(row) if row.client_id else None), employer


def _payer(row: Any) -> Payer:
    return Payer(
        id=row.client_id,
        name=row.client,
        kind=row.kind,
        country=row.country,
        city=row.city,
        number=row.enterprise_number or row.vat_number or "",
        has_vat_number=bool(row.vat_number),
        verified=row.verified,
    )


def hands(
    wanted: Collection[Wanted], people: Mapping[int, Candidate], entity_id: int
) -> Iterator[Worker]:
    """The people who work, with their situation and their other contracts of the same months."""
    days = [day for item in wanted for day in item.days]
    others = already([item.person_id for item in wanted], entity_id, days)
    for item in wanted:
        yield Worker(
            key=item.person_id,
            contract_type=item.contract_type,
            days=item.days,
            situation=people[item.person_id].situation,
            weight=item.weight,
            already=others.get(item.person_id, {}),
            birth_day=people[item.person_id].birth_day,
            hours=item.hours,
        )


def reckon(draft: Draft, people: Mapping[int, Candidate], day: date) -> Reckoning:
    """Work a draft out on ``day``; what cannot be known yet is left out, with the reason."""
    payer, employer = payer_and_employer(draft.client_id, entity_for(draft.kind))
    if payer is None:
        draft = replace(draft, client_id=None)
    equation, refusal, vat, vat_refusal = None, None, None, None
    try:
        equation = work_out(draft, hands(draft.wanted, people, employer.id), day)
    except RuleError as reason:
        refusal = reason
    try:
        vat = vat_of(draft, payer, day)
    except RuleError as reason:
        vat_refusal = reason
    return Reckoning(
        draft=draft,
        day=day,
        people=people,
        payer=payer,
        employer=employer,
        equation=equation,
        refusal=refusal,
        vat=vat,
        vat_refusal=vat_refusal,
    )


def vat_of(draft: Draft, payer: Payer | None, day: date) -> Treatment:
    """The VAT of a draft; until the client is known, as for a company in Belgium."""
    return treatment(
        draft.kind,
        country=payer.country if payer else HOME,
        client_kind=payer.kind if payer else ClientKind.COMPANY,
        has_vat_number=payer.has_vat_number if payer else True,
        day=day,
    )
