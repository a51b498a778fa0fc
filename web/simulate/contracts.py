"""The work of a month: contracts with their days, what each earned, the debts and the entries."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.debts import DebtKind
from domain.employment import coefficient
from domain.hours import add_hours
from domain.ledger import Act, confirm_work, net_due
from domain.money import ZERO, Eur
from domain.payments import PayIncrement, carry, due_day
from domain.periods import Month
from domain.simulated.paying import paid_on
from web.actions.ledger import Written
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, Earning, WorkDay
from web.models.pay import Carried, Debt
from web.simulate.jobs import Job, Pay, Pays, Situations, earn, jobs_between
from web.simulate.store import (
    Making,
    Row,
    audited,
    moment,
    new_entries,
    post,
    settle_sequences,
    write,
    write_audit,
)

PORTION = 1_000
ADMIN_TEAM = 2  # the person who records declarations


def write_contracts(making: Making, first: date, last: date) -> tuple[int, Pays]:
    """Everything confirmed in a month; gives how many acts that was, and everybody's month."""
    month, known, pays = Month.of(first), Situations(making), dict[tuple[int, int], Pay]()
    carried, entries, acts = _carried(), new_entries(), 0
    jobs = jobs_between(making, first, last)
    for start in range(0, len(jobs), PORTION):
        rows: dict[Any, list[Row]] = {Contract: [], WorkDay: [], Earning: [], Debt: []}
        audit: list[Row] = []
        for job in jobs[start : start + PORTION]:
            situation, language, plain = known.of(job.person_id)
            pay = pays.setdefault((job.entity_id, job.person_id), Pay(situation))
            added = earn(pay, job)
            due = _owe(job, added.net, carried)
            rows[Contract].append(_contract(making, job, language, added.net))
            rows[WorkDay] += [
                {"contract_id": job.key, "day": day, "hours": hours, "declared": None}
                for day, hours in zip(job.days, job.hours, strict=True)
            ]
            rows[Earning].append(_earning(job, month, added, plain))
            if due:
                rows[Debt].append(_debt(job, due))
            pay.jobs.append((job, added.net, due_day(job.days[-1]) if due else None))
            for act, legs in _legs(making, job, added):
                reference = reference_of(job.code, job.key)
                entries[job.confirmed, job.entity_id].append(Written(act, legs, reference))
            audit += _audit(job, added.net, due)
        for model, several in rows.items():
            if several:
                write(model, several)
        acts += write_audit(audit)
    post(entries)
    _keep_carried(carried)
    settle_sequences([Contract])
    return acts, pays


Carrying = dict[tuple[int, int], Eur]


def _carried() -> Carrying:
    """What people owe back from before, by person and entity."""
    query = sa.select(Carried.person_id, Carried.entity_id, Carried.amount)
    return {(person, entity): amount for person, entity, amount in db.session.execute(query)}


def _owe(job: Job, net: Eur, carried: Carrying) -> Eur:
    key = job.person_id, job.entity_id
    amount, rest = carry(net, Eur(-carried.get(key, ZERO)))
    if rest or key in carried:
        carried[key] = Eur(-rest)
    return amount


def _keep_carried(carried: Carrying) -> None:
    db.session.execute(sa.delete(Carried))
    write(
        Carried,
        [
            {"person_id": person, "entity_id": entity, "amount": amount}
            for (person, entity), amount in sorted(carried.items())
        ],
    )


def _contract(making: Making, job: Job, language: str, net: Eur) -> Row:
    made = moment(job.days[0] - timedelta(days=4), 11)
    job_of = making.plan.work.assignment[job.place]
    return {
        "id": job.key,
        "entity_id": job.entity_id,
        "unit_id": job.unit_id,
        "assignment_id": job_of + 1 if job_of >= 0 else None,
        "person_id": job.person_id,
        "kind": job.work.contract_type,
        "status": ContractStatus.CONFIRMED,
        "work": job.title,
        "language": language,
        "first_day": job.days[0],
        "last_day": job.days[-1],
        "budget": job.budget,
        "coefficient": coefficient(job.work.contract_type, job.days[0]).value,
        "gross": job.work.gross,
        "estimated_net": net,
        "answered": made,
        "made": made,
        "agreed_gross": job.work.gross,
        "agreed_budget": job.budget,
        "agreed_hours": add_hours(job.hours),
        "confirmed": moment(job.confirmed, 17),
        "confirmed_by_id": job.person_id,
        "dimona_number": f"9{job.key:011d}",
        "dimona_last_day": job.days[-1],
        "version": 1,
    }


def _earning(job: Job, month: Month, added: PayIncrement, situation: dict[str, Any]) -> Row:
    return {
        "contract_id": job.key,
        "person_id": job.person_id,
        "entity_id": job.entity_id,
        "month": month,
        "kind": job.work.contract_type,
        "days": len(job.days),
        "hours": add_hours(job.hours),
        "gross": added.gross,
        "social_security": added.social_security,
        "withholding": added.withholding,
        "special_contribution": added.special,
        "net": added.net,
        "situation": situation,
    }


def _debt(job: Job, amount: Eur) -> Row:
    due = due_day(job.days[-1])
    return {
        "entity_id": job.entity_id,
        "person_id": job.person_id,
        "unit_id": job.unit_id,
        "kind": DebtKind.NET_PAY,
        "contract_id": job.key,
        "amount": amount,
        "due_day": due,
        "paid_day": paid_on(max(due, job.confirmed)),
        "version": 2,
    }


def _legs(making: Making, job: Job, added: PayIncrement) -> Iterator[tuple[Act, Sequence[Any]]]:
    job_of = making.plan.work.assignment[job.place]
    of = {
        "unit_id": job.unit_id,
        "assignment_id": job_of + 1 if job_of >= 0 else None,
        "person_id": job.person_id,
    }
    yield Act.CONFIRM, confirm_work(budget=job.budget, **of)  # type: ignore[arg-type]  # each is a key
    yield (
        Act.NET_DUE,
        net_due(
            gross=added.gross,
            net=added.net,
            social_security=added.social_security,
            withholding=added.withholding,
            special=added.special,
            **of,  # type: ignore[arg-type]  # each is a key
        ),
    )


def _audit(job: Job, net: Eur, due: Eur) -> list[Row]:
    first = job.days[0]
    made, number = moment(first - timedelta(days=4), 11), f"9{job.key:011d}"
    return [
        audited(made, job.person_id, "contract_made", "contract", job.key,
                gross=job.work.gross, first_day=first),
        audited(moment(first - timedelta(days=1), 15), ADMIN_TEAM, "dimona_recorded", "contract",
                job.key, number=number),
        audited(moment(job.confirmed, 17), job.person_id, Act.CONFIRM, "contract", job.key,
                net=net, due=due),
    ]  # fmt: skip
