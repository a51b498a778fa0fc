"""The clock of a demo stands on its day, at the hour that it is in Brussels."""

from datetime import UTC, datetime

import time_machine

from tests.databases import TODAY
from web import clock


def test_the_held_day_stays_until_midnight_in_brussels_also_from_winter(app):
    context = app.app_context()
    with context, time_machine.travel(datetime(2026, 11, 22, 22, 30, tzinfo=UTC), tick=False):
        assert clock.today().isoformat() == TODAY
        assert clock.now().astimezone(clock.BRUSSELS).hour == 23
