"""Choosing what pays an expense note, and finding the notes again in the list."""

import pytest
import sqlalchemy as sa

from domain.expenses import ExpenseStatus
from domain.money import ZERO
from tests.web.assigning import in_english
from tests.web.claiming import LUNCH, SCENE, TRAINING, Claim, accepted, money_in, sent_lunch
from tests.web.conftest import HTMX
from web.demo.people import MEMBER, OTHER_MEMBER
from web.extensions import db
from web.models.expense import ExpenseNote


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


# Choosing what pays


def test_a_unit_that_works_with_assignments_needs_one(browse):
    member = browse(MEMBER)
    assert member.post("/expenses", {"purse": f"{SCENE}-0"}).status_code == 422
    key = accepted(TRAINING)
    assert member.post("/expenses", {"purse": f"{SCENE}-{key}"}).status_code == 422
    assert member.post("/expenses", {"purse": "rubbish"}).status_code == 400


def test_one_choice_is_one_tap_and_several_are_a_list(browse):
    member = browse(MEMBER)
    assert 'href="/expenses/new"' in member.get("/expenses").text
    assert "Nothing can pay expenses yet" in member.get("/expenses/new").text
    key = accepted(SCENE)
    assert f'value="{SCENE}-{key}"' in member.get("/expenses").text
    accepted(TRAINING, title="Course")
    page = member.get("/expenses/new").text
    assert "Tour" in page
    assert "Course" in page
    one = member.get(f"/expenses?assignment_id={key}").text
    assert f'value="{SCENE}-{key}"' in one


def test_an_empty_draft_is_used_again(browse):
    member = browse(OTHER_MEMBER)
    assert Claim(member).url == Claim(member).url


# The list


def test_the_list_finds_and_filters(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    member = browse(OTHER_MEMBER)
    for query, seen in (
        ("", True),
        ("?q=lunch", True),
        ("?q=studio", True),
        ("?q=opera", False),
        ("?show=waiting", True),
        ("?show=drafts", False),
        ("?show=to-pay", False),
        ("?show=paid", False),
        ("?show=rubbish", True),
        (f"?before={claim.id}", False),
    ):
        page = member.get(f"/expenses{query}", headers=HTMX).text
        assert ("Lunch with a client" in page) is seen, query
    assert "waits for approval" in member.get("/expenses").text


def test_the_list_goes_on(browse):
    money_in()
    template = sent_lunch(browse(OTHER_MEMBER)).note
    for number in range(30):
        db.session.add(
            ExpenseNote(
                unit_id=2, entity_id=1, person_id=template.person_id, status=ExpenseStatus.DRAFT,
                title=f"Note {number:02d}", total=ZERO, vat=ZERO, created=template.created,
            )
        )  # fmt: skip
    db.session.commit()
    page = browse(OTHER_MEMBER).get("/expenses").text
    assert "Note 29" in page
    assert "Note 04" not in page
    assert 'rel="next"' in page


@pytest.mark.slow
def test_a_page_asks_the_database_little(claim, app):
    for colour in ("red", "green", "blue"):
        claim.type(claim.snap(colour), **{**LUNCH, "amount": f"1{len(colour)}"})
    claim.save()
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    for path in ("/expenses", claim.url, "/expenses/new"):
        counted.clear()
        claim.browser.get(path)
        queries = [text for text in counted if text.lstrip().startswith("SELECT")]
        assert len(queries) <= 10, queries
