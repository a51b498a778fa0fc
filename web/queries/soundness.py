"""Is everything that must agree in agreement? Each check reads the whole cooperative."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.debts import DebtKind
from domain.errors import N_, Msg
from domain.invoicing import InvoiceKind
from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.periods import Month
from domain.transfers import ACCOUNTS
from web.documents import archive
from web.extensions import db
from web.models.document import Document, DocumentState
from web.models.entity import Entity
from web.models.invoice import ClientPayment, Invoice
from web.models.ledger import Counter, Entry, Posting, UnitSum
from web.models.pay import Carried, Debt
from web.queries.soundness_pay import payslips_agree, settlements_agree
from web.queries.soundness_quarters import quarters_agree
from web.queries.soundness_shares import shares_agree

Problems = Iterator[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found."""

    name: Msg
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Nothing wrong."""
        return not self.problems


def entries_balance() -> Problems:
    """Every entry has legs, and they sum to zero; no leg is without its entry."""
    total = sa.func.sum(Posting.amount)
    query = (
        sa.select(Entry.id, total)
        .outerjoin(Posting, Posting.entry_id == Entry.id)
        .group_by(Entry.id)
        .having(sa.or_(total != ZERO, total.is_(None)))
    )
    for entry_id, amount in db.session.execute(query):
        yield f"entry {entry_id}: {'no legs' if amount is None else amount}"
    lone = sa.select(Posting.id).where(Posting.entry_id.not_in(sa.select(Entry.id)))
    yield from (f"leg {leg_id}: no entry" for leg_id in db.session.scalars(lone))


def sums_agree() -> Problems:
    """The running sums of each unit are the sums of its legs."""
    found: dict[tuple[int, Month, Account], Eur] = defaultdict(lambda: ZERO)
    legs = (
        sa.select(Posting.unit_id, Entry.day, Posting.account, sa.func.sum(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.unit_id.is_not(None))
        .group_by(Posting.unit_id, Entry.day, Posting.account)
    )
    for unit_id, day, account, amount in db.session.execute(legs):
        assert unit_id is not None
        key = unit_id, Month.of(day), account
        found[key] = Eur(found[key] + amount)
    kept = sa.select(UnitSum.unit_id, UnitSum.month, UnitSum.account, UnitSum.amount)
    for unit_id, month, account, amount in db.session.execute(kept):
        summed = found.pop((unit_id, month, account), ZERO)
        if summed != amount:
            yield f"unit {unit_id}, {month}, {account}: {amount} kept, {summed} in the ledger"
    for (unit_id, month, account), amount in found.items():
        if amount:
            yield f"unit {unit_id}, {month}, {account}: nothing kept, {amount} in the ledger"


def numbers_follow() -> Problems:
    """Numbers run from 1 without a gap, per legal entity and year."""
    last = sa.func.max(Invoice.sequence)
    series = (
        sa.select(Entity.code, Invoice.year, sa.func.count(), last, sa.func.min(Invoice.sequence))
        .join(Entity, Entity.id == Invoice.entity_id)
        .where(Invoice.number.is_not(None))
        .group_by(Entity.code, Invoice.year)
    )
    kept = db.session.execute(sa.select(Counter.series, Counter.last))
    counters = {name: last for name, last in kept}  # noqa: C416 - rows are not pairs to mypy
    for code, year, count, highest, lowest in db.session.execute(series):
        given = counters.get(f"invoice:{code}:{year}", 0)
        if not (count == highest == given and lowest == 1):
            yield f"{code} {year}: {count} numbers from {lowest} to {highest}, {given} given"


def receivables_agree() -> Problems:
    """What the ledger expects for each invoice is what it says minus what was paid."""
    held = sa.func.coalesce(sa.func.sum(Posting.amount), ZERO)
    owed = sa.and_(Posting.invoice_id == Invoice.id, Posting.account == Account.CLIENT_RECEIVABLE)
    query = (
        sa.select(Invoice.number, Invoice.kind, Invoice.gross, Invoice.paid, held)
        .outerjoin(Posting, owed)
        .where(Invoice.number.is_not(None))
        .group_by(Invoice.id)
    )
    for number, kind, gross, paid, amount in db.session.execute(query):
        expected = -gross if kind is InvoiceKind.CREDIT_NOTE else gross - paid
        if amount != expected:
            yield f"{number}: {expected} expected, {amount} in the ledger"


def payments_agree() -> Problems:
    """What an invoice says was paid is the sum of its payments."""
    counted = sa.func.coalesce(sa.func.sum(ClientPayment.amount), ZERO)
    valid = sa.and_(ClientPayment.invoice_id == Invoice.id, ClientPayment.undone.is_(None))
    query = (
        sa.select(Invoice.id, Invoice.number, Invoice.paid, counted)
        .outerjoin(ClientPayment, valid)
        .group_by(Invoice.id)
        .having(Invoice.paid != counted)
    )
    for invoice_id, number, paid, amount in db.session.execute(query):
        yield f"{number or invoice_id}: {paid} on the invoice, {amount} in payments"


def sheets_agree() -> Problems:
    """The amounts of an invoice are those of the sheet its documents are made from."""
    query = sa.select(Invoice.number, Invoice.net, Invoice.vat, Invoice.gross, Invoice.sheet).where(
        Invoice.number.is_not(None)
    )
    for number, net, vat, gross, sheet in db.session.execute(
        query.execution_options(yield_per=500)
    ):
        kept = number, f"{net}", f"{vat}", f"{gross}"
        if kept != tuple(sheet.get(name) for name in ("number", "net", "vat", "gross")):
            yield f"{number}: its sheet says otherwise"


def debts_agree() -> Problems:
    """What is owed to each person is what the ledger owes them, less what is carried."""
    found: dict[tuple[Any, ...], Eur] = defaultdict(lambda: ZERO)
    accounts = {account: kind for kind, account in ACCOUNTS.items()}
    legs = (
        sa.select(
            Posting.entity_id, Posting.person_id, Posting.account, sa.func.sum(Posting.amount)
        )
        .where(Posting.account.in_(accounts))
        .group_by(Posting.entity_id, Posting.person_id, Posting.account)
    )
    for entity_id, person_id, account, amount in db.session.execute(legs):
        key = entity_id, person_id, accounts[account]
        found[key] = Eur(found[key] - amount)
    carried = sa.select(Carried.entity_id, Carried.person_id, Carried.amount)
    for entity_id, person_id, amount in db.session.execute(carried):
        key = entity_id, person_id, DebtKind.NET_PAY
        found[key] = Eur(found[key] + amount)
    unpaid = (
        sa.select(Debt.entity_id, Debt.person_id, Debt.kind, sa.func.sum(Debt.amount))
        .where(Debt.paid_day.is_(None))
        .group_by(Debt.entity_id, Debt.person_id, Debt.kind)
    )
    for entity_id, person_id, kind, amount in db.session.execute(unpaid):
        key = entity_id, person_id, kind
        found[key] = Eur(found[key] - amount)
    for (entity_id, person_id, kind), amount in found.items():
        if amount:
            yield f"person {person_id}, entity {entity_id}, {kind}: {amount} apart"


def documents_are_there() -> Problems:
    """Every document that is ready lies in the archive, with the bytes it had."""
    ready = Document.state == DocumentState.READY
    query = sa.select(Document.filename, sa.func.coalesce(Document.sha256, "")).where(ready)
    for filename, sha256 in db.session.execute(query).all():
        try:
            archive.load(sha256)
        except archive.DamagedDocumentError:
            yield f"{filename}: missing or damaged"


CHECKS: tuple[tuple[Msg, Callable[[], Problems]], ...] = (
    (N_("Every entry balances"), entries_balance),
    (N_("Running sums equal the ledger"), sums_agree),
    (N_("Numbers follow without a gap"), numbers_follow),
    (N_("Receivables equal the ledger"), receivables_agree),
    (N_("Paid amounts equal the payments"), payments_agree),
    (N_("Invoices equal their sheets"), sheets_agree),
    (N_("Debts equal the ledger"), debts_agree),
    (N_("Paid shares equal the ledger"), shares_agree),
    (N_("Closed payslips equal what was booked"), payslips_agree),
    (N_("Settled contributions equal the ledger"), settlements_agree),
    (N_("Closed quarters equal the ledger"), quarters_agree),
    (N_("Documents are in the archive, unchanged"), documents_are_there),
)


def verdicts() -> Iterator[Verdict]:
    """All checks, one after the other."""
    for name, check in CHECKS:
        yield Verdict(name, tuple(check()))
