"""One ballot twice, on a phone: by keyboard and sealed in the browser, and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from nacl.public import SealedBox
from playwright.sync_api import Locator, Page, expect

from domain.voting.canonical import canonical
from domain.voting.counting import outcome
from domain.voting.envelope import Envelope, SealedBy, read
from domain.voting.tracker import code
from tests.browser import people
from tests.browser.keyboard import enter, tab_to
from tests.browser.site import Site, settings_of
from tests.web.polls import KEYS, an_open_poll, election, preference, resolution
from web import clock, create_app, urn
from web.demo.people import MEMBER, OTHER_MEMBER, PASSWORD
from web.queries.polls import definition_of

ASKED = (resolution(), election(), election("each"), preference(), preference("points", at_most=5))
SAID = ("y", "1;3", "2=n", "3>1=7", "2:5")
RECORDED = "A ballot is recorded for you. If you confirmed only once"


@contextmanager
def inside(site: Site) -> Iterator[None]:
    """The same cooperative, from within: what the pages cannot do."""
    app = create_app(settings_of(site.data))
    with app.app_context():
        yield
        urn.forget()


@pytest.fixture
def poll(site: Site) -> SimpleNamespace:
    """An open poll of every kind of ballot."""
    with inside(site):
        found = an_open_poll(questions=ASKED)
        asked = definition_of(found).questions
        return SimpleNamespace(id=found.id, uid=found.uid, closes_at=found.closes_at, asked=asked)


def opened(site: Site, poll: SimpleNamespace) -> list[Envelope]:
    """The urn's content, with the key of the trustees."""
    with inside(site), clock.moved_to(poll.closes_at + timedelta(seconds=1)):
        urn.close(poll.uid)
        return [read(SealedBox(KEYS.private).decrypt(box)) for box in urn.export(poll.uid)]


def next_question(page: Page, place: int) -> None:
    """Follow the link: the focus goes along, and only that question is shown."""
    enter(page, page.locator(f"a[href='#q{place}']:visible").first)
    expect(page.locator(f"#q{place}")).to_be_focused()
    assert page.locator("[data-question]:visible").count() == 1


def choose_by_keyboard(page: Page) -> None:
    """Every kind of ballot, by Tab, Space and arrows."""
    tab_to(page, page.locator("#q1-blank"))
    for _press in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#q1-y")).to_be_checked()
    next_question(page, 2)
    for one in sorted(("#q2-1", "#q2-3"), key=lambda name: where(page, name)):
        tab_to(page, page.locator(one))
        page.keyboard.press("Space")
    next_question(page, 3)
    tab_to(page, page.locator("#q3-2-b"))
    page.keyboard.press("ArrowUp")
    next_question(page, 4)
    rank_by_keyboard(page)
    next_question(page, 5)
    tab_to(page, page.locator("#q5-2"))
    page.keyboard.press("5")


def where(page: Page, name: str) -> float:
    """How far down something stands."""
    return float(page.locator(name).evaluate("element => element.getBoundingClientRect().top"))


def rank_by_keyboard(page: Page) -> None:
    """Up puts it last among those that have a place, then one higher; the number makes equals."""
    live = page.locator("#live")
    for option, step, said in (
        ("3", "-1", "Housing: place 1"), ("1", "-1", "place 2"), ("7", "-1", "place 3"),
        ("7", "-1", "place 2"), ("7", "1", "place 3"), ("5", "-1", "place 4"),
        ("5", "1", "no place"),
    ):  # fmt: skip
        button = page.locator(f"#q4 [data-option='{option}'] [data-step='{step}']")
        tab_to(page, button)
        page.keyboard.press("Enter")
        expect(live).to_contain_text(said)
        expect(button).to_be_focused()
    tab_to(page, page.locator("#q4-7"))
    page.keyboard.press("2")
    expect(page.locator("#q4-7")).to_have_value("2")


def choose_by_touch(page: Page) -> None:
    """The same choices in the plain form."""
    page.locator("#q1-y").check()
    for place, fields in ((2, ("#q2-1", "#q2-3")), (3, ("#q3-2-n",))):
        page.locator(f"a[href='#q{place}']:visible").first.click()
        for field in fields:
            page.locator(field).check()
    page.locator("a[href='#q4']:visible").first.click()
    for option, place in (("3", "1"), ("1", "2"), ("7", "2")):
        page.locator(f"#q4-{option}").select_option(place)
    page.locator("a[href='#q5']:visible").first.click()
    page.locator("#q5-2").select_option("5")


def codes_on(page: Page) -> list[str]:
    return page.locator("[data-code]").all_inner_texts()


def vote_now(page: Page) -> Locator:
    """Into the poll of this test: the demo has one of its own."""
    ours = page.locator("main li", has_text="General assembly 2027")
    return ours.get_by_role("link", name=re.compile("^Vote now"))


