"""A whole assembly, from the convocation to the minutes, with a vote that anybody recounts.

Nothing is prepared: everything happens by page on the demo, whose clock moves to a day on which
people vote and to one after the end. What trustees do without a network is done by the tool that
the page of the keys hands out.
"""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import assembly, booths, people
from web.demo.people import MEMBER, OTHER_MEMBER, STRANGER, WORKER

HOLDER = "Sacha Lambert"  # votes for Milan too
FIRST, SECOND = {"Protection": "1", "Team agility": "2"}, {"Visibility and clarity": "1"}
IN_PYTHON = "  yes: 2\n  no: 1\n  abstain: 1\n  adopted: True\n", "  winners: 4 Protection\n"
IN_BROWSER = {"yes": "2", "no": "1", "abstain": "1", "adopted": "true", "winners": "Protection"}
IN_MINUTES = "4 counted, 0 not valid; 2 sealed in the browser", "Adopted", "1. Protection"


@pytest.fixture
def day_passes(later) -> Callable[..., None]:
    """``day_passes("2026-10-13", *pages)``: nobody looks while the server starts again."""

    def go(today: str, *pages: Page) -> None:
        for page in pages:
            page.goto("about:blank")
            page.context.clear_cookies()
        later(today)

    return go


def number_of(page: Page) -> str:
    """One's number in the share register, as “My shares” has it."""
    page.goto("/shares")
    term = page.locator("section:has(#line) dt", has_text="Number")
    return term.locator("xpath=following-sibling::dd[1]").inner_text()


def published(page: Page, folder: Path) -> Path:
    """Everything that the page of the result hands to anybody."""
    with page.expect_download() as downloading:
        page.locator("a[href$='/all.zip']").click()
    with zipfile.ZipFile(downloading.value.path()) as packed:
        packed.extractall(folder)
    return folder


def find_on_board(page: Page, code: str) -> None:
    """A voter types the code of the receipt."""
    page.get_by_role("textbox", name="Code of a question").fill(code)
    page.get_by_role("button", name="Look").click()
    expect(page.locator("#mine")).to_contain_text("this ballot is counted")


def on_board(file: Path) -> list[str]:
    """The codes of a board, below its two lines of head."""
    return [line.partition(",")[0] for line in file.read_text("utf-8").splitlines()[2:]]


def recounted(folder: Path) -> str:
    """What the program finds with nothing but Python: no package, no network, no settings."""
    boards = sorted(file.name for file in folder.glob("board-*.csv"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", "recount.py", *boards],
        cwd=folder, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    return done.stdout


def recounted_in_browser(browser: Browser, folder: Path) -> dict[str, str]:
    """What the second program finds, opened from the same files, without any server."""
    page = browser.new_page()
    page.goto((folder / "recount.html").as_uri())
    chosen = [file for file in folder.iterdir() if file.suffix in (".csv", ".json")]
    page.locator("#files").set_input_files(chosen)
    expect(page.locator("#told")).to_contain_text("RECOUNT AGREES")
    rows = page.locator("#told tr").all()
    found = dict(row.locator("th, td").all_inner_texts() for row in rows)
    page.close()
    return found


def test_from_the_convocation_to_the_minutes(
    visit, browser, day_passes, check_axe, check_width, picture, tmp_path
):
    def look(page: Page, name: str) -> None:
        check_axe(page)
        check_width(page)
        picture(page, f"assembly-{name}")

    office, vera, phone, keys, plain, milan = (
        visit(width=width, language="en", javascript=script)
        for width, script in (
            (1280, True), (1280, True), (390, True), (390, True), (390, False), (390, False)
        )
    )  # fmt: skip
    room = assembly.Room(tmp_path / "room")
    draft = assembly.prepare(office)
    poll = assembly.make_keys(vera, room, draft)
    look(vera, "poll")
    assembly.convene(office, draft, room.key)
    assembly.freeze_roll(office, draft)
    people.sign_in(plain, WORKER, "en")
    assembly.give_vote(milan, draft, STRANGER, number_of(plain), HOLDER)
    assembly.accept_vote(plain, draft)

    day_passes("2026-10-13", office, vera, plain, milan)
    assembly.freeze_and_rehearse(vera, room, poll)
    people.sign_in(phone, MEMBER, "en")
    people.sign_in(plain, WORKER, "en")
    receipts = [
        booths.vote_plainly(phone, "Nour Haddad", "Yes", FIRST, "nour1"),
        booths.vote_by_keyboard(keys, OTHER_MEMBER, "lotte2"),
        booths.vote_plainly(plain, HOLDER, "Yes", SECOND, "sacha3"),
        booths.vote_plainly(plain, "Milan Claes", "I abstain", FIRST, "milan4"),
    ]

    day_passes("2026-10-16", vera, phone, keys, plain)
    results = assembly.open_urn(vera, room, poll)
    phone.goto(results)
    look(phone, "results")
    expect(phone.locator("main")).to_contain_text("Karim Bensaïd, Thomas Lefèvre")
    find_on_board(phone, receipts[0][0])
    folder = published(phone, tmp_path / "published")
    for board, codes in zip(("q1", "q2-codes"), zip(*receipts, strict=True), strict=True):
        assert on_board(folder / f"board-{board}.csv") == sorted(codes)
    told = recounted(folder)
    assert all(line in told for line in (*IN_PYTHON, "\nRECOUNT AGREES\n"))
    assert recounted_in_browser(browser, folder).items() >= IN_BROWSER.items()

    assembly.hold(office, draft)
    chair = visit(language="en")
    assembly.write_up(office, chair, draft)
    look(chair, "minutes")
    for text in IN_MINUTES:
        expect(chair.locator(".sheet")).to_contain_text(text)
