"""Equal votes after the count: drawn or told apart by a rule, and counted again by anybody."""

import hashlib
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assembly.minutes_results import result_of
from domain.voting.counting import outcome, outcome_of
from domain.voting.definition import Definition, Trustee
from domain.voting.publishing import choices_on
from domain.voting.ties import (
    LotNotNamed,
    StillEqual,
    by_lot,
    by_seniority,
    check_named,
    completed,
    decide,
    file_name,
    is_waiting,
    to_order,
    told,
    undecided,
    vacant_seats,
)
from domain.voting.words import Board, Method, Tie
from tests.domain.elections import question, script, words

recount = script("recount")
THREE = ("Ada", "Bea", "Cem")
RESULT = "ab" * 32


def asked_of(method, tie=Tie.LOT, seats=1, names=THREE, **more):
    most = {"at_most": seats} if method is Method.APPROVAL else {}
    return question(method, names, seats=seats, tie=tie, **most, **more)


def poll(asked, lot="the lottery of 19 June"):
    trustees = tuple(Trustee(name, "ef" * 32) for name in THREE)
    return Definition(
        poll="ab" * 16, day="2027-06-15", title=words("Assembly"), opens_at=1, closes_at=2,
        public_key="cd" * 32, trustees=trustees, roll_count=9, roll_sha256="12" * 32, lot=lot,
        questions=(asked,),
    )  # fmt: skip


def test_a_lot_is_drawn_again_by_anybody_and_follows_the_number():
    keys = by_lot(RESULT, "20270620", ["1", "2"])
    assert keys["2"] == hashlib.sha256(f"{RESULT}|20270620|2".encode()).hexdigest()
    asked, choices = asked_of(Method.APPROVAL), ["1", "2"]
    elected = {
        tuple(decide(asked, choices, by_lot(RESULT, str(n), ["1", "2"]))["elected"])
        for n in range(20)
    }
    assert elected == {("1",), ("2",)}


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.EACH])
def test_the_rule_gives_the_seats_that_are_left(method):
    asked = asked_of(method, seats=2)
    choices = ["1", "1", "2", "3"] if method is Method.APPROVAL else ["1=y", "1=y;2=y;3=y"]
    counted = outcome(asked, choices)
    assert counted["tie"] == {"among": ["2", "3"], "seats_left": 1}
    assert is_waiting(asked, counted)
    assert (undecided(asked, counted), to_order(asked, counted)) == ({"2", "3"}, ("2", "3"))
    days = {"2": date(2020, 5, 1), "3": date(2019, 5, 1)}
    found = decide(asked, choices, by_seniority(days))
    assert (found["elected"], found["tie"], found["vacant"]) == (["1", "3"], None, 0)
    assert not is_waiting(asked, found)
    assert undecided(asked, found) == frozenset()
    with pytest.raises(StillEqual):
        decide(asked, choices, by_seniority(dict.fromkeys(days, date(2020, 5, 1))))


def test_equal_days_do_not_matter_where_all_of_them_have_a_seat():
    asked = asked_of(Method.APPROVAL, seats=2)
    days = {"1": date(2019, 1, 1), "2": date(2019, 1, 1), "3": date(2020, 1, 1)}
    assert decide(asked, ["1", "2", "3"], by_seniority(days))["elected"] == ["1", "2"]
    asked = asked_of(Method.APPROVAL, seats=1)
    assert decide(asked, ["1", "1", "2"], by_seniority(days))["elected"] == ["1"], "no tie"


def test_who_goes_out_of_a_ranking_is_decided_and_the_count_goes_on():
    asked, choices = asked_of(Method.STV), ["1", "1", "1", "2>3", "2>3", "3>2", "3>2"]
    counted = outcome(asked, choices)
    assert counted["tie"] == {"among": ["2", "3"], "seats_left": 1}
    assert (to_order(asked, counted), undecided(asked, counted)) == (asked.ids, {*asked.ids})
    first, last = {"1": "c", "2": "a", "3": "b"}, {"1": "c", "2": "b", "3": "a"}
    assert decide(asked, choices, first)["elected"] == ["2"]
    assert decide(asked, choices, last)["elected"] == ["3"]
    assert [one["excluded"] for one in decide(asked, choices, first)["rounds"]] == ["3", ""]


def test_whose_surplus_is_passed_on_first_is_decided():
    names = ("Ada", "Bea", "Cem", "Dan")
    asked = asked_of(Method.STV, seats=3, names=names)
    choices = ["1>3"] * 4 + ["2>4"] * 4
    counted = outcome(asked, choices)
    assert counted["tie"]["among"] == ["1", "2"]
    assert undecided(asked, counted) == {"3", "4"}, "the others are elected already"
    keys = {"1": "a", "2": "b", "3": "c", "4": "d"}
    assert decide(asked, choices, keys)["elected"] == ["1", "2", "3"]


@given(
    st.lists(st.permutations("1234").map(">".join), min_size=1, max_size=12),
    st.permutations("abcd"),
)
def test_any_tie_of_rankings_is_counted_alike_by_us_and_by_the_script(choices, order):
    asked = asked_of(Method.STV, seats=2, names=("A", "B", "C", "D"))
    keys = dict(zip(asked.ids, order, strict=True))
    found = decide(asked, choices, keys)
    assert len(found["elected"]) == 2
    assert recount.outcome({**asked.to_json(), "keys": keys}, choices) == found


