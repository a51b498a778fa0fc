"""Laws of counting that hold for any ballots, and seats at their limits."""

from collections import Counter
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleError
from domain.voting import casting, counting, seats, stv
from domain.voting.choices import ranking
from domain.voting.percent import percent
from domain.voting.words import RANKED, Method
from tests.domain.elections import question, script

recount = script("recount")
NAMES = "ABCD"
IDS = [str(at) for at in range(1, 5)]


@st.composite
def rankings(draw):
    """Some of the options in some order, some of them tied."""
    order = draw(st.permutations(IDS))[: draw(st.integers(0, 4))]
    tiers = []
    for one in order:
        if tiers and draw(st.booleans()):
            tiers[-1].append(one)
        else:
            tiers.append([one])
    return ranking(tiers)


BALLOTS = st.lists(rankings(), max_size=9)
APPROVALS = st.lists(st.sets(st.sampled_from(IDS)).map(lambda some: ";".join(sorted(some))))


def asked(method):
    given_ = {"seats": 2} if method in {Method.STV, Method.APPROVAL} else {}
    return question(method, NAMES, **given_, at_most=4 if method is Method.APPROVAL else 0)


def renamed(choice, new):
    return ranking([[new[one] for one in tier.split("=")] for tier in choice.split(">") if tier])


def tiers_of(found):
    return [set(tier) for tier in found["ranking"]]


@pytest.mark.parametrize("method", [Method.SCHULZE, Method.BORDA])
@given(BALLOTS, st.permutations(IDS))
@settings(max_examples=40)
def test_no_option_has_an_advantage_from_its_name(method, ballots, order):
    new = dict(zip(IDS, order, strict=True))
    before = counting.outcome(asked(method), ballots)
    after = counting.outcome(asked(method), [renamed(choice, new) for choice in ballots])
    assert tiers_of(after) == [{new[one] for one in tier} for tier in before["ranking"]]


@given(BALLOTS, st.permutations(IDS))
@settings(max_examples=40)
def test_no_candidate_is_elected_for_their_place_on_the_ballot(ballots, order):
    new = dict(zip(IDS, order, strict=True))
    before = counting.outcome(asked(Method.STV), ballots)
    after = counting.outcome(asked(Method.STV), [renamed(choice, new) for choice in ballots])
    assert set(after["elected"]) == {new[one] for one in before["elected"]}
    assert (after["quota"], bool(after["tie"])) == (before["quota"], bool(before["tie"]))


@given(BALLOTS)
@settings(max_examples=40)
def test_every_ballot_is_in_every_duel_or_ties_it(ballots):
    found = counting.outcome(asked(Method.SCHULZE), ballots)
    for a, b in permutations(IDS, 2):
        assert found["pairwise"][f"{a}>{b}"] + found["pairwise"][f"{b}>{a}"] <= len(ballots)
    strict = [choice for choice in ballots if choice.count(">") >= 2 and "=" not in choice]
    found = counting.outcome(asked(Method.SCHULZE), strict)
    for a, b in permutations(IDS, 2):
        assert found["pairwise"][f"{a}>{b}"] + found["pairwise"][f"{b}>{a}"] == len(strict)
    assert all(found["paths"][pair] in {0, *found["pairwise"].values()} for pair in found["paths"])


@given(BALLOTS)
@settings(max_examples=40)
def test_one_more_ballot_for_the_winner_never_hurts(ballots):
    for method in (Method.BORDA, Method.SCHULZE):
        winner = counting.outcome(asked(method), ballots)["winners"][0]
        after = counting.outcome(asked(method), [*ballots, winner])["winners"]
        assert winner in after
        assert method is Method.SCHULZE or after == [winner]


@given(APPROVALS)
@settings(max_examples=40)
def test_one_more_approval_never_costs_a_seat(ballots):
    for elected in counting.outcome(asked(Method.APPROVAL), ballots)["elected"]:
        assert elected in counting.outcome(asked(Method.APPROVAL), [*ballots, elected])["elected"]


@given(BALLOTS, st.randoms())
@settings(max_examples=30)
def test_the_order_of_the_ballots_and_the_script_change_nothing(ballots, chance):
    other = chance.sample(ballots, len(ballots))
    for method in RANKED:
        found = counting.outcome(asked(method), ballots)
        assert counting.outcome(asked(method), other) == found
        assert recount.outcome(asked(method).to_json(), other) == found


VOTES = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), min_size=1)


