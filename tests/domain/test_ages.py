"""How old someone is on a day, and from which age they may work."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ages import AGE_UNKNOWN, OnlyAsStudent, UnderAge, YoungWorker, age_on, check_age
from domain.employment import STUDENTS, ContractType
from domain.payroll.categories import CATEGORIES

FIRST = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("birth_day", "age"),
    [
        (date(2011, 9, 21), 15),
        (date(2011, 9, 22), 14),
        (date(2011, 9, 20), 15),
        (date(2011, 8, 30), 15),
        (date(2011, 10, 1), 14),
    ],
)
def test_the_birthday_counts_whole(birth_day, age):
    assert age_on(birth_day, FIRST) == age


def test_someone_born_on_a_leap_day_turns_older_on_the_first_of_march():
    born = date(2012, 2, 29)
    assert age_on(born, date(2027, 2, 28)) == 14
    assert age_on(born, date(2027, 3, 1)) == 15
    assert age_on(born, date(2028, 2, 29)) == 16


def test_an_age_we_do_not_know_lowers_nothing():
    assert age_on(None, FIRST) == AGE_UNKNOWN
    check_age("Lotte", None, FIRST, ContractType.WHITE_COLLAR)


@pytest.mark.parametrize("kind", ContractType)
def test_nobody_works_before_15_and_at_15_students_only(kind):
    with pytest.raises(UnderAge, match="Lotte is 14 years old on 2026-09-21") as refusal:
        check_age("Lotte", date(2011, 9, 22), FIRST, kind)
    assert (refusal.value.field, refusal.value.least) == ("worker", 15)
    if kind is ContractType.STUDENT:
        check_age("Lotte", date(2011, 9, 21), FIRST, kind)
    elif kind in STUDENTS:
        with pytest.raises(YoungWorker, match="within the quota"):
            check_age("Lotte", date(2011, 9, 21), FIRST, kind)
    else:
        with pytest.raises(OnlyAsStudent, match="student contract only") as other:
            check_age("Lotte", date(2011, 9, 21), FIRST, kind)
        assert (other.value.field, other.value.least) == ("kind", 16)


@pytest.mark.parametrize("kind", ContractType)
def test_until_the_year_of_18_is_over_nobody_gets_pay_with_a_work_bonus(kind):
    for born in (date(2010, 9, 21), date(2008, 1, 1), date(2008, 12, 31)):
        if CATEGORIES[kind].bonus:
            with pytest.raises(YoungWorker, match=f"end of {born.year + 18}") as refusal:
                check_age("Lotte", born, FIRST, kind)
            assert refusal.value.field == "kind"
        else:
            check_age("Lotte", born, FIRST, kind)
    check_age("Lotte", date(2007, 12, 31), FIRST, kind)


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_year_later_one_is_a_year_older(born, day):
    if (day.month, day.day) != (2, 29):
        assert age_on(born, day.replace(year=day.year + 1)) == age_on(born, day) + 1
