from datetime import date
from decimal import Decimal

import pytest

from domain.contract_life import (
    CONTRACT_NEXT,
    CONTRACT_STATUSES,
    ContractStatus,
    ForbiddenContractMove,
    move_contract,
)
from domain.employment import (
    COEFFICIENTS,
    CONTRACT_TYPES,
    ContractType,
    DayTaken,
    DayTooEarly,
    DayTwice,
    NoDay,
    WorkAlreadyStarted,
    by_month,
    check_days,
    check_free,
    check_made_before_work,
    coefficient,
)
from domain.minimum_pay import BelowMinimumPay, check_minimum_pay, minimum_day_pay
from domain.money import eur
from domain.parameters import Confidence, NotInForce
from domain.periods import Month

MONDAY, TUESDAY = date(2026, 9, 7), date(2026, 9, 8)


def test_the_shipped_coefficients_are_marked_as_made_up():
    for kind in COEFFICIENTS:
        for day in (date(2025, 1, 1), MONDAY):
            assert coefficient(kind, day).confidence is Confidence.ILLUSTRATIVE
            assert coefficient(kind, day).value >= 1
    assert coefficient(ContractType.WHITE_COLLAR, MONDAY).value == Decimal("1.60")


@pytest.mark.parametrize(
    ("day", "minimum"),
    [
        (date(2025, 2, 1), "97.48"),  # 2111.89 × 3/65 = 97.4718…, and 12.8252 an hour × 7.6
        (date(2026, 4, 1), "101.07"),
        (date(2026, 7, 1), "103.09"),
    ],
)
def test_minimum_pay_of_a_day_is_never_under_the_law(day, minimum):
    line = minimum_day_pay(day)
    assert line.amount == eur(minimum)
    assert line.amount * 65 >= line.rate.value * 3


def test_minimum_pay_of_an_unknown_day_is_refused():
    with pytest.raises(NotInForce):
        minimum_day_pay(date(2026, 1, 15))


def test_pay_under_the_minimum_is_refused_with_both_amounts():
    check_minimum_pay(eur("206.18"), 2, MONDAY)
    with pytest.raises(BelowMinimumPay) as refusal:
        check_minimum_pay(eur("206.17"), 2, MONDAY)
    assert refusal.value.facts() == {"per_day": eur("103.08"), "minimum": eur("103.09")}


def test_a_contract_is_made_before_its_first_day():
    check_made_before_work(TUESDAY, today=MONDAY)
    with pytest.raises(WorkAlreadyStarted) as refusal:
        check_made_before_work(MONDAY, today=MONDAY)
    assert refusal.value.earliest == TUESDAY


def test_days_are_one_or_more_each_once_none_too_early():
    check_days([TUESDAY, MONDAY], MONDAY)
    with pytest.raises(NoDay):
        check_days([], MONDAY)
    with pytest.raises(DayTwice, match="2026-09-08"):
        check_days([MONDAY, TUESDAY, TUESDAY], MONDAY)
    with pytest.raises(DayTooEarly, match="2026-09-07"):
        check_days([TUESDAY, MONDAY], TUESDAY)


def test_a_person_works_once_a_day_in_an_assignment():
    check_free([MONDAY], [TUESDAY])
    with pytest.raises(DayTaken, match="2026-09-07"):
        check_free([TUESDAY, MONDAY], {MONDAY, TUESDAY})


def test_days_are_sorted_into_months():
    october = date(2026, 10, 1)
    assert by_month([october, TUESDAY, MONDAY]) == {
        Month(2026, 9): (MONDAY, TUESDAY),
        Month(2026, 10): (october,),
    }


@pytest.mark.parametrize("current", ContractStatus)
@pytest.mark.parametrize("to", ContractStatus)
def test_the_life_of_a_contract(current, to):
    if to in CONTRACT_NEXT[current]:
        assert move_contract(current, to) is to
    else:
        with pytest.raises(ForbiddenContractMove):
            move_contract(current, to)


def test_every_kind_and_status_has_a_label():
    assert set(CONTRACT_TYPES) == set(ContractType)
    assert set(CONTRACT_STATUSES) == set(CONTRACT_NEXT) == set(ContractStatus)
