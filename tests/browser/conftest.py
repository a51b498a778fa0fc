"""A real Chromium on the real server: every page is watched, and may be checked and pictured.

``visit(width=390, language="nl")`` opens a browser of its own (cookies apart) on the demo as it
was made. Whatever goes wrong behind the page fails the test: an error in the console, a broken
promise of the content security policy, an answer of 500, a request to somewhere else.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.browser.site import Site

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")
JUDGE = "rules => axe.run({runOnly: rules}).then(found => found.violations)"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 15_000  # milliseconds: two cores are shared by everything
HEIGHT = {360: 740, 390: 844, 768: 1024, 1280: 800, 1920: 1080}
# Chromium looks up its maker at every start; here nobody would answer.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--metrics-recording-only",
]
# What the console says of an answer is judged by the answer itself, in ``Watch.answered``.
TOLERATED = re.compile(r"Failed to load resource: the server responded with a status of \d\d\d")

SCRIPTLESS: WeakSet[Page] = WeakSet()  # pages without JavaScript: the checker cannot run in them
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, or the one CHROMIUM names; nothing is ever downloaded."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.fail(f"no Chromium at {path}: sudo apt-get install chromium, or set CHROMIUM")
    return {"executable_path": path, "args": QUIET}


class Watch:
    """What went wrong behind the pages of one test."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.problems: list[str] = []

    def over(self, page: Page) -> None:
        """Watch one page from now on."""
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not TOLERATED.search(message.text):
            self.problems.append(f"console {message.type}: {message.text}")

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.problems.append(f"asked someone else: {request.url}")

    def answered(self, response: Response) -> None:
        part_of_page = response.request.resource_type in ("script", "stylesheet", "font", "image")
        if response.status >= (400 if part_of_page else 500):
            self.problems.append(f"{response.status} from {response.url}")


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """``visit(width=1280, language="fr", javascript=True, dark=False)``: a page of one's own."""
    watch, contexts = Watch(site), []

    def open_page(
        *, width: int = 1280, language: str = "fr", javascript: bool = True, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": HEIGHT.get(width, 900)},
            locale=f"{language}-BE",
            timezone_id="Europe/Brussels",
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=width < 600,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        if not javascript:
            SCRIPTLESS.add(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not watch.problems, "\n".join(dict.fromkeys(watch.problems))


@pytest.fixture
def check_axe() -> Callable[[Page], None]:
    """``check_axe(page)``: no accessibility rule that a machine can judge is broken."""

    def check(page: Page) -> None:
        assert page not in SCRIPTLESS, "check the same page with JavaScript: it is the same HTML"
        page.evaluate(AXE)
        broken_rules = page.evaluate(JUDGE, RULES)
        lines = [
            f"{broken['id']}: {broken['help']}\n    {node['html'][:200]}"
            for broken in broken_rules
            for node in broken["nodes"]
        ]
        assert not lines, f"{page.url} breaks accessibility rules:\n" + "\n".join(lines)

    return check


@pytest.fixture
def check_width() -> Callable[[Page], None]:
    """``check_width(page)``: nothing makes the page scroll sideways."""

    def check(page: Page) -> None:
        wide, room = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{page.url} is {wide} px wide where there are {room}"

    return check


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """``picture(page, "home")`` keeps a screenshot in the folder SCREENSHOTS names, if it does."""
    folder = os.environ.get("SCREENSHOTS")

    def take(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take
