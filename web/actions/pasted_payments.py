"""Recording many payments at once, from pasted lines: all of them, or none and a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.errors import N_, RuleError
from domain.money import ZERO, Eur, total
from domain.receivables import Owed, check_payment
from web import clock
from web.actions.client_payments import Arrived, owed_on, record_payments
from web.formats.pasted_payments import PastedLine, RefusedLine, read_lines
from web.models.invoice import Invoice
from web.queries.client_payments import recorded
from web.queries.receivables import NoSuchInvoice, by_communication


@dataclass(eq=False)
class AlreadyRecorded(RuleError):
    """The same statement pasted twice."""

    message = N_(
        "A payment of %(amount)s on %(day)s is already recorded for %(number)s. "
        "If the client really paid twice, record this one by itself."
    )
    number: str
    amount: Eur
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of the lines."""

    refused: tuple[RefusedLine, ...]
    recorded: int = 0
    total: Eur = ZERO


def record_pasted(text: str, *, author_id: int, now: datetime) -> Report:
    """Record every line, or nothing as soon as one of them cannot be."""
    found = read_lines(text)
    lines = [line for line in found if isinstance(line, PastedLine)]
    invoices = by_communication([line.communication for line in lines])
    refused = [line for line in found if isinstance(line, RefusedLine)]
    refused += _impossible(lines, invoices, clock.day_of(now))
    if refused or not lines:
        return Report(refused=tuple(sorted(refused, key=lambda line: line.number)))
    arrived = [
        Arrived(
            invoice_id=invoices[line.communication].id,
            amount=line.amount,
            day=line.day,
            reference=line.reference,
        )
        for line in lines
    ]
    record_payments(arrived, author_id=author_id, now=now)
    return Report(refused=(), recorded=len(arrived), total=total(item.amount for item in arrived))


def _impossible(
    lines: Sequence[PastedLine], invoices: dict[str, Invoice], today: date
) -> list[RefusedLine]:
    """The lines that the rules refuse, each after the ones above it."""
    known = recorded([invoice.id for invoice in invoices.values()])
    owed = {number: owed_on(invoice) for number, invoice in invoices.items() if invoice.number}
    refused = []
    for line in lines:
        try:
            if line.communication not in owed:
                raise NoSuchInvoice(line.text.split(";")[0].strip())
            invoice = invoices[line.communication]
            if (invoice.id, line.amount, line.day) in known:
                raise AlreadyRecorded(str(invoice.number), line.amount, line.day)
            left = owed[line.communication]
            check_payment(left, amount=line.amount, day=line.day, today=today)
            owed[line.communication] = _after(left, line.amount)
        except RuleError as why:
            refused.append(RefusedLine(number=line.number, text=line.text, why=why))
    return refused


def _after(owed: Owed, amount: Eur) -> Owed:
    """What is owed once this is paid; the next line finds nothing left after the last cent."""
    return replace(owed, due=Eur(owed.due - amount))
