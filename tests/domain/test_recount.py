"""The published script: it agrees with honest boards and says so of no tampered one."""

import json
import random
import subprocess
import sys

import pytest

from domain.voting import counting
from domain.voting.canonical import canonical
from domain.voting.words import Method
from tests.domain.boards import SAID, TAMPERINGS, any_election, publish, tampered
from tests.domain.elections import CASES, SCRIPTS, script
from tests.domain.test_voting_ballots import ASKED

recount = script("recount")


@pytest.mark.parametrize("method", SAID)
@pytest.mark.parametrize("inclusion", [False, True])
def test_it_agrees_with_an_honest_board(tmp_path, method, inclusion, capsys):
    board = publish(tmp_path / "p", ASKED[method], SAID[method], inclusion=inclusion)
    assert recount.main([str(board)]) == 0
    assert capsys.readouterr().out.endswith("RECOUNT AGREES\n")


def test_it_needs_nothing_but_python(tmp_path):
    board = publish(tmp_path / "p", ASKED[Method.STV], SAID[Method.STV])
    command = [sys.executable, "-I", "-S", SCRIPTS / "recount.py", board]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "RECOUNT AGREES")
    assert len((SCRIPTS / "recount.py").read_text("utf-8").splitlines()) < 200


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_every_tampered_board_is_noticed(tmp_path, tamper):
    for board, changed in tampered(tmp_path, tamper):
        assert recount.main([str(board)]) == 0
        board.write_text(changed)
        assert recount.main([str(board)]) == 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("definition.json", b"grace", b"Grace"),
        ("definition.json", b'"title":{"en":"?"', b'"title":{"en":"!"'),
        ("result.json", b'"yes":2', b'"yes":3'),
        ("result.json", b'"cast":5', b'"cast":6'),
        ("result.json", b'"counted":5', b'"counted":4'),
    ],
)
def test_files_beside_the_board_that_were_changed_are_noticed(tmp_path, name, before, after):
    board = publish(tmp_path / "p", ASKED[Method.MAJORITY], SAID[Method.MAJORITY])
    file = board.with_name(name)
    assert before in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(before, after, 1))
    assert recount.main([str(board)]) == 1


@pytest.mark.parametrize(
    "text", ["", "x\ncode,choice\n", "#{}\ncode,choice\n", "#{\ncode,choice\n"]
)
def test_what_is_no_board_is_told_in_words(tmp_path, text, capsys):
    board = tmp_path / "board-q1.csv"
    board.write_text(text)
    assert recount.main([str(board)]) == 1
    assert recount.main([]) == 1
    assert recount.main([str(tmp_path / "nothing.csv")]) == 1
    assert "RECOUNT DISAGREES" in capsys.readouterr().out


def test_the_script_counts_any_ballots_as_we_do():
    chance = random.Random(2027)
    for _round in range(150):
        asked, said = any_election(chance)
        ours = counting.outcome(asked, said)
        assert canonical(recount.outcome(asked.to_json(), said)) == canonical(ours), (
            asked.method,
            said,
        )


@pytest.mark.parametrize("end", ["", "\r\n", "\n\n"])
def test_a_board_ends_every_line_in_one_way(tmp_path, end):
    board = publish(tmp_path / "p", ASKED[Method.MAJORITY], SAID[Method.MAJORITY])
    for name in ("definition.json", "result.json"):
        board.with_name(name).unlink()
    assert recount.main([str(board)]) == 0
    board.write_bytes(board.read_bytes().removesuffix(b"\n") + end.encode())
    assert recount.main([str(board)]) == 1


def test_both_lists_of_an_inclusion_board_are_read_and_belong_together(tmp_path, capsys):
    board = publish(tmp_path / "p", ASKED[Method.STV], SAID[Method.STV], inclusion=True)
    other = board.with_name("board-q1-choices.csv")
    assert recount.main([str(other), str(board)]) == 0
    for name in ("definition.json", "result.json"):
        board.with_name(name).unlink()
    other.write_bytes(other.read_bytes().replace(b'"cast":5', b'"cast":6'))
    assert recount.main([str(board)]) == 1
    assert "two files do not belong together" in capsys.readouterr().out.splitlines()[-1]
    other.unlink()
    assert recount.main([str(board)]) == 1


def test_the_outcome_is_told_in_words(tmp_path, capsys):
    board = publish(tmp_path / "p", ASKED[Method.APPROVAL], ["1;2", "1", "3", "1;3"])
    assert recount.main([str(board)]) == 0
    said = capsys.readouterr().out
    assert "  votes: 1 Ada 3, 2 Bea 1, 3 Cem 2\n" in said
    assert "  elected: 1 Ada / 3 Cem\n" in said
    board.write_bytes(board.read_bytes().replace(b",1\n", b",2\n", 1))
    assert recount.main([str(board)]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("RECOUNT DISAGREES: board-q1.csv: this is not the file of result.json")


def test_a_ranking_shows_who_is_equal(tmp_path, capsys):
    board = publish(tmp_path / "p", ASKED[Method.SCHULZE], ["3>1=2", "3"])
    assert recount.main([str(board)]) == 0
    assert "  ranking: 3 Cem > 1 Ada / 2 Bea\n" in capsys.readouterr().out


def test_files_of_ballots_are_counted_too(tmp_path, capsys):
    assert recount.main(["--method", "stv", str(CASES / "small_published.json")]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    food = next(one for one in told if one["id"] == "stv_food_en_wikipedia")
    names = {place: name for name, place in food["options"].items()}
    elected = [names[one] for one in food["outcome"]["elected"]]
    assert elected == ["Chocolate", "Orange", "Strawberry"]
    file = tmp_path / "majority.json"
    file.write_text('{"yes": 3, "no": 1, "abstain": 2, "rule": "three_quarters"}')
    assert recount.main(["--method", "majority", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"]["adopted"] is True
    assert recount.main(["--method", "approval", str(CASES / "small_published.json")]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["outcome"]["votes"] == {"1": 42, "2": 26, "3": 15, "4": 17}


def test_the_heads_say_what_was_asked(tmp_path):
    board = publish(tmp_path / "p", ASKED[Method.POINTS], SAID[Method.POINTS])
    head, _found, wrong = recount.recount(board)
    assert (head["question"], wrong) == (json.loads(canonical(ASKED[Method.POINTS].to_json())), [])
