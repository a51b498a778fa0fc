"""What a declaration says, and what keeps it out of an export."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dimona.acts import DimonaAct
from domain.dimona.checks import (
    CommitteeMissing,
    EndBeforeStart,
    EndMissing,
    NationalNumberNeeded,
    NoPlannedHours,
    problems,
)
from domain.dimona.content import (
    WORKER_CODES,
    WORKER_TYPES,
    Declaration,
    Period,
    WorkerType,
    committee_on,
    periods,
)
from domain.employment import ContractType, FlexiNotConfirmed
from domain.entities import EntityCode
from domain.hours import FULL_DAY, Hours, hours
from domain.identifiers import WrongEnterpriseNumber, WrongNationalNumber
from domain.spans import Grain, Span

JUNE_30, JULY_1, JULY_2 = date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)
RIGHT = Declaration(
    reference="PA-C-000012",
    act=DimonaAct.IN,
    employer="Productions Associées",
    onss_number="",
    enterprise_number="0403019261",
    worker="Sacha Lambert",
    national_number="85073003328",
    committee="304",
    worker_type=WorkerType.OTH,
    first_day=JULY_1,
    last_day=JULY_2,
    hours=None,
    number="",
)


def test_every_kind_of_contract_has_a_code():
    assert set(WORKER_TYPES) == set(ContractType)
    assert set(WORKER_CODES) == set(WorkerType)
    assert WORKER_TYPES[ContractType.STUDENT] is WorkerType.STU
    assert WORKER_TYPES[ContractType.FLEXI] is WorkerType.FLX
    others = set(ContractType) - {ContractType.STUDENT, ContractType.FLEXI}
    assert {WORKER_TYPES[kind] for kind in others} == {WorkerType.OTH}


def test_others_are_declared_once_without_hours():
    for kind in (ContractType.WHITE_COLLAR, ContractType.ARTIST_1BIS):
        found = periods(kind, JUNE_30, JULY_2, ((JUNE_30, FULL_DAY),))
        assert found == (Period(first_day=JUNE_30, last_day=JULY_2),)
    assert periods(ContractType.ARTIST, JUNE_30, None)[0].last_day is None


def test_a_student_is_declared_once_a_quarter_and_each_hour_begun_counts():
    days = ((JUNE_30, hours("7.6")), (JULY_1, hours("4")), (JULY_2, hours("0.25")))
    assert periods(ContractType.STUDENT, JUNE_30, JULY_2, days) == (
        Period(first_day=JUNE_30, last_day=JUNE_30, hours=8),
        Period(first_day=JULY_1, last_day=JULY_2, hours=5),
    )


def test_a_quarter_without_an_hour_is_left_out():
    days = ((JUNE_30, hours("2")), (JULY_1, hours("0")), (date(2026, 10, 2), hours("3")))
    found = periods(ContractType.STUDENT, JUNE_30, date(2026, 10, 2), days)
    assert [(item.first_day, item.hours) for item in found] == [
        (JUNE_30, 2),
        (date(2026, 10, 1), 3),
    ]


@given(
    st.dictionaries(
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.integers(1, 2400).map(lambda number: hours(f"{number / 100:.2f}")),
        min_size=1,
        max_size=12,
    )
)
def test_a_students_periods_hold_all_days_and_no_less_hours(worked):
    days: tuple[tuple[date, Hours], ...] = tuple(sorted(worked.items()))
    first, last = days[0][0], days[-1][0]
    found = periods(ContractType.STUDENT, first, last, days)
    assert (found[0].first_day, found[-1].last_day) == (first, last)
    assert sum(item.hours or 0 for item in found) >= sum(worked.values())
    for item in found:
        quarter = Span.around(Grain.QUARTER, item.first_day)
        assert item.last_day is not None
        assert quarter.holds(item.last_day)
    for day, _ in days:
        assert sum(item.first_day <= day <= (item.last_day or last) for item in found) == 1


def test_a_right_declaration_has_no_problems():
    assert problems(RIGHT) == ()
    assert problems(replace(RIGHT, last_day=None)) == ()
    assert problems(replace(RIGHT, worker_type=WorkerType.STU, hours=8)) == ()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"national_number": ""}, NationalNumberNeeded),
        ({"national_number": "85073003329"}, WrongNationalNumber),
        ({"enterprise_number": "0403019262"}, WrongEnterpriseNumber),
        ({"committee": ""}, CommitteeMissing),
        ({"last_day": JUNE_30}, EndBeforeStart),
        ({"worker_type": WorkerType.STU, "hours": 0}, NoPlannedHours),
        ({"worker_type": WorkerType.STU}, NoPlannedHours),
        ({"worker_type": WorkerType.FLX}, FlexiNotConfirmed),
    ],
)
def test_one_mistake_is_one_reason(changes, refusal):
    (why,) = problems(replace(RIGHT, **changes))
    assert isinstance(why, refusal)


def test_every_mistake_is_named():
    wrong = replace(
        RIGHT, national_number="", committee="", worker_type=WorkerType.STU, last_day=None
    )
    assert [type(why) for why in problems(wrong)] == [
        NationalNumberNeeded,
        CommitteeMissing,
        EndMissing,
        NoPlannedHours,
    ]


def test_a_student_without_planned_days_has_no_hours():
    (period,) = periods(ContractType.STUDENT, JULY_1, JULY_2)
    assert period.hours == 0
    (open_ended,) = periods(ContractType.STUDENT, JULY_1, None)
    assert open_ended.hours is None


def test_the_joint_committee_is_a_dated_figure():
    number, figure = committee_on(EntityCode.PA, JULY_1)
    assert number
    assert figure is not None
    assert figure.table["PA"] == int(number)
    assert committee_on(EntityCode.PA, date(2020, 1, 1)) == ("", None)
