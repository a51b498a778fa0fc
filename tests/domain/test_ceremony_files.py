"""Files from the offline computer, read strictly: what trustees bring, and what they publish."""

import json

import pytest

from domain.voting.canonical import canonical, sha256_hex
from domain.voting.ceremony import (
    LARGEST,
    LONGEST_NAME,
    WrongFile,
    WrongSignature,
    read_keys,
    read_proof,
    read_signatures,
)
from domain.voting.publishing import WrongPublication, check
from tests.domain.test_ceremony import BOXES, CAST, DEFINITION, FILES, MADE, SHARES, ceremony

TRUSTEES = MADE["trustees"]
PROOF = {
    "answers": ["ab" * 32],
    "pair": [0, 2],
    "poll": "cd" * 16,
    "signatures": [
        {"trustee": 0, "signature": "ef" * 64},
        {"trustee": 2, "signature": "01" * 64},
    ],
}
NOT_JSON = (b"", b"[", b"[" * 90_000, b" " * (LARGEST + 1))


def named(name):
    return [{**TRUSTEES[0], "name": name}, *TRUSTEES[1:]]


def test_keys_of_the_ceremony_are_read():
    assert read_keys(json.dumps(MADE).encode()) == MADE


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1}, {"public_key": "AB" * 32}, {"public_key": 1}, {"threshold": 3},
        {"threshold": 2.0}, {"trustees": {}}, {"trustees": TRUSTEES[:2]},
        {"trustees": [1, *TRUSTEES[1:]]}, {"trustees": [{"name": "Ada"}, *TRUSTEES[1:]]},
        {"trustees": [TRUSTEES[0], TRUSTEES[0], TRUSTEES[1]]}, {"trustees": named(1)},
        {"trustees": named("")}, {"trustees": named("x" * (LONGEST_NAME + 1))},
        {"trustees": named("Ada\n")}, {"trustees": named(" Ada")},
        {"trustees": named(TRUSTEES[1]["name"])},
        {"trustees": [{**TRUSTEES[0], "verify_key": "xy"}, *TRUSTEES[1:]]},
    ],
)  # fmt: skip
def test_other_keys_are_refused(change):
    with pytest.raises(WrongFile):
        read_keys(json.dumps({**MADE, **change}).encode())


def test_what_is_no_object_is_refused():
    for data in (*NOT_JSON, b"[]"):
        for read in (read_keys, read_proof):
            with pytest.raises(WrongFile):
                read(data)


def test_a_proof_is_read():
    assert read_proof(canonical(PROOF)) == PROOF


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {}}, {"answers": ["x"]}, {"pair": [0, 0]}, {"pair": [2, 0]},
        {"pair": [False, 2]}, {"poll": 1}, {"more": 1},
    ],
)  # fmt: skip
def test_another_proof_is_refused(change):
    with pytest.raises(WrongFile):
        read_proof(canonical({**PROOF, **change}))


FIRST, SECOND = PROOF["signatures"]


@pytest.mark.parametrize(
    "signed",
    [
        {}, [], [FIRST], [FIRST, 1], [FIRST, {"trustee": 1}], [FIRST, {**SECOND, "trustee": 3}],
        [FIRST, {**SECOND, "trustee": True}], [FIRST, {**SECOND, "signature": "zz"}],
        [FIRST, {**SECOND, "trustee": 0}],
    ],
)  # fmt: skip
def test_two_different_trustees_sign(signed):
    with pytest.raises(WrongSignature):
        read_signatures(canonical(signed))
    with pytest.raises(WrongSignature):
        read_proof(canonical({**PROOF, "signatures": signed}))


def test_signatures_are_read():
    assert read_signatures(canonical(PROOF["signatures"])) == PROOF["signatures"]


