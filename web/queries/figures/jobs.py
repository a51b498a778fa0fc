"""Open-ended jobs, the support team, and what is paid from the least to the most."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.employment import ContractType
from domain.roles import Role
from web import clock
from web.extensions import db
from web.models.audit import AuditEntry
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


def advisers(asked: Asked) -> Number:
    """People who were advisers at the end of the day: those of today, without what came later."""
    end = clock.midnight(asked.day + timedelta(days=1))
    person = sa.select(Person.id).where(Person.created < end)
    advising = person.join(PersonRole).where(PersonRole.role == Role.ADVISER)
    later = sa.select(AuditEntry.id, AuditEntry.act, AuditEntry.subject_id, AuditEntry.facts).where(
        AuditEntry.act.in_({**ROLE_ACTS, **ACCOUNT_ACTS}), AuditEntry.at >= end
    )  # sorted here: asked to sort, SQLite reads all that was ever done, backwards
    acts = sorted(db.session.execute(later), key=lambda row: -row.id)
    roles = set(db.session.scalars(advising))
    for _id, act, person_id, facts in acts:
        if act in ROLE_ACTS and Role.ADVISER.value in facts["roles"].split(", "):
            ROLE_ACTS[act](roles, person_id)
    existing = person.where(Person.id.in_(roles))
    closed = set(db.session.scalars(existing.where(~Person.active)))
    for _id, act, person_id, _facts in acts:
        if act in ACCOUNT_ACTS:
            ACCOUNT_ACTS[act](closed, person_id)
    return Decimal(len(set(db.session.scalars(existing)) - closed))


# What undoes each act on somebody's roles, or on their account.
ROLE_ACTS: Mapping[str, Callable[[set[int], int], None]] = {
    "roles_given": set.discard,
    "roles_taken": set.add,
}
ACCOUNT_ACTS: Mapping[str, Callable[[set[int], int], None]] = {
    "person_deactivated": set.discard,
    "person_reactivated": set.add,
}


def ratio_of(team: bool) -> Callable[[Asked], Number]:
    """The highest pay as so many times the lowest: of all, or of the support team."""
    return lambda asked: pay_ratio(asked.day, team=team)
