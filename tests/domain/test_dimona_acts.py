"""Which declaration comes next, and the receipts that prove it was made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contract_life import AGREED, ContractStatus
from domain.declarations import (
    WrongReceiptCount,
    WrongReceiptNumber,
    receipt_numbers,
)
from domain.dimona.acts import (
    DIMONA_ACTS,
    DIMONA_NEXT,
    DIMONA_STATES,
    DimonaAct,
    DimonaState,
    NothingDeclared,
    NothingToDeclare,
    Told,
    act_due,
    move_declaration,
    state,
)

FRIDAY = date(2026, 9, 18)
NEXT_WEEK = FRIDAY + timedelta(days=7)
MADE, CANCELLED = ContractStatus.MADE, ContractStatus.CANCELLED


def told(status=MADE, number="A1", last_day=FRIDAY, told_last_day=FRIDAY, **more):
    return Told(
        status=status, number=number, last_day=last_day, told_last_day=told_last_day, **more
    )


@pytest.mark.parametrize(
    ("facts", "act", "where"),
    [
        (told(number=None, told_last_day=None), DimonaAct.IN, DimonaState.TO_DECLARE),
        (told(number=""), DimonaAct.IN, DimonaState.TO_DECLARE),
        (told(), None, DimonaState.RECORDED),
        (told(ContractStatus.CONFIRMED), None, DimonaState.RECORDED),
        (told(last_day=NEXT_WEEK), DimonaAct.CHANGE, DimonaState.TO_CHANGE),
        (told(told_last_day=NEXT_WEEK), DimonaAct.CHANGE, DimonaState.TO_CHANGE),
        (told(told_last_day=None), DimonaAct.CHANGE, DimonaState.TO_CHANGE),
        (told(CANCELLED), DimonaAct.CANCEL, DimonaState.TO_CANCEL),
        (told(CANCELLED, last_day=NEXT_WEEK), DimonaAct.CANCEL, DimonaState.TO_CANCEL),
        (told(CANCELLED, number=None), None, DimonaState.NOTHING_LEFT),
        (told(ContractStatus.PROPOSED, number=None), None, DimonaState.NOT_YET),
        (told(ContractStatus.OFFERED, number=None), None, DimonaState.NOT_YET),
        (told(ContractStatus.DECLINED, number=None), None, DimonaState.NOT_YET),
    ],
)
def test_what_comes_next(facts, act, where):
    assert act_due(facts) is act
    assert state(facts) is where


@pytest.mark.parametrize(
    ("number", "last_day", "told_last_day", "act"),
    [
        (None, None, None, DimonaAct.IN),
        ("A1", None, None, None),  # goes on
        ("A1", FRIDAY, None, DimonaAct.OUT),
        ("A1", FRIDAY, FRIDAY, None),  # the end was given in the IN, or declared after it
        ("A1", NEXT_WEEK, FRIDAY, DimonaAct.CHANGE),
    ],
)
def test_an_open_ended_employment_has_an_end_of_its_own(number, last_day, told_last_day, act):
    facts = told(number=number, last_day=last_day, told_last_day=told_last_day, open_ended=True)
    assert act_due(facts) is act


@given(
    st.sampled_from(ContractStatus),
    st.sampled_from([None, "", "A1"]),
    st.sampled_from([FRIDAY, NEXT_WEEK]),
    st.sampled_from([None, FRIDAY, NEXT_WEEK]),
)
def test_nothing_is_declared_before_both_agree(status, number, last_day, told_last_day):
    due = act_due(told(status, number, last_day, told_last_day))
    if status is CANCELLED:
        assert due in (None, DimonaAct.CANCEL)
    elif status not in AGREED:
        assert due is None
    elif not number:
        assert due is DimonaAct.IN


def test_every_state_has_its_name_and_its_moves():
    assert set(DIMONA_NEXT) == set(DIMONA_STATES) == set(DimonaState)
    assert set(DIMONA_ACTS) == set(DimonaAct)
    words = " ".join([*DIMONA_STATES.values(), *DIMONA_ACTS.values()]).lower()
    assert "filed" not in words


@pytest.mark.parametrize(
    ("current", "to"),
    [(here, to) for here in DimonaState for to in DimonaState if to not in DIMONA_NEXT[here]],
)
def test_other_moves_are_refused(current, to):
    refusal = NothingDeclared if current is DimonaState.NOTHING_LEFT else NothingToDeclare
    with pytest.raises(refusal):
        move_declaration(current, to)


def test_a_receipt_that_is_recorded_can_be_corrected_and_taken_back():
    for to in (DimonaState.RECORDED, DimonaState.TO_DECLARE):
        assert move_declaration(DimonaState.RECORDED, to) is to


def test_a_contract_over_two_quarters_has_two_receipts():
    assert receipt_numbers(" ab 1, cd 2 ", 2) == "AB1, CD2"
    assert receipt_numbers("ab1+cd2", 2) == "AB1, CD2"
    for typed in ("ab1", "a,b,c"):
        with pytest.raises(WrongReceiptCount, match="2 receipt numbers"):
            receipt_numbers(typed, 2)
    for typed in ("a,", "a,é"):
        with pytest.raises(WrongReceiptNumber):
            receipt_numbers(typed, 2)


def test_other_contracts_have_one():
    assert receipt_numbers(" ab 1 ") == "AB1"
    with pytest.raises(WrongReceiptNumber):
        receipt_numbers("a,b")
