"""Make the contracts of the months of open-ended employment, a few days before they begin."""

from web import clock
from web.actions import employment_months, employments


def run() -> None:
    """End the offers that nobody answered, make what is due; running again makes nothing more."""
    now = clock.now()
    employments.lapse(now)
    employment_months.prepare_due(now)
