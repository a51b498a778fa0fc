"""Mandates, candidacies, questions and the bureau: what the rules refuse."""

from datetime import UTC, date, datetime

import pytest

from domain.assembly.asking import NothingWritten, QuestionsClosed, TooLong, check_open, check_words
from domain.assembly.bureau import BureauIncomplete, check_present
from domain.assembly.candidates import (
    CandidacyMoved,
    NothingSaid,
    TooLateToStand,
    check_in_time,
    check_statement,
    move,
)
from domain.assembly.mandates import (
    SeatHeld,
    Term,
    TooManyMandates,
    check_free,
    check_may_stand,
    last_day,
    served,
)
from domain.assembly.words import BureauFunction, CandidacyState

FIRST = Term(date(2021, 6, 15), date(2025, 6, 14))
SECOND = Term(date(2025, 6, 17), date(2029, 6, 16))
NOON = datetime(2026, 5, 28, 12, tzinfo=UTC)


def test_a_mandate_lasts_four_years_to_the_day():
    assert last_day(date(2025, 6, 17)) == date(2029, 6, 16)
    assert last_day(date(2024, 2, 29)) == date(2028, 2, 27)


def test_a_third_mandate_is_refused_with_the_rule():
    check_may_stand("Ada", [FIRST], date(2025, 6, 17))
    with pytest.raises(TooManyMandates, match="has had 2 mandates"):
        check_may_stand("Ada", [FIRST, SECOND], date(2029, 6, 19))
    assert served([FIRST, SECOND], date(2025, 1, 1)) == 1


def test_nobody_holds_two_seats_at_once():
    check_free("Ada", [FIRST], date(2025, 6, 15))
    with pytest.raises(SeatHeld, match="2025-06-14"):
        check_free("Ada", [FIRST], date(2025, 6, 14))


def test_candidates_come_in_time_and_say_something():
    check_in_time(NOON, None, day=NOON.date())
    check_statement({"fr": "", "nl": "Omdat"})
    with pytest.raises(TooLateToStand):
        check_in_time(NOON, NOON, day=NOON.date())
    with pytest.raises(NothingSaid):
        check_statement({"fr": " "})


def test_a_candidacy_goes_the_allowed_ways_only():
    assert move(CandidacyState.DRAFT, CandidacyState.SUBMITTED) is CandidacyState.SUBMITTED
    with pytest.raises(CandidacyMoved, match="Refused"):
        move(CandidacyState.REFUSED, CandidacyState.ACCEPTED)


def test_questions_close_before_the_meeting_and_open_again_in_it():
    check_open(NOON, NOON, sitting=True)
    with pytest.raises(QuestionsClosed):
        check_open(NOON, NOON, sitting=False)
    with pytest.raises(NothingWritten):
        check_words(" ")
    with pytest.raises(TooLong, match="2000"):
        check_words("x" * 2001)


def test_a_meeting_begins_with_its_whole_bureau_in_the_room():
    check_present(list(BureauFunction))
    with pytest.raises(BureauIncomplete, match="Secretary"):
        check_present([BureauFunction.CHAIR, BureauFunction.SCRUTINEER])
