"""Refusals: a rule says no with a typed error, and the web layer words it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any, ClassVar


class Msg(str):
    """A sentence of the catalogues, still in English: the web layer translates it when shown."""

    __slots__ = ()


def N_(msgid: str) -> Msg:  # noqa: N802 - the name gettext tools look for
    """Mark a sentence for translation without translating it here."""
    return Msg(msgid)


class RuleError(Exception):
    """A rule refuses: ``message`` is a msgid, the dataclass fields fill its placeholders.

    When shown, a ``Decimal`` fact is an amount in euros, a ``date`` a day, a ``Msg`` a sentence
    to translate; ``str`` and ``int`` are shown as they are.
    """

    message: ClassVar[Msg]
    field: ClassVar[str] = ""  # the form field the refusal belongs to, if any

    def facts(self) -> dict[str, Any]:
        """What fills the placeholders of ``message``."""
        return {item.name: getattr(self, item.name) for item in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.message % self.facts()


def refused(checks: Iterable[Callable[[], None]]) -> Iterator[RuleError]:
    """Every refusal of these checks, not only the first."""
    for check in checks:
        try:
            check()
        except RuleError as reason:
            yield reason
