"""What clients paid in a month."""

from datetime import date

import sqlalchemy as sa

from domain.entities import entity_for
from domain.ledger import Act, paid_in
from domain.simulated.sales import uses_assignment
from web.actions.ledger import Written
from web.extensions import db
from web.models.invoice import ClientPayment, Invoice
from web.simulate.invoices import cents
from web.simulate.people import entity_ids
from web.simulate.store import (
    Making,
    audited,
    last_id,
    moment,
    new_entries,
    post,
    settle_sequences,
    table_of,
    write,
    write_audit,
)

PORTION = 5_000
FINANCE = 1  # the person who records them


def write_payments(making: Making, first: date, last: date) -> int:
    """One payment for each invoice that was paid between two days."""
    sales, plan = making.plan.sales, making.plan
    places = sales.between(first, last, sales.paid_day)
    places.sort(key=sales.paid_day.__getitem__)
    acts, entries, ids = 0, new_entries(), entity_ids()
    key = last_id(ClientPayment)
    for start in range(0, len(places), PORTION):
        portion = places[start : start + PORTION]
        numbers = _numbers(portion)
        rows, audit = [], []
        for place in portion:
            key += 1
            day, amount = date.fromordinal(sales.paid_day[place]), cents(sales.paid[place])
            unit, number, at = plan.units[sales.unit[place]], numbers[place + 1], moment(day, 14)
            rows.append(
                {
                    "id": key, "invoice_id": place + 1, "amount": amount, "day": day,
                    "reference": "", "recorded": at, "recorded_by_id": FINANCE,
                }
            )  # fmt: skip
            facts = {"invoice": number, "amount": amount, "day": day}
            audit.append(audited(at, FINANCE, Act.PAID_IN, "client_payment", key, **facts))
            legs = paid_in(
                amount=amount,
                unit_id=unit.key,
                assignment_id=place + 1 if uses_assignment(unit, place) else None,
                invoice_id=place + 1,
            )
            entity_id = ids[entity_for(unit.kind)]
            entries[day, entity_id].append(Written(Act.PAID_IN, legs, number))
        write(ClientPayment, rows)
        acts += write_audit(audit)
    post(entries)
    settle_sequences([ClientPayment])
    return acts


def _numbers(places: list[int]) -> dict[int, str]:
    """The number of each invoice, by its id."""
    invoice = table_of(Invoice).c
    wanted: sa.BindParameter[list[int]] = sa.bindparam("ids", expanding=True)
    query = sa.select(invoice.id, invoice.number).where(invoice.id.in_(wanted))
    found: dict[int, str] = {}
    for start in range(0, len(places), 500):
        ids = [place + 1 for place in places[start : start + 500]]
        found.update((key, str(number)) for key, number in db.session.execute(query, {"ids": ids}))
    return found
