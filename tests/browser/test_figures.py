"""Figures in a meeting: one screen, two presenters; figures that follow an act; paper, a wall."""

import re
import time
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context

import pypdfium2
import pytest
from playwright.sync_api import expect

from domain.figures.catalogue import TABLES
from tests.browser import people
from tests.browser.site import settings_of
from tests.web import make
from web import create_app
from web.demo.people import ADMIN_TEAM, ADVISER

pytestmark = pytest.mark.slow

SLOW_MACHINE = 60.0  # seconds; how soon it is there is measured by bench/live.py
PAGES = (
    *("/figures", "/figures/flow", "/figures/trends", "/figures/turnover", "/figures/sheet"),
    "/figures/sisters",
)


def issue_an_invoice(given: dict[str, str]) -> float:
    """Somebody else's act, in another process; when it was done."""
    app = create_app(given)
    with app.app_context():
        make.invoice(price="4321.00")
    return time.monotonic()


def whole(text: str) -> int:
    """The number in a text."""
    return int(re.sub(r"\D", "", text))


def test_two_presenters_move_one_screen(visit, check_axe, check_width, picture):
    first = visit(width=390)
    people.sign_in(first, ADMIN_TEAM, "en")
    first.goto("/figures/rooms")
    first.get_by_label("Meeting").fill("CoopInside Liège")
    first.get_by_role("button", name="Open the screen").click()
    first.wait_for_url("**/figures/remote/*")
    code = first.url.rsplit("/", 1)[1]

    screen = visit(width=1920, language="nl")
    screen.goto(f"/figures/room/{code}")
    shown = screen.locator("main h1")
    begun = shown.inner_text()
    first.locator("button.primary[name=slide]").click()
    expect(shown).not_to_have_text(begun)
    then = shown.inner_text()
    check_width(screen)
    check_axe(screen)
    picture(screen, "room-1920")

    second = visit(width=390, dark=True)
    people.sign_in(second, ADVISER, "en")
    second.goto(f"/figures/remote/{code}")
    now = first.locator(".now strong")
    expect(second.locator(".now strong")).to_have_text(now.inner_text())
    second.locator("button[name=slide][value=flow]").last.click()
    expect(shown).not_to_have_text(then)
    expect(now).to_have_text(second.locator(".now strong").inner_text())
    check_axe(second)
    check_width(second)
    second.locator(f"form[action='/figures/remote/{code}/end'] button").click()
    expect(shown).to_have_text(re.compile("Bedankt|Dank"))


def test_an_act_is_on_the_screen_without_reload(visit, site):
    page = visit(language="en")
    page.goto("/figures")
    invoices = page.locator("dl > div", has=page.locator("a[href='/figures/invoices']"))

    def many() -> int:
        return whole(invoices.locator("dd").first.evaluate("one => one.firstChild.textContent"))

    before = many()
    assert before > 0
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        acted = other.submit(issue_an_invoice, settings_of(site.data)).result(120)
    while many() == before:
        assert time.monotonic() - acted < SLOW_MACHINE, "the screen does not follow"
        time.sleep(0.05)
    assert many() == before + 1


@pytest.mark.parametrize(("width", "language"), [(390, "nl"), (1920, "fr")])
def test_figures_fit_a_phone_and_a_wall(visit, check_axe, check_width, picture, width, language):
    page = visit(width=width, language=language, dark=width == 390)
    for path in (*PAGES, *(f"/figures/tables/{key}" for key in list(TABLES)[:2])):
        page.goto(path)
        check_width(page)
        check_axe(page)
        picture(page, f"figures{path.replace('/', '-')}-{width}")


def test_the_sheet_is_two_pages_of_paper(visit):
    page = visit(language="fr")
    page.goto("/figures/sheet")
    printed = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert len(printed) == 2
    assert "Chiffre d'affaires" in words.replace("’", "'")


def test_every_figure_reads_without_javascript(visit):
    page = visit(javascript=False, language="en")
    page.goto("/figures")
    assert page.locator("figure.charted table").count() > 4
    page.locator("a[href='/figures/turnover']").first.click()
    assert page.locator("h1").inner_text() == "Turnover"
