"""The equation of 3en1: from a price to what people earn, and back."""

from domain.assignment.equation import Equation, defects, forward, price_for
from domain.assignment.plan import (
    ExpensesAboveBudget,
    Missing,
    MoneyLeftOver,
    NobodyWorks,
    OutOfReach,
    Plan,
    Worker,
)
from domain.assignment.search import budget_for, reverse
from domain.assignment.shares import Share, ready, share, shares

__all__ = [
    "Equation",
    "ExpensesAboveBudget",
    "Missing",
    "MoneyLeftOver",
    "NobodyWorks",
    "OutOfReach",
    "Plan",
    "Share",
    "Worker",
    "budget_for",
    "defects",
    "forward",
    "price_for",
    "ready",
    "reverse",
    "share",
    "shares",
]
