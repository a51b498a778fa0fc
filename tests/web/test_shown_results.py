"""Published results in words, numbers and bars: every way of counting, equal votes, empty seats."""

from decimal import Decimal

import pytest

from domain.assembly.minutes_sheet import QuorumCheck
from domain.voting.counting import outcome_of
from domain.voting.words import Majority, Method, QuorumKind, Tie
from tests.domain.elections import question, resolution
from web.queries.results import shown_result

pytestmark = pytest.mark.usefixtures("app_context")
THREE = ("Ann", "Bo", "Cy")


def shown(asked, written, quorum=None):
    """The result of these ballots, in English."""
    return shown_result(asked, outcome_of(asked, written), sum(written.values()), quorum)


def drawn(result):
    """Each bar as the reader has it."""
    return [(bar.name["en"], bar.figure, bar.percent, bar.chosen) for bar in result.bars]


def told(result):
    return [remark["en"] for remark in result.remarks]


def test_a_majority_in_three_languages():
    result = shown(resolution(Majority.THREE_QUARTERS), {"y": 2, "n": 1, "a": 5, "": 2, "x": 1})
    assert (result.adopted, result.verdict["en"]) == (False, "Rejected")
    assert len(set(result.verdict.values())) == 3
    assert told(result) == ["Three quarters yes"]
    assert drawn(result) == [
        ("Yes", 2, Decimal("66.7"), False),
        ("No", 1, Decimal("33.3"), False),
    ]
    assert (result.abstain, result.blank, result.invalid) == (5, 2, 1)
    assert (result.elected, result.quorum) == ((), None)


def test_equal_yes_and_no_are_said_and_nothing_cast_is_no_equality():
    equal = shown(resolution(), {"y": 3, "n": 3})
    assert (equal.adopted, told(equal)[-1]) == (False, "Equal votes: rejected")
    empty = shown(resolution(), {"": 3})
    assert told(empty) == ["More yes than no"]
    assert drawn(empty) == [("Yes", 0, None, False), ("No", 0, None, False)]


@pytest.mark.parametrize(("reached", "adopted"), [(True, True), (False, None)])
def test_the_quorum_stands_before_the_decision(reached, adopted):
    quorum = QuorumCheck(kind=QuorumKind.SHARES, needed=50, counted=60, reached=reached)
    result = shown(resolution(), {"y": 1}, quorum)
    assert result.adopted is adopted
    beginning = "Quorum reached" if reached else "Quorum not reached"
    assert told(result)[-1] == f"{beginning}: 60, where 50 are needed"
    assert result.verdict["en"].startswith("Adopted" if reached else "Not decided")


def test_nobody_is_elected_where_too_few_took_part():
    quorum = QuorumCheck(kind=QuorumKind.MEMBERS, needed=50, counted=4, reached=False)
    asked = question(Method.APPROVAL, THREE, seats=1, at_most=1)
    assert shown(asked, {"1": 4}, quorum).elected == ()


def test_an_approval_election_with_a_tie_for_the_last_seat():
    asked = question(Method.APPROVAL, THREE, seats=2, at_most=2, tie=Tie.LOT)
    result = shown(asked, {"2": 1, "1;2": 2, "1;3": 1, "3": 2, "": 4})
    assert result.verdict["en"] == "Nobody is elected yet"
    result = shown(asked, {"2": 3, "1;2": 2, "3": 2, "": 4})
    assert result.verdict["en"] == "Elected: Bo"
    assert drawn(result)[0] == ("Bo", 5, Decimal("71.4"), True)
    assert [name["en"] for name in result.tied] == ["Ann", "Cy"]
    assert "Equal votes for the seats that are left (1): Ann, Cy" in told(result)
    assert "a public lot" in told(result)[-1]


def test_seats_that_stay_vacant():
    asked = question(Method.EACH, THREE, seats=3)
    result = shown(asked, {"1=y;2=n": 2, "1=n;2=y;3=y": 1})
    assert result.verdict["en"] == "Elected: Ann, Cy"
    assert told(result)[-1] == "Seats that stay vacant: 1"
    assert [(bar.figure, bar.against) for bar in result.bars] == [(2, 1), (1, 2), (1, 0)]
    assert [bar.chosen for bar in result.bars] == [True, False, True]
    nobody = shown(asked, {"1=n": 2})
    assert nobody.verdict["en"] == "Nobody is elected"
    assert told(nobody)[-1] == "Seats that stay vacant: 3"


def test_a_single_transferable_vote():
    asked = question(Method.STV, THREE, seats=2)
    result = shown(asked, {"1>2": 6, "3": 3, "2": 1, "": 1})
    assert result.elected[0]["en"] == "Ann"
    assert "Quota for a seat: 4 votes" in told(result)
    assert drawn(result)[0] == ("Ann", 6, Decimal("60.0"), True)
    assert sum(bar.chosen for bar in result.bars) == 2
    assert shown(asked, {"": 1}).blank == 1


def test_rankings_say_who_is_first_and_what_each_got():
    schulze = shown(question(Method.SCHULZE, THREE), {"1>2>3": 2, "2>3>1": 1})
    assert schulze.verdict["en"] == "First: Ann"
    assert drawn(schulze) == [
        ("Ann", 2, None, True), ("Bo", 1, None, False), ("Cy", 0, None, False)
    ]  # fmt: skip
    assert [bar.of_whole for bar in schulze.bars] == [1, Decimal("0.5"), 0]
    borda = shown(question(Method.BORDA, THREE), {"1": 1, "1=2": 1})
    assert borda.bars[0].figure == "7/2"
    assert borda.bars[0].percent == Decimal("58.3")
    points = shown(question(Method.POINTS, THREE, at_most=5), {"1:4;2:4": 1, "3:2": 1})
    assert points.verdict["en"] == "Equal in the first place: Ann, Bo"
    assert [bar.place for bar in points.bars] == [1, 1, 3]
    assert [bar.percent for bar in points.bars] == [Decimal(40), Decimal(40), Decimal(20)]


@pytest.mark.parametrize("method", [Method.SCHULZE, Method.BORDA, Method.POINTS])
def test_without_a_vote_no_option_comes_first(method):
    result = shown(question(method, THREE, at_most=5), {"": 2})
    assert result.verdict["en"] == "No option comes before another"
    assert result.blank == 2


def test_the_long_way_round_gives_the_same_tenth_everywhere():
    for yes, no, wanted in ((1, 2, "33.3"), (1, 7, "12.5"), (1, 1999, "0.1"), (1, 2001, "0.0")):
        result = shown(resolution(), {"y": yes, "n": no})
        assert str(result.bars[0].percent) == wanted
