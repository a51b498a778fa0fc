"""Figures that are sums over days: from what is kept, or counted exactly from the acts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from domain.ledger import Account, Act
from web.extensions import db
from web.models.figure import WHOLE, FigureDay
from web.queries.figures.acts import HUNDRED, of
from web.queries.figures.keeping import EARLIEST, statements, waiting
from web.queries.figures.sql import between

Terms = tuple[tuple[str, int], ...]  # measures, each added or taken off
Sums = Mapping[str, Decimal]
SALES = (Act.ISSUE, Act.CREDIT)


def _terms(acts: Iterable[Act], account: Account, sign: int = 1) -> Terms:
    return tuple((of(act, account), sign) for act in acts)


def _plain(*measures: str) -> dict[str, Terms]:
    return {measure: ((measure, 1),) for measure in measures}


# What is added up from 1 January to the day; debits are above zero in the ledger.
FLOWS: Mapping[str, Terms] = {
    "turnover": _terms(SALES, Account.CLIENT_RECEIVABLE) + _terms(SALES, Account.VAT_DUE),
    "contribution": _terms(SALES, Account.CONTRIBUTION, -1),
    "vat_due": _terms(SALES, Account.VAT_DUE, -1),
    "payroll_budget": _terms([Act.CONFIRM], Account.EMPLOYMENT_IN_TRANSIT, -1),
    "net_pay": _terms([Act.NET_DUE, Act.SETTLEMENT], Account.NET_PAY_DUE, -1),
    "withholding": _terms([Act.NET_DUE], Account.WITHHOLDING_DUE, -1),
    "social_security": _terms(
        [Act.NET_DUE, Act.SETTLEMENT, Act.CLOSE, Act.REDUCTION], Account.SOCIAL_SECURITY_DUE, -1
    ),
    "expenses": _terms([Act.EXPENSE], Account.EXPENSES_DUE, -1),
    **_plain(
        "invoices",
        "expense_notes",
        "contracts",
        "days",
        "hours",
        "others_budget",
        "clients",
        "clients_new",
        "units_active",
        "units_invoicing",
        "employing_units",
        "employees",
        "employees_not_holders",
        "waited",
        "decided",
    ),
}
# What is added up since the beginning.
STOCKS: Mapping[str, Terms] = {
    "receivables": _terms(
        [Act.ISSUE, Act.CREDIT, Act.PAID_IN, Act.PAYMENT_UNDONE], Account.CLIENT_RECEIVABLE
    ),
}


def begins(key: str, day: date) -> date:
    """The first day that counts."""
    return EARLIEST if key in STOCKS else date(day.year, 1, 1)


def terms_of(key: str) -> Terms:
    """The measures of a figure."""
    return STOCKS.get(key) or FLOWS[key]


def place(region: str | None, office: str | None) -> list[sa.ColumnElement[bool]]:
    """The rows of a region, of an office, of both, or of everything together."""
    if region is None and office is None:
        return [FigureDay.region == WHOLE, FigureDay.office == WHOLE]
    found = [FigureDay.region != WHOLE]
    found += [FigureDay.region == region] if region is not None else []
    found += [FigureDay.office == office] if office is not None else []
    return found


def kept_sums(
    keys: Collection[str], day: date, region: str | None = None, office: str | None = None
) -> dict[str, Decimal]:
    """Figures from the kept sums: one statement for flows, one for stocks."""
    found: dict[str, Decimal] = {}
    for table in (FLOWS, STOCKS):
        wanted = [key for key in keys if key in table]
        if wanted:
            since = begins(wanted[0], day)
            measures = {name for key in wanted for name, _sign in table[key]}
            rows = _measures(measures, since, day, place(region, office))
            found |= {key: added(table[key], rows) for key in wanted}
    return found


def _measures(
    names: Collection[str], first: date, last: date, where: list[sa.ColumnElement[bool]]
) -> Sums:
    amount = sa.func.sum(sa.type_coerce(FigureDay.amount, sa.BigInteger))
    query = (
        sa.select(FigureDay.measure, amount)
        .where(FigureDay.measure.in_(sorted(names)), FigureDay.day.between(first, last), *where)
        .group_by(FigureDay.measure)
    )
    return {name: Decimal(int(found)) / HUNDRED for name, found in db.session.execute(query)}


def added(terms: Terms, sums: Sums) -> Decimal:
    """Put the measures of a figure together."""
    return sum((sums.get(name, Decimal(0)) * sign for name, sign in terms), Decimal(0))


def exact_sums(
    keys: Collection[str], day: date, region: str | None = None, office: str | None = None
) -> dict[str, Decimal]:
    """The same figures, counted from the acts without anything that is kept."""
    found: dict[str, Decimal] = {}
    for table in (FLOWS, STOCKS):
        wanted = [key for key in keys if key in table]
        if wanted:
            sums = _counted(begins(wanted[0], day), day, region, office)
            found |= {key: added(table[key], sums) for key in wanted}
    return found


def _counted(first: date, last: date, region: str | None, office: str | None) -> Sums:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    rows: list[Any] = [
        (name, where, at, amount)
        for statement in statements(between(first, last), exact=True)
        for name, where, at, _day, amount in db.session.execute(statement)
    ]
    rows += [
        (name, where, at, amount * HUNDRED)
        for name, where, at, _day, amount in waiting(first, last)
    ]
    for name, where, at, amount in rows:
        if region in (None, where) and office in (None, at):
            sums[name] += Decimal(int(amount)) / HUNDRED
    return sums


def by_month(key: str, first: date, last: date) -> dict[tuple[int, int], Decimal]:
    """What each month adds to a figure, from the kept sums."""
    terms = dict(terms_of(key))
    year, month = (sa.extract(part, FigureDay.day) for part in ("year", "month"))
    amount = sa.func.sum(sa.type_coerce(FigureDay.amount, sa.BigInteger))
    query = (
        sa.select(FigureDay.measure, year, month, amount)
        .where(
            FigureDay.measure.in_(sorted(terms)),
            FigureDay.day.between(first, last),
            *place(None, None),
        )
        .group_by(FigureDay.measure, year, month)
    )
    found: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for measure, of_year, of_month, hundredths in db.session.execute(query):
        found[int(of_year), int(of_month)] += Decimal(int(hundredths)) / HUNDRED * terms[measure]
    return found
