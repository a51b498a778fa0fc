"""Which figures of pay the invented year uses, and on which days its people are paid."""

from datetime import date, timedelta

from domain.periods import Month, is_working_day

# Not every figure of pay of 2025 is known: each month of an invented year is worked out with those
# of one later month, for which all of them are. Its payslips say so, figure by figure.
STAND_IN = Month(2026, 8)
THURSDAY = 3


def paid_on(day: date) -> date:
    """The first Thursday from a day on, or the working day after it."""
    found = day + timedelta(days=(THURSDAY - day.weekday()) % 7)
    while not is_working_day(found):
        found += timedelta(days=1)
    return found
