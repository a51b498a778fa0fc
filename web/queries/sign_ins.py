"""The browsers in which someone is signed in."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from web.extensions import db
from web.models.person import SignIn
from web.queries.reader import Rows

# The first that fits; a browser names those that it wants to be taken for, too.
BROWSERS = (
    ("Edge", r"Edg"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrom(e|ium)|CriOS"),
    ("Safari", r"Safari"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser."""

    id: int
    browser: str  # Firefox, or nothing known
    system: str  # Android
    began: datetime
    seen: datetime


def _first(names: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, said)), "")


def signed_in(person_id: int, *, since: datetime, seen_since: datetime) -> list[SignedIn]:
    """Where someone is signed in now, the latest first; older sign-ins have expired."""
    given = {"person_id": person_id, "since": since, "seen_since": seen_since}
    rows = db.session.execute(_signed_in(), given)
    return [
        SignedIn(key, _first(BROWSERS, said), _first(SYSTEMS, said), began, seen)
        for key, said, began, seen in rows
    ]


@cache
def _signed_in() -> Rows:
    """Built once: building it costs more than asking it."""
    return (
        sa.select(SignIn.id, SignIn.browser, SignIn.began, SignIn.seen)
        .where(
            SignIn.person_id == sa.bindparam("person_id"),
            SignIn.ended.is_(None),
            SignIn.began > sa.bindparam("since"),
            SignIn.seen > sa.bindparam("seen_since"),
        )
        .order_by(SignIn.seen.desc(), SignIn.id.desc())
        .limit(20)
    )


def own(person_id: int, sign_in_id: int) -> SignIn | None:
    """One of their own browsers."""
    return db.session.scalar(
        sa.select(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == person_id)
    )
