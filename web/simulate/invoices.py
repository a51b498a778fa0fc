"""Assignments and invoices of a month: sheets by the rules, numbers, entries, audit."""

from collections import Counter as Count
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from domain.contribution import contribution
from domain.entities import EntityCode, entity_for
from domain.invoicing import (
    InvoiceKind,
    InvoiceSheet,
    InvoiceStatus,
    Party,
    make_sheet,
    sheet_line,
    to_json,
)
from domain.ledger import Act, issue_invoice
from domain.money import ZERO, Eur
from domain.simulated.sales import uses_assignment
from domain.simulated.titles import title_of
from domain.submission import AssignmentStatus
from domain.vat import treatment
from web.actions.invoicing import communication, seller
from web.actions.ledger import Written
from web.extensions import db
from web.models.assignment import Assignment
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.simulate.people import entity_ids
from web.simulate.store import (
    Entries,
    Making,
    Row,
    audited,
    count_on,
    moment,
    new_entries,
    post,
    settle_sequences,
    write,
    write_audit,
)

PORTION = 2_000
Buyers = Callable[[int], Party]  # by place in the clientele


def cents(amount: int) -> Eur:
    """Whole cents as euros."""
    return Eur(Decimal(amount).scaleb(-2))


class Sellers:
    """The legal entities, and who each is on an invoice in each language."""

    def __init__(self) -> None:
        self.ids = entity_ids()
        self.rows = {code: db.session.get_one(Entity, key) for code, key in self.ids.items()}
        self.party = lru_cache(None)(lambda code, language: seller(self.rows[code], language))


def buyers(making: Making) -> Buyers:
    """Who each client is on an invoice."""

    @lru_cache(maxsize=20_000)
    def buyer(place: int) -> Party:
        typed = making.plan.clients.typed(place)
        return Party(
            name=typed.name, address=(typed.street,), postcode=typed.postcode, city=typed.city,
            country=typed.country, enterprise_number=typed.enterprise_number,
            vat_number=typed.vat_number, language=typed.language, email=typed.email,
        )  # fmt: skip

    return buyer


def write_invoices(making: Making, first: date, last: date) -> int:
    """Everything issued between two days of one month."""
    sales = making.plan.sales
    places = sales.between(first, last, sales.day)
    if not places:
        return 0
    codes = [entity_for(making.plan.units[sales.unit[place]].kind) for place in places]
    numbers = _numbers(codes, first.year)
    sellers, buyer = Sellers(), buyers(making)
    acts, entries = 0, new_entries()
    for start in range(0, len(places), PORTION):
        portion = places[start : start + PORTION]
        several = list(zip(portion, codes[start:], numbers[start:], strict=False))
        acts += _write_assignments(making, portion)
        rows, audit = [], []
        for place, code, number in several:
            sheet = _sheet(making, place, code, number, sellers, buyer)
            rows.append(_row(making, place, sheet, sellers.ids[code], number))
            audit.append(
                audited(
                    moment(sheet.issue_day), sales.author[place], "issue", "invoice", place + 1,
                    number=sheet.number, gross=sheet.gross,
                )
            )  # fmt: skip
            _entry(entries, making, place, sheet, sellers.ids[code])
        write(Invoice, rows)
        acts += write_audit(audit)
    post(entries)
    settle_sequences([Assignment, Invoice])
    return acts


def _numbers(codes: Sequence[EntityCode], year: int) -> list[int]:
    """The number of each invoice in the series of its entity."""
    taken = {
        code: count_on(f"invoice:{code}:{year}", many)
        for code, many in sorted(Count(codes).items())
    }
    found = []
    for code in codes:
        taken[code] += 1
        found.append(taken[code])
    return found


