"""Assemblies: deadline, dates, agenda, ballots, signatures, results in the minutes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.assembly import ballots
from domain.assembly.agenda import FileMissing, NumberTaken, Point, check_number, next_number
from domain.assembly.agenda import problems as lacking
from domain.assembly.ballots import OBJECTIVES, Settings, as_question, from_ballot, options_from
from domain.assembly.convening import (
    CandidatesTooLate,
    Dates,
    ObjectionsTooLate,
    ProxiesTooLate,
    QuestionsTooLate,
    RecordDayTooLate,
    TooLateToConvene,
    check_dates,
    check_in_time,
    last_day,
    wrong_dates,
)
from domain.assembly.life import ASSEMBLY_NEXT, ForbiddenAssemblyMove, move_assembly
from domain.assembly.minutes_sheet import QuorumCheck
from domain.assembly.second import goes_again, second_ballot
from domain.assembly.words import AssemblyState
from domain.voting.words import Kind, Majority, Method, QuorumKind, Tie

DAY = date(2026, 6, 23)
STARTS = datetime(2026, 6, 23, 16, 0, tzinfo=UTC)
GOOD = Dates(
    starts=STARTS,
    day=DAY,
    record_day=date(2026, 6, 3),
    objections_until=date(2026, 6, 15),
    questions_until=STARTS - timedelta(days=6),
    candidates_until=STARTS - timedelta(days=21),
    proxies_until=STARTS - timedelta(days=5),
    opens_at=STARTS - timedelta(days=4),
)
WORDS = {"fr": "f", "nl": "n", "en": "e"}
YES_NO = Settings(kind=Kind.RESOLUTION, method=Method.MAJORITY)
SEATS = Settings(kind=Kind.ELECTION, method=Method.APPROVAL, seats=4, at_most=4, tie=Tie.LOT)
RANKING = Settings(kind=Kind.PREFERENCE, method=Method.SCHULZE, options=OBJECTIVES)


@pytest.mark.parametrize("days", [15, 16, 40])
def test_fifteen_days_before_is_in_time(days):
    check_in_time(DAY - timedelta(days=days), DAY)


def test_fourteen_days_before_is_too_late():
    assert last_day(DAY) == date(2026, 6, 8)
    with pytest.raises(TooLateToConvene):
        check_in_time(date(2026, 6, 9), DAY)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"record_day": DAY, "objections_until": DAY}, [RecordDayTooLate, ObjectionsTooLate]),
        ({"objections_until": date(2026, 6, 2)}, [ObjectionsTooLate]),
        ({"questions_until": STARTS + timedelta(seconds=1)}, [QuestionsTooLate]),
        ({"candidates_until": STARTS + timedelta(days=1)}, [CandidatesTooLate]),
        ({"candidates_until": None, "opens_at": None}, []),
        ({"proxies_until": STARTS - timedelta(days=3)}, [ProxiesTooLate]),
    ],
)
def test_dates_that_do_not_fit_each_other(changed, expected):
    found = list(wrong_dates(replace(GOOD, **changed)))
    assert [type(one) for one in found] == expected
    if expected:
        with pytest.raises(expected[0]):
            check_dates(replace(GOOD, **changed))


def test_every_state_is_reached_from_the_draft_and_some_are_final():
    reached, new = set(), {AssemblyState.DRAFT}
    while new:
        reached |= new
        new = {after for state in new for after in ASSEMBLY_NEXT[state]} - reached
    assert reached == set(AssemblyState)
    with pytest.raises(ForbiddenAssemblyMove):
        move_assembly(AssemblyState.ARCHIVED, AssemblyState.DRAFT)


@pytest.mark.parametrize("settings", [YES_NO, SEATS, RANKING])
def test_settings_come_back_as_they_were(settings):
    assert from_ballot(settings.to_ballot()) == settings
    as_question("q1", "1", WORDS, settings.to_ballot()).check()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (replace(YES_NO, method=Method.SCHULZE), ballots.MethodUnfit),
        (replace(YES_NO, tie=Tie.LOT), ballots.TieUnfit),
        (replace(SEATS, seats=0), ballots.NoSeats),
        (replace(SEATS, at_most=5), ballots.TooManyApprovals),
        (replace(RANKING, method=Method.POINTS), ballots.NoPoints),
        (replace(RANKING, options=OBJECTIVES[:1]), ballots.TooFewOptions),
    ],
)
def test_what_cannot_be_counted_is_refused(settings, expected):
    with pytest.raises(expected):
        settings.to_ballot()


def test_the_seven_objectives_stand_in_three_languages():
    assert len(OBJECTIVES) == 7
    lines = {code: "\n".join(one[code] for one in OBJECTIVES) for code in WORDS}
    assert options_from(lines) == OBJECTIVES


def test_a_second_assembly_keeps_the_majority_and_drops_the_quorum():
    kept = replace(YES_NO, majority=Majority.FOUR_FIFTHS, quorum=QuorumKind.SHARES)
    second = from_ballot(second_ballot(kept.to_ballot()))
    assert second == replace(kept, quorum=QuorumKind.NONE)
    assert second_ballot({}) == {}


def test_a_document_in_two_languages_is_missing_in_the_third():
    files = (("Accounts", frozenset({"fr", "nl"})),)
    point = Point(number="1", titles=WORDS, texts={}, ballot={}, files=files)
    (found,) = lacking([point])
    assert isinstance(found, FileMissing)
    assert found.languages == "EN"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], "1"), (["1", "2"], "3"), (["4.1", "4.9"], "4.10"), (["4.a"], "")],
)
def test_the_next_number(numbers, expected):
    assert next_number(numbers) == expected
    with pytest.raises(NumberTaken):
        check_number("1", ["1"])


@pytest.mark.parametrize(
    ("reached", "again"), [(False, True), (True, False), (None, False)], ids=str
)
def test_only_what_lacked_its_quorum_is_put_to_a_second_assembly(reached, again):
    needed = {"kind": QuorumKind.SHARES, "needed": 5, "counted": 2}
    check = None if reached is None else QuorumCheck(reached=reached, **needed)
    assert goes_again(check) is again
