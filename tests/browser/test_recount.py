"""The second recount, in a browser without any server, counts what ours and the first one count."""

import base64
import random

import pytest

from domain.voting import counting
from domain.voting.canonical import canonical
from domain.voting.ties import by_lot
from domain.voting.words import Majority, Method
from tests.domain.boards import SAID, TAMPERINGS, any_election, publish, tampered
from tests.domain.elections import SCRIPTS, question, ranked_vectors, resolution, vectors
from tests.domain.test_ties import RESULT, asked_of, published
from tests.domain.test_voting_ballots import ASKED

COUNT = "asked => asked.map(([question, said]) => canonical(outcome(question, said)))"
CHECK = """given => recount(new Map(given.map(([name, text]) =>
    [name, Uint8Array.from(atob(text), letter => letter.codePointAt(0))])))"""
RANKED = Method.SCHULZE, Method.BORDA, Method.STV


@pytest.fixture
def opened(browser):
    """``recount.html`` as somebody opens it who was handed the published files."""
    page = browser.new_page()
    page.goto((SCRIPTS / "recount.html").as_uri())
    yield page
    page.close()


def check_agree(page, elections):
    """The page counts each of them as we do, byte for byte."""
    told = page.evaluate(COUNT, [(asked.to_json(), said) for asked, said in elections])
    for (asked, said), found in zip(elections, told, strict=True):
        assert found == canonical(counting.outcome(asked, said)).decode(), (asked.method, said)


def wrong(page, folder):
    """What the page finds wrong with a folder of published files."""
    given = [(file.name, base64.b64encode(file.read_bytes()).decode()) for file in folder.iterdir()]
    return [why for board in page.evaluate(CHECK, given) for why in board["wrong"]]


@pytest.mark.parametrize("vector", ranked_vectors(), ids=lambda vector: vector.id)
def test_published_elections_come_out_as_they_did(opened, vector):
    check_agree(opened, [(vector.question(method), vector.choices) for method in RANKED])


def test_majorities_and_seats_at_their_limits(opened):
    limits = vectors("csa_boundaries")
    check_agree(
        opened,
        [
            (
                resolution(Majority(case["rule"])),
                ["y"] * case["yes"] + ["n"] * case["no"] + ["a"] * case["abstain"],
            )
            for case in limits["majority"]
        ]
        + [
            (
                question(
                    Method.APPROVAL, list(case["votes"]), seats=case["seats"], at_most=case["seats"]
                ),
                [
                    str(place)
                    for place, votes in enumerate(case["votes"].values(), 1)
                    for _one in range(votes)
                ],
            )
            for case in limits["seats"]
            if "votes" in case
        ],
    )


def test_any_ballots_are_counted_as_we_do(opened):
    chance = random.Random(2030)
    check_agree(opened, [any_election(chance) for _round in range(600)])


@pytest.mark.parametrize("inclusion", [False, True])
def test_honest_boards_agree(opened, tmp_path, inclusion):
    for method, said in SAID.items():
        publish(tmp_path / method, ASKED[method], said, inclusion=inclusion)
        assert wrong(opened, tmp_path / method) == []


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_every_tampered_board_is_noticed(opened, tmp_path, tamper):
    for board, changed in tampered(tmp_path, tamper):
        assert wrong(opened, board.parent) == []
        board.write_text(changed)
        assert wrong(opened, board.parent)


def test_decided_ties_are_followed(opened, tmp_path):
    chosen, keys = asked_of(Method.APPROVAL), by_lot(RESULT, "20270620", ["1", "2"])
    published(tmp_path, chosen, ["1", "2"], keys)
    assert wrong(opened, tmp_path) == []
    published(tmp_path, chosen, ["1", "2"], keys, number="1")
    assert wrong(opened, tmp_path) == ["tie-q1.json: its lot was not drawn so"] * 2
    published(tmp_path, chosen, ["1", "2"], keys, outcome={})
    assert wrong(opened, tmp_path) == ["tie-q1.json: its outcome differs from this count"]


def test_rankings_are_counted_on_with_the_keys_of_a_tie(opened):
    chance, told = random.Random(2031), []
    asked = asked_of(Method.STV, seats=2, names=("A", "B", "C", "D"))
    for _round in range(200):
        said = [">".join(chance.sample(asked.ids, 4)) for _ballot in range(chance.randint(1, 9))]
        keys = dict(zip(asked.ids, chance.sample("abcd", 4), strict=True))
        told.append((asked, said, keys))
    given = [({**one.to_json(), "keys": keys}, said) for one, said, keys in told]
    found = opened.evaluate(COUNT, given)
    assert found == [
        canonical(counting.outcome(one, said, keys)).decode() for one, said, keys in told
    ]
