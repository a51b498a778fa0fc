"""Who is who: the people of the demo among the invented ones, advisers, roles, names."""

from collections.abc import Mapping
from dataclasses import replace

from domain.roles import Role
from domain.simulated.persons import MAIL, Details, details
from domain.simulated.population import Human
from domain.units import Tool
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    BOARD,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    PEOPLE,
    SCRUTINEER,
    SYSTEM_ADMIN,
    TRUSTEES,
    WORKER,
    Part,
)
from web.simulate.store import Making

# The first people of the support team, in this order.
DESK = (
    FINANCE, ADMIN_TEAM, SYSTEM_ADMIN, SCRUTINEER, *TRUSTEES, BOARD, ADVISER, OTHER_ADVISER,
)  # fmt: skip
PARTS = {part.email: part for part in PEOPLE}
FIRST_ADVISER = 9
TYPICAL = 3_500_000  # cents that a unit worth looking at sells in a year


def known(making: Making) -> Mapping[int, Part]:
    """The people of the demo, by key: they sign in under the same addresses here."""
    found: dict[int, Part] | None = making.cache.get("known")
    if found is None:
        found = {key: PARTS[email] for key, email in enumerate(DESK, 1)}
        for email, tool in ((MEMBER, Tool.THREE_IN_ONE), (OTHER_MEMBER, Tool.ACTIVITY)):
            found[_typical_holder(making, tool, found)] = PARTS[email]
        found[making.plan.people.first_other] = PARTS[WORKER]
        making.cache["known"] = found
    return found


def _typical_holder(making: Making, tool: Tool, taken: Mapping[int, Part]) -> int:
    """Who holds one unit with a tool alone, of the usual size; anybody where there is none."""
    units = [unit for unit in making.plan.units if unit.holders[0] not in taken]
    wanted = [unit for unit in units if unit.tool is tool and len(unit.holders) == 1] or units
    return min(wanted, key=lambda unit: abs(unit.turnover - TYPICAL)).holders[0]


def advisers(making: Making) -> range:
    """The keys of the advisers."""
    plan = making.plan
    many = min(plan.totals.count("people", "advisers"), plan.people.staff - FIRST_ADVISER + 1)
    return range(FIRST_ADVISER, FIRST_ADVISER + many)


def roles_of(human: Human, making: Making) -> list[Role]:
    """What somebody may do."""
    people, found = making.plan.people, list[Role]()
    if human.key <= len(DESK):
        found += [role for role in known(making)[human.key].roles if role is not Role.MEMBER]
    elif human.key in advisers(making):
        found.append(Role.ADVISER)
    elif people.first_holder <= human.key < people.first_other:
        found += [Role.MEMBER, Role.WORKER]
    elif people.first_other <= human.key < people.first_other + people.others:
        found.append(Role.WORKER)
    if human.shares_since is not None and human.key < people.first_left:
        found.append(Role.SHAREHOLDER)
    return found


def details_of(key: int, making: Making) -> Details:
    """Name and address; a few people are those of the demo."""
    found = details(making.plan.people.of(key), making.plan.seed)
    part = known(making).get(key)
    if part is not None:
        return replace(
            found,
            given_name=part.given_name,
            family_name=part.family_name,
            email=part.email,
            language=part.language,
        )
    if key in advisers(making):
        return replace(found, email=f"adviser{key}@{MAIL}")
    return found
