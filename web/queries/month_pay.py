"""The payslip of a month as far as it is known, employer by employer, for its person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.archived import from_plain
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.errors import RuleError
from domain.money import ZERO, Eur, total
from domain.payments import amounts
from domain.payroll.payslip import Payslip as Slip
from domain.payroll.payslip import Situation, payslip
from domain.payrun import as_works
from domain.periods import Month
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.payslip import Payslip
from web.models.unit import Unit
from web.queries.parts import Part
from web.queries.payrun_works import DUE_DAY, PAID_DAY, paid_by, pieces_of, with_debts
from web.queries.slip_parts import slip_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedLine:
    """One contract in one month."""

    contract_id: int
    entity: EntityCode
    work: str
    unit: str
    kind: ContractType
    days: int
    gross: Eur
    net: Eur
    due_day: date | None
    paid_day: date | None

    @property
    def reference(self) -> str:
        """How the contract is called."""
        return reference_of(self.entity, self.contract_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSlip:
    """The payslip of one month with one employer, as far as its contracts are confirmed."""

    entity: str
    contracts: tuple[EarnedLine, ...]  # none where the month only settles its quarter
    slip: Slip | None
    refusal: RuleError | None  # why there is no payslip
    due: Eur  # what the contracts made due, when each of them was confirmed
    settlement: Eur  # of the special contribution, as closed; below zero: given back
    parts: tuple[Part, ...]  # from gross to net, each with its lines and sources
    is_situation_new: bool  # declared after the last of the work was confirmed

    @property
    def net(self) -> Eur:
        """What the payslip comes to."""
        return Eur(self.due - self.settlement)


def month_slips(person_id: int, month: Month, situation: Situation) -> list[MonthSlip]:
    """What a person earned in a month, employer by employer, each line of it explained."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(with_debts(_earned(person_id, month))):
        rows[row.name].append(row)
    settled = _settled(person_id, month)
    names = dict.fromkeys([*rows, *(name for name, amount in settled.items() if amount)])
    return [_slip(name, rows[name], month, situation, settled.get(name, ZERO)) for name in names]


def _earned(person_id: int, month: Month) -> sa.Select[*tuple[Any, ...]]:
    """Every row of confirmed work, the oldest first."""
    return (
        sa.select(
            Entity.name,
            Earning.contract_id,
            Entity.code,
            Contract.work,
            Unit.name.label("unit"),
            Earning.kind,
            Earning.days,
            Earning.hours,
            Earning.gross,
            Earning.net,
            Earning.situation,
            DUE_DAY.label("due_day"),
            PAID_DAY.label("paid_day"),
        )
        .join(Entity, Entity.id == Earning.entity_id)
        .join(Contract, Contract.id == Earning.contract_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .where(Earning.person_id == person_id, Earning.month == month)
        .order_by(Entity.id, Earning.id)
    )


def _settled(person_id: int, month: Month) -> dict[str, Eur]:
    """What the last closed payslip of each employer settled."""
    query = (
        sa.select(Entity.name, Payslip.settlement)
        .join(Entity, Entity.id == Payslip.entity_id)
        .where(Payslip.person_id == person_id, Payslip.month == month)
        .order_by(Entity.id, Payslip.sequence)
    )
    return {name: amount for name, amount in db.session.execute(query)}  # noqa: C416 - rows


def _line(parts: Sequence[Any]) -> EarnedLine:
    """One contract with its corrections."""
    row = parts[-1]
    due_day, paid_day = paid_by(parts)
    return EarnedLine(
        contract_id=row.contract_id,
        entity=row.code,
        work=row.work,
        unit=row.unit,
        kind=row.kind,
        days=sum(part.days for part in parts),
        gross=total(part.gross for part in parts),
        net=total(part.net for part in parts),
        due_day=due_day,
        paid_day=paid_day,
    )


def _slip(
    entity: str, rows: Sequence[Any], month: Month, today: Situation, settlement: Eur
) -> MonthSlip:
    contracts: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        contracts[row.contract_id].append(row)
    told = rows[-1].situation if rows else None
    then = from_plain(Situation, told) if told else today
    slip, refusal = None, None
    parts: tuple[Part, ...] = ()
    try:
        slip = payslip(as_works(map(pieces_of, contracts.values())), then, month)
    except RuleError as reason:
        refusal = reason
    if slip is not None and rows:
        label = _("You receive, net")
        parts = tuple(slip_parts(amounts(slip), slip.lines, label=label, whole=True))
    return MonthSlip(
        entity=entity,
        contracts=tuple(map(_line, contracts.values())),
        slip=slip,
        refusal=refusal,
        due=total(row.net for row in rows),
        settlement=settlement,
        parts=parts,
        is_situation_new=then != today,
    )
