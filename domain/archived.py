"""Values as archived JSON and back: exact, and readable without this program.

Amounts and days become strings, so that no reader rounds them. What comes back is equal
to what went in, to the cent and to the source of every rate.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

READERS: Mapping[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


def to_plain(value: Any) -> Any:
    """A frozen value as what JSON knows: objects, lists, strings, whole numbers."""
    if is_dataclass(value):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return _leaf(value)


def _leaf(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):  # a msgid or a status is stored as its text
        return str(value)
    raise TypeError(f"cannot be archived: {value!r}")


def from_plain(hint: Any, plain: Any) -> Any:
    """The value that ``to_plain`` wrote, read back as a ``hint``."""
    kind = getattr(hint, "__supertype__", hint)  # Eur is a Decimal
    if get_origin(kind) in (Union, UnionType):
        return None if plain is None else from_plain(_wanted(kind), plain)
    if get_origin(kind) is tuple:
        return tuple(from_plain(get_args(kind)[0], item) for item in plain)
    if is_dataclass(kind):
        hints = _hints(hint)
        values = {name: from_plain(hints[name], item) for name, item in plain.items()}
        return hint(**values)
    if isinstance(kind, type) and issubclass(kind, str):
        return kind(plain)
    return READERS.get(kind, _as_it_is)(plain)


def _wanted(kind: Any) -> Any:
    """What ``X | None`` holds when it holds something."""
    (wanted,) = (item for item in get_args(kind) if item is not NoneType)
    return wanted


def _as_it_is(plain: Any) -> Any:
    return plain


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
