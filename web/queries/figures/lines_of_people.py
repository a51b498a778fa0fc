"""Lines of figures about people: holders, shareholders, and who works."""

from datetime import date

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.employment import ContractType
from domain.shares.words import Category
from web.models.contract import Contract, WorkDay
from web.models.employment import Employment
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.share import Shareholder, ShareMovement
from web.models.unit import Holding, Unit
from web.queries.figures.acts import CONFIRMED_WORK
from web.queries.figures.facts import active
from web.queries.figures.lines_of_money import in_year
from web.queries.figures.sql import Rows
from web.queries.holdings import held_on
from web.queries.lines import NAME
from web.queries.register import category_on, lines_query
from web.sight import visible


def holders(key: str, day: date) -> Rows:
    """Who holds an active unit, and since when they hold any."""
    holds = sa.select(Holding.person_id).where(held_on(day), Holding.unit_id.in_(active(day)))
    invoiced = sa.select(Invoice.unit_id).where(
        Invoice.number.is_not(None), in_year(Invoice.issue_day, day)
    )
    invoicing = Person.id.in_(holds.where(Holding.unit_id.in_(invoiced)))
    since = sa.func.min(Holding.since)
    began = (
        sa.select(Holding.person_id, since.label("since"))
        .where(Holding.since <= day)
        .group_by(Holding.person_id)
        .subquery()
    )
    only = {
        "holders_invoicing": invoicing,
        "holders_idle": ~invoicing,
        "holders_new": began.c.since >= date(day.year, 1, 1),
    }
    return (
        sa.select(Person.id, NAME, began.c.since)
        .join(began, began.c.person_id == Person.id)
        .where(Person.id.in_(holds), only.get(key, sa.true()), visible(Person))
        .order_by(began.c.since.desc(), Person.id.desc())
    )


MEMBER_CATEGORIES = {f"members_{one.value.lower()}": one for one in Category}


def moved(key: str, day: date) -> Rows:
    """Shareholders who came since 1 January, or who left."""
    earlier = sa.case((ShareMovement.day < date(day.year, 1, 1), ShareMovement.shares), else_=0)
    then, now = sa.func.sum(earlier), sa.func.sum(ShareMovement.shares)
    came, gone = sa.and_(then <= 0, now > 0), sa.and_(then > 0, now <= 0)
    last = sa.func.max(ShareMovement.day)
    return (
        sa.select(Shareholder.id, Shareholder.name, Shareholder.number, last, now - then)
        .join(ShareMovement, ShareMovement.shareholder_id == Shareholder.id)
        .where(ShareMovement.day <= day, visible(Shareholder))
        .group_by(Shareholder.id, Shareholder.name, Shareholder.number)
        .having(came if key == "members_joined" else gone)
        .order_by(last.desc(), Shareholder.id.desc())
    )


def members(key: str, day: date) -> Rows:
    """Lines of the register."""
    lines = lines_query(day).where(visible(Shareholder))
    if key in MEMBER_CATEGORIES:
        lines = lines.where(category_on(day) == MEMBER_CATEGORIES[key])
    rows = lines.subquery()
    return sa.select(
        rows.c.id, rows.c.name, rows.c.number, rows.c.category, rows.c.since, rows.c.shares
    ).order_by(rows.c.shares.desc(), rows.c.number)


def contracts(_key: str, day: date) -> Rows:
    """Contracts that began in the year."""
    return (
        sa.select(Contract.id, NAME, Unit.name, Contract.first_day, Contract.last_day)
        .join(Person, Person.id == Contract.person_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .where(
            Contract.status.in_(AGREED),
            Contract.employment_id.is_(None),
            in_year(Contract.first_day, day),
            visible(Contract),
        )
        .order_by(Contract.first_day.desc(), Contract.id.desc())
    )


def work(key: str, day: date) -> Rows:
    """People with confirmed work; those without a unit in the year, where it is about them."""
    held = sa.select(Holding.person_id).where(
        Holding.since <= date(day.year, 12, 31),
        sa.or_(Holding.until.is_(None), Holding.until >= date(day.year, 1, 1)),
    )
    return (
        sa.select(
            Person.id,
            NAME,
            sa.func.count(WorkDay.day),
            sa.func.sum(sa.type_coerce(WorkDay.hours, sa.BigInteger)),
        )
        .join(Contract, Contract.person_id == Person.id)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            *CONFIRMED_WORK,
            in_year(WorkDay.day, day),
            Person.id.not_in(held) if key == "employees_not_holders" else sa.true(),
            visible(Person),
            visible(Contract),
        )
        .group_by(Person.id, NAME)
        .order_by(sa.func.count(WorkDay.day).desc(), Person.id)
    )


def jobs(_key: str, day: date) -> Rows:
    """Open-ended jobs of the day."""
    return (
        sa.select(Employment.id, NAME, Unit.name, Employment.first_day, Employment.last_day)
        .join(Person, Person.id == Employment.person_id)
        .join(Unit, Unit.id == Employment.unit_id)
        .where(
            Employment.status == ContractStatus.MADE,
            Employment.kind != ContractType.SUPPORT,
            Employment.first_day <= day,
            sa.or_(Employment.last_day.is_(None), Employment.last_day >= day),
            visible(Employment),
        )
        .order_by(Employment.first_day.desc(), Employment.id.desc())
    )
