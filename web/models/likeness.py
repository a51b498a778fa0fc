"""Names without accents or case, by which rows are found: “Inès” is found by “ines”."""

from collections.abc import Callable
from typing import Any

from domain.finding import words


def likeness(*texts: str) -> str:
    """The words of these texts, each once."""
    return " ".join(words(" ".join(texts)))


def likeness_of(*columns: str) -> Callable[[Any], str]:
    """The default of a ``likeness`` column: it works for one row and for many added at once.

    Whoever changes one of these columns later writes the likeness anew.
    """

    def of_row(context: Any) -> str:
        given = context.get_current_parameters()
        return likeness(*(given.get(column) or "" for column in columns))

    return of_row