def vote_by_keyboard(page: Page, look: Callable[[str], None]) -> str:
    """From the list to the receipt, sealed in the browser; the tracker that was noted."""
    people.sign_in(page, MEMBER, "en")
    page.goto("/vote")
    look("vote-index")
    enter(page, vote_now(page))
    tab_to(page, page.locator("#password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#q1")).to_be_visible()
    look("vote-first")
    choose_by_keyboard(page)
    enter(page, page.get_by_role("link", name="Previous").locator("visible=true"))
    assert 'combobox "Housing"' in page.locator("#q4").aria_snapshot()
    look("vote-ranking")
    next_question(page, 5)
    enter(page, page.get_by_role("button", name="Look it through").locator("visible=true").first)
    expect(page.get_by_role("heading", name="Look it through")).to_be_focused()
    assert "NOT YET VOTED" in page.locator("[data-review]").aria_snapshot()
    look("vote-review")
    change_one(page)
    tab_to(page, page.locator("#own-sealed"))
    page.keyboard.type("mine 7")
    tracker = page.locator("[data-review] code").inner_text()
    enter(page, page.get_by_role("button", name="Cast my vote"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your ballot is recorded")
    look("vote-receipt")
    assert tracker.endswith("-MINE7")
    return tracker


def change_one(page: Page) -> None:
    """Back to a question, too many there, told beside it without asking the server, and right."""
    enter(page, page.get_by_role("link", name="Change 2"))
    expect(page.locator("#q2")).to_be_focused()
    tab_to(page, page.locator("#q2-2"))
    page.keyboard.press("Space")
    page.get_by_text("All questions").click()
    look_again = page.locator("details.all button")
    look_again.click()
    expect(page.locator("#q2 .error")).to_contain_text("you have chosen 3")
    page.locator("#q2-2").uncheck()
    look_again.click()
    expect(page.locator("#q2 .error")).to_be_hidden()


def vote_without_javascript(page: Page) -> str:
    """The same in the plain form, sealed by the server."""
    people.sign_in(page, OTHER_MEMBER, "en")
    page.goto("/vote")
    vote_now(page).click()
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button.primary").click()
    choose_by_touch(page)
    page.get_by_role("button", name="Look it through").locator("visible=true").first.click()
    expect(page.locator(".not-yet")).to_contain_text("NOT YET VOTED")
    page.locator("#own").fill("other7")
    page.get_by_role("button", name="Cast my vote").click()
    return page.locator("[data-tracker]").inner_text()


def test_by_keyboard_and_without_javascript_the_same_ballot(
    visit, site, poll, check_axe, check_width, picture
):
    page = visit(width=390, language="en", dark=True)

    def look(name: str) -> None:
        check_axe(page)
        check_width(page)
        picture(page, name)

    plain = visit(width=390, language="en", javascript=False)
    trackers = {page: vote_by_keyboard(page, look), plain: vote_without_javascript(plain)}
    for voted, tracker in trackers.items():
        expect(voted.locator("#main")).to_contain_text(RECORDED)
        assert codes_on(voted) == [code(tracker, poll.uid, one.id) for one in poll.asked]

    found = {one.sealed_by: one for one in opened(site, poll)}
    assert {one.tracker for one in found.values()} == set(trackers.values())
    assert found[SealedBy.BROWSER].choices == found[SealedBy.SERVER].choices == SAID
    results = {
        canonical(
            [
                outcome(*pair)
                for pair in zip(poll.asked, ([text] for text in one.choices), strict=True)
            ]
        )
        for one in found.values()
    }
    assert len(results) == 1


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("nl", 390)])
def test_every_step_is_sound_in(visit, poll, check_axe, check_width, picture, language, width):
    page = visit(width=width, language=language)
    people.sign_in(page, MEMBER, language)

    def look(name: str) -> None:
        check_axe(page)
        check_width(page)
        picture(page, f"vote-{name}-{language}")

    page.goto("/vote")
    look("index")
    page.locator(f"main a.primary[href*='/{poll.id}/']").click()
    page.locator("#password").fill(PASSWORD)
    look("password")
    page.locator("main form button.primary").click()
    look("first")
    choose_by_touch(page)
    look("last")
    page.locator("nav.steps button:visible").click()
    expect(page.locator("[data-review]")).to_be_visible()
    look("review")
    page.locator("#own-sealed").fill("mijn9")
    tracker = page.locator("[data-review] code").inner_text()
    page.locator("[data-cast]").click()
    expect(page.locator("[data-tracker]")).to_have_text(tracker)
    assert codes_on(page) == [code(tracker, poll.uid, one.id) for one in poll.asked]
    look("receipt")
