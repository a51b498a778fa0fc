"""Three sister cooperatives of the demo, invented like everything else: no such ones exist."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.money import eur
from domain.sisters import Told
from web import clock
from web.actions import sisters
from web.demo.people import BOARD
from web.demo.stage import Stage, acting, office_day

TOLD = (
    Told(
        name="Quittenbaum Kollektiv",
        country="DE",
        legal_form="eG",
        founded=2013,
        day=date.min,
        rate=Decimal("0.08"),
        users=412,
        turnover=eur(5_310_000),
        staff=Decimal("6.5"),
        offices=2,
        source="Invented annual report, page 7",
    ),
    Told(
        name="Bottega Girandola",
        country="IT",
        legal_form="soc. coop.",
        founded=2011,
        day=date.min,
        rate=Decimal("0.105"),
        users=1187,
        turnover=eur(8_240_000),
        staff=Decimal("9.2"),
        offices=4,
        source="Invented balance sheet, deposited in May",
    ),
    Told(
        name="Lärkfallet",
        country="SE",
        legal_form="ek. för.",
        founded=2017,
        day=date.min,
        rate=Decimal("0.0675"),
        users=205,
        turnover=None,
        staff=Decimal("2.8"),
        source="Invented letter of its director",
    ),
)
GROWN = Decimal("0.93")  # what each had a year earlier


def plan_sisters(stage: Stage) -> None:
    """On one morning the board writes down what the others told of their last two years."""
    day = office_day(stage.ago(40))
    for place, told in enumerate(TOLD):
        stage.plan(day, f"10:{20 + 5 * place}", write_down(told, day.year - 1))


def write_down(told: Told, year: int) -> Callable[[], None]:
    """The year before, then the last one."""

    def act() -> None:
        with acting(BOARD):
            sisters.add(earlier(replace(told, day=date(year - 1, 12, 31))), now=clock.now())
            sisters.add(replace(told, day=date(year, 12, 31)), now=clock.now())

    return act


def earlier(told: Told) -> Told:
    """With fewer users and less turnover."""
    users = None if told.users is None else int(told.users * GROWN)
    turnover = None if told.turnover is None else eur(told.turnover * GROWN)
    return replace(told, users=users, turnover=turnover)
