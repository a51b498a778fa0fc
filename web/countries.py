"""Countries in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale

from domain.countries import COUNTRIES
from domain.finding import plain
from web.i18n import locale

NEAR = ("BE", "FR", "NL", "LU", "DE", "GB")  # where nearly all clients are: first in every list


@lru_cache(maxsize=8)
def _names(name: str) -> Mapping[str, str]:
    territories = Locale.parse(name).territories
    return {code: str(territories.get(code, code)) for code in COUNTRIES}


def country_name(code: str) -> str:
    """What a country is called; a code that is none is shown as it is."""
    return _names(locale()).get(code, code)


@lru_cache(maxsize=8)
def _in_order(name: str) -> tuple[str, ...]:
    names = _names(name)
    others = sorted(COUNTRIES.difference(NEAR), key=lambda code: plain(names[code]))
    return (*NEAR, *others)


def country_choices() -> list[tuple[str, str]]:
    """Every country with its name, the near ones first."""
    return [(code, country_name(code)) for code in _in_order(locale())]
