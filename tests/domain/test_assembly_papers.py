"""What an assembly sends and prints: kept as it was, written once, signed by both."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.assembly.agenda import EmptyAgenda, Point, check_number, problems
from domain.assembly.asking import check_words
from domain.assembly.ballots import OptionsDiffer, Settings, options_from
from domain.assembly.convening import Dates, check_dates
from domain.assembly.convocation import Announced, ConvocationSheet
from domain.assembly.convocation import from_json as convocation_from
from domain.assembly.convocation import to_json as convocation_to
from domain.assembly.freezing import NotInThreeLanguages
from domain.assembly.life import (
    AgendaFixed,
    ForbiddenAssemblyMove,
    check_draft,
    move_assembly,
)
from domain.assembly.minutes_results import result_of
from domain.assembly.minutes_sheet import Decided, MinutesSheet, Numbers, QuorumCheck
from domain.assembly.minutes_sheet import from_json as minutes_from
from domain.assembly.minutes_sheet import to_json as minutes_to
from domain.assembly.papers import AGAIN, MAIL_STATES, MailState
from domain.assembly.poll_life import ForbiddenPollMove, move_poll
from domain.assembly.second import HadQuorum, SecondExists, check_second
from domain.assembly.signing import (
    MinutesSigned,
    NotAtTheBureau,
    NotEnded,
    NotSigned,
    check_may_write,
    check_signed,
    function_of,
    missing,
)
from domain.assembly.words import AssemblyKind, AssemblyState, BureauFunction, PollState
from domain.voting.counting import outcome_of
from domain.voting.tracker import is_code
from domain.voting.words import Kind, Method, QuorumKind
from tests.domain.elections import question, words

NOON, DAY = datetime(2027, 6, 15, 10, tzinfo=UTC), date(2027, 6, 15)
BOTH = (BureauFunction.CHAIR, BureauFunction.SECRETARY)
BALLOT = Settings(kind=Kind.ELECTION, method=Method.EACH, seats=2).to_ballot()


def point(number, ballot):
    return Announced(number=number, titles=words("t"), texts=words(""), ballot=ballot)


def sheet(*points):
    return ConvocationSheet(
        kind=AssemblyKind.ORDINARY, titles=words("Assembly"), starts=NOON, place="Brussels",
        remote="", first_day=DAY, record_day=DAY, objections_until=DAY, questions_until=NOON,
        candidates_until=None, proxies_until=NOON, proxies_most=2, votes_before=True, opens_at=NOON,
        closes_at=NOON, public_key="ab" * 32, convened=NOON, convened_by="The board",
        address="https://x.example/", points=points,
    )  # fmt: skip


def test_a_convocation_is_read_as_it_was_sent():
    sent = sheet(point("1", {}), point("2", BALLOT))
    assert convocation_from(json.loads(json.dumps(convocation_to(sent)))) == sent
    assert [one.settings and one.settings.seats for one in sent.points] == [None, 2]
    assert (sent.is_voted, sent.is_elected) == (True, True)
    assert (sheet(point("1", {})).is_voted, sheet().is_elected) == (False, False)


def test_minutes_are_read_as_they_were_written():
    asked = question(Method.EACH, ("Ada", "Bea"), seats=1)
    found = result_of(asked, outcome_of(asked, {"1=y": 2, "2=n": 1}), 3)
    numbers = Numbers(
        members_of=9, shares_of=9, in_room=1, remote=2, entrusted=0, members=3, shares=3
    )
    quorum = QuorumCheck(kind=QuorumKind.MEMBERS, needed=2, counted=3, reached=True)
    decided = Decided(number="1", titles=words("t"), texts=words(""), quorum=quorum, result=found)
    written = MinutesSheet(
        kind=AssemblyKind.ORDINARY, titles=words("Assembly"), starts=NOON, place="Brussels",
        remote="", first_day=None, convened=NOON, convened_by="", letters=0, began=NOON, ended=NOON,
        without_quorum=False, record_day=DAY, roll_sha256="", bureau=(), numbers=numbers, polls=(),
        points=(decided,),
    )  # fmt: skip
    plain = json.loads(json.dumps(minutes_to(written)))
    assert minutes_from(plain) == written
    kept = plain["points"][0]["result"]
    for one in kept["counts"]:
        del one["percent"], one["place"]
    del kept["settled"]
    older = minutes_from(plain).points[0].result
    assert older is not None, "minutes from before percentages were kept are read too"
    assert [count.percent for count in older.counts] == [None, None]


def test_minutes_are_written_after_the_end_and_until_both_have_signed():
    for state in (AssemblyState.ENDED, AssemblyState.NO_QUORUM):
        check_may_write(state, signed=False)
    with pytest.raises(NotEnded):
        check_may_write(AssemblyState.SITTING, signed=False)
    with pytest.raises(MinutesSigned):
        check_may_write(AssemblyState.ENDED, signed=True)


def test_chair_and_secretary_sign_and_nobody_else():
    functions = {1: BureauFunction.CHAIR, 2: BureauFunction.SCRUTINEER}
    assert function_of(functions, 1) is BureauFunction.CHAIR
    for other in (2, 3):
        with pytest.raises(NotAtTheBureau):
            function_of(functions, other)
    assert missing(BOTH[:1]) == [BureauFunction.SECRETARY]
    check_signed(BOTH)
    with pytest.raises(NotSigned, match="Secretary"):
        check_signed(BOTH[:1])


def test_only_letters_that_left_are_never_sent_again():
    assert MAIL_STATES.keys() == set(MailState)
    assert MailState.SENT not in AGAIN


def test_an_assembly_takes_its_steps_in_order():
    assert move_assembly(AssemblyState.DRAFT, AssemblyState.CONVENED) is AssemblyState.CONVENED
    with pytest.raises(ForbiddenAssemblyMove, match="Being prepared"):
        move_assembly(AssemblyState.DRAFT, AssemblyState.SITTING)
    check_draft(AssemblyState.DRAFT)
    with pytest.raises(AgendaFixed):
        check_draft(AssemblyState.CONVENED)
    assert move_poll(PollState.OPEN, PollState.CLOSED) is PollState.CLOSED
    with pytest.raises(ForbiddenPollMove):
        move_poll(PollState.CLOSED, PollState.OPEN)


def test_a_second_assembly_follows_the_first_without_quorum_and_only_once():
    check_second(AssemblyState.NO_QUORUM, exists=False)
    with pytest.raises(HadQuorum):
        check_second(AssemblyState.ENDED, exists=False)
    with pytest.raises(SecondExists):
        check_second(AssemblyState.NO_QUORUM, exists=True)


def test_an_agenda_lacks_points_languages_and_what_cannot_be_counted():
    assert [type(one) for one in problems([])] == [EmptyAgenda]
    told = Point(number="1", titles=words("t"), texts=words("x"), ballot=BALLOT)
    assert list(problems([told])) == []
    assert list(problems([replace(told, ballot={}, texts={})])) == [], "a title is enough"
    half = replace(told, ballot={}, texts={"fr": "x"})
    assert [type(one) for one in problems([half])] == [NotInThreeLanguages]
    whole = (("Accounts", frozenset({"fr", "nl", "en"})),)
    assert list(problems([replace(told, files=whole)])) == []


def test_a_new_point_takes_a_free_number():
    check_number("2", ["1", "1.1"])


def test_options_are_the_same_number_in_every_language():
    with pytest.raises(OptionsDiffer) as refused:
        options_from({"fr": "a\nb", "nl": "a", "en": "a\nb"})
    assert (refused.value.field, refused.value.found, refused.value.expected) == (
        "options_nl", 1, 2,
    )  # fmt: skip


def test_words_and_dates_that_fit():
    check_words("Why is it so?")
    check_dates(
        Dates(
            starts=NOON, day=DAY, record_day=date(2027, 5, 20), objections_until=date(2027, 6, 1),
            questions_until=NOON, candidates_until=None, proxies_until=NOON,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("ABCDEFG234", True), ("ABCDEFG231", False), ("ABCDEFG23", False), ("abcdefg234", False)],
)
def test_what_could_stand_on_a_board(typed, is_one):
    assert is_code(typed) is is_one
