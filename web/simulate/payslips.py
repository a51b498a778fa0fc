"""The payslips of a month, closed for each employer."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from domain.entities import EntityCode
from domain.hours import add_hours
from domain.money import ZERO
from domain.payrun import slip_reference
from domain.periods import Month
from domain.sheet import Party
from domain.simulated.paying import paid_on
from domain.simulated.persons import Details
from domain.slip_sheet import PayslipSheet, SlipWork, slip_lines, to_json, totals_of
from domain.work import add_up
from web.documents.contract import employer_party, reference_of
from web.extensions import db
from web.models.entity import Entity
from web.models.payslip import PayRun, Payslip
from web.simulate.cast import details_of
from web.simulate.jobs import Job, Pay, Pays
from web.simulate.people import entity_ids
from web.simulate.store import (
    Making,
    Row,
    audited,
    last_id,
    moment,
    settle_sequences,
    write,
    write_audit,
)

PORTION = 500
FINANCE = 1  # the person who closes


def close_month(making: Making, month: Month, pays: Pays) -> int:
    """One run for each employer who paid somebody; the payslips are those of the contracts."""
    codes = {key: code for code, key in entity_ids().items()}
    acts = 0
    for entity_id in sorted({entity_id for entity_id, _ in pays}):
        several = {person: pay for (entity, person), pay in pays.items() if entity == entity_id}
        entity = db.session.get_one(Entity, entity_id)
        run_id = _write_run(entity_id, month, several)
        people = sorted(several)
        for start in range(0, len(people), PORTION):
            rows = [
                _slip(making, entity, codes[entity_id], month, person, several[person], run_id)
                for person in people[start : start + PORTION]
            ]
            write(Payslip, rows)
        acts += len(people)
    settle_sequences([PayRun])
    return acts


def closed_on(month: Month) -> date:
    """The day on which a month is closed: in the next one."""
    return month.last_day + timedelta(days=8)


def _write_run(entity_id: int, month: Month, several: dict[int, Pay]) -> int:
    run_id, sums = last_id(PayRun) + 1, add_up(pay.amounts for pay in several.values())
    at = moment(closed_on(month), 16)
    run = {
        "id": run_id,
        "entity_id": entity_id,
        "month": month,
        "sequence": 1,
        "closed": at,
        "closed_by_id": FINANCE,
        "earned": sum(len(pay.jobs) for pay in several.values()),
        "left_open": 0,
        "people": len(several),
        "gross": sums.gross,
        "social_security": sums.social_security,
        "withholding": sums.withholding,
        "special_contribution": sums.special,
        "settlement": ZERO,
        "net": sums.net,
    }
    write(PayRun, [run])
    facts = {"month": month, "people": len(several), "net": sums.net}
    write_audit([audited(at, FINANCE, "month_closed", "pay_run", run_id, **facts)])
    return run_id


def _slip(
    making: Making,
    entity: Entity,
    code: EntityCode,
    month: Month,
    person: int,
    pay: Pay,
    run_id: int,
) -> Row:
    assert pay.slip is not None
    known = details_of(person, making)
    totals, works = totals_of(pay.slip), tuple(_works(code, month, pay.jobs))
    sheet = PayslipSheet(
        reference=slip_reference(code, month, person, 1),
        month=month,
        closed=closed_on(month),
        language=known.language,
        employer=employer_party(entity),
        worker=_party(known),
        situation=pay.situation,
        works=works,
        lines=slip_lines(pay.slip.lines),
        totals=totals,
        onss_number=entity.onss_number or "",
    )
    return {
        "run_id": run_id,
        "person_id": person,
        "entity_id": entity.id,
        "month": month,
        "sequence": 1,
        **asdict(totals),
        "days": sum(work.days for work in works),
        "hours": add_hours(work.hours for work in works if work.hours),
        "sheet": to_json(sheet),
    }


def _party(known: Details) -> Party:
    return Party(
        name=f"{known.given_name} {known.family_name}", address=(known.street,),
        postcode=known.postcode, city=known.city, country=known.country, language=known.language,
    )  # fmt: skip


def _works(
    code: EntityCode, month: Month, jobs: Sequence[tuple[Job, object, date | None]]
) -> Iterator[SlipWork]:
    for job, net, due in jobs:
        paid = paid_on(max(due, job.confirmed)) if due else None
        yield SlipWork(
            reference=reference_of(code, job.key),
            work=job.title,
            kind=job.work.contract_type,
            first_day=job.days[0],
            last_day=job.days[-1],
            days=len(job.days),
            gross=job.work.gross,
            net=net,  # type: ignore[arg-type]  # an amount
            due_day=due,
            paid_day=paid if paid and paid <= closed_on(month) else None,
            hours=add_hours(job.hours),
        )
