"""A figure that says where it comes from."""

from dataclasses import dataclass

from domain.errors import Msg
from domain.money import Eur
from domain.parameters import Dated


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a computation: what, how much, on what, by whose authority."""

    label: Msg
    amount: Eur
    basis: Eur | None = None
    rate: Dated | None = None
