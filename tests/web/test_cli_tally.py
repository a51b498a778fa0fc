"""Ballots counted from the terminal: published elections, and files that hold none."""

import json

import pytest

from tests.domain.elections import CASES

FOOD = ("--id", "stv_food_en_wikipedia")


@pytest.fixture
def run(app, monkeypatch):
    """``flask tally`` in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=["tally", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    """A file with this content."""

    def write(content):
        path = tmp_path / "ballots.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


def facts(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


SMALL = CASES / "small_published.json"
ANY = {"candidates": ["A", "B"], "ballots": [{"count": 2, "ranking": [["B"], ["A"]]}]}


def test_a_ranking_is_told_with_the_names_of_the_file(run):
    found = facts(run(SMALL, "--id", "tennessee_capital", "--method", "schulze", "--json"))
    assert found["ranking"] == [["N"], ["C"], ["K"], ["M"]]
    assert (found["winners"], found["pairwise"]["N>M"]) == (["N"], 58)
    halves = run(SMALL, "--id", "borda_truncated_tournament_halves", "--method", "borda", "--json")
    assert facts(halves)["points"] == {"A": 2, "B": "1/2", "C": "1/2"}


def test_seats_come_from_the_file_unless_they_are_given(run):
    found = facts(run(SMALL, *FOOD, "--method", "stv", "--json"))
    assert (found["quota"], found["elected"]) == (6, ["Chocolate", "Orange", "Strawberry"])
    one = facts(run(SMALL, *FOOD, "--method", "stv", "--seats", "1", "--json"))
    assert (one["quota"], one["elected"]) == (11, ["Chocolate"])
    approved = facts(run(SMALL, *FOOD, "--method", "approval", "--seats", "2", "--json"))
    assert approved["votes"]["Chocolate"] == 12
    assert approved["elected"] == ["Chocolate", "Orange"]


def test_a_majority_follows_its_rule(run, file):
    path = file({"yes": 2, "no": 1, "abstain": 9})
    assert facts(run(path, "--method", "majority", "--json"))["adopted"] is True
    rule = ("--rule", "three_quarters")
    assert facts(run(path, "--method", "majority", *rule, "--json"))["adopted"] is False


def test_people_read_it_in_words(run, file):
    said = run(SMALL, *FOOD, "--method", "stv").output
    assert "Quota: 6\n" in said
    assert "Round 1: Orange 4, Pear 2, Chocolate 12, Strawberry 1, Hamburger 1" in said
    assert "Elected: Chocolate, Orange, Strawberry" in said
    assert "Equal votes, not decided: no" in said
    tied = [{"count": 1, "ranking": [[one]]} for one in "AB"]
    said = run(file({**ANY, "ballots": tied}), "--method", "approval").output
    assert "Equal votes, not decided: A, B (seats left: 1)" in said
    assert "Ranking: A = B" in run(file({**ANY, "ballots": tied}), "--method", "borda").output
    assert "Adopted: no" in run(file({"yes": 1, "no": 1}), "--method", "majority").output


@pytest.mark.parametrize(
    ("content", "method", "said"),
    [
        ("{", "schulze", "it is not JSON"),
        ("[" * 9000, "schulze", "it is not JSON"),
        ("[1]", "schulze", "holds no election"),
        ({}, "schulze", "needs “candidates” and “ballots”"),
        ({**ANY, "candidates": ["A", "A"]}, "borda", "stand there once"),
        ({**ANY, "candidates": [1, 2]}, "borda", "must be a text"),
        ({**ANY, "candidates": [str(at) for at in range(1001)]}, "borda", "more than 1000"),
        ({**ANY, "candidates": []} | {"ballots": []}, "stv", "nothing to choose from"),
        ({**ANY, "ballots": [{"count": 1}]}, "schulze", "ballot 1 has no “ranking”"),
        ({**ANY, "ballots": [7]}, "schulze", "ballot 1 has no “ranking”"),
        ({**ANY, "ballots": [{"count": 1, "ranking": [["C"]]}]}, "stv", "names “C”"),
        ({**ANY, "ballots": [{"count": 1, "ranking": [[["A"]]]}]}, "stv", "who is no candidate"),
        ({**ANY, "ballots": [{"count": 1, "ranking": [["A"], ["A"]]}]}, "stv", "somebody twice"),
        ({**ANY, "ballots": [{"count": 1.5, "ranking": []}]}, "stv", "ballots[1].count"),
        ({**ANY, "ballots": [{"count": -1, "ranking": []}]}, "stv", "a whole number"),
        ({**ANY, "seats": "2"}, "stv", "“seats” must be a whole number"),
        ({"yes": 1}, "majority", "from “yes”, “no” and “abstain”"),
        ({"yes": True, "no": 1}, "majority", "“yes” must be a whole number"),
        ({"yes": 2, "no": 1, "rule": "most"}, "majority", "“rule” is none of: simple"),
        ({"vectors": [ANY | {"id": "x"}]}, "schulze", "choose one with --id: x"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(run, file, content, method, said):
    result = run(file(content), "--method", method)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert said in result.output


def test_a_file_that_is_too_large_or_holds_one_election_is_told(run, file, monkeypatch):
    assert "one election only" in run(file(ANY), "--method", "stv", "--id", "x").output
    monkeypatch.setattr("web.cli.tally.LARGEST", 10)
    assert "larger than 0 MB" in run(file(ANY), "--method", "stv").output
    assert run("/no/such/file", "--method", "stv").exit_code == 2
