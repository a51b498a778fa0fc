"""Who comes second: waits for rows that another act holds, or is refused what is taken."""

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from domain.errors import RuleError
from web.extensions import Base, db
from web.models.unit import Unit

Rows = TypeVar("Rows", bound=sa.Select[*tuple[Any, ...]])


def alone(query: Rows, *tables: type[Base]) -> Rows:
    """The rows of a query as they are now, for this act only.

    Others may still refer to them meanwhile (``FOR NO KEY UPDATE``): two forms sent by one person
    both refer to that person, and would wait for each other for ever.

    tables: which of the tables read, where it is not all of them
    """
    return query.with_for_update(key_share=True, of=tables or None).execution_options(
        populate_existing=True
    )


def lock_units(unit_ids: sa.Select[int]) -> None:
    """Let one act at a time change what these units have; taken before any row that is theirs."""
    units = sa.select(Unit.id).where(Unit.id.in_(unit_ids)).order_by(Unit.id)
    db.session.execute(alone(units))


def flush_or(refusal: RuleError) -> None:
    """Write what was changed; two may choose the same at one moment: the second is refused."""
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise refusal from error