def published(change, *, sums=True):
    """The files of an opening with some changed, as a trustee who cheats would bring them."""
    files = {**FILES, **change}
    result = json.loads(files["result.json"])
    for name in result["files"]:
        result["files"][name] = sha256_hex(files[name])
    files["result.json"] = canonical(result)
    if sums:
        names = sorted(files.keys() - {"SHA256SUMS"})
        lines = [f"{sha256_hex(files[name])}  {name}\n" for name in names]
        files["SHA256SUMS"] = "".join(lines).encode()
    return files


def refusal(files):
    with pytest.raises(WrongPublication) as refused:
        check(DEFINITION, files, cast=CAST, boxes=BOXES)
    return refused.value.file, str(refused.value.why)


def lines(name):
    head, column, *rows = FILES[name].decode().splitlines()
    return [head, column], rows


def written(head, rows):
    return ("\n".join([*head, *rows]) + "\n").encode()


WHOLE, CODES, CHOICES = "board-q1.csv", "board-q2-codes.csv", "board-q2-choices.csv"


def test_an_honest_opening_is_published():
    assert check(DEFINITION, published({}), cast=CAST, boxes=BOXES)["cast"] == CAST


def test_every_file_is_there_and_its_sum_too():
    assert refusal({name: data for name, data in FILES.items() if name != WHOLE}) == (
        WHOLE,
        "It is missing.",
    )
    assert refusal(published({"SHA256SUMS": b""}, sums=False))[0] == "SHA256SUMS"
    changed = {"definition.json": FILES["definition.json"] + b" "}
    assert refusal(published(changed))[1] == "It is not the one that was frozen."
    head, rows = lines(WHOLE)
    files = published({WHOLE: written(head, rows)})
    result = json.loads(files["result.json"])
    result["files"][WHOLE] = "00" * 32
    files = published({}) | {"result.json": canonical(result)}
    names = sorted(files.keys() - {"SHA256SUMS"})
    sums = "".join(f"{sha256_hex(files[name])}  {name}\n" for name in names).encode()
    assert refusal({**files, "SHA256SUMS": sums}) == (WHOLE, "It is not the file that was signed.")


def test_a_board_has_a_row_for_each_ballot_and_each_code_once():
    head, rows = lines(WHOLE)
    assert "not as many rows" in refusal(published({WHOLE: written(head, rows[1:])}))[1]
    twice = sorted([rows[1][:10] + rows[0][10:], *rows[1:]])
    assert refusal(published({WHOLE: written(head, twice)}))[1] == "A code stands in it twice."
    head, said = lines(CHOICES)
    wrong = published({CHOICES: written(head, sorted([*said[1:], "?"]))})
    assert refusal(wrong) == (CODES, "A choice does not fit the question.")


def test_a_board_keeps_its_head_its_order_and_its_letters():
    head, rows = lines(WHOLE)
    for changed in (
        written(head, rows[::-1]),
        written([head[0] + " ", head[1]], rows),
        written([head[0], "choice,code"], rows),
    ):
        assert "head is another one" in refusal(published({WHOLE: changed}))[1]
    for unreadable in (b"\xff\xfe", b"#{}"):
        assert "not written as it should" in refusal(published({WHOLE: unreadable}))[1]


def test_each_question_is_answered_once_and_as_we_count_it():
    result = json.loads(FILES["result.json"])
    first = result["questions"][0]
    twice = canonical({**result, "questions": [*result["questions"], first]})
    assert "each question once" in refusal(published({"result.json": twice}))[1]
    other = {**first, "outcome": {**first["outcome"], "yes": 0}}
    told = canonical({**result, "questions": [other, *result["questions"][1:]]})
    assert refusal(published({"result.json": told}))[1] == "Our own count differs."


def test_the_boxes_are_those_of_the_urn():
    opened = ceremony.open_urn(
        {
            "boxes": [],
            "cast": 0,
            "definition": DEFINITION.to_json(),
            "roll": DEFINITION.roll_count,
        },
        SHARES[:2],
    )
    with pytest.raises(WrongPublication):
        check(DEFINITION, opened, cast=CAST, boxes=BOXES)
    assert len(BOXES) == CAST
