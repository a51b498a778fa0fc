"""The same two questions in three ways: by touch, by keyboard alone, and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.keyboard import Said, enter, said, tab_to
from web.demo.people import PASSWORD

RECORDED = "Your ballot is recorded"
FIRST = """
- region "Question 1 of 2 · Resolution 1 Annual accounts":
  - heading "1 Annual accounts" [level=2]
  - group "Your answer":
    - radio "Yes"
    - radio "No"
    - radio "I abstain"
    - 'radio "Blank: I do not answer" [checked]'
"""
RANKED = """
- 'group "Your order: 1 is the best"':
  - list:
    - listitem:
      - combobox "Protection":
        - option "1" [selected]
      - 'button "Up: Protection"'
      - 'button "Down: Protection"'
    - listitem:
      - combobox "Team agility":
        - option "2" [selected]
"""


def codes(page: Page) -> list[str]:
    """One code for each question, from the receipt."""
    expect(page.get_by_role("heading", level=1)).to_have_text(RECORDED)
    return page.locator("[data-code]").all_inner_texts()


def go_in(page: Page, name: str) -> None:
    """To the ballot of this vote."""
    page.goto("/vote")
    with page.expect_navigation():
        page.get_by_role("link", name=f"Vote now {name}").click()
    if page.locator("#password").count():
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Go on to the ballot").click()


def choose(page: Page, answer: str, ranking: dict[str, str]) -> None:
    """In the plain form, which is there with JavaScript and without."""
    page.get_by_role("radio", name=answer).check()
    page.locator("a[href='#q2']:visible").first.click()
    for name, place in ranking.items():
        page.get_by_role("combobox", name=name).select_option(place)
    page.get_by_role("button", name="Look it through").locator("visible=true").first.click()
    expect(page.locator(".not-yet")).to_be_visible()


def vote_plainly(
    page: Page, name: str, answer: str, ranking: dict[str, str], own: str
) -> list[str]:
    """By touch: sealed in the browser where there is JavaScript, by the server where not."""
    go_in(page, name)
    choose(page, answer, ranking)
    page.get_by_role("textbox", name="Four to twelve letters").fill(own)
    page.get_by_role("button", name="Cast my vote").click()
    return codes(page)


def vote_by_keyboard(page: Page, email: str, own: str) -> list[str]:
    """Nothing but keys, and what a screen reader says is enough to vote by it."""
    people.sign_in(page, email, "en")
    page.goto("/vote")
    enter(page, page.get_by_role("link", name=re.compile("^Vote now")))
    tab_to(page, page.locator("#password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    answer_by_keyboard(page)
    enter(page, page.locator("a[href='#q2']:visible").first)
    expect(page.locator("#q2")).to_be_focused()
    assert said(page) == Said("region", "Question 2 of 2 · Preference vote 2 Order of objectives")
    rank_by_keyboard(page)
    enter(page, page.get_by_role("button", name="Look it through").locator("visible=true").first)
    assert said(page) == Said("heading", "Look it through")
    expect(page.get_by_role("status").filter(has_text="NOT YET VOTED")).to_be_visible()
    tab_to(page, page.get_by_role("textbox", name="Four to twelve letters"))
    page.keyboard.type(own)
    enter(page, page.get_by_role("button", name="Cast my vote"))
    return codes(page)


def answer_by_keyboard(page: Page) -> None:
    """The question with its place among all, its answers, and the one that is chosen."""
    question = page.locator("#q1")
    expect(question).to_match_aria_snapshot(FIRST)
    tab_to(page, question.get_by_role("radio", checked=True))
    assert said(page) == Said("radio", "Blank: I do not answer", "true")
    for name in ("I abstain", "No"):
        page.keyboard.press("ArrowUp")
        assert said(page) == Said("radio", name, "true")


def rank_by_keyboard(page: Page) -> None:
    """One by one with the button of each; every step says where it stands now."""
    live = page.locator("#live")
    for name, place in (("Protection", 1), ("Team agility", 2)):
        enter(page, page.get_by_role("button", name=f"Up: {name}"))
        assert said(page) == Said("button", f"Up: {name}")
        expect(live).to_have_text(f"{name}: place {place}")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(page.locator("#q2")).to_match_aria_snapshot(RANKED)
