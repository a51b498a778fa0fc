"""Figures that are no sum over days: stocks of a day, means, shares, and changes in a year."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from domain.contribution import RATE
from domain.figures.concentration import share_making
from domain.offices import Office
from domain.parameters import NotInForce
from domain.shares.words import Category
from domain.statistics import full_time_year
from web.queries.figures import capital, governing, jobs
from web.queries.figures.asked import Asked, Number, nominal, ratio
from web.queries.figures.facts import HolderFacts
from web.queries.figures.remembered import Part
from web.queries.figures.worked import people_by_sector
from web.queries.sisters import count_on


def _grown(key: str) -> Callable[[Asked], Number]:
    def change(asked: Asked) -> Number:
        before = asked.before()
        if key == "members":
            return Decimal(asked.register().holders - before.register().holders)
        return asked.sum(key) - before.sum(key)

    return change


def _many(condition: Callable[[HolderFacts], bool]) -> Callable[[Asked], Number]:
    return lambda asked: Decimal(sum(map(condition, asked.holders())))


def _concentration(asked: Asked) -> Number:
    return share_making(item.turnover for item in asked.holders() if item.turnover is not None)


def _rate(asked: Asked) -> Number:
    try:
        return Decimal(RATE.on(asked.day).value)
    except NotInForce:
        return None


def _waiting_days(asked: Asked) -> Number:
    asked.load("waited", "decided")
    return ratio(asked.sum("waited"), asked.sum("decided"))


def _in_sectors(asked: Asked) -> Number:
    return Decimal(sum(people_by_sector(asked.day).values()))


def _person_months(asked: Asked) -> Number:
    return Decimal(sum(asked.hours_bands().values()))


DERIVED: Mapping[str, Callable[[Asked], Number]] = {
    "members": lambda asked: Decimal(asked.register().holders),
    "members_a": capital.members(Category.A),
    "members_b": capital.members(Category.B),
    "members_c": capital.members(Category.C),
    "members_growth": _grown("members"),
    "mean_age": lambda asked: asked.register().age,
    "mean_seniority": lambda asked: asked.register().seniority,
    "holders": lambda asked: Decimal(len(asked.holders())),
    "holders_new": lambda asked: Decimal(len(asked.new_holders())),
    "holders_invoicing": _many(lambda item: item.turnover is not None),
    "holders_idle": _many(lambda item: item.turnover is None),
    "concentration": _concentration,
    "units_growth": _grown("units_active"),
    "units_idle": lambda asked: asked.sum("units_active") - asked.sum("units_invoicing"),
    "clients_growth": _grown("clients"),
    "employees_growth": _grown("employees"),
    "contribution_rate": _rate,
    "full_time": lambda asked: asked.sum("hours") / full_time_year(asked.day),
    "full_time_hours": lambda asked: Decimal(full_time_year(asked.day)),
    "person_months": _person_months,
    "sector_people": _in_sectors,
    "salary_ratio": jobs.ratio_of(team=False),
    "salary_ratio_team": jobs.ratio_of(team=True),
    "permanent_jobs": jobs.lasting,
    "expenses_waiting_days": _waiting_days,
    "shares": capital.share(capital.shares),
    "share_nominal": lambda asked: nominal(asked.day),
    "capital": capital.share(capital.capital),
    "shares_refunded": capital.refunded,
    "mean_invested": capital.per_member(capital.capital),
    "mean_shares": capital.per_member(capital.shares),
    "median_shares": lambda asked: asked.register().median,
    "members_joined": capital.joined,
    "members_left": capital.left,
    "largest_holding": capital.share(lambda register, day: register.largest * nominal(day)),
    "largest_holding_shares": capital.share(lambda register, _day: Decimal(register.largest)),
    "voters_online": governing.voters,
    "turnout_now": governing.turnout,
    "directors_elected": governing.elected,
    "board_size": governing.seats,
    "support_team": jobs.team,
    "advisers": jobs.advisers,
    "sisters": lambda asked: Decimal(count_on(asked.day)),
    "offices": lambda _asked: Decimal(len(Office) - 1),
}
PLACED = frozenset(  # of those above, which can be asked of a region or an office
    {
        "holders",
        "holders_new",
        "holders_invoicing",
        "holders_idle",
        "units_growth",
        "units_idle",
        "employees_growth",
        "full_time",
        "expenses_waiting_days",
    }
)
OF_SHARES = (
    *("members", "members_a", "members_b", "members_c", "members_growth"),
    *("mean_age", "mean_seniority", "mean_invested", "mean_shares"),
    *("median_shares", "members_joined", "members_left"),
    *("shares", "share_nominal", "capital", "largest_holding", "largest_holding_shares"),
)
OF_FACTS = frozenset(  # from what is known of the holders of the day, and nothing else
    {"holders", "holders_new", "holders_invoicing", "holders_idle", "concentration"}
)
PART_OF: Mapping[str, Part] = {  # what else changes leaves them as they are
    **dict.fromkeys(OF_SHARES, Part.SHARES),
    **dict.fromkeys((*OF_FACTS, "sector_people"), Part.UNITS),
    **dict.fromkeys(("salary_ratio", "salary_ratio_team", "person_months"), Part.WORK),
    **dict.fromkeys(("permanent_jobs", "support_team"), Part.WORK),
}
