"""A poll: its states and steps, what must be right before, more time, turnout, destruction."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.assembly.freezing import (
    BeforeTheMeeting,
    ClosesBeforeOpening,
    EndPassed,
    NoKeys,
    NotConvened,
    NotInThreeLanguages,
    ObjectionsOpen,
    ObjectionsUnanswered,
    Preparation,
    ProxiesOpen,
    RollNotFrozen,
    TitleNotInThreeLanguages,
    by_lot,
    check_languages,
    check_title,
    missing,
)
from domain.assembly.incidents import INCIDENTS, IncidentKind
from domain.assembly.keeping import (
    KeptUntil,
    NotEndedYet,
    check_destroyable,
    destruction_day,
    months_later,
)
from domain.assembly.poll_life import (
    POLL_NEXT,
    POLL_STATES,
    FixedAlready,
    ForbiddenPollMove,
    NotRehearsed,
    OpenedAlready,
    check_draft,
    check_rehearsed,
    check_unopened,
    move_poll,
)
from domain.assembly.poll_steps import MEANS, POLL_STEPS, WHO, PollStep, next_step, standing
from domain.assembly.prolonging import (
    NotLater,
    NotOpenAnyMore,
    SamePerson,
    check_later,
    check_open_still,
    check_second_person,
)
from domain.assembly.refusals import REFUSED, Refused
from domain.assembly.turnout import in_tens, is_due
from domain.assembly.words import PollState

NOON = datetime(2027, 6, 15, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READY = Preparation(
    opens_at=NOON,
    closes_at=NOON + HOUR,
    starts=NOON - HOUR,
    votes_before=False,
    convened=True,
    roll_frozen=True,
    objections_until=date(2027, 6, 1),
    objections_open=0,
    proxies_until=NOON - DAY,
    has_keys=True,
    moment=NOON - HOUR,
    day=date(2027, 6, 15),
)


def test_every_state_and_word_has_its_text():
    assert set(POLL_STATES) == set(POLL_NEXT) == set(PollState)
    assert set(POLL_STEPS) == set(WHO) == set(MEANS) == set(PollStep)
    assert set(INCIDENTS) == set(IncidentKind)
    assert set(REFUSED) == set(Refused)


def test_a_closed_poll_is_never_opened_again():
    reached, seen = {PollState.CLOSED}, set()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        reached |= POLL_NEXT[state]
    assert PollState.OPEN not in reached
    with pytest.raises(ForbiddenPollMove, match="from “Closed” to “Open”"):
        move_poll(PollState.CLOSED, PollState.OPEN)


def test_no_result_follows_an_incident():
    assert POLL_NEXT[PollState.INCIDENT] == {PollState.DESTROYED}


def test_two_different_pairs_rehearse():
    check_rehearsed(frozenset({"0-1", "1-2"}))
    for pairs in (frozenset(), frozenset({"0-1"})):
        with pytest.raises(NotRehearsed) as refusal:
            check_rehearsed(pairs)
        assert refusal.value.done == len(pairs)


def test_what_is_frozen_does_not_change():
    check_draft(PollState.DRAFT)
    with pytest.raises(FixedAlready):
        check_draft(PollState.FROZEN)
    check_unopened(PollState.REHEARSED)
    with pytest.raises(OpenedAlready):
        check_unopened(PollState.OPEN)


def test_nothing_is_missing_when_all_is_right():
    assert list(missing(READY)) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"convened": False}, NotConvened),
        ({"closes_at": NOON}, ClosesBeforeOpening),
        ({"starts": NOON + timedelta(seconds=1)}, BeforeTheMeeting),
        ({"moment": NOON + HOUR}, EndPassed),
        ({"roll_frozen": False}, RollNotFrozen),
        ({"objections_until": date(2027, 6, 15)}, ObjectionsOpen),
        ({"objections_open": 1}, ObjectionsUnanswered),
        ({"proxies_until": NOON}, ProxiesOpen),
        ({"has_keys": False}, NoKeys),
    ],
)
def test_each_thing_that_is_missing_is_told(change, refusal):
    assert [type(found) for found in missing(replace(READY, **change))] == [refusal]


def test_votes_before_the_meeting_need_a_clause():
    early = replace(READY, starts=NOON + DAY, votes_before=True)
    assert list(missing(early)) == []


def test_questions_are_complete_in_three_languages():
    full = {"fr": "Oui", "nl": "Ja", "en": "Yes"}
    check_languages("4.1", full)
    check_title(full)
    with pytest.raises(NotInThreeLanguages, match=r"Point 4\.1 is not complete in Dutch"):
        check_languages("4.1", full, {**full, "nl": " "})
    with pytest.raises(TitleNotInThreeLanguages):
        check_title({"fr": "Oui"})


def test_the_roll_draws_the_order_of_candidates():
    order = by_lot("ab" * 32, "q1", [7, 3, 12, 9])
    assert sorted(order) == [3, 7, 9, 12]
    assert by_lot("ab" * 32, "q1", [12, 9, 7, 3]) == order, "their own order does not matter"
    others = {tuple(by_lot(f"{roll:064x}", "q1", [7, 3, 12, 9])) for roll in range(400)}
    assert len(others) == 24, "every order comes out of some roll"


def test_more_time_only_while_open():
    check_open_still(PollState.OPEN, NOON, NOON - HOUR)
    for state, now in ((PollState.OPEN, NOON), (PollState.CLOSED, NOON - HOUR)):
        with pytest.raises(NotOpenAnyMore):
            check_open_still(state, NOON, now)


def test_an_end_is_put_off_never_brought_forward():
    check_later(NOON, NOON + HOUR)
    for wanted in (NOON, NOON - HOUR):
        with pytest.raises(NotLater):
            check_later(NOON, wanted)


@pytest.mark.parametrize("second", [1, None])
def test_two_people_prolong(second):
    check_second_person(1, 2)
    with pytest.raises(SamePerson):
        check_second_person(1, second)


@pytest.mark.parametrize(
    ("cast", "shown"), [(0, 0), (19, 0), (20, 20), (29, 20), (30, 30), (45_598, 45_590)]
)
def test_turnout_is_shown_in_tens(cast, shown):
    assert in_tens(cast) == shown


def test_turnout_is_read_every_quarter_of_an_hour():
    assert is_due(None, NOON)
    assert not is_due(NOON, NOON + timedelta(minutes=14, seconds=59))
    assert is_due(NOON, NOON + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("ended", "first"),
    [
        (date(2027, 6, 15), date(2027, 12, 16)),
        (date(2027, 8, 31), date(2028, 3, 1)),
        (date(2027, 12, 31), date(2028, 7, 1)),
    ],
)
def test_the_urn_is_destroyed_six_months_and_a_day_later(ended, first):
    assert destruction_day(ended) == first
    assert check_destroyable(ended, first) == first
    with pytest.raises(KeptUntil):
        check_destroyable(ended, first - DAY)


def test_the_term_begins_when_the_assembly_has_ended():
    with pytest.raises(NotEndedYet):
        check_destroyable(None, date(2030, 1, 1))


def test_months_are_counted_to_the_end_of_shorter_ones():
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 1), 12) == date(2027, 12, 1)


def test_the_steps_follow_the_state():
    draft = PollState.DRAFT
    assert next_step(draft, ready=False, keys=True) is PollStep.QUESTIONS
    assert next_step(draft, ready=True, keys=False) is PollStep.KEYS
    assert next_step(draft, ready=True, keys=True) is PollStep.FROZEN
    assert next_step(PollState.OPEN, ready=True, keys=True) is PollStep.CLOSED
    assert next_step(PollState.INCIDENT, ready=True, keys=True) is PollStep.DESTROYED
    assert next_step(PollState.DESTROYED, ready=True, keys=True) is None
    drawn = [standing(step, PollStep.QUESTIONS, keys=True) for step in PollStep]
    assert drawn == ["now", "done", *["next"] * 6]
    assert {standing(step, None, keys=True) for step in PollStep} == {"done"}
