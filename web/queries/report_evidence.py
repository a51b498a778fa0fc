"""Evidence for the nine conditions: from the register, the ledger, the assembly, the figures."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from domain.assembly.words import ProxyState
from domain.ledger import Account, Act
from domain.money import ZERO, eur
from domain.reports import evidence as found
from domain.reports.evidence import Finding
from domain.reports.kinds import ReportKind, ReportState
from domain.reports.sheet import last_day
from domain.shares.words import ExitState, MovementKind
from web import clock
from web.extensions import db
from web.models.assembly import Assembly, Attendance, Mandate
from web.models.ledger import Entry, Posting
from web.models.report import Report
from web.models.roll import Proxy, RollLine
from web.models.share import AnnualAccounts, ShareExit, ShareMovement
from web.queries import figures

SHARE_ACCOUNTS = (Account.SHARE_CAPITAL, Account.SHARES_IN_ADVANCE, Account.SHARE_REFUNDS_DUE)
SHARE_ACTS = (
    Act.SHARE_PAID_IN,
    Act.SHARE_PAYMENT_UNDONE,
    Act.SHARE_REFUND_DUE,
    Act.SHARES_CARRIED,
    Act.SEPA_SENT,  # the refund on its way to the bank
    Act.TRANSFER_REJECTED,
)
RECEIVED = (MovementKind.SUBSCRIPTION, MovementKind.TRANSFER_IN)


def evidence(condition: str, year: int) -> list[Finding]:
    """What the registers show about a condition in a year."""
    return EVIDENCE[condition](year)


def _number(query: sa.Select[int]) -> int:
    return int(db.session.scalar(query) or 0)


def _first_day(year: int) -> date:
    return date(year, 1, 1)


def _activity(year: int) -> Finding:
    values = figures.values(("contracts", "employees", "units_active"), last_day(year))
    known = {key: int(value.amount or 0) for key, value in values.items()}
    return found.activity(
        contracts=known["contracts"], employees=known["employees"], units=known["units_active"]
    )


def _paid_out(year: int) -> Finding:
    """Entries that moved money of shareholders for another reason than their shares."""
    query = (
        sa.select(sa.func.count(Entry.id.distinct()))
        .join(Posting, Posting.entry_id == Entry.id)
        .where(
            Posting.account.in_(SHARE_ACCOUNTS),
            Entry.act.not_in(SHARE_ACTS),
            Entry.day.between(_first_day(year), last_day(year)),
        )
    )
    return found.nothing_paid_out(_number(query))


def _for_free(year: int) -> Finding:
    query = sa.select(sa.func.count(ShareMovement.id)).where(
        ShareMovement.kind.in_(RECEIVED),
        ShareMovement.shares > 0,
        ShareMovement.paid_in <= ZERO,
        ShareMovement.day.between(_first_day(year), last_day(year)),
    )
    return found.none_for_free(_number(query))


def _refunds(year: int) -> Finding:
    """Decided refunds beside what the ledger says is due for them."""
    decided = sa.select(sa.func.sum(ShareExit.refund)).where(*_decided(year))
    posted = (
        sa.select(sa.func.sum(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(
            Posting.account == Account.SHARE_REFUNDS_DUE,
            Entry.act == Act.SHARE_REFUND_DUE,
            Entry.day.between(_first_day(year), last_day(year)),
        )
    )
    return found.refunds_match(_euros(decided), abs(_euros(posted)))


def _euros(query: sa.Select[Any]) -> Decimal:
    return eur(db.session.scalar(query) or 0)


def _decided(year: int) -> tuple[sa.ColumnElement[bool], ...]:
    """The departures whose refund passed both tests in the year."""
    return (
        ShareExit.state.in_((ExitState.PAYABLE, ExitState.PAID)),
        ShareExit.tested_day.between(_first_day(year), last_day(year)),
    )


def _at_most_paid(year: int) -> Finding:
    refunds = sa.select(sa.func.count(ShareExit.id)).where(*_decided(year))
    above = refunds.where(ShareExit.refund > ShareExit.paid_in)
    return found.refunds_at_most_paid(_number(refunds), _number(above))


def _seats(year: int) -> Finding:
    seats = sa.select(sa.func.count(Mandate.id)).where(
        Mandate.since <= last_day(year), Mandate.until >= _first_day(year)
    )
    return found.seats_unpaid(_number(seats), _number(seats.where(Mandate.paid != "")))


def _votes(year: int) -> list[Finding]:
    """Each assembly of the year: who had most votes, own and by proxy."""
    bounds = (clock.midnight(_first_day(year)), clock.midnight(_first_day(year + 1)))
    query = sa.select(Assembly.id).where(
        Assembly.ended.is_not(None), Assembly.starts >= bounds[0], Assembly.starts < bounds[1]
    )
    held = list(db.session.scalars(query.order_by(Assembly.starts)))
    return [_of_assembly(assembly_id) for assembly_id in held] or [found.within_a_tenth(0, 0)]


def _of_assembly(assembly_id: int) -> Finding:
    here = sa.select(Attendance.shareholder_id).where(Attendance.assembly_id == assembly_id)
    accepted = sa.and_(Proxy.assembly_id == assembly_id, Proxy.state == ProxyState.ACCEPTED)
    of_them = sa.or_(
        RollLine.shareholder_id.in_(here),
        RollLine.shareholder_id.in_(sa.select(Proxy.grantor_id).where(accepted)),
    )
    holder = sa.orm.aliased(RollLine)  # whoever casts the vote of somebody else
    voter = sa.func.coalesce(holder.person_id, RollLine.person_id)
    of_holder = sa.and_(holder.assembly_id == assembly_id, holder.shareholder_id == Proxy.holder_id)
    hands = (
        sa.select(sa.func.count().label("votes"))
        .select_from(RollLine)
        .outerjoin(Proxy, sa.and_(accepted, Proxy.grantor_id == RollLine.shareholder_id))
        .outerjoin(holder, of_holder)
        .where(RollLine.assembly_id == assembly_id, of_them)
        .group_by(voter)
        .subquery()
    )
    query = sa.select(sa.func.max(hands.c.votes), sa.func.sum(hands.c.votes))
    most, votes = db.session.execute(query).one()
    return found.within_a_tenth(int(most or 0), int(votes or 0))


def _accounts(year: int) -> Finding:
    query = sa.select(AnnualAccounts.approved_day).where(AnnualAccounts.year == year)
    return found.accounts(db.session.scalar(query))


def _earlier(year: int) -> Finding:
    query = sa.select(Report.published).where(
        Report.kind == ReportKind.SOCIAL,
        Report.year == year - 1,
        Report.state == ReportState.PUBLISHED,
    )
    published = db.session.scalar(query)
    return found.earlier_report(clock.day_of(published) if published else None)


EVIDENCE: Mapping[str, Callable[[int], list[Finding]]] = {
    "purpose": lambda year: [found.statutes(), _activity(year)],
    "object": lambda year: [found.statutes(), _activity(year)],
    "benefit": lambda year: [_paid_out(year), _for_free(year)],
    "liquidation": lambda year: [found.statutes(), _refunds(year)],
    "nominal": lambda year: [_at_most_paid(year)],
    "mandate": lambda year: [_seats(year)],
    "tenth": _votes,
    "reserve": lambda year: [_paid_out(year), _accounts(year)],
    "report": lambda year: [_earlier(year)],
}
