"""Choices, trackers, envelopes and definitions: what fits, what is refused, what comes back."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.voting import choices, counting, envelope, tracker
from domain.voting.canonical import canonical, sha256_hex
from domain.voting.definition import Definition, Quorum, Trustee, UnfitQuestion
from domain.voting.percent import percent
from domain.voting.quorum import NoQuorum, Present, check_quorum
from domain.voting.words import Board, Majority, Method, QuorumKind, Tie
from tests.domain.elections import question, resolution, words

THREE = ("Ada", "Bea", "Cem")
OURS = "K7Q2M9XA"
ASKED = {
    Method.MAJORITY: resolution(),
    Method.APPROVAL: question(Method.APPROVAL, THREE, seats=2, at_most=2),
    Method.EACH: question(Method.EACH, THREE, seats=2),
    Method.SCHULZE: question(Method.SCHULZE, THREE),
    Method.BORDA: question(Method.BORDA, THREE),
    Method.POINTS: question(Method.POINTS, THREE, at_most=5),
    Method.STV: question(Method.STV, THREE, seats=2),
}


def poll(*questions):
    return Definition(
        poll="ab" * 16,
        day="2027-06-15",
        title=words("Assembly"),
        opens_at=1_813_000_000,
        closes_at=1_813_090_000,
        public_key="cd" * 32,
        trustees=tuple(Trustee(name, "ef" * 32) for name in THREE),
        roll_count=3,
        roll_sha256="12" * 32,
        questions=questions,
    )


@pytest.mark.parametrize(
    ("method", "text"),
    [
        *((Method.MAJORITY, one) for one in ("y", "n", "a", "")),
        (Method.APPROVAL, "1;3"),
        (Method.EACH, "1=y;3=n"),
        (Method.SCHULZE, "3>1=2"),
        (Method.STV, "2"),
        (Method.POINTS, "1:5;2:1"),
    ],
)
def test_what_fits_is_kept_as_it_is(method, text):
    assert choices.valid(ASKED[method], text) == text


@pytest.mark.parametrize(
    ("method", "text", "said"),
    [
        (Method.MAJORITY, "yes", "answer yes, no or abstain"),
        (Method.APPROVAL, "1;2;3", "Choose 2 at most: you have chosen 3"),
        (Method.APPROVAL, "4", "something that is not on the ballot"),
        (Method.APPROVAL, "3;1", "the agreed order"),
        (Method.APPROVAL, "1;1", "something twice"),
        (Method.EACH, "1=a", "yes or no to each"),
        (Method.EACH, "2=y;1=n", "the agreed order"),
        (Method.SCHULZE, "1>1", "something twice"),
        (Method.SCHULZE, "1>>2", "not on the ballot"),
        (Method.SCHULZE, "2=1", "the agreed order"),
        (Method.BORDA, "٣", "not on the ballot"),
        (Method.POINTS, "1:6", "more points than there are"),
        (Method.POINTS, "1:x", "more points than there are"),
    ],
)
def test_what_does_not_fit_is_refused_and_counts_as_invalid(method, text, said):
    with pytest.raises((choices.UnfitChoice, choices.TooManyChosen), match=said):
        choices.check(ASKED[method], text)
    assert choices.valid(ASKED[method], text) == choices.INVALID
    assert counting.outcome(ASKED[method], [text])["invalid"] == 1


def test_choices_are_written_in_one_way():
    assert choices.approvals({"3", "1"}) == "1;3"
    assert choices.answers({"2": "n", "1": "y"}) == "1=y;2=n"
    assert choices.points({"2": 3, "1": 0}) == "2:3"
    assert choices.ranking([["3", "1"], [], ["2"]]) == "1=3>2"
    assert choices.tiers("1=3>2") == [["1", "3"], ["2"]]
    assert choices.tiers("") == []


@pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))
def test_the_largest_choice_of_each_question_fits_it(asked):
    assert choices.valid(asked, choices.largest(asked)) == choices.largest(asked)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"method": Method.SCHULZE}, "way of counting does not fit"),
        ({"majority": None}, "which majority"),
        ({"options": ASKED[Method.EACH].options}, "its only answers"),
        ({"quorum": Quorum(QuorumKind.MEMBERS, Fraction(3, 2))}, "more than all, or nothing"),
    ],
)
def test_a_resolution_that_could_not_be_counted_is_refused(changed, said):
    with pytest.raises(UnfitQuestion, match=said):
        replace(ASKED[Method.MAJORITY], **changed).check()


@pytest.mark.parametrize(
    ("method", "changed", "said"),
    [
        (Method.APPROVAL, {"options": ()}, "nothing to choose"),
        (Method.APPROVAL, {"seats": 0}, "how many seats"),
        (Method.APPROVAL, {"at_most": 0}, "how many may be given"),
        (Method.POINTS, {"at_most": 10_000}, "so many points"),
        (Method.SCHULZE, {"options": ASKED[Method.SCHULZE].options[:1]}, "at least two"),
        (Method.EACH, {"options": ASKED[Method.EACH].options[1:]}, "numbered from 1"),
    ],
)
def test_a_choice_that_could_not_be_counted_is_refused(method, changed, said):
    ASKED[method].check()
    with pytest.raises(UnfitQuestion, match=said):
        replace(ASKED[method], **changed).check()


def test_a_definition_comes_back_and_its_hash_changes_with_every_part():
    first = poll(
        replace(
            resolution(Majority.FOUR_FIFTHS),
            quorum=Quorum(QuorumKind.SHARES),
            tie=Tie.LOT,
            board=Board.INCLUSION,
        ),
        replace(ASKED[Method.APPROVAL], id="q2"),
    )
    again = Definition.from_bytes(first.canonical())
    assert again.canonical() == first.canonical()
    assert again.sha256 == sha256_hex(canonical(first.to_json()))
    others = [
        replace(first, closes_at=first.closes_at + 1),
        replace(first, questions=first.questions[::-1]),
        replace(first, public_key="00" * 32),
    ]
    assert len({first.sha256, *(other.sha256 for other in others)}) == 4


@given(st.text(alphabet="abcXYZ0189", min_size=4, max_size=12))
def test_a_tracker_has_both_halves_and_another_code_under_each_question(own):
    found = tracker.tracker(OURS, f" {own} ")
    assert found == f"{OURS}-{own.upper()}"
    codes = {tracker.code(found, "ab" * 16, f"q{at}") for at in range(1, 16)}
    assert len(codes) == 15
    assert all(len(code) == 10 for code in codes)


@pytest.mark.parametrize("own", ["", "abc", "a" * 13, "ab!d", "ébéé"])
def test_own_characters_are_plain_and_enough(own):
    with pytest.raises(tracker.OwnCharacters, match="between 4 and 12"):
        tracker.tracker(OURS, own)


def sealed(*said, sealed_by=envelope.SealedBy.SERVER):
    return envelope.Envelope("ab" * 16, "12" * 32, f"{OURS}-MINE", said, sealed_by)


@given(st.lists(st.sampled_from(["y", "n", "", "3>1=2", "1;4"]), max_size=15))
def test_every_envelope_has_one_size_and_comes_back(said):
    found = envelope.padded(sealed(*said))
    assert len(found) == envelope.SIZE
    assert envelope.read(found) == sealed(*said)


def test_an_envelope_that_is_not_ours_is_refused():
    good = envelope.padded(sealed("y"))
    text = sealed("y").text()
    spaced = text.replace(b'"c"', b' "c"')
    wrong = [
        good[:-1],
        good[:-1] + b"x",
        (900).to_bytes(2, "big") + good[2:],
        (len(spaced).to_bytes(2, "big") + spaced).ljust(envelope.SIZE, b"\0"),
        (2).to_bytes(2, "big") + b"{}" + bytes(envelope.SIZE - 4),
        (1).to_bytes(2, "big") + b"[" + bytes(envelope.SIZE - 3),
        envelope.padded(sealed("y")).replace(b'["y"]', b"[123]"),
        envelope.padded(sealed("yes000")).replace(b"yes000", rb"\ud800"),
        good.replace(b"MINE", b"mine"),
    ]
    for plain in wrong:
        with pytest.raises(envelope.WrongEnvelopeError):
            envelope.read(plain)


def test_a_poll_that_fits_no_envelope_is_refused_before_it_is_fixed():
    envelope.check_fits(poll(*(replace(resolution(), id=f"q{at}") for at in range(1, 16))))
    many = question(Method.SCHULZE, [str(at) for at in range(300)])
    with pytest.raises(envelope.BallotTooLarge, match="an envelope holds 766"):
        envelope.check_fits(poll(many))


def test_percentages_are_rounded_once_and_halves_go_up():
    assert [str(percent(part, 1000)) for part in (1, 5, 333)] == ["0.1", "0.5", "33.3"]
    assert str(percent(1, 2000)) == "0.1"
    assert str(percent(2, 3)) == "66.7"
    assert percent(0, 0) is None


def test_a_first_meeting_without_quorum_cannot_decide():
    quorum = Quorum(QuorumKind.SHARES)
    here = Present(members=1611, members_of=45_598, shares=5000, shares_of=160_983)
    with pytest.raises(NoQuorum, match="5000, where 80492 are needed"):
        check_quorum(quorum, here)
    check_quorum(Quorum(QuorumKind.NONE), here)
