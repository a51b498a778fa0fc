"""Published elections come out as they did, counted by us and by the published script."""

from datetime import date
from fractions import Fraction

import pytest

from domain.assembly.mandates import Term, TooManyMandates, check_may_stand
from domain.voting import counting, seats
from domain.voting.canonical import canonical
from domain.voting.definition import Quorum
from domain.voting.majority import is_adopted
from domain.voting.quorum import Present, is_reached
from domain.voting.words import Majority, Method, QuorumKind
from tests.domain.elections import question, ranked_vectors, resolution, script, vectors

recount = script("recount")
RANKED = ranked_vectors()
LIMITS = vectors("csa_boundaries")


def both(asked, choices):
    """Our count, once the script has found the same, byte for byte."""
    ours = counting.outcome(asked, choices)
    assert canonical(recount.outcome(asked.to_json(), choices)) == canonical(ours)
    return ours


@pytest.mark.parametrize("vector", RANKED, ids=lambda vector: vector.id)
def test_duels_and_strongest_paths_are_the_published_ones(vector):
    found = both(vector.question(Method.SCHULZE), vector.choices)
    expected = vector.expected
    for key, table in (
        ("pairwise", found["pairwise"]),
        ("schulze_strongest_paths_winning_votes", found["paths"]),
    ):
        for pair, count in expected.get(key, {}).items():
            assert table[vector.pair(pair)] == count, pair
    if "winners" in expected:
        assert vector.named(found["winners"]) == expected["winners"]
    if "condorcet_winner" in expected:
        assert vector.named(found["winners"]) == [expected["condorcet_winner"]]
    if ranking := expected.get("schulze_ranking") or expected.get("ranking"):
        tiers = [one if isinstance(one, list) else [one] for one in ranking]
        assert [sorted(vector.named(tier)) for tier in found["ranking"]] == [
            sorted(tier) for tier in tiers
        ]


@pytest.mark.parametrize(
    "vector", [one for one in RANKED if "borda_from_1" in one.expected], ids=lambda one: one.id
)
def test_points_of_borda_are_the_published_ones(vector):
    found = both(vector.question(Method.BORDA), vector.choices)
    ballots = sum(vector.ballots.values())
    for name, points in vector.expected["borda_from_1"].items():
        assert Fraction(found["points"][vector.id_of[name]]) + ballots == Fraction(points)
    if "borda_ranking" in vector.expected:
        assert [vector.name_of[one] for (one,) in found["ranking"]] == vector.expected[
            "borda_ranking"
        ]


@pytest.mark.parametrize(
    "vector", [one for one in RANKED if {"irv", "quota"} & one.expected.keys()], ids=lambda v: v.id
)
def test_transferred_votes_elect_whom_they_elected(vector):
    found = both(vector.question(Method.STV), vector.choices)
    expected = vector.expected
    assert vector.named(found["elected"]) == expected.get("elected", expected.get("irv"))
    if "quota" in expected:
        assert found["quota"] == expected["quota"]
        second = found["rounds"][1]["votes"]
        assert {name: second[vector.id_of[name]] for name in expected["stage2"]} == expected[
            "stage2"
        ]


@pytest.mark.parametrize("case", LIMITS["majority"], ids=lambda case: case["id"])
def test_majorities_at_their_limits(case):
    majority = Majority(case["rule"])
    choices = ["y"] * case["yes"] + ["n"] * case["no"] + ["a"] * case["abstain"]
    assert is_adopted(majority, case["yes"], case["no"]) is case["expected_adopted"]
    assert both(resolution(majority), choices)["adopted"] is case["expected_adopted"]


@pytest.mark.parametrize("case", LIMITS["quorum"], ids=lambda case: case["id"])
@pytest.mark.parametrize("kind", [QuorumKind.SHARES, QuorumKind.MEMBERS])
def test_quorums_at_their_limits(case, kind):
    second = case["rule"].endswith("second_meeting")
    present, entitled = case["present_or_represented"], case["entitled"]
    here = Present(members=present, members_of=entitled, shares=present, shares_of=entitled)
    quorum = Quorum(QuorumKind.NONE if second else kind)
    assert is_reached(quorum, here) is case["expected_quorum"]


def seats_of(case):
    names = list(case.get("votes", case.get("yes_no")))
    ids = {name: str(at) for at, name in enumerate(names, 1)}
    if "yes_no" in case:
        asked = question(Method.EACH, names, seats=case["seats"])
        choices = [
            f"{ids[name]}={answer}"
            for name, counts in case["yes_no"].items()
            for answer, count in zip("yn", counts, strict=True)
            for _one in range(count)
        ]
    else:
        asked = question(Method.APPROVAL, names, seats=case["seats"], at_most=case["seats"])
        choices = [ids[name] for name, count in case["votes"].items() for _one in range(count)]
    found = both(asked, choices)
    named = dict(zip(ids.values(), names, strict=True))
    tie = found["tie"] and {
        "candidates": [named[one] for one in found["tie"]["among"]],
        "seats_left": found["tie"]["seats_left"],
    }
    return [named[one] for one in found["elected"]], tie, found["vacant"]


@pytest.mark.parametrize("case", LIMITS["seats"], ids=lambda case: case["id"])
def test_last_seats(case):
    expected = case["expected"]
    if "terms_served" in case:
        case = {**case, "votes": kept_at_nomination(case)}
    if "gender" in case["id"]:
        group = {name: name[-2] for name in case["votes"]}
        found = seats.fill_with_quota(case["votes"], case["seats"], group_of=group, least=2)
        elected, tie, vacant = list(found.elected), found.tie, found.vacant
    else:
        elected, tie, vacant = seats_of(case)
    assert elected == expected["elected"]
    assert tie == expected.get("tie")
    assert vacant == expected.get("vacant", 0)


def kept_at_nomination(case):
    day, able = date(2027, 6, 15), {}
    for name, votes in case["votes"].items():
        terms = [
            Term(date(2019 + 4 * n, 6, 1), date(2023 + 4 * n, 5, 31))
            for n in range(case["terms_served"][name])
        ]
        try:
            check_may_stand(name, terms, day)
        except TooManyMandates:
            assert name in case["expected"]["refused_at_nomination"]
        else:
            able[name] = votes
    return able


def test_not_ranked_is_last_and_not_without_opinion():
    debian = next(one for one in RANKED if one.id == "debian_dpl_2006")
    found = both(debian.question(Method.SCHULZE), debian.choices)
    assert vector_winner(debian, found) == "Anthony Towns"
    shortened = [choice.rpartition(">")[0] or choice for choice in debian.choices]
    assert (
        vector_winner(debian, both(debian.question(Method.SCHULZE), shortened)) == "Anthony Towns"
    )


def vector_winner(vector, found):
    (one,) = found["winners"]
    return vector.name_of[one]
