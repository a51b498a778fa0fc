"""Money is promised only while there is enough of it: the one check for pay and expenses alike."""

import sqlalchemy as sa

from domain.budget import check_assignment_covers, check_covered
from domain.money import Eur
from web.actions.locks import lock_units
from web.models.unit import Unit
from web.queries.budget import available_of, left_of


def lock_and_check(unit_id: int, wanted: Eur, *, assignment_id: int | None = None) -> None:
    """Refuse to promise ``wanted`` EUR that is not there; others who spend here wait meanwhile.

    The lock holds until the caller's transaction ends, so that two people who promise at the
    same time cannot both have the last euro.

    assignment_id: None spends the running budget of the Activity
    """
    lock_units(sa.select(Unit.id).where(Unit.id == unit_id))
    if assignment_id is None:
        check_covered(available_of(unit_id), wanted)
    else:
        check_assignment_covers(left_of(unit_id, assignment_id), wanted)
