"""Anybody asks what is left of a price: live with JavaScript, with a button without it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import people
from tests.browser.site import Site
from web.demo.people import MEMBER

PAGE = "/simulator"
WIDTHS = (390, 1280)
LANGUAGES = ("fr", "nl", "en")


@pytest.fixture
def site(quiet_site: Site) -> Site:
    """These tests only read."""
    return quiet_site


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_sound(visit, check_axe, check_width, picture, language, width):
    page = visit(width=width, language=language, dark=width == 390)
    for name, asked in (
        ("example", ""),
        ("net", "?way=net&net=12345678.90&contract=artist&children=3&spouse=without-income"),
        ("low", "?price=300&days=4"),
        ("refused", "?price=12.50.3&days=0&children=-1&month=2025-01"),
    ):
        page.goto(PAGE + asked)
        check_axe(page)
        check_width(page)
        picture(page, f"simulator-{name}-{language}-{width}")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_it_fits_every_screen(visit, check_width, width):
    page = visit(width=width)
    page.goto(PAGE)
    check_width(page)
    page.locator("#equation-security summary").click()
    check_width(page)


def test_the_result_and_the_address_follow_every_change(visit, check_axe):
    page = visit(language="en")
    page.goto(PAGE)
    answer, price = page.locator("#result .figure"), page.get_by_label("Price for the client")
    expect(answer).to_contain_text("480.83")
    page.locator("#equation-contribution summary").click()
    price.fill("2000")
    expect(page.locator("#equation")).to_contain_text("130.00")
    expect(page).to_have_url(re.compile(r"[?&]price=2000(&|$)"))
    expect(page.locator("#equation-contribution")).to_have_attribute("open", "")
    page.get_by_label("Kind of contract").select_option("artist")
    expect(page).to_have_url(re.compile(r"contract=artist"))
    expect(page.get_by_label("flat withholding tax")).to_be_visible()
    page.get_by_text("the net pay I want").click()
    expect(page.locator("#net-error")).to_contain_text("Type the net pay")
    page.get_by_label("Net pay that I want").fill("700")
    expect(answer).to_contain_text("You invoice, excluding VAT")
    expect(page.locator("#net-error")).to_be_empty()
    check_axe(page)
    shown = answer.inner_text()
    page.reload()
    assert answer.inner_text() == shown


def test_a_refusal_comes_and_goes_while_one_types(visit):
    page = visit(language="en")
    page.goto(PAGE)
    days = page.get_by_label("Days of work")
    days.fill("0")
    expect(page.locator("#days-error")).to_contain_text("at least one day")
    expect(days).to_be_focused()
    expect(days).to_have_value("0")
    days.fill("3")
    expect(page.locator("#days-error")).to_be_empty()
    expect(page.locator("#result .figure")).to_contain_text("3 days")


def test_reading_on_in_another_language_keeps_what_was_asked(visit):
    page = visit(language="en")
    page.goto(PAGE)
    page.locator("#price").fill("3000")
    expect(page).to_have_url(re.compile("price=3000"))
    people.choose_language(page, "nl")
    expect(page.locator("#price")).to_have_value("3000")


def test_the_link_is_copied(visit):
    page = visit(language="en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    page.locator("#price").fill("1500")
    expect(page.locator("[data-copy]")).to_have_attribute("data-copy", re.compile("price=1500"))
    page.locator("[data-copy]").click()
    expect(page.locator("#live")).to_have_text("The link is copied.")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator("#price")).to_have_value("1500")


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_there_is_a_button(visit, check_width, width):
    page = visit(javascript=False, width=width, language="fr")
    page.goto(PAGE)
    page.locator("#price").fill("2000")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("price=2000"))
    expect(page.locator("#equation")).to_contain_text("130,00")
    expect(page.locator("[data-copy]")).to_be_hidden()
    page.locator("#days").fill("0")
    page.locator("main form button").click()
    expect(page.locator("#errors")).to_contain_text("au moins un jour")
    expect(page.locator("#price")).to_have_value("2000")
    check_width(page)


def test_on_paper_it_is_one_page(visit):
    page = visit(language="fr")
    page.goto(PAGE + "?contract=artist&flat_rate=y&children=2&spouse=with-income&price=4000&days=9")
    page.locator("#equation-net summary").click()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


def test_a_member_finds_it_in_the_rail(visit, check_axe, check_width):
    page = visit(width=1280)
    people.sign_in(page, MEMBER, "en")
    page.locator(f"nav.rail a[href='{PAGE}']").click()
    expect(page.locator("#equation")).to_be_visible()
    check_axe(page)
    check_width(page)
