"""The steps of a contract, from the draft to the payslip: what is done, what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.contract_life import (
    CONTRACT_STATUSES,
    ENDED,
    STAGES,
    ContractStatus,
    Stage,
    Standing,
)
from domain.errors import N_, Msg
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract
from web.models.payslip import PayRun, Payslip
from web.queries.audit import Happening

UNDECLARED = N_("Not declared")
CLOSING = {"contract_cancelled", "work_cancelled", "offer_withdrawn", "offer_lapsed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as the page shows it."""

    label: Msg
    state: str  # done, now, next or bad
    when: datetime | None = None


def standing_of(contract: Contract, closed: datetime | None) -> Standing:
    """What is known of its life."""
    return Standing(
        status=contract.status,
        first_day=contract.first_day,
        declared=bool(contract.dimona_number),
        closed=closed is not None,
    )


def closed_at(contract: Contract) -> datetime | None:
    """When the payslips of all its months were closed with it in them; None before."""
    if contract.status is not ContractStatus.CONFIRMED or contract.confirmed is None:
        return None
    months = {Month.of(item.day) for item in contract.days}
    row = db.session.execute(
        sa.select(sa.func.count(sa.distinct(Payslip.month)), sa.func.max(PayRun.closed))
        .join(PayRun, PayRun.id == Payslip.run_id)
        .where(
            Payslip.person_id == contract.person_id,
            Payslip.entity_id == contract.entity_id,
            Payslip.month.in_(months),
            PayRun.closed >= contract.confirmed,
        )
    ).one()
    return row[1] if row[0] == len(months) else None


def steps_of(
    contract: Contract,
    history: Sequence[Happening],
    closed: datetime | None,
    today: date,
) -> tuple[Step, ...]:
    """Each step with the moment at which it was taken."""
    standing = standing_of(contract, closed)
    moments = {
        Stage.DRAFT: contract.offered or contract.made,
        Stage.OFFERED: contract.offered,
        Stage.ACCEPTED: contract.made,
        Stage.DECLARED: _last(history, {"dimona_recorded"}),
        Stage.WORKED: contract.confirmed,
        Stage.CLOSED: closed,
    }
    return tuple(_steps(contract, standing, moments, history, today))


def _steps(
    contract: Contract,
    standing: Standing,
    moments: dict[Stage, datetime | None],
    history: Sequence[Happening],
    today: date,
) -> Iterator[Step]:
    ended, reached, current = contract.status in ENDED, standing.reached, False
    for stage in Stage:
        if stage is Stage.OFFERED and contract.offered is None:
            continue  # drawn up by the worker: sending it was the yes
        if stage in reached:
            yield Step(label=STAGES[stage], state="done", when=moments[stage])
        elif stage is Stage.DECLARED and standing.undeclared_at_work(today):
            yield Step(label=UNDECLARED, state="bad")
        elif not ended:
            yield Step(label=STAGES[stage], state="next" if current else "now")
            current = True
    if ended:
        label = CONTRACT_STATUSES[contract.status]
        when = contract.answered or _last(history, CLOSING)
        yield Step(label=label, state="bad", when=when)


def _last(history: Sequence[Happening], acts: set[str]) -> datetime | None:
    return max((item.when for item in history if item.act in acts), default=None)
