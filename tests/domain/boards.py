"""Published boards, honest and tampered with, to be counted again by every recount."""

import random

from domain.voting import counting, tracker
from domain.voting.canonical import canonical, sha256_hex
from domain.voting.words import Method
from tests.domain.elections import question
from tests.domain.test_voting_ballots import ASKED, poll

POLL = "ab" * 16


def publish(folder, asked, said, *, inclusion=False):
    """Files as the urn's opening writes them."""
    definition = poll(asked)
    rows = sorted(
        (tracker.code(f"K7Q2M9XA-V{at:04}", POLL, asked.id), choice)
        for at, choice in enumerate(said)
    )
    head = (
        "#"
        + canonical(
            {
                "cast": len(said),
                "counted": len(said),
                "definition_sha256": definition.sha256,
                "poll": POLL,
                "question": asked.to_json(),
            }
        ).decode()
    )
    tables = {
        "board-q1-codes.csv": ["code", *(code for code, _choice in rows)],
        "board-q1-choices.csv": ["choice", *sorted(choice for _code, choice in rows)],
    }
    if not inclusion:
        tables = {"board-q1.csv": ["code,choice", *(f"{code},{choice}" for code, choice in rows)]}
    folder.mkdir(exist_ok=True)
    for name, lines in tables.items():
        (folder / name).write_text("\n".join([head, *lines]) + "\n")
    result = {
        "format": "ensemble-result-1",
        "poll": POLL,
        "definition_sha256": definition.sha256,
        "roll": len(said) + 5,
        "cast": len(said),
        "counted": len(said),
        "sealed_in_browser": 0,
        "invalid": [],
        "files": {name: sha256_hex((folder / name).read_bytes()) for name in tables},
        "questions": [{"id": asked.id, "outcome": counting.outcome(asked, said)}],
    }
    (folder / "definition.json").write_bytes(definition.canonical())
    (folder / "result.json").write_bytes(canonical(result))
    return folder / next(iter(tables))


SAID = {
    Method.MAJORITY: ["y", "n", "a", "", "y"],
    Method.APPROVAL: ["1;2", "3", "", "2", "!"],
    Method.EACH: ["1=y;2=n", "2=y", "", "3=n", "1=y"],
    Method.SCHULZE: ["3>1=2", "1>2>3", "", "2", "!"],
    Method.BORDA: ["3>1=2", "1>2>3", "", "2", "2>1"],
    Method.POINTS: ["1:5;2:1", "3:4", "", "2:2", "1:1"],
    Method.STV: ["3>1=2", "1>2>3", "", "2", "2>1"],
}


def drop(lines, chance):
    del lines[chance.randrange(2, len(lines))]


def swap(lines, chance):
    first, second = chance.sample(range(2, len(lines)), 2)
    a, b = lines[first], lines[second]
    if a[11:] == b[11:]:
        b = b[:11] + ("n" if b[11:] == "y" else "y")
    lines[first], lines[second] = a[:11] + b[11:], b[:11] + a[11:]


def duplicate(lines, chance):
    lines.insert(chance.randrange(2, len(lines)), lines[chance.randrange(2, len(lines))])


def alter(lines, chance):
    at = chance.randrange(2, len(lines))
    lines[at] = lines[at][:11] + ("n" if lines[at][11:] == "y" else "y")


def add(lines, chance):
    code = "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _one in range(10))
    lines.append(f"{code},y")


TAMPERINGS = (drop, swap, duplicate, alter, add)


def tampered(folder, tamper, rounds=20):
    """Honest boards, each with the text that one change makes of it."""
    chance = random.Random(tamper.__name__)
    for at in range(rounds):
        said = chance.choices(["y", "n", "a", ""], k=chance.randint(3, 40))
        board = publish(folder / str(at), ASKED[Method.MAJORITY], said)
        lines = board.read_text().splitlines()
        tamper(lines, chance)
        if at % 2:
            lines[2:] = sorted(lines[2:])
        yield board, "\n".join(lines) + "\n"


def any_election(chance):
    """A question of any method, and some ballots."""
    method = chance.choice(list(Method))
    names = "" if method is Method.MAJORITY else "ABCDE"[: chance.randint(2, 5)]
    given = {"seats": chance.randint(1, 3)} if ASKED[method].seats else {}
    given |= {"at_most": chance.randint(1, 3)} if ASKED[method].at_most else {}
    asked = question(method, names, **given) if names else ASKED[method]
    return asked, [any_choice(chance, method, asked.ids) for _one in range(chance.randint(0, 12))]


def any_choice(chance, method, ids):
    some = chance.sample(ids, chance.randint(0, len(ids)))
    marks = {
        Method.APPROVAL: lambda: ";".join(sorted(some)),
        Method.EACH: lambda: ";".join(f"{one}={chance.choice('yn')}" for one in sorted(some)),
        Method.POINTS: lambda: ";".join(f"{one}:{chance.randint(1, 4)}" for one in sorted(some)),
        Method.MAJORITY: lambda: chance.choice(["y", "n", "a", "", "maybe"]),
    }
    ranked = "".join(one + chance.choice(">=") for one in some).rstrip(">=")
    return marks.get(method, lambda: ranked)()
