"""Sums of euros: zero where there is nothing, and exact on both databases."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from web.extensions import EurCents


def sums(amount: sa.ColumnElement[Any] | InstrumentedAttribute[Any]) -> sa.ColumnElement[Any]:
    """The sum of an amount, or of a difference of amounts."""
    return sa.type_coerce(sa.func.coalesce(sa.func.sum(amount), 0), EurCents())
