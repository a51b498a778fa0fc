"""What commands for people and scripts share: the language, amounts, refusals."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from domain.errors import RuleError
from domain.money import ZERO, Eur, read_eur
from domain.parameters import Dated
from web.cli.imports import terminal_language
from web.i18n import LOCALES, euro, number, percent, word


@contextmanager
def in_words() -> Iterator[None]:
    """Speak the terminal's language; a refusal is a sentence and the exit code 1."""
    with force_locale(LOCALES[terminal_language()]):
        try:
            yield
        except RuleError as refusal:
            raise click.ClickException(word(refusal)) from refusal


def amount(typed: str) -> Eur:
    """An amount as people type it; what is unclear is refused, never guessed."""
    read = read_eur(typed)
    if read is None or read < ZERO:
        text = _("“%(typed)s” is not a clear amount in euros. Type it like 1250.00.", typed=typed)
        raise click.ClickException(text)
    return read


def rate_text(rate: Dated) -> str:
    """A rate with its day and its source, for one line of text."""
    value = percent(rate.value) if "fraction" in rate.unit else number(rate.value)
    shown = f"{value}, " if rate.value else ""
    return f"{shown}{rate.since}, {rate.confidence}, {rate.source}"


def tell(
    facts: Mapping[str, Any], *, as_json: bool, text: Callable[[], Iterator[tuple[str, Eur, str]]]
) -> None:
    """Exact decimals for scripts, or a line for each figure with where it comes from."""
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    lines = list(text())
    wide = max(len(label) for label, _, _ in lines)
    for label, amount, origin in lines:
        click.echo(f"{label:<{wide}}  {euro(amount):>14}  {origin}".rstrip())
