"""A unit closes, or leaves a tool, only when nothing in it is unfinished."""

import pytest

from domain.money import eur
from domain.units import (
    GIVES_UP,
    LOOSE,
    Business,
    Loose,
    Tool,
    ToolStillUsed,
    UnitStillActive,
    check_close,
    check_tool,
)

LEFT = {
    Loose.DRAFTS: Business(drafts=1),
    Loose.WAITING: Business(waiting=1),
    Loose.UNINVOICED: Business(uninvoiced=1),
    Loose.CONTRACTS: Business(contracts=1),
    Loose.UNPAID: Business(unpaid=1),
    Loose.MONEY: Business(money=eur("0.01")),
}
NOTHING = Business()


@pytest.mark.parametrize("loose", Loose)
def test_each_reason_keeps_a_unit_open_and_is_named(loose):
    with pytest.raises(UnitStillActive) as refused:
        check_close(LEFT[loose])
    assert refused.value.reason == LOOSE[loose]


def test_what_is_missing_keeps_a_unit_open_too():
    with pytest.raises(UnitStillActive):
        check_close(Business(money=eur("-5")))


def test_a_finished_unit_closes():
    check_close(NOTHING)


def test_two_tools_add_up():
    both = Business(drafts=1, money=eur(5)) + Business(drafts=2, unpaid=1, money=eur(-5))
    assert both == Business(drafts=3, unpaid=1)
    assert both.loose == (Loose.DRAFTS, Loose.UNPAID)


@pytest.mark.parametrize("current", Tool)
@pytest.mark.parametrize("to", Tool)
def test_a_tool_is_left_only_when_it_is_finished(current, to):
    given_up = GIVES_UP.get((current, to))
    for tool in (Tool.THREE_IN_ONE, Tool.ACTIVITY):
        business = {Tool.THREE_IN_ONE: NOTHING, Tool.ACTIVITY: NOTHING, tool: LEFT[Loose.UNPAID]}
        if tool is given_up:
            with pytest.raises(ToolStillUsed):
                check_tool(current, to, business)
        else:
            check_tool(current, to, business)


def test_adding_a_tool_gives_nothing_up():
    assert not [pair for pair in GIVES_UP if pair[1] is Tool.BOTH]