@given(VOTES, st.integers(1, 4), st.integers(0, 2))
@settings(max_examples=120)
def test_seats_kept_for_groups_are_those_of_every_way_to_break_ties(votes, places, least):
    group_of = {one: "xy"[one > "c"] for one in "abcdef"}
    able = [one for one in votes if votes[one]]
    sizes = Counter(group_of[one] for one in able)
    if sum(min(least, size) for size in sizes.values()) > places:
        with pytest.raises(seats.TooManyKept, match="kept for groups"):
            seats.fill_with_quota(votes, places, group_of=group_of, least=least)
        return
    ways = []
    for order in permutations(able):
        if all(votes[a] >= votes[b] for a, b in pairwise(order)):
            kept = [one for g in sizes for one in [o for o in order if group_of[o] == g][:least]]
            others = [one for one in order if one not in kept][: places - len(kept)]
            ways.append({*kept, *others})
    found = seats.fill_with_quota(votes, places, group_of=group_of, least=least)
    assert set(found.elected) == set.intersection(*ways)
    among = set(found.tie.among) if found.tie else set()
    assert among == set.union(*ways) - set.intersection(*ways)
    assert found.vacant == max(places - len(able), 0)
    if found.tie:
        assert found.tie.seats_left == places - len(found.elected)
    if not least:
        assert {*found.elected} == {*seats.fill(votes, places).elected}


def test_nothing_is_filled_where_there_is_no_seat():
    assert seats.fill({"a": 2, "b": 1}, 0) == seats.Seats(())


def test_candidates_without_any_vote_go_out_without_a_tie():
    found = counting.outcome(asked(Method.STV), ["1", "1>2", "2"])
    assert [each["excluded"] for each in found["rounds"]] == ["3", "4", ""]
    assert (found["elected"], found["tie"]) == (["1", "2"], None)


def test_a_tie_for_the_last_seat_stops_the_count_also_where_nobody_voted_for_them():
    alone = counting.outcome(asked(Method.STV), ["1", "1"])
    assert (alone["elected"], alone["tie"]) == (["1"], {"among": ["2", "3", "4"], "seats_left": 1})
    three = ["1>2>3", "1>3>2", "1>2", "4", "4", "2", "3"]
    found = counting.outcome(question(Method.STV, NAMES, seats=1), three)
    assert found["tie"] == {"among": ["2", "3"], "seats_left": 1}


def test_an_equal_surplus_is_told_apart_by_the_round_before():
    ballots = {"1>3": 5, "2>4": 4, "3>2": 1, "4": 1}
    found = stv.transferable(IDS, ballots, 3)
    assert (found.quota, found.elected[0]) == (3, "1")
    equal = stv.transferable(IDS, {"1>3": 5, "2>4": 5}, 3)
    assert (equal.elected, equal.tied) == (("1", "2"), ("1", "2"))


@given(st.integers(0, 10**20), st.integers(1, 10**20))
def test_a_percentage_is_the_nearest_tenth_and_never_a_half_too_low(part, whole):
    tenths = int(percent(part, whole) * 10)
    assert -whole <= 2 * (1000 * part - tenths * whole) < whole


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (casting.NotYetOpen("9:00"), "opens at 9:00"),
        (casting.TooLate("18:00", "18:01"), "closed at 18:00. Your ballot reached us at 18:01"),
        (casting.AlreadyCast(), "A ballot is recorded for you"),
        (casting.NotYourVote(), "not yours to cast"),
        (casting.SamePaper(), "was sent before"),
        (casting.WrongSize(), "816 bytes long"),
        (casting.ClockWentBack(), "clock of the server went back"),
        (casting.WrongUrnState("closed"), "The urn is “closed”"),
        (casting.StillOpen("18:00"), "open until 18:00"),
        (casting.NoSuchUrn(), "no urn for this vote"),
    ],
)
def test_the_urn_says_why_it_refuses(refusal, said):
    assert isinstance(refusal, RuleError)
    assert said in str(refusal)


def test_every_choice_of_two_options_has_one_way_to_be_read():
    two = question(Method.APPROVAL, "AB", seats=1, at_most=2)
    texts = {"".join(text) for size in range(5) for text in product("12;:=> \0", repeat=size)}
    for text in texts:
        ours = counting.outcome(two, [text])
        assert recount.outcome(two.to_json(), [text]) == ours, repr(text)
        assert ours["invalid"] == (text not in {"", "1", "2", "1;2"})


def test_no_voter_can_write_a_row_of_the_board():
    approval = asked(Method.APPROVAL).to_json()
    for text in ("1\0x", "1;2\0\nAAAAAAAAAA,1", "1\n", "1,2", " 1", "1;"):
        assert recount.outcome(approval, [text])["invalid"] == 1
