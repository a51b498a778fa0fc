"""Days and pay: contracts to read, hours to declare, approve and correct, what was earned."""

from flask import Blueprint
from sqlalchemy.orm import joinedload, selectinload

from domain.roles import Role
from web.models.contract import Contract

bp = Blueprint("contracts", __name__)

PARTIES = (Role.MEMBER, Role.WORKER)
READERS = (*PARTIES, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
WHOLE = (
    joinedload(Contract.entity),
    joinedload(Contract.unit),
    joinedload(Contract.person),
    selectinload(Contract.days),
    selectinload(Contract.earnings),
)

from web.blueprints.contracts import (  # noqa: E402
    confirming,  # noqa: F401
    correcting,  # noqa: F401
    declaring,  # noqa: F401
    hours,  # noqa: F401
    reading,  # noqa: F401
)
