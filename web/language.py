"""Which language: the reader's, and its sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import flask_babel
from babel import Locale
from flask import current_app, g, has_request_context, request
from flask_babel import Babel
from markupsafe import Markup

from web.config import LANGUAGES

LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_IE"}

babel = Babel()
_drawn_in: ContextVar[str] = ContextVar("the locale of the page being drawn", default="")


def language() -> str:
    """The reader's language: their own choice, else the browser's, else French."""
    if not has_request_context():
        return "fr"
    chosen = getattr(g, "language", None)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or "fr"


def locale() -> str:
    """The locale in use; a document forces its recipient's with ``flask_babel.force_locale``."""
    drawn = _drawn_in.get()
    if drawn:
        return drawn
    found = flask_babel.get_locale()
    return _name(found) if found else LOCALES["fr"]


@contextmanager
def one_locale() -> Iterator[None]:
    """A page is drawn in one locale, asked for once: it writes a hundred amounts and sentences."""
    before = _drawn_in.set(locale())
    try:
        yield
    finally:
        _drawn_in.reset(before)


@lru_cache(maxsize=8)
def _name(found: Locale) -> str:
    return str(found)


def catalogue() -> Any:
    """The sentences of the locale in use; flask_babel would write its name for each of them."""
    known: dict[str, Any] = current_app.extensions.setdefault("catalogues", {})
    name = locale()
    if name not in known:
        known[name] = flask_babel.get_translations()
    return known[name]


@lru_cache(maxsize=8192)
def _said(name: str, text: str) -> Markup:  # noqa: ARG001 - of this locale, which is in use
    return Markup(catalogue().ugettext(text))  # as safe as the template that says it


@lru_cache(maxsize=8192)
def _said_alone(name: str, text: str) -> Markup:
    return _said(name, text) % {}


def sentence(text: str, /, **facts: Any) -> Markup:
    """A sentence of a template with its facts; each is looked up once, not at every request."""
    name = locale()
    return _said(name, text) % facts if facts else _said_alone(name, text)


def sentence_of_many(one: str, many: str, num: int, /, **facts: Any) -> Markup:
    """The same where a number decides between one and many."""
    return Markup(catalogue().ungettext(one, many, num)) % {"num": num, **facts}
