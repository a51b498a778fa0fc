"""Signing in with a form, from a network address, or with a link."""

import re

from tests.web.life import person
from web.demo.people import MEMBER, PASSWORD

WRONG = "not the password at all"
NEW_PASSWORD = "four plain words together"
NEWCOMER = {
    "given_name": "Zoé",
    "family_name": "Öztürk",
    "email": "Zoe@Demo.Example",
    "language": "nl",
    "roles": ["member"],
}


def credentials(email=MEMBER, password=PASSWORD, **more):
    return {"email": email, "password": password, **more}


def sign_in(browser, email=MEMBER, password=PASSWORD, address="192.0.2.7", **more):
    """One try, from a network address."""
    return browser.post(
        "/sign-in",
        credentials(email, password, **more),
        environ_overrides={"REMOTE_ADDR": address},
    )


def cookie(browser, name):
    found = browser.client.get_cookie(name)
    return found.value if found else None


def link_in(html):
    return re.search(r'value="http://localhost(/welcome/[^"]+)"', html)[1]


def make_link(browser, email):
    return link_in(browser.follow(f"/people/{person(email).id}/link").text)
