"""Offers of work that nobody answered before their first day are over: their budget is free."""

from web import clock
from web.actions import offers


def run() -> None:
    """End them; running again finds nothing more."""
    offers.lapse(clock.today())
