"""A document before it is printed: HTML and style sheets, in its reader's language."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date
from flask import current_app
from flask_babel import force_locale

from web import clock
from web.documents.render import press
from web.i18n import LOCALES, locale

NAMED = re.compile(r"(--[a-z]+): ([^;]+);")  # a colour, as :root names it
USED = re.compile(r"var\((--[a-z]+)\)")


@dataclass(frozen=True, slots=True)
class Printable:
    """What the press needs."""

    html: str
    styles: tuple[str, ...]

    def pdf(self) -> bytes:
        """The document as PDF/A and PDF/UA; the same input gives the same bytes."""
        return press().pdf(self.html, list(self.styles))


def full_day(day: date) -> str:
    """A day as documents write it: 14 septembre 2026, 1er septembre 2026."""
    text = str(format_date(day, "d MMMM y", locale=locale()))
    return text.replace("1 ", "1er ", 1) if day.day == 1 and locale().startswith("fr") else text


def moment_text(moment: datetime) -> str:
    """A moment in Brussels time as documents write it: 14 septembre 2026, 10:02."""
    local = moment.astimezone(clock.BRUSSELS)
    return f"{full_day(local.date())}, {local:%H:%M}"


def country(code: str) -> str:
    """The name of a country in the document's language."""
    return str(Locale.parse(locale()).territories.get(code, code))


WRITTEN: dict[str, Any] = {"full_day": full_day, "moment_text": moment_text, "country": country}


def _text(name: str) -> str:
    """A style sheet: plain text that stands beside the template."""
    loader = current_app.jinja_env.loader
    assert loader is not None
    return loader.get_source(current_app.jinja_env, name)[0]


def style(kind: str) -> str:
    """The style sheet of one kind of document, with its colours written out.

    WeasyPrint would look each name up again for every element.
    """
    text = _text("documents/print.css") + _text(f"documents/{kind}/print.css")
    named = dict(NAMED.findall(text))
    return USED.sub(lambda use: named[use[1]], text)


def printable(kind: str, language: str, **values: Any) -> Printable:
    """Fill the template of one kind of document.

    kind:     a folder of templates/documents
    language: of the person who will read it, whoever asked for it
    """
    template = current_app.jinja_env.get_template(f"documents/{kind}/body.html")
    with force_locale(LOCALES[language]):
        html = template.render(language=language, **WRITTEN, **values)
    return Printable(html, (style(kind),))
