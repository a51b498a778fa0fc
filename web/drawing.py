"""What every page of figures needs fast: lengths of bars, and where a rate comes from."""

import base64
import hashlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from domain.parameters import Dated
from web.i18n import locale

STATIC = Path(__file__).parent / "static"
WHOLE, LEAST = 1000, 4  # thousandths: of the track, and what can still be seen

_drawn: dict[tuple[str, str, str], Markup] = {}  # by figure, day and language: they never change


def thousandths(amount: Decimal | None, whole: Decimal | None) -> int:
    """The length of ``amount`` on a track of ``whole``; what is not nothing is seen."""
    if not whole or not amount or whole <= 0 or amount <= 0:
        return 0
    return min(max(round(amount * WHOLE / whole), LEAST), WHOLE)


def stretch(start: Decimal, amount: Decimal, whole: Decimal | None) -> tuple[int, int]:
    """Where a bar begins and how long it is, in thousandths, so that its end is seen."""
    x = min(thousandths(start, whole), WHOLE - LEAST)
    return x, min(thousandths(amount, whole), WHOLE - x)


def rate_facts(rate: Dated) -> Markup:
    """What a rate is, since when, by whose authority: drawn once per language."""
    key = rate.name, rate.since.isoformat(), locale()
    if key not in _drawn:
        macros = current_app.jinja_env.get_template("macros/money.html").module
        _drawn[key] = Markup(macros.rate(rate).strip())  # type: ignore[attr-defined]  # a macro
    return _drawn[key]


@lru_cache(maxsize=256)
def _fingerprint(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=256)
def _versioned(_root: str, path: str) -> str:
    return url_for("static", filename=path, v=_fingerprint(path))


def static_url(path: str) -> str:
    """The address of a static file, which changes when its content does: cached for a year."""
    if current_app.debug:
        return url_for("static", filename=path)
    return _versioned(request.script_root, path)


@lru_cache(maxsize=32)
def integrity(path: str) -> str:
    """The hash by which a browser refuses a script that is not the one we published."""
    digest = hashlib.sha384((STATIC / path).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


@lru_cache(maxsize=512)
def _silent_icon(_root: str, name: str, size: str) -> Markup:
    kind, sprite = f"icon {size}" if size else "icon", static_url("icons.svg")
    words = '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>'
    return Markup(words).format(kind, sprite, name)


def icon(name: str, label: str = "", size: str = "") -> Markup:
    """An icon of the sprite; give a label only where no word stands beside it.

    A page shows a hundred of them, of thirty kinds: those without a label are drawn once.
    """
    if not label:
        return _silent_icon(request.script_root, name, size)
    kind, sprite = f"icon {size}" if size else "icon", static_url("icons.svg")
    words = '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>'
    return Markup(words).format(kind, label, sprite, name)


def init_app(app: Flask) -> None:
    """Teach the templates."""
    app.jinja_env.filters["thousandths"] = thousandths
    app.jinja_env.filters["stretch"] = stretch
    app.jinja_env.filters["rate_facts"] = rate_facts
    app.jinja_env.globals.update(static_url=static_url, icon=icon, integrity=integrity)
