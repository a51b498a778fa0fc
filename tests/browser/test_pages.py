"""Every page that each person can reach by links: accessible, never wider than the screen."""

import re

import pytest
from playwright.sync_api import Page

from domain.figures.catalogue import FIGURES, TABLES
from tests.browser import people
from tests.browser.site import Site
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_MEMBER,
    SYSTEM_ADMIN,
    WORKER,
)

# Who, how wide, in which language, light or dark: each person sees another mixture.
VISITS = [
    (MEMBER, 390, "nl", False),
    (OTHER_MEMBER, 1280, "fr", True),
    (WORKER, 360, "fr", False),
    (ADVISER, 390, "nl", True),
    (FINANCE, 390, "fr", False),
    (ADMIN_TEAM, 1280, "nl", False),
    (SYSTEM_ADMIN, 390, "en", True),
]
FILES = re.compile(
    r"\.(csv|ods|json|zip|pdf)|/(documents|papers)/\d+|/results/\w+/files/|/receipt$|/static/"
    r"|^#|^(mailto|tel|https?):"
)
ALIKE = re.compile(
    rf"^/rules/.+|(?<=/money/)\w+|(?<=/write/)\w+|(?<=/conditions/)\w+"
    rf"|(?<=/figures/)({'|'.join(FIGURES)})\b"
    rf"|(?<=/figures/tables/)({'|'.join(TABLES)})\b|\d[\d-]*"
)


@pytest.fixture
def site(quiet_site: Site) -> Site:
    """These tests only read."""
    return quiet_site


def kind(link: str) -> str:
    """Pages that differ only by a number, an account, a figure or a question are one kind."""
    return ALIKE.sub("N", link.split("?", maxsplit=1)[0])


def reachable(page: Page) -> list[str]:
    """The links of this page into the application."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return [link.split("#")[0] for link in found if link and not FILES.search(link)]


@pytest.mark.slow
@pytest.mark.parametrize(("email", "width", "language", "dark"), VISITS)
def test_every_page_is_sound(visit, check_axe, check_width, email, width, language, dark):
    page = visit(width=width, dark=dark)
    people.sign_in(page, email, language)
    waiting, seen, wrong = ["/"], set(), []
    while waiting:
        link = waiting.pop()
        if kind(link) in seen or not link:
            continue
        seen.add(kind(link))
        page.goto(link)
        waiting.extend(reachable(page))
        for check in (check_axe, check_width):
            try:
                check(page)
            except AssertionError as error:
                wrong.append(str(error).split("\nassert")[0])
    assert len(seen) > 8, "the pages link to each other"
    assert not wrong, "\n".join(wrong)
