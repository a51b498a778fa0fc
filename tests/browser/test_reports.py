"""A report as people make and read it: written, published, read on a phone, on paper, checked."""

from http import HTTPStatus
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from domain.reports.kinds import ReportKind
from tests.browser import people
from tests.browser.site import settings_of
from web import clock, create_app
from web.actions import reports
from web.config import LANGUAGES
from web.demo.people import BOARD
from web.queries import reports as queries

pytestmark = pytest.mark.slow

WHERE = "/reports/activity/2025"
PATIENCE = 120  # times a second: the worker prints three, beside other tests
TEXT = "We are {members} people.\n\n- one list\n- of two lines"


def publish_the_last_year(given: dict[str, str]) -> None:
    """In another process than the one that serves: a report of the demo with one chapter."""
    with create_app(given).app_context():
        draft = queries.report_of(ReportKind.ACTIVITY, 2025)
        if draft is not None:
            reports.put_away(draft)
        draft = reports.begin(ReportKind.ACTIVITY, 2025, now=clock.now())
        texts = dict.fromkeys(LANGUAGES, TEXT)
        reports.write(draft, "foreword", texts, version=0, now=clock.now())
        reports.publish(draft, address="", by=None, now=clock.now())


def printed(page, language: str) -> bytes:
    """The paper; as long as the worker prints, the answer is a page that says so."""
    for _try in range(PATIENCE):
        answer = page.request.get(f"{WHERE}/report.pdf?language={language}")
        if answer.status != HTTPStatus.ACCEPTED:
            break
        page.wait_for_timeout(1000)
    assert answer.status == HTTPStatus.OK
    return answer.body()


@pytest.mark.parametrize(("width", "language", "dark"), [(1280, "en", False), (390, "nl", True)])
def test_a_director_writes_and_publishes(
    visit, check_axe, check_width, picture, width, language, dark
):
    page = visit(width=width, dark=dark)
    people.sign_in(page, BOARD, language)
    page.goto("/reports/new")
    if page.locator(f"a[href='{WHERE}']").count() == 0:
        page.fill("#year", "2025")
        page.locator("main form button").last.click()
    page.goto(f"{WHERE}/write/foreword")
    for code in ("fr", "nl", "en"):
        box = page.locator(f"#text_{code}")
        if not box.is_visible():
            page.locator("details:has(#text_" + code + ") > summary").click()
        box.fill(TEXT)
    check_axe(page)
    check_width(page)
    page.locator("main form button").last.click()
    page.wait_for_url(f"**{WHERE}/write")
    check_axe(page)
    check_width(page)
    picture(page, f"report-desk-{width}")
    page.goto(f"{WHERE}/publish")
    check_axe(page)
    check_width(page)


def test_a_number_of_a_published_report_leads_to_its_definition(visit, site, check_axe):
    publish_the_last_year(settings_of(site.data))
    page = visit(language="en", width=390)
    page.goto(WHERE)
    check_axe(page)
    number = page.locator(".written a.said").first
    expect(number).to_be_visible()
    said = number.inner_text()
    number.click()
    page.wait_for_url("**/figures/members?day=2025-12-31")
    assert said in page.locator("main").inner_text()
    page.goto(WHERE)
    assert len(pypdfium2.PdfDocument(BytesIO(printed(page, "fr")))) > 10
