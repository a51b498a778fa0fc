"""Until when something is declared, and how urgent that is on a given day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from domain.dimona.acts import DimonaAct
from domain.errors import N_, Msg
from domain.periods import ONE_DAY, add_working_days, is_working_day

SUNDAY = 6


class Urgency(StrEnum):
    """By when somebody of the office must act; in the order in which tasks are done."""

    LATE = "late"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    LATER = "later"


URGENCIES: Mapping[Urgency, Msg] = {
    Urgency.LATE: N_("Late"),
    Urgency.TODAY: N_("Today"),
    Urgency.TOMORROW: N_("Tomorrow"),
    Urgency.WEEK: N_("This week"),
    Urgency.LATER: N_("Later"),
}


def deadline(act: DimonaAct, day: date) -> date:
    """The day that decides whether a declaration is in time.

    day:    first day of work for IN, declared first day for CANCEL, last day of work for OUT;
            for CHANGE the earlier one of the end that was declared and the end that is agreed
    Source: https://www.socialsecurity.be/site_nl/employer/applics/dimona/general/when.htm:
            IN before work starts, CANCEL on the declared first day at the latest, the others on
            the first working day after the end
    """
    return add_working_days(day, 1) if act in (DimonaAct.OUT, DimonaAct.CHANGE) else day


def open_day(day: date) -> date:
    """The last working day that is not after ``day``."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


# The last day of work that someone who acts on a day still declares in time, with the office
# closed until the next working day. IN: work starts before the office opens again.
IN_TIME: Mapping[DimonaAct, Callable[[date], date]] = {
    DimonaAct.IN: lambda done: add_working_days(done, 1),
    DimonaAct.CANCEL: lambda done: add_working_days(done, 1) - ONE_DAY,
    DimonaAct.OUT: lambda done: open_day(done) - ONE_DAY,
    DimonaAct.CHANGE: lambda done: open_day(done) - ONE_DAY,
}


def last_late_day(act: DimonaAct, today: date) -> date:
    """The last day of work whose declaration is too late today.

    On the first day of work an undeclared contract is red already: the work starts.
    """
    if act is DimonaAct.IN:
        return today
    yesterday = today - ONE_DAY
    return yesterday if act is DimonaAct.CANCEL else IN_TIME[act](yesterday)


@lru_cache(maxsize=256)
def last_days(act: DimonaAct, today: date) -> tuple[tuple[Urgency, date], ...]:
    """For each urgency but the last, the last day of work that it holds."""
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    in_time = IN_TIME[act]
    return (
        (Urgency.LATE, last_late_day(act, today)),
        (Urgency.TODAY, in_time(today)),
        (Urgency.TOMORROW, in_time(today + ONE_DAY)),
        (Urgency.WEEK, in_time(sunday)),
    )


def urgency(act: DimonaAct, day: date, today: date) -> Urgency:
    """How urgent a declaration is; ``day`` as in ``deadline``."""
    for name, last in last_days(act, today):
        if day <= last:
            return name
    return Urgency.LATER
