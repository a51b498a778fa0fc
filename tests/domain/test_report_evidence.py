"""Evidence for the nine conditions: when it holds, when it does not, when nobody knows."""

from datetime import date
from decimal import Decimal

import pytest

from domain.reports import evidence
from domain.reports.conditions import CONDITIONS

DAY = date(2026, 5, 1)


def test_there_are_nine_in_their_order():
    assert [one.number for one in CONDITIONS] == list(range(1, 10))
    assert len({one.key for one in CONDITIONS}) == 9
    assert all(one.title and one.rule and one.source and one.how for one in CONDITIONS)


@pytest.mark.parametrize(
    ("finding", "holds"),
    [
        (evidence.statutes(), None),
        (evidence.activity(contracts=7, employees=5, units=3), True),
        (evidence.activity(contracts=0, employees=0, units=0), None),
        (evidence.nothing_paid_out(0), True),
        (evidence.nothing_paid_out(1), False),
        (evidence.none_for_free(0), True),
        (evidence.none_for_free(2), False),
        (evidence.refunds_match(Decimal("30.00"), Decimal("30.00")), True),
        (evidence.refunds_match(Decimal("30.00"), Decimal("60.00")), False),
        (evidence.refunds_at_most_paid(4, 0), True),
        (evidence.refunds_at_most_paid(4, 1), False),
        (evidence.seats_unpaid(16, 0), True),
        (evidence.seats_unpaid(16, 1), None),
        (evidence.seats_unpaid(0, 0), None),
        (evidence.within_a_tenth(3, 30), True),
        (evidence.within_a_tenth(4, 30), False),
        (evidence.within_a_tenth(0, 0), None),
        (evidence.accounts(DAY), True),
        (evidence.accounts(None), None),
        (evidence.earlier_report(DAY), True),
        (evidence.earlier_report(None), None),
    ],
)
def test_a_finding_says_whether_it_holds(finding, holds):
    assert finding.holds is holds
    assert finding.said % finding.values
