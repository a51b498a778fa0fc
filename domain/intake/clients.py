"""A line of a file of clients."""

from collections.abc import Mapping

from domain.clients import LANGUAGES, Identity, Typed, examine
from domain.errors import RuleError
from domain.intake.reading import Reader, choice
from domain.vat import HOME, ClientKind

NEEDED = ("name", "kind", "country", "street", "city")
COLUMNS = (*NEEDED, "postcode", "enterprise_number", "vat_number", "email", "language")


def client_of(cells: Mapping[str, str]) -> tuple[Identity | None, dict[str, RuleError]]:
    """The client of a line, or everything that is wrong with it by column."""
    reader = Reader(cells)
    kind = reader.read("kind", lambda typed: choice(ClientKind, typed))
    texts = {name: cells.get(name, "") for name in COLUMNS if name != "kind"}
    texts["country"] = (texts["country"] or HOME).upper()
    texts["language"] = (texts["language"] or LANGUAGES[0]).lower()
    typed = Typed(kind=kind or ClientKind.COMPANY, **texts)
    identity, wrong = examine(typed)
    wrong |= reader.wrong
    if kind is None:
        for name in ("enterprise_number", "vat_number"):
            wrong.pop(name, None)  # whether they are needed depends on the kind
    return (None if wrong else identity), wrong
