"""An assembly as the office, the scrutineer and the trustees lead it: by pages, and offline."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import people
from web.demo.people import ADMIN_TEAM, BOARD, SCRUTINEER

TITLES = {"fr": "Assemblée d’automne", "nl": "Najaarsvergadering", "en": "Autumn assembly"}
ACCOUNTS = {"fr": "Comptes annuels", "nl": "Jaarrekening", "en": "Annual accounts"}
ORDER = {"fr": "Ordre des objectifs", "nl": "Volgorde van de doelen", "en": "Order of objectives"}
YESTERDAY = "2026-09-13"  # the day of the roll
STARTS, OPENS, CLOSES = "2026-10-15T18:00", "2026-10-12T09:00", "2026-10-15T22:00"
TRUSTEES = ("Karim Bensaïd", "Annelies Goossens", "Thomas Lefèvre")


def press(page: Page, wanted: str) -> None:
    """A button or a link, and what comes of it: not the same form again, refused."""
    with page.expect_navigation():
        page.locator(f"main :is({wanted})").first.click()
    refused = page.locator("main .errors")
    assert not refused.count(), refused.inner_text()


def write(page: Page, name: str, texts: dict[str, str]) -> None:
    """The same in three languages."""
    for code, text in texts.items():
        page.locator(f"#{name}_{code}").fill(text)


def prepare(page: Page) -> str:
    """The other dates follow from the law; votes are cast before. The address of the draft."""
    people.sign_in(page, ADMIN_TEAM, "en")
    page.goto("/assemblies/new")
    page.locator("#when").fill(STARTS)
    press(page, "form[method=get] button")
    write(page, "title", TITLES)
    page.locator("#place").fill("Rue de la Demo 1, 1060 Saint-Gilles")
    page.locator("#remote").fill("https://video.demo.example/assembly")
    page.locator("#votes_before").check()
    for field, day in (("opens_at", OPENS), ("closes_at", CLOSES), ("record_day", YESTERDAY)):
        page.locator(f"#{field}").fill(day)
    press(page, ".form-actions button")
    draft = page.url
    for titles, kind in ((ACCOUNTS, "resolution"), (ORDER, "preference")):
        page.goto(f"{draft}/points/new")
        write(page, "title", titles)
        write(page, "text", titles)
        page.locator("#kind").select_option(kind)
        if kind == "preference":
            press(page, "button[name=objectives]")
            page.locator("#board input[value=inclusion]").check()
        press(page, ".form-actions button")
    return draft


def convene(page: Page, draft: str, key: str) -> None:
    """The text that leaves prints the key of the vote, in groups of eight."""
    page.goto(draft)
    press(page, "a[href$='/convene']")
    for at in range(0, len(key), 8):
        expect(page.locator("main")).to_contain_text(key[at : at + 8])
    press(page, ".form-actions button")


def freeze_roll(page: Page, assembly: str) -> None:
    """Taken from the register of the evening before."""
    page.goto(f"{assembly}/roll/office")
    press(page, "form[action$='/roll/freeze'] button")
    expect(page.locator("main")).to_contain_text("Fingerprint of the roll")


def give_vote(page: Page, assembly: str, giver: str, number: str, name: str) -> None:
    """Ask somebody by their number and name."""
    people.sign_in(page, giver, "en")
    page.goto(f"{assembly}/proxies")
    page.locator("#number").fill(number)
    page.locator("#name").fill(name)
    press(page, "form[action$='/proxies'] button")


def accept_vote(page: Page, assembly: str) -> None:
    """Say yes to whoever asks."""
    page.goto(f"{assembly}/proxies")
    press(page, "form[action$='/accept'] button")
    expect(page.locator("main")).to_contain_text("you said yes")


class Room:
    """The computer without a network: the tool that the page of the keys hands out, and files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def bring(self, page: Page, wanted: Locator) -> None:
        """Download a file and carry it here."""
        with page.expect_download() as downloading:
            wanted.click()
        downloading.value.save_as(self.folder / downloading.value.suggested_filename)

    @property
    def key(self) -> str:
        """The public key that was made here."""
        return str(json.loads((self.folder / "MADE" / "keys.json").read_bytes())["public_key"])

    def run(self, *command: str) -> str:
        """Use the tool."""
        done = subprocess.run(
            [sys.executable, "ceremony.py", *command],
            cwd=self.folder, capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def send(page: Page, file: Path) -> None:
    """Carry a file back to the server."""
    page.locator("input[type=file]").set_input_files(file)
    press(page, "form:has(input[type=file]) button")


def make_keys(page: Page, room: Room, assembly: str) -> str:
    """Three trustees make the key; only keys.json leaves the room. The address of the poll."""
    people.sign_in(page, SCRUTINEER, "en")
    page.goto(f"{assembly}/polls")
    page.locator("main a[href^='/polls/']").first.click()
    page.wait_for_url("**/polls/*")
    poll = page.url
    press(page, "a[href$='/keys']")
    for program in page.locator("main a[download$='.py']").all():
        room.bring(page, program)
    room.run("keys", "MADE", *(part for name in TRUSTEES for part in ("--trustee", name)))
    send(page, room.folder / "MADE" / "keys.json")
    return poll


def freeze_and_rehearse(page: Page, room: Room, poll: str) -> None:
    """Everything is fixed; the poll opens once two pairs of trustees opened test ballots."""
    people.sign_in(page, SCRUTINEER, "en")
    page.goto(poll)
    press(page, "a[href$='/freeze']")
    press(page, "form[action$='/freeze'] button")
    press(page, "a[href$='/rehearsal']")
    room.bring(page, page.locator("a[href$='/rehearsal.json']"))
    for first, second, waits_for in ((1, 2, "Rehearsed twice"), (2, 3, "Closed")):
        out = f"PAIR{first}{second}"
        room.run("rehearse", "rehearsal.json", share(first), share(second), out)
        page.goto(f"{poll}/rehearsal")
        (proof,) = (room.folder / out).iterdir()
        send(page, proof)
        expect(page.locator("[aria-current=step] strong")).to_have_text(waits_for)


def share(number: int) -> str:
    """The file of a trustee."""
    return f"MADE/share-{number}.txt"


def open_urn(page: Page, room: Room, poll: str) -> str:
    """Two of three trustees open the closed urn; the server checks and publishes. The result."""
    people.sign_in(page, SCRUTINEER, "en")
    page.goto(poll)
    press(page, "a[href$='/urn']")
    room.bring(page, page.locator("form[action$='/urn.json'] button"))
    told = room.run("open", "urn.json", share(1), share(3), "RESULT")
    packed = shutil.make_archive(str(room.folder / "RESULT"), "zip", room.folder, "RESULT")
    assert "cast 4, counted 4." in told
    send(page, Path(packed))
    result = page.locator("main a[href^='/results/']").first.get_attribute("href")
    assert result
    return result


def hold(page: Page, assembly: str) -> None:
    """The bureau sits in the room, the meeting is opened and closed."""
    people.sign_in(page, ADMIN_TEAM, "en")
    page.goto(f"{assembly}/bureau")
    leads = {BOARD: "chair", ADMIN_TEAM: "secretary", SCRUTINEER: "scrutineer"}
    for email, function in leads.items():
        page.locator("#email").fill(email)
        page.locator("#function").select_option(function)
        press(page, "form:has(#email) button")
    for _one in leads:
        press(page, "form[action$='/present'] button")
    page.goto(f"{assembly}/sitting")
    press(page, "form[action$='/begin'] button")
    page.goto(f"{assembly}/sitting")
    press(page, "form[action$='/end'] button")


def write_up(secretary: Page, chair: Page, assembly: str) -> None:
    """The minutes are written from what is recorded, and both sign them."""
    minutes = f"{assembly}/minutes"
    secretary.goto(minutes)
    press(secretary, "form[action$='/minutes'] button")
    people.sign_in(chair, BOARD, "en")
    for page in (secretary, chair):
        page.goto(minutes)
        press(page, "form[action$='/sign'] button")
