"""Browsers that someone has signed in with before: a signed cookie says so for a year.

It opens nothing. It only keeps the tries of its owner apart from those of strangers, so that
nobody can make another person wait by guessing their password.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

YEAR = 365 * 24 * 3600  # seconds
MOST_PEOPLE = 5  # of one browser; the latest stay


@dataclass(frozen=True, slots=True)
class Device:
    """This browser, and who has signed in with it."""

    id: str = ""
    people: tuple[int, ...] = ()


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known device")


def _name() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def this_device() -> Device:
    """What the cookie says; a forged or old one says nothing."""
    try:
        key, people = _serializer().loads(request.cookies.get(_name(), ""), max_age=YEAR)
        return Device(str(key), tuple(int(person) for person in people))
    except (BadData, ValueError, TypeError):
        return Device()


def remember_device(response: Response, person_id: int) -> None:
    """From now on, this browser is known for this person."""
    known = this_device()
    others = [person for person in known.people if person != person_id]
    people = [person_id, *others][:MOST_PEOPLE]
    value = _serializer().dumps([known.id or secrets.token_urlsafe(12), people])
    keep_cookie(response, _name(), value)


def keep_cookie(response: Response, name: str, value: str) -> None:
    """A cookie for a year that only we read."""
    options: dict[str, Any] = {"max_age": YEAR, "path": "/", "httponly": True, "samesite": "Lax"}
    response.set_cookie(name, value, secure=current_app.config["SESSION_COOKIE_SECURE"], **options)
