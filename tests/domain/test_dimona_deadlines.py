"""Until when something is declared, and how urgent that is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dimona.acts import DimonaAct
from domain.dimona.deadlines import (
    IN_TIME,
    URGENCIES,
    Urgency,
    deadline,
    last_days,
    open_day,
    urgency,
)
from domain.periods import ONE_DAY, add_working_days, is_working_day

MONDAY = date(2026, 9, 14)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=number) for number in (4, 5, 6))
ENDS = (DimonaAct.OUT, DimonaAct.CHANGE)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("act", "day", "until"),
    [
        (DimonaAct.IN, MONDAY, MONDAY),
        (DimonaAct.CANCEL, SATURDAY, SATURDAY),
        (DimonaAct.OUT, MONDAY, date(2026, 9, 15)),
        (DimonaAct.OUT, FRIDAY, date(2026, 9, 21)),
        (DimonaAct.CHANGE, SUNDAY, date(2026, 9, 21)),
        (DimonaAct.OUT, date(2026, 7, 20), date(2026, 7, 22)),  # the 21st is a holiday
        (DimonaAct.OUT, date(2026, 12, 24), date(2026, 12, 28)),
    ],
)
def test_the_day_that_decides(act, day, until):
    assert deadline(act, day) == until


@pytest.mark.parametrize(
    ("act", "day", "today", "how"),
    [
        # Work that starts today is red: nobody knows the hour.
        (DimonaAct.IN, MONDAY, MONDAY, Urgency.LATE),
        (DimonaAct.IN, MONDAY - ONE_DAY, MONDAY, Urgency.LATE),
        (DimonaAct.IN, MONDAY + ONE_DAY, MONDAY, Urgency.TODAY),
        (DimonaAct.IN, MONDAY + 2 * ONE_DAY, MONDAY, Urgency.TOMORROW),
        (DimonaAct.IN, FRIDAY, MONDAY, Urgency.WEEK),
        # Nobody is there at the weekend: work on the next Monday is declared on Friday.
        (DimonaAct.IN, MONDAY + timedelta(days=7), MONDAY, Urgency.WEEK),
        (DimonaAct.IN, MONDAY + timedelta(days=8), MONDAY, Urgency.LATER),
        (DimonaAct.IN, MONDAY + timedelta(days=7), FRIDAY, Urgency.TODAY),
        (DimonaAct.IN, MONDAY + timedelta(days=7), SUNDAY, Urgency.TODAY),
        (DimonaAct.CANCEL, MONDAY, MONDAY, Urgency.TODAY),
        (DimonaAct.CANCEL, SUNDAY, MONDAY, Urgency.WEEK),
        (DimonaAct.CANCEL, SUNDAY, FRIDAY, Urgency.TODAY),
        (DimonaAct.CANCEL, MONDAY - ONE_DAY, MONDAY, Urgency.LATE),
        (DimonaAct.OUT, date(2026, 9, 11), MONDAY, Urgency.TODAY),
        (DimonaAct.OUT, date(2026, 9, 10), MONDAY, Urgency.LATE),
        (DimonaAct.OUT, MONDAY, MONDAY, Urgency.TOMORROW),
        (DimonaAct.CHANGE, date(2026, 9, 16), MONDAY, Urgency.WEEK),
        (DimonaAct.CHANGE, FRIDAY, MONDAY, Urgency.LATER),
    ],
)
def test_how_urgent_it_is(act, day, today, how):
    assert urgency(act, day, today) is how


@given(st.sampled_from(DimonaAct), DAYS, DAYS)
def test_what_can_still_be_done_in_time_is_not_late(act, day, today):
    until = deadline(act, day)
    in_time = today < until if act is DimonaAct.IN else today <= until
    assert (urgency(act, day, today) is not Urgency.LATE) == in_time


@given(st.sampled_from(DimonaAct), DAYS, DAYS)
def test_who_acts_when_told_is_in_time(act, day, done):
    """The last working day on which the office can act, found by walking back from the deadline."""
    last = open_day(deadline(act, day) - (ONE_DAY if act is DimonaAct.IN else timedelta()))
    assert (day <= IN_TIME[act](done)) == (last <= done)


@given(st.sampled_from(DimonaAct), DAYS, DAYS)
def test_it_only_becomes_more_urgent(act, day, today):
    order = list(Urgency)
    # On Sunday nothing of this week is left; otherwise each group holds the ones before it.
    before, after = urgency(act, day, today), urgency(act, day, today + ONE_DAY)
    if today.weekday() != 6:
        assert order.index(after) <= order.index(before)
    lasts = [last for _name, last in last_days(act, today)]
    assert lasts[0] <= lasts[1] <= lasts[2]


@given(DAYS)
def test_an_open_day_is_the_last_one(day):
    found = open_day(day)
    assert is_working_day(found)
    assert found <= day < add_working_days(found, 1)


def test_every_urgency_has_a_name():
    assert list(URGENCIES) == list(Urgency)
