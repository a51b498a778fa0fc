"""Many receipts at once: looked at first, then all of them or none."""

import io

import pytest

from domain.contract_life import ContractStatus
from tests.web import make
from tests.web.assigning import in_english
from tests.web.dimona import NEXT_WEEK, TOMORROW, declared, job, references, student
from tests.web.working import the
from web.demo.people import ADMIN_TEAM
from web.models.employment import Employment

URL = "/contracts/receipts"


def lines(*found):
    return "\n".join(found)


def test_lines_are_shown_then_recorded(browse):
    in_english()
    first, second = make.contract(days=[TOMORROW]).id, student().id
    employment = job().id
    typed = lines(
        "reference;number",
        f"pa-c-{first};ab 1",
        "",
        f"PA-C-{second:06d}\tA1,A2",
        f"PA-P-{employment:06d};c3",
    )
    team = browse(ADMIN_TEAM)
    seen = team.post(URL, {"lines": typed})
    assert seen.status_code == 200
    assert "3 receipts would be recorded" in seen.text
    assert "AB1" in seen.text
    assert the(first).dimona_number is None
    page = team.follow(URL, {"lines": typed, "sure": "1"}).text
    assert "3 receipts recorded" in page
    assert the(first).dimona_number == "AB1"
    assert the(first).dimona_last_day == TOMORROW
    assert the(second).dimona_number == "A1, A2"
    assert make.db.session.get_one(Employment, employment).dimona_number == "C3"
    assert references() == []


def test_a_cancellation_and_a_change_are_recorded_too(browse):
    changed = declared(days=[TOMORROW])
    changed.last_day = NEXT_WEEK
    gone = declared("900000000002", days=[TOMORROW], status=ContractStatus.CANCELLED).id
    make.db.session.commit()
    key = changed.id
    typed = lines(f"PA-C-{key};900000000001", f"PA-C-{gone};900000000009")
    assert browse(ADMIN_TEAM).post(URL, {"lines": typed, "sure": "1"}).status_code == 303
    assert the(key).dimona_last_day == NEXT_WEEK
    assert the(gone).dimona_number is None


def test_a_file_does_the_same_but_is_always_shown_first(browse):
    in_english()
    key = make.contract(days=[TOMORROW]).id
    file = (io.BytesIO(f"\ufeffreference;number\nPA-C-{key};A1\n".encode()), "receipts.csv")
    response = browse(ADMIN_TEAM).post(URL, {"lines": "", "file": file, "sure": "1"})
    assert response.status_code == 200
    assert "1 receipt would be recorded" in response.text
    assert f"PA-C-{key};A1" in response.text  # ready to be sent
    assert the(key).dimona_number is None


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfe", "not in UTF-8"), (b"x" * 100_001, "too long"), (b"", "Fill this in.")],
)
def test_a_file_that_cannot_be_read(browse, data, words):
    in_english()
    file = (io.BytesIO(data), "receipts.csv")
    response = browse(ADMIN_TEAM).post(URL, {"lines": "", "file": file})
    assert response.status_code == 422
    assert words in response.text


def test_one_wrong_line_stops_them_all_and_is_named(browse):
    in_english()
    right, taken = make.contract(days=[TOMORROW]).id, declared(days=[TOMORROW]).id
    typed = lines(
        f"PA-C-{right};A1",
        "nonsense",
        "XX-1;A1",
        "PA-C-999999;A2",
        f"PA-C-{taken};A3",
        f"PA-C-{right};A4",
        f"SC-C-{right};A5",
    )
    response = browse(ADMIN_TEAM).post(URL, {"lines": typed, "sure": "1"})
    assert response.status_code == 422
    assert "Nothing is recorded: 6 lines are not right." in response.text
    for words in (
        "Write the reference and the receipt number",
        "“XX-1” is not the reference",
        "Nothing waits for a receipt under “PA-C-999999”",
        f"Nothing waits for a receipt under “PA-C-{taken:06d}”",
        f"“PA-C-{right:06d}” is there twice",
        f"Nothing waits for a receipt under “SC-C-{right:06d}”",
    ):
        assert words in response.text
    assert "nonsense" in response.text  # nothing typed is lost
    assert the(right).dimona_number is None


def test_a_number_belongs_to_one_declaration(browse):
    in_english()
    first, second = make.contract(days=[TOMORROW]).id, make.contract(days=[NEXT_WEEK]).id
    declared("A9", days=[NEXT_WEEK])
    typed = lines(f"PA-C-{first};A1", f"PA-C-{second};a 1")
    team = browse(ADMIN_TEAM)
    assert "Receipt number A1 is there twice" in team.post(URL, {"lines": typed}).text
    typed = f"PA-C-{first};a9"
    assert "already recorded for another contract" in team.post(URL, {"lines": typed}).text


def test_too_many_and_none(browse):
    in_english()
    team = browse(ADMIN_TEAM)
    many = "\n".join(f"PA-C-{number};A{number}" for number in range(1, 502))
    assert "These are 501 lines" in team.post(URL, {"lines": many}).text
    assert "Fill this in." in team.post(URL, {"lines": " "}).text
    assert team.post(URL, {"lines": "reference;number"}).status_code == 422