def _sheet(
    making: Making,
    place: int,
    code: EntityCode,
    number: int,
    sellers: Sellers,
    buyer: Buyers,
) -> InvoiceSheet:
    sales, plan = making.plan.sales, making.plan
    unit, day = plan.units[sales.unit[place]], date.fromordinal(sales.day[place])
    country, kind, has_vat = plan.clients.tax(sales.client[place])
    vat = treatment(unit.kind, country=country, client_kind=kind, has_vat_number=has_vat, day=day)
    title = title_of(unit, place)
    line = sheet_line(
        title, quantity=Decimal(1), unit="LS", unit_price=cents(sales.net[place]), treatment=vat
    )
    bought, entity = buyer(sales.client[place]), sellers.rows[code]
    sheet = make_sheet(
        number=f"{code}-{day.year}-{number:06d}", issue_day=day,
        seller=sellers.party(code, bought.language), buyer=bought, lines=[line],
        communication=communication(code, day.year, number), iban=entity.iban, bic=entity.bic,
    )  # fmt: skip
    if sheet.gross != cents(sales.gross[place]):
        raise AssertionError(f"{sheet.number}: {sheet.gross} is not what was planned")
    return sheet


def _row(making: Making, place: int, sheet: InvoiceSheet, entity_id: int, number: int) -> Row:
    sales = making.plan.sales
    unit = making.plan.units[sales.unit[place]]
    paid = cents(sales.paid[place])
    return {
        "id": place + 1,
        "kind": InvoiceKind.INVOICE,
        "entity_id": entity_id,
        "unit_id": unit.key,
        "assignment_id": place + 1 if uses_assignment(unit, place) else None,
        "client_id": sales.client[place] + 1,
        "author_id": sales.author[place],
        "status": InvoiceStatus.PAID if paid == sheet.gross else InvoiceStatus.ISSUED,
        "title": title_of(unit, place),
        "year": sheet.issue_day.year,
        "sequence": number,
        "number": sheet.number,
        "issue_day": sheet.issue_day,
        "due_day": sheet.due_day,
        "net": sheet.net,
        "vat": sheet.vat,
        "gross": sheet.gross,
        "paid": paid,
        "communication": sheet.communication,
        "sheet": to_json(sheet),
        "version": 1,
    }


def _entry(
    entries: Entries, making: Making, place: int, sheet: InvoiceSheet, entity_id: int
) -> None:
    unit = making.plan.units[making.plan.sales.unit[place]]
    legs = issue_invoice(
        net=sheet.net,
        vat=sheet.vat,
        contribution=contribution(sheet.net, sheet.issue_day).amount,
        unit_id=unit.key,
        assignment_id=place + 1 if uses_assignment(unit, place) else None,
        invoice_id=place + 1,
    )
    entries[sheet.issue_day, entity_id].append(Written(Act.ISSUE, legs, sheet.number))


def _write_assignments(making: Making, places: Sequence[int]) -> int:
    """The job behind each invoice of a unit that works by assignments."""
    sales, plan, ids = making.plan.sales, making.plan, entity_ids()
    rows, audit = [], []
    for place in places:
        unit = plan.units[sales.unit[place]]
        if not uses_assignment(unit, place):
            continue
        at, author, price = (
            moment(date.fromordinal(sales.day[place]), 9),
            sales.author[place],
            cents(sales.net[place]),
        )
        rows.append(
            {
                "id": place + 1, "unit_id": unit.key, "author_id": author,
                "entity_id": ids[entity_for(unit.kind)], "client_id": sales.client[place] + 1,
                "status": AssignmentStatus.ACCEPTED, "title": title_of(unit, place),
                "kind": unit.kind, "price": price, "expenses": ZERO, "created": at, "updated": at,
                "submitted": at, "decided": at, "version": 1,
            }
        )  # fmt: skip
        audit += [
            audited(at, author, act, "assignment", place + 1, price=price)
            for act in ("assignment_submitted", "assignment_accepted_at_once")
        ]
    if rows:
        write(Assignment, rows)
    return write_audit(audit) if audit else 0
