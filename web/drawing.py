"""What every page of figures needs fast: lengths of bars, and where a rate comes from."""

from decimal import Decimal

from flask import Flask, current_app
from markupsafe import Markup

from domain.parameters import Dated
from web.i18n import locale

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


def init_app(app: Flask) -> None:
    """Teach the templates."""
    app.jinja_env.filters["thousandths"] = thousandths
    app.jinja_env.filters["stretch"] = stretch
    app.jinja_env.filters["rate_facts"] = rate_facts
