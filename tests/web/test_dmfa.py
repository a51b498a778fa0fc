"""The quarterly declaration: its totals are the ledger's, or it is not taken along."""

from datetime import date

import pytest

from domain.employment import ContractType
from domain.ledger import Act, employer_reduction
from domain.money import ZERO, eur, total
from tests.web import make
from tests.web.quartering import (
    AUTUMN,
    LOW,
    MEMBER,
    PA,
    Q2,
    Q3,
    SC,
    WORKER,
    agreed,
    close,
    close_months,
    employer,
    ready,
    settled,
    worked,
)
from web.actions import dmfa as actions
from web.actions.ledger import post
from web.demo.people import (
    OTHER_MEMBER,
)
from web.extensions import db
from web.queries.dmfa import people
from web.queries.dmfa_control import owed


@pytest.mark.usefixtures("app_context")
class TestControl:
    """The tree against the ledger."""

    def test_a_closed_quarter_is_what_the_ledger_owes(self):
        worked()
        worked((date(2026, 5, 6),), kind=ContractType.ARTIST, gross="700.00", budget="1300.00")
        worked((date(2026, 6, 8),), email=MEMBER, gross="1500.00", budget="2600.00")
        worked((date(2026, 6, 9),), email=OTHER_MEMBER, kind=ContractType.STUDENT)
        close_months(*Q2.months[1:])
        close()
        found = agreed()
        assert (found.sums.people, found.sums.occupations, found.sums.days) == (3, 4, 5)
        assert found.sums.owed == owed(employer(), Q2).total > ZERO

    def test_reductions_count(self):
        ready(LOW, entity=SC, gross="2300.00", budget="3700.00")
        close(Q3, entity=SC)
        assert agreed(Q3, SC).sums.reductions > ZERO

    def test_special_contributions_settled_on_payslips_count(self):
        settled()
        close()
        sums = agreed().sums
        assert sums.settled < ZERO < sums.special

    def test_a_contract_over_the_edge_counts_for_its_part(self):
        worked((date(2026, 6, 30), date(2026, 7, 1)), gross="900.01", budget="1500.00")
        close_months(Q2.months[2], Q3.months[0])
        close()
        close(Q3)
        both = agreed(), agreed(Q3)
        assert total(item.sums.gross for item in both) == eur("900.01")
        assert [item.sums.days for item in both] == [1, 1]

    def test_corrections_are_in_both(self):
        ready()
        close()
        worked((date(2026, 6, 8),), gross="1000.00", budget="1600.00")
        close_months(Q2.months[2])
        assert not actions.check(employer(), Q2).agrees
        close()
        assert agreed().sums.occupations == 2

    def test_employers_do_not_mix(self):
        ready()
        ready(entity=SC)
        close()
        close(entity=SC)
        assert agreed().sums.people == agreed(entity=SC).sums.people == 1

    def test_what_is_booked_by_hand_is_found(self):
        ready()
        close()
        legs = employer_reduction(amount=eur(5), person_id=make.person(WORKER).id)
        post(Act.REDUCTION, legs, entity_id=PA, day=AUTUMN.date(), reference="PA-Q-2026-Q2-000099")
        db.session.commit()
        apart = [item.difference for item in actions.check(employer(), Q2).controls]
        assert apart == [ZERO, ZERO, ZERO, eur(5), eur(5)]

    def test_problems_are_told_at_the_person(self):
        ready()
        person = make.person(WORKER)
        person.national_number = None
        db.session.commit()
        (item,) = people(employer(), Q2).items
        assert [type(problem).__name__ for problem in item.problems] == ["NumberMissing"]
        assert item.masked_number == ""
        person.national_number = "85073003329"
        db.session.commit()
        (item,) = people(employer(), Q2).items
        assert [type(problem).__name__ for problem in item.problems] == ["NumberWrong"]
        assert item.masked_number.startswith("••")
        assert actions.check(employer(), Q2).problems == 1
