"""The three people of the journeys, and what each does in the browser."""

from playwright.sync_api import Page, expect

from web.demo.people import PASSWORD

DAYS = ("2026-09-22", "2026-09-23")


def sign_in(page: Page, email: str, language: str) -> None:
    """Sign in, and read the pages in the wanted language whatever the person chose before."""
    page.goto("/sign-in")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form:has(#password) button").first.click()
    page.wait_for_url("**/")
    choose_language(page, language)


def choose_language(page: Page, language: str) -> None:
    """The switcher is in the rail on a desk and behind “more” on a phone."""
    if page.locator("html").get_attribute("lang") == language:
        return
    switch = page.locator(f"button[name=language][value={language}]").first
    if not switch.is_visible():
        page.locator("button[popovertarget=menu]:not([popovertargetaction])").click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def begin_assignment(page: Page, unit_id: int) -> str:
    """A new draft from the unit's page; its address."""
    page.goto(f"/units/{unit_id}")
    page.locator(f"form[action='/units/{unit_id}/assignments'] button").first.click()
    page.wait_for_url("**/assignments/*")
    return page.url


def describe_work(page: Page, *, client: str, title: str, price: str) -> None:
    """Fill in the one page, without htmx’s help: for whom, what, how much, which days."""
    page.locator("input[name=client_q]").fill(client)
    with page.expect_navigation():  # the box of the old page must not be ticked
        page.locator("button[name=search][value=client]").click()
    page.locator(f"label:has-text('{client}') input[name=client]").check()
    page.locator("input[name=title]").fill(title)
    page.locator("input[name=price]").fill(price)
    page.locator("input[name=expenses]").fill("50")
    for day in DAYS:
        page.locator(f"input[type=checkbox][value='{day}']").first.check(force=True)


def submit(page: Page) -> None:
    """Send the assignment."""
    page.locator("button[formaction$='/submit']").click()
    page.wait_for_url(lambda url: not url.endswith("/submit"))


def accept(page: Page, title: str) -> None:
    """The adviser opens the case in the queue and accepts it."""
    page.goto("/queue")
    page.get_by_role("link", name=title).first.click()
    page.locator("button[formaction$='/accept']").click()
    page.wait_for_load_state()


def confirm_days(page: Page) -> None:
    """The worker confirms the contract that has ended."""
    page.goto("/work")
    page.locator("form[action$='/confirm'] button").first.click()
    page.wait_for_load_state()


def record_payment(page: Page, number: str) -> None:
    """Finance types the number of the invoice, which stands there, and records what is owed."""
    page.goto(f"/finance/payments?q={number}")
    page.locator("form[action*='/finance/payments/'] button.primary").click()
    page.wait_for_load_state()


def make_payment_file(page: Page) -> None:
    """Finance makes the bank’s file for all that is due."""
    page.goto("/finance/due?until=2026-09-30")
    page.locator("form[action$='/file'] button.primary").click()
    page.wait_for_url("**/finance/files/*")
