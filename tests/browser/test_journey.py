"""The whole journey: a member, an adviser and finance, from a draft to the bank's file."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.money import read_eur
from tests.browser import people
from web.demo.people import ADVISER, FINANCE, MEMBER

LANGUAGES = ("fr", "nl", "en")
WIDTHS = (390, 1280)
CLIENT = "Nouvelle Galerie Demo"  # nobody has checked it, so an adviser looks first
TITLE = "Lecture pour le vernissage"


def net(page: Page) -> Decimal:
    """The estimated net that the live page shows."""
    shown = page.locator("#people-net, [data-net], .form-actions").last.inner_text()
    found = [amount for word in shown.split("\n") if (amount := read_eur(word))]
    return found[-1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_draft_to_the_bank(visit, check_axe, check_width, picture, language, width):
    def look(page: Page, name: str) -> None:
        check_axe(page)
        check_width(page)
        picture(page, f"{name}-{language}-{width}")

    member = visit(width=width)
    people.sign_in(member, MEMBER, language)
    look(member, "home")
    address = people.begin_assignment(member, unit_id=1)
    look(member, "assignment-empty")
    people.describe_work(member, client=CLIENT, title=TITLE, price="1000")
    expect(member.locator("#equation details").first).to_be_visible()
    look(member, "assignment")
    people.submit(member)
    expect(member.locator("h1")).to_contain_text(TITLE)
    look(member, "assignment-submitted")

    adviser = visit(width=width)
    people.sign_in(adviser, ADVISER, language)
    look(adviser, "home-adviser")
    adviser.goto("/queue")
    look(adviser, "queue")
    people.accept(adviser, TITLE)

    member.goto(address)
    look(member, "assignment-accepted")
    member.locator("a[href^='/invoices/']").first.click()
    member.wait_for_url("**/invoices/*")
    expect(member.locator("a[download$='.pdf']")).to_be_visible(timeout=90_000)
    expect(member.locator("a[download$='.xml']")).to_be_visible(timeout=90_000)
    number = member.locator("a[download$='.pdf']").get_attribute("download").removesuffix(".pdf")
    look(member, "invoice")
    with member.expect_download() as downloading:
        member.locator("a[download$='.pdf']").click()
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF-")
    people.confirm_days(member)
    look(member, "days-and-pay")
    member.goto("/units/1")
    look(member, "unit")

    finance = visit(width=width)
    people.sign_in(finance, FINANCE, language)
    look(finance, "home-finance")
    people.record_payment(finance, number)
    look(finance, "payments")
    finance.goto("/finance/due?until=2026-09-30")
    look(finance, "due")
    people.make_payment_file(finance)
    look(finance, "payment-file")
    with finance.expect_download() as downloading:
        finance.locator("a[href*='/documents/'], a[download]").first.click()
    assert b"CstmrCdtTrfInitn" in Path(downloading.value.path()).read_bytes()


def test_the_equation_follows_every_change(visit):
    page = visit()
    people.sign_in(page, MEMBER, "nl")
    people.begin_assignment(page, unit_id=1)
    people.describe_work(page, client=CLIENT, title=TITLE, price="1000,00")
    equation = page.locator("#equation")
    expect(equation).to_contain_text("65,00")
    page.locator("input[name=price]").fill("2000,00")
    expect(equation).to_contain_text("130,00")
    page.locator("input[name=price]").fill("1.250")
    expect(page.locator("main")).to_contain_text("duidelijk bedrag")
    expect(page.locator("input[name=price]")).to_have_value("1.250")


def test_a_draft_survives_a_lost_session(visit):
    page = visit()
    people.sign_in(page, MEMBER, "fr")
    address = people.begin_assignment(page, unit_id=1)
    page.locator("input[name=title]").fill("Presque perdu")
    expect(page.locator("main")).to_contain_text("Brouillon enregistré")
    page.wait_for_timeout(1500)
    page.context.clear_cookies()
    page.locator("input[name=price]").fill("777")
    expect(page.locator("#alerts")).not_to_be_empty()
    expect(page.locator("input[name=title]")).to_have_value("Presque perdu")
    people.sign_in(page, MEMBER, "fr")
    page.goto(address)
    expect(page.locator("input[name=title]")).to_have_value("Presque perdu")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_journey_without_javascript(visit, check_width, width):
    member = visit(javascript=False, width=1280)
    people.sign_in(member, MEMBER, "fr")
    address = people.begin_assignment(member, unit_id=1)
    people.describe_work(member, client=CLIENT, title=TITLE, price="1000")
    member.set_viewport_size({"width": width, "height": 844})
    member.locator("button:not(.hidden-text)", has_text="Recalculer").first.click()
    expect(member.locator("#equation")).to_contain_text("65,00")
    expect(member.locator("input[name=title]")).to_have_value(TITLE)
    check_width(member)
    people.submit(member)
    expect(member.locator("h1")).to_contain_text(TITLE)

    adviser = visit(javascript=False)
    people.sign_in(adviser, ADVISER, "fr")
    people.accept(adviser, TITLE)
    member.goto(address)
    member.locator("a[href^='/invoices/']").first.click()
    expect(member.locator("h1")).to_contain_text("PA-2026-")
    number = member.locator("h1").inner_text().split()[-1]
    people.confirm_days(member)

    finance = visit(javascript=False)
    people.sign_in(finance, FINANCE, "fr")
    people.record_payment(finance, number)
    people.make_payment_file(finance)
    expect(finance.locator("h1")).to_contain_text("PA")
