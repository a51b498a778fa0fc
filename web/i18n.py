"""How amounts, days and labels are written in the reader's language."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol
from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from domain.errors import Msg, RuleError
from domain.hours import clock_text
from domain.periods import Month
from domain.quarters import Quarter
from web.config import LANGUAGES
from web.labels import LABELS_OF
from web.language import (
    LOCALES,
    babel,
    catalogue,
    language,
    locale,
    one_locale,
    sentence,
    sentence_of_many,
)

__all__ = ["LANGUAGES", "LOCALES", "_l", "label", "language", "locale", "one_locale", "word"]

NARROW, FIXED, MINUS = "\u202f", "\u00a0", "\u2212"


@lru_cache(maxsize=8)
def _symbols(name: str) -> tuple[str, str]:
    return get_group_symbol(name), get_decimal_symbol(name)


def _parts(amount: Decimal, name: str) -> tuple[str, str, str]:
    """Sign, whole euros in groups, and the cents with their mark."""
    group, mark = _symbols(name)
    whole, cents = f"{abs(amount):.2f}".split(".")
    grouped = f"{int(whole):,}".replace(",", group)
    return (MINUS if amount < 0 else ""), grouped, mark + cents


def euro(amount: Decimal) -> str:
    """An amount as text, where the language puts its sign: 1 234,50 €, € 1.234,50, €1,234.50."""
    name = locale()
    sign, whole, cents = _parts(amount, name)
    if name.startswith("fr"):
        return f"{sign}{whole}{cents}{FIXED}€"
    if name.startswith("nl"):
        return f"€{FIXED}{sign}{whole}{cents}"
    return f"{sign}€{whole}{cents}"


def money(amount: Decimal | None) -> Markup:
    """An amount for a page: the cents smaller, never hidden; nothing known is a dash."""
    if amount is None:
        return Markup('<span class="money money-none">–</span>')
    name = locale()
    sign, whole, cents = _parts(amount, name)
    kind = "money money-minus" if amount < 0 else "money"
    if name.startswith("fr"):
        body = f"{sign}{whole}<small>{cents}</small><small>{FIXED}€</small>"
    elif name.startswith("nl"):
        body = f"<small>€{FIXED}</small>{sign}{whole}<small>{cents}</small>"
    else:
        body = f"{sign}<small>€</small>{whole}<small>{cents}</small>"
    return Markup(f'<span class="{kind}">{body}</span>')  # digits and marks only


@lru_cache(maxsize=4096)
def _day_text(value: date, style: str, name: str) -> str:
    return format_date(value, style, locale=name)


STYLES = {
    "long": {"fr_BE": "EEE d MMMM y", "nl_BE": "EEE d MMMM y", "en_IE": "EEE d MMMM y"},
    "short": {"fr_BE": "d MMM y", "nl_BE": "d MMM y", "en_IE": "d MMM y"},
    "brief": {"fr_BE": "EEE d MMM", "nl_BE": "EEE d MMM", "en_IE": "EEE d MMM"},
    "month": {"fr_BE": "MMMM y", "nl_BE": "MMMM y", "en_IE": "MMMM y"},
    "quarter": {"fr_BE": "QQQQ y", "nl_BE": "QQQQ y", "en_IE": "QQQQ y"},
    "weekday": {"fr_BE": "EEEE d MMMM", "nl_BE": "EEEE d MMMM", "en_IE": "EEEE d MMMM"},
}


def day_text(value: date, style: str = "long") -> str:
    """A day in words, as text."""
    name = locale()
    return _day_text(value, STYLES[style][name], name)


@lru_cache(maxsize=4096)
def _day(value: date, style: str, name: str) -> Markup:
    words = _day_text(value, STYLES[style][name], name)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words)


def day(value: date | None, style: str = "long") -> Markup:
    """A day in words, machine-readable too."""
    return Markup("–") if value is None else _day(value, style, locale())


def shortday(value: date | None) -> Markup:
    """A day in few letters, for tables."""
    return day(value, "short")


def month_text(value: Month) -> str:
    """A month in words."""
    return day_text(value.first_day, "month")


def quarter_text(value: Quarter) -> str:
    """A quarter in words."""
    return day_text(value.first_day, "quarter")


def moment_text(value: datetime) -> str:
    """A moment in Brussels time, as text."""
    from web.clock import BRUSSELS  # noqa: PLC0415 - the clock needs the application, not us

    local = value.astimezone(BRUSSELS)
    return f"{day_text(local.date(), 'short')}, {local:%H:%M}"


def moment(value: datetime | None) -> Markup:
    """The same, machine-readable too."""
    from web.clock import BRUSSELS  # noqa: PLC0415 - see above

    if value is None:
        return Markup("–")
    machine = value.astimezone(BRUSSELS).isoformat(timespec="minutes")
    return Markup('<time datetime="{}">{}</time>').format(machine, moment_text(value))


def number(value: Decimal | int) -> str:
    """A plain number with the language's marks, without needless zeros."""
    group, mark = _symbols(locale())
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate({ord(","): group, ord("."): mark})


def percent(fraction: Decimal) -> str:
    """A rate: 0.065 is 6,5 %."""
    text = number(Decimal(fraction) * 100)
    return f"{text}%" if locale().startswith("en") else f"{text}{FIXED}%"


def label(value: StrEnum) -> str:
    """What an enum member is called in the reader's language."""
    return str(catalogue().ugettext(LABELS_OF[type(value)][value]))


# How a fact is said; the first kind that fits. Names of figures have commas.
SAYINGS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Msg, lambda fact: str(catalogue().ugettext(fact))),
    (Decimal, euro),
    (StrEnum, label),
    (Month, month_text),
    (Quarter, quarter_text),
    (datetime, moment_text),
    (date, day_text),
    (tuple, lambda fact: "; ".join(str(say(part)) for part in fact)),
)


def say(fact: Any) -> Any:
    """One fact of a refusal, in the reader's language."""
    return next((way(fact) for kind, way in SAYINGS if isinstance(fact, kind)), fact)


def word(error: RuleError) -> str:
    """A refusal as a sentence in the reader's language."""
    facts = {name: say(fact) for name, fact in error.facts().items()}
    return str(gettext(error.message)) % facts


FILTERS = {
    "euro": euro,
    "money": money,
    "day": day,
    "day_text": day_text,
    "shortday": shortday,
    "month": month_text,
    "quarter": quarter_text,
    "moment": moment,
    "number": number,
    "clock": clock_text,
    "percent": percent,
    "label": label,
    "say": say,
    "word": word,
}


def init_app(app: Flask) -> None:
    """Choose the reader's language on each request and teach the templates to write."""
    babel.init_app(app, locale_selector=lambda: LOCALES[language()])
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of its i18n extension
        lambda text: catalogue().ugettext(text),
        lambda one, many, count: catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals.update(_=sentence, gettext=sentence, ngettext=sentence_of_many)
    app.jinja_env.filters.update(FILTERS)
