"""Who may change whom, and which roles they may give."""

import pytest

from domain.clients.refused import WrongEmail
from domain.people import (
    GRANTABLE,
    ORDINARY,
    OnlySystemAdmin,
    check_may_manage,
    email_address,
    grantable,
    may_manage,
)
from domain.roles import Role

TEAM, ADMIN = frozenset({Role.ADMIN_TEAM}), frozenset({Role.SYSTEM_ADMIN})


@pytest.mark.parametrize("role", GRANTABLE)
def test_a_system_administrator_manages_everyone(role):
    assert may_manage(ADMIN, frozenset({role, Role.MEMBER}))


@pytest.mark.parametrize("role", GRANTABLE)
def test_the_team_manages_those_who_see_only_their_own(role):
    person = frozenset({role, Role.MEMBER})
    assert may_manage(TEAM, person) is (role in ORDINARY)
    if role not in ORDINARY:
        with pytest.raises(OnlySystemAdmin):
            check_may_manage(TEAM, person)


@pytest.mark.parametrize("role", frozenset(Role) - TEAM - ADMIN)
def test_nobody_else_manages_anyone(role):
    assert not may_manage(frozenset({role}), ORDINARY)


def test_nobody_is_a_visitor_by_grant():
    assert Role.VISITOR not in grantable(ADMIN)
    assert grantable(TEAM) == ORDINARY


def test_small_and_capital_letters_are_one_address():
    assert email_address("Nour.Haddad@Demo.Example") == "nour.haddad@demo.example"


@pytest.mark.parametrize(
    "wrong",
    ["", "nour", "nour@demo", "a b@demo.example", "@demo.example", "n@@x.be", "x" * 250 + "@x.be"],
)
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(WrongEmail):
        email_address(wrong)
