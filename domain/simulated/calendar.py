"""Working days of each month, handed out to one person after the other."""

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from domain.periods import is_working_day

MONTHS = 12


class Calendar:
    """The working days of a year, and which of them each person has already."""

    def __init__(self, year: int, luck: Random) -> None:
        self.days: dict[int, list[int]] = {}
        self.taken: dict[tuple[int, int], int] = {}
        self.luck = luck
        day = date(year, 1, 1)
        while day.year == year:
            if is_working_day(day):
                self.days.setdefault(day.month, []).append(day.toordinal())
            day += timedelta(days=1)
        self.open = lru_cache(None)(self._open)

    def _open(self, month: int, since: int) -> list[int]:
        return [day for day in self.days[month] if day >= since]

    def first_month(self, month: int, since: int) -> int:
        """A month, or the next one where no working day is left in it."""
        return month if self.open(month, since) or month == MONTHS else month + 1

    def take(self, person: int, month: int, since: int, many: int) -> list[int]:
        """Days of a month from ``since`` on, after those that the person has already."""
        known = self.open(month, since)
        if len(known) < many:
            known = self.days[month]
        key = person, month
        start = self.taken.setdefault(key, self.luck.randrange(len(known)))
        self.taken[key] = start + many
        return [known[(start + step) % len(known)] for step in range(many)]
