"""The same expense twice: refused when it is the same file, asked when it only looks alike."""

import pytest

from tests.web.assigning import in_english
from tests.web.claiming import LUNCH, SCENE, Claim, accepted, money_in, photo, sent_lunch
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


@pytest.mark.slow
def test_the_same_file_on_another_line_is_refused_with_a_link(claim):
    first = claim.snap("red")
    response = claim.browser.post(f"{claim.url}/draft", claim.form(batch="2", receipt=photo("red")))
    assert response.status_code == 422
    assert "already sent this file" in response.text
    assert f'href="{claim.url}#line-{first}"' in response.text
    assert len(claim.lines) == 1
    second = claim.add()
    response = claim.save(**{f"line-{second}-receipt": photo("red")})
    assert response.status_code == 422
    assert claim.lines[1].receipt_id is None


def test_the_same_file_in_an_earlier_note_is_refused(claim):
    line = claim.snap("red")
    claim.type(line, **LUNCH)
    claim.send()
    again = Claim(claim.browser)
    data = again.form(batch="1", receipt=photo("red"))
    response = again.browser.post(f"{again.url}/draft", data)
    assert response.status_code == 422
    assert "Lunch with a client" in response.text
    assert f'href="{claim.url}#line-{line}"' in response.text


def test_what_looks_alike_asks_and_can_be_answered(claim):
    first, second = claim.snap("red"), claim.snap("green")
    claim.type(first, **LUNCH)
    claim.type(second, **LUNCH)
    response = claim.send()
    assert response.status_code == 422
    assert "same day, kind and amount" in response.text
    assert f'id="line-{second}-other"' in response.text
    assert f'id="line-{first}-other"' not in response.text
    claim.learn()
    claim.type(second, other="1")
    assert claim.send().status_code == 303


def test_an_answer_does_not_cover_another_amount(claim):
    first, second = claim.snap("red"), claim.snap("green")
    claim.type(first, **LUNCH)
    claim.type(second, **LUNCH, other="1")
    claim.save()
    assert "other" in claim.lines[1].typed
    claim.type(first, amount="30")
    claim.type(second, amount="30")
    claim.fields.pop(f"line-{second}-other")
    claim.save()
    assert "other" not in claim.lines[1].typed
    assert "same day, kind and amount" in claim.browser.get(claim.url).text


def test_the_adviser_sees_the_same_file_in_the_whole_cooperative(browse):
    money_in()
    key = accepted(SCENE)
    sent_lunch(browse(MEMBER), f"{SCENE}-{key}")
    claim = sent_lunch(browse(OTHER_MEMBER))
    page = browse(ADVISER).get(claim.url).text
    assert "The same file is in" in page
    assert "Nour Haddad" in page
    assert "The same file is in" not in browse(OTHER_MEMBER).get(claim.url).text
