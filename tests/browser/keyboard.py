"""A page without a mouse: how one goes through it, and what a screen reader says of it."""

from typing import NamedTuple

from playwright.sync_api import Locator, Page

PRESSES = 60  # nothing of a page lies further away


class Said(NamedTuple):
    """What the browser hands to a screen reader about the place of the focus."""

    role: str
    name: str
    checked: str = ""  # true or false, of what can be ticked


def tab_to(page: Page, wanted: Locator) -> None:
    """Go there as one does without a mouse."""
    for _press in range(PRESSES):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    """Go there and press Enter."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def said(page: Page) -> Said:
    """The focused node of the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    focused = session.send("Runtime.evaluate", {"expression": "document.activeElement"})
    wanted = {"objectId": focused["result"]["objectId"], "fetchRelatives": False}
    node = session.send("Accessibility.getPartialAXTree", wanted)["nodes"][0]
    session.detach()
    more = {one["name"]: one["value"].get("value") for one in node["properties"]}
    return Said(node["role"]["value"], node["name"]["value"], more.get("checked", ""))
