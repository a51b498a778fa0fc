"""What an amendment means for a declaration that was made: it is declared anew, or stands."""

import pytest

from domain.employment import ContractType
from domain.hours import FULL_DAY, hours
from tests.web.amending import MONDAY, THREE_DAYS, TUESDAY, WEDNESDAY, a_contract, accept, propose
from tests.web.working import the
from web.extensions import db

pytestmark = pytest.mark.usefixtures("app_context")
SHORTER = ((MONDAY, FULL_DAY), (TUESDAY, hours("7.00")))
FROM_TUESDAY = ((TUESDAY, FULL_DAY), (WEDNESDAY, FULL_DAY))


@pytest.mark.parametrize(
    ("kind", "days", "stands"),
    [
        (ContractType.WHITE_COLLAR, SHORTER, True),
        (ContractType.STUDENT, SHORTER, False),
        (ContractType.WHITE_COLLAR, THREE_DAYS, False),
        (ContractType.WHITE_COLLAR, FROM_TUESDAY, False),
    ],
)
def test_the_declaration_stands_where_nothing_of_it_changes(kind, days, stands):
    contract = a_contract(kind=kind)
    contract.dimona_number, contract.dimona_last_day = "IN1", contract.last_day
    db.session.commit()
    accept(propose(contract, days=days, gross="553.12"))
    row = the(contract.id)
    assert row.dimona_number == "IN1"
    assert (row.dimona_last_day == row.last_day) is stands