def test_rejected_equal_votes_leave_the_seat_vacant_and_wait_for_nobody():
    asked = asked_of(Method.APPROVAL, Tie.REJECTED, seats=2)
    counted = outcome(asked, ["1", "1", "2", "3"])
    assert not is_waiting(asked, counted)
    assert (undecided(asked, counted), vacant_seats(asked, counted)) == (frozenset(), 1)
    second = asked_of(Method.APPROVAL, Tie.SECOND_BALLOT, seats=2)
    assert not is_waiting(second, counted)
    assert (undecided(second, counted), vacant_seats(second, counted)) == ({"2", "3"}, 0)


def test_a_lot_needs_its_number_named_before_the_vote():
    asked = asked_of(Method.APPROVAL)
    check_named(poll(asked))
    check_named(poll(asked_of(Method.APPROVAL, Tie.SENIORITY), lot=""))
    with pytest.raises(LotNotNamed):
        check_named(poll(asked, lot=""))
    for lot in ("", "the lottery of 19 June"):
        kept = poll(asked, lot=lot)
        assert Definition.from_bytes(kept.canonical()) == kept
        assert (b"lottery" in kept.canonical()) is bool(lot)


@pytest.mark.parametrize("board", list(Board))
def test_what_was_chosen_is_read_from_its_board(board):
    asked = asked_of(Method.APPROVAL, board=board)
    rows = {
        Board.CONTENT: {"board-q1.csv": b"#{}\ncode,choice\nAAAAAAAAAA,1\nBBBBBBBBBB,\n"},
        Board.INCLUSION: {
            "board-q1-codes.csv": b"#{}\ncode\nAAAAAAAAAA\nBBBBBBBBBB\n",
            "board-q1-choices.csv": b"#{}\nchoice\n\n1\n",
        },
    }
    assert sorted(choices_on(asked, rows[board])) == ["", "1"]


def published(tmp_path, asked, choices, keys, **change):
    """A folder with one board and the decision about its tie."""
    definition = poll(asked)
    (tmp_path / "definition.json").write_bytes(definition.canonical())
    head = {
        "cast": len(choices), "counted": len(choices), "definition_sha256": definition.sha256,
        "poll": definition.poll, "question": asked.to_json(),
    }  # fmt: skip
    codes = [
        f"{letter * 10},{choice}\n" for letter, choice in zip("ABCDEFG", choices, strict=False)
    ]
    text = f"#{json.dumps(head)}\ncode,choice\n{''.join(codes)}"
    (tmp_path / "board-q1.csv").write_text(text)
    found = decide(asked, choices, keys)
    number = "20270620" if asked.tie is Tie.LOT else ""
    content = json.loads(told(definition, asked, RESULT, number, keys, found)) | change
    (tmp_path / file_name(asked)).write_text(json.dumps(content))
    return recount.main([str(tmp_path / "board-q1.csv")])


def test_anybody_follows_a_decision(tmp_path, capsys):
    keys = by_lot(RESULT, "20270620", ["1", "2"])
    assert published(tmp_path, asked_of(Method.APPROVAL), ["1", "2"], keys) == 0
    assert "tie decided: by lot 20270620" in capsys.readouterr().out
    asked = asked_of(Method.APPROVAL, Tie.SENIORITY)
    days = by_seniority({"1": date(2020, 1, 1), "2": date(2019, 1, 1)})
    assert published(tmp_path, asked, ["1", "2"], days) == 0
    assert "elected 2 Bea" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"number": "20270621"}, "the lot in tie-q1.json was not drawn so"),
        ({"rule": "seniority"}, "tie-q1.json follows another rule"),
        ({"question": "q2"}, "tie-q1.json is of another question"),
        ({"named": "any number"}, "another number was named than in tie-q1.json"),
        ({"outcome": {}}, "the outcome in tie-q1.json differs from this count"),
    ],
)
def test_a_wrong_decision_is_noticed(tmp_path, capsys, change, why):
    keys = by_lot(RESULT, "20270620", ["1", "2"])
    assert published(tmp_path, asked_of(Method.APPROVAL), ["1", "2"], keys, **change) == 1
    assert why in capsys.readouterr().out


def test_the_decision_stands_with_the_outcome_and_in_the_minutes():
    asked, choices = asked_of(Method.APPROVAL), ["1", "2"]
    counted = outcome_of(asked, {"1": 1, "2": 1})
    assert completed(counted, None) is counted
    keys = {"1": "b", "2": "a"}
    content = json.loads(told(poll(asked), asked, RESULT, "7", keys, decide(asked, choices, keys)))
    whole = completed(counted, content)
    assert whole["elected"] == ["2"]
    assert whole["decided"]["tie"] == counted["tie"]
    kept = result_of(asked, whole, 2)
    assert (kept.tied, result_of(asked, counted, 2).tied) == (False, True)
    assert kept.settled is not None
    assert (kept.settled.rule, kept.settled.number) == (Tie.LOT, "7")
    assert [name["en"] for name in kept.settled.order] == ["Bea", "Ada"]
