"""Open-ended jobs, the support team, and what is paid from the least to the most."""

from collections.abc import Callable

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.employment import ContractType
from domain.roles import Role
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.person import Person, PersonRole
from web.queries.figures.asked import Asked, Number, scalar
from web.queries.figures.paid import pay_ratio


def lasting(asked: Asked) -> Number:
    """People with an open-ended job, the support team left out."""
    query = sa.select(sa.func.count(Employment.person_id.distinct())).where(
        Employment.status == ContractStatus.MADE,
        Employment.kind != ContractType.SUPPORT,
        Employment.first_day <= asked.day,
        sa.or_(Employment.last_day.is_(None), Employment.last_day >= asked.day),
    )
    return scalar(query)


def team(asked: Asked) -> Number:
    """People who work for the support team; not known where its contracts are kept elsewhere."""
    open_ended = sa.select(Employment.person_id).where(
        Employment.status == ContractStatus.MADE,
        Employment.kind == ContractType.SUPPORT,
        Employment.first_day <= asked.day,
        sa.or_(Employment.last_day.is_(None), Employment.last_day >= asked.day),
    )
    others = sa.select(Contract.person_id).where(
        Contract.kind == ContractType.SUPPORT,
        Contract.status.in_(AGREED),
        Contract.first_day <= asked.day,
        Contract.last_day >= asked.day,
    )
    found = open_ended.union(others).subquery()
    return scalar(sa.select(sa.func.count()).select_from(found)) or None


def advisers(_asked: Asked) -> Number:
    """People who are advisers today."""
    query = sa.select(sa.func.count()).select_from(PersonRole).join(Person)
    return scalar(query.where(PersonRole.role == Role.ADVISER, Person.active))


def ratio_of(team: bool) -> Callable[[Asked], Number]:
    """The highest pay as so many times the lowest: of all, or of the support team."""
    return lambda asked: pay_ratio(asked.day, team=team)
