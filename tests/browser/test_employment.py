"""A unit hires two people for three days in two languages, from the offer to the payslip."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER, OTHER_MEMBER, WORKER

DAYS = ("2026-09-25", "2026-09-28", "2026-09-30")
WORK = "Opbouw van de tentoonstelling"
STUDIO = 2  # the unit of the demo that uses an Activity


def offer(page: Page, email: str) -> None:
    """Ask somebody to work these days, by their exact address."""
    page.goto(f"/units/{STUDIO}/contracts/new")
    if not page.locator("#email").is_visible():
        page.locator("details:has(#email) > summary").click()
    page.locator("#email").fill(email)
    with page.expect_response("**/contracts/figures"):
        page.locator("#add").click()
    expect(page.locator("input[name=guest]").last).to_have_value(email)
    page.locator("input[name=work]").fill(WORK)
    for day in DAYS:
        page.locator(f"input[type=checkbox][value='{day}']").check(force=True)
    page.locator("label[for^=way]").nth(1).click()  # begin from the gross pay
    page.locator("input[name=amount]").fill("420")
    expect(page.locator("#reckoning")).to_contain_text("420")
    page.locator("button[formaction$='/contracts']").click()
    page.wait_for_url(re.compile(r"/contracts/\d+$"))


def accept(page: Page) -> str:
    """Read the offer in one's own account and say yes; the address of the contract."""
    page.goto("/work")
    page.get_by_role("link", name=WORK).first.click()
    page.wait_for_url("**/offer")
    page.locator("main input[type=checkbox][name=read]").check(force=True)
    page.locator("form[action$='/accept'] button").click()
    page.wait_for_url(lambda url: not url.endswith(("/offer", "/accept")))
    return page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_offer_to_the_payslip(visit, later, check_axe, check_width, picture, width):
    def look(page: Page, name: str) -> None:
        check_axe(page)
        check_width(page)
        picture(page, f"{name}-{width}")

    sacha, nour, holder, office = (visit(width=wide) for wide in (width, width, width, 1280))
    sign_in(sacha, nour, holder)
    for email in (WORKER, MEMBER):
        offer(holder, email)
        look(holder, f"offered-{email.partition('.')[0]}")
    sacha.goto("/work")
    look(sacha, "offers-fr")
    contracts = {sacha: accept(sacha), nour: accept(nour)}
    for page, address in contracts.items():
        page.goto(address)
        look(page, f"accepted-{language(page)}")
    declare(office, contracts.values())
    look(office, "declared")

    days_pass(later, "2026-10-01", sacha, nour, holder, office)
    sign_in(sacha, nour, holder)
    for page, address in contracts.items():
        page.goto(address + "/hours")
        look(page, f"hours-{language(page)}")
    click(sacha, "button[name=whole]")
    nour.locator("fieldset#days input").last.fill("3:48")
    click(nour, ".form-actions button.primary")
    for address in contracts.values():
        holder.goto(address)
        look(holder, f"to-approve-{address.rpartition('/')[2]}")
        click(holder, "form[action$='/confirm'] button")

    days_pass(later, "2026-10-07", sacha, nour, holder)
    people.sign_in(office, FINANCE, "fr")
    close_september(office)
    sign_in(sacha, nour, holder)
    for page, gross in ((sacha, "420"), (nour, "350")):
        page.goto("/work/2026-09")
        expect(page.locator("main")).to_contain_text(gross)
        expect(page.locator("a[download$='.pdf']").last).to_be_visible(timeout=90_000)
        look(page, f"september-{language(page)}")
        with page.expect_download() as downloading:
            page.locator("a[download$='.pdf']").last.click()
        assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF-")


def sign_in(sacha: Page, nour: Page, holder: Page) -> None:
    """Each in their own browser and language."""
    people.sign_in(sacha, WORKER, "fr")
    people.sign_in(nour, MEMBER, "nl")
    people.sign_in(holder, OTHER_MEMBER, "nl")


def language(page: Page) -> str:
    """The language that the page is in."""
    return str(page.locator("html").get_attribute("lang"))


def click(page: Page, button: str) -> None:
    """Send a form, and wait for what comes of it."""
    page.locator(button).first.click()
    page.wait_for_load_state()


def declare(page: Page, addresses: Iterable[str]) -> None:
    """The office records the numbers of the receipts, straight from its list."""
    people.sign_in(page, ADMIN_TEAM, "fr")
    page.goto("/contracts")
    for number, address in enumerate(addresses):
        form = page.locator(f"form[action='/contracts/{address.rpartition('/')[2]}/dimona']")
        form.locator("input[name=dimona_number]").fill(f"90000000123{number}")
        form.locator("button").click()
        expect(form).to_have_count(0)


def days_pass(later: Callable[[str], None], today: str, *pages: Page) -> None:
    """It is another day: nobody looks while the server starts again, and who was away signs in."""
    for page in pages:
        page.goto("about:blank")
        page.context.clear_cookies()
    later(today)


def close_september(page: Page) -> None:
    """Finance closes the month of the studio's employer, with whatever waits left for later."""
    page.goto("/finance/payslips")
    page.locator("a[href*='/2026-09']", has_text="SmartCoop").first.click()
    page.wait_for_load_state()
    page.locator("a[href$='/close']").first.click()
    page.wait_for_load_state()
    for box in page.locator("main input[type=checkbox]").all():
        box.check(force=True)
    page.locator("main form button.primary").first.click()
    page.wait_for_load_state()
