"""Settings from the environment, checked at start; docs/settings.md tells what each does."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from domain.known import known_days

LANGUAGES = ("fr", "nl", "en")
LIFE, AHEAD = timedelta(days=92), timedelta(days=31)  # what a demo shows, and what it can plan


class WrongSettingError(Exception):
    """The application does not start: a setting is missing or impossible."""


def _keys(text: str) -> list[tuple[int, bytes]]:
    """Read FIELD_KEYS, ``2:hex,1:hex``, newest first."""
    try:
        pairs = [item.split(":") for item in text.split(",")]
        keys = [(int(number), bytes.fromhex(key)) for number, key in pairs]
    except ValueError as error:
        raise WrongSettingError("FIELD_KEYS must look like 1:64 hexadecimal digits") from error
    if any(len(key) != hashlib.sha256().digest_size or number > 255 for number, key in keys):
        raise WrongSettingError("FIELD_KEYS: each key is 32 bytes in hexadecimal")
    return keys


def _secret(folder: Path, name: str, make: str) -> str:
    """Read a secret from the data folder; made once, readable by its owner only."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make)
    return path.read_text("utf-8").strip()


def _today(given: Mapping[str, str], kind: str) -> date | None:
    """TODAY moves the clock of a demo cooperative, and of no other."""
    text = given.get("TODAY", "")
    if text and kind != "demo":
        raise WrongSettingError("TODAY is only for a demo cooperative")
    return date.fromisoformat(text) if text else None


def _demo_days(kind: str) -> tuple[date, date] | None:
    """The days on which a demo can stand: pay is known for three months before and one after."""
    if kind != "demo":
        return None
    first, last = known_days()
    return first + LIFE, last - AHEAD


def _urn_url(given: Mapping[str, str], url: str, folder: Path) -> str:
    """The urn is a database of its own: a file beside the other, or one with _urn to its name.

    url: of the main database
    """
    beside = f"sqlite:///{folder / 'urn.sqlite'}"
    if not url.startswith("sqlite"):
        database, mark, options = url.partition("?")
        beside = f"{database}_urn{mark}{options}"
    urn = given.get("URN_URL") or beside
    if urn == url:
        raise WrongSettingError("URN_URL names another database than DATABASE_URL")
    plain = re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", urn)
    if not plain.startswith(("sqlite:///", "postgresql://")):
        raise WrongSettingError("URN_URL looks like postgresql://user:password@host/name")
    return plain


def _urn_copy(given: Mapping[str, str], urn: str) -> str:
    """URN_COPY is another file than the urn, which is a file too."""
    copy = given.get("URN_COPY", "")
    if copy and not urn.startswith("sqlite"):
        raise WrongSettingError("URN_COPY is for an urn in a SQLite file")
    if copy and Path(copy).resolve() == Path(urn.removeprefix("sqlite:///")).resolve():
        raise WrongSettingError("URN_COPY names another file than the urn, on another disk")
    return copy


def _mail_url(given: Mapping[str, str]) -> str:
    """MAIL_URL names a server that letters leave from, and then MAIL_FROM says from whom."""
    url = given.get("MAIL_URL", "")
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "starttls", "smtps") or not parts.hostname:
        raise WrongSettingError("MAIL_URL looks like starttls://user:password@host:587")
    if parts.username and parts.scheme == "smtp":
        raise WrongSettingError("MAIL_URL: a password is only sent with starttls or smtps")
    if "@" not in given.get("MAIL_FROM", ""):
        raise WrongSettingError("MAIL_FROM is the address that letters come from")
    return url


def compact(value: object) -> str:
    """JSON as it is stored: without spaces, two sheets of an invoice fit on a page of SQLite."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def settings(given: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Everything ``create_app`` configures, from ``given`` (the environment by default)."""
    folder = Path(given.get("DATA_DIR", "data")).resolve()
    kind = given.get("COOPERATIVE", "demo")
    if kind not in ("demo", "real"):
        raise WrongSettingError("COOPERATIVE is demo or real")
    folder.mkdir(parents=True, exist_ok=True)
    url = given.get("DATABASE_URL") or f"sqlite:///{folder / 'ensemble.sqlite'}"
    urn = _urn_url(given, url, folder)
    secret = given.get("SECRET_KEY") or _secret(folder, "secret_key", secrets.token_hex(32))
    keys = given.get("FIELD_KEYS") or _secret(folder, "field_keys", f"1:{secrets.token_hex(32)}")
    https = given.get("HTTPS", "") == "1"
    return {
        "DATA_DIR": folder,
        "COOPERATIVE": kind,
        "TODAY": _today(given, kind),
        "DEMO_DAYS": _demo_days(kind),
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"json_serializer": compact},
        "URN_URL": urn,
        "URN_COPY": _urn_copy(given, urn),
        "SECRET_KEY": secret,
        "FIELD_KEYS": _keys(keys),
        "PEPPOL_RULES_DIR": given.get("PEPPOL_RULES_DIR", ""),
        "MAIL_URL": _mail_url(given),
        "MAIL_FROM": given.get("MAIL_FROM", "no-reply@localhost"),
        "TRUSTED_HOSTS": given.get("TRUSTED_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
        "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "STAFF_IDLE": timedelta(minutes=30),
        "MEMBER_IDLE": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": 40 * 1024 * 1024,  # three receipts of 10 MB and their form
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_TIME_LIMIT": None,  # a form typed over lunch is not lost
        "WTF_CSRF_CHECK_DEFAULT": True,
        "BABEL_DEFAULT_LOCALE": "fr_BE",
        "BABEL_TRANSLATION_DIRECTORIES": str(Path(__file__).parent.parent / "i18n"),
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
    }
