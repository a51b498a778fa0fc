"""The watch over the pages of browser tests sees what it must; the front door passes it."""

import pytest

from tests.browser.conftest import Watch
from tests.browser.site import Site

INLINE_SCRIPT = """
const script = document.createElement("script");
script.text = "1";
document.body.append(script);
"""


@pytest.fixture
def site(quiet_site: Site) -> Site:
    """These tests only read."""
    return quiet_site


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_sign_in_page_is_sound(visit, check_axe, check_width, picture, width, language):
    page = visit(width=width, language=language)
    page.goto("/sign-in")
    check_axe(page)
    check_width(page)
    assert page.locator("html").get_attribute("lang") == language
    picture(page, f"sign-in-{language}-{width}")


def test_the_sign_in_page_needs_no_javascript(visit, check_width):
    page = visit(javascript=False, width=360)
    page.goto("/sign-in")
    assert page.locator("h1").count() == 1
    check_width(page)


@pytest.mark.parametrize(
    ("act", "seen"),
    [
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "CSP",
        ),
        ("document.body.setAttribute('style', 'color: red')", "CSP"),
        ("console.error('oh no')", "oh no"),
        ("setTimeout(() => missing(), 0)", "script error"),
    ],
)
def test_what_goes_wrong_behind_a_page_is_seen(browser, site, act, seen):
    watch, context = Watch(site), browser.new_context(base_url=site.url)
    page = context.new_page()
    watch.over(page)
    page.goto("/sign-in")
    assert watch.problems == []
    page.evaluate(f"() => {{ {act} }}")
    page.wait_for_timeout(200)
    context.close()
    wanted = "Content Security Policy" if seen == "CSP" else seen
    assert any(wanted in problem for problem in watch.problems), watch.problems
