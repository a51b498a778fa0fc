"""Where a euro goes, to the cent; and how much few people make."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.figures.concentration import curve, part_made_by, share_making
from domain.figures.flow import (
    DECIDING,
    FROM_EMPLOYMENT,
    FROM_INVOICED,
    NODES,
    PLACED,
    STEPS,
    Flow,
    FlowDoesNotAddUp,
    Node,
    NotInTheFlow,
    flow,
    into,
    out_of,
)
from domain.ledger.accounts import Account, Act
from domain.money import ZERO, Eur, eur, total

# One assignment of 1,000 and VAT, with 50 of expenses, as the ledger books it; debits positive.
ASSIGNMENT = {
    Account.CLIENT_RECEIVABLE: eur("1210.00"),
    Account.VAT_DUE: eur("-210.00"),
    Account.VAT_RECOVERABLE: eur("10.50"),
    Account.CONTRIBUTION: eur("-65.00"),
    Account.EXPENSES_DUE: eur("-60.50"),
    Account.NET_PAY_DUE: eur("-480.83"),
    Account.SOCIAL_SECURITY_DUE: eur("-210.57"),
    Account.HOLIDAY_DUE: eur("-100.67"),
    Account.POT_MARGIN: eur("-92.93"),
    Account.ASSIGNMENT: ZERO,
}
GIVEN = sorted(PLACED - {Account.CLIENT_RECEIVABLE})

amounts = st.decimals(-(10**6), 10**6, places=2).map(eur)
turnovers = st.lists(st.decimals(-100, 10**5, places=2), max_size=40)


def balanced_sums(found):
    """The same amounts, with the clients' side that makes them add up to nothing."""
    rest = total(amount for account, amount in found.items())
    return {**found, Account.CLIENT_RECEIVABLE: Eur(-rest)}


def test_one_assignment():
    assert set(flow(ASSIGNMENT)) == {
        Flow(Node.CLIENTS, Node.INVOICED, eur("1210.00")),
        Flow(Node.INVOICED, Node.VAT, eur("199.50")),
        Flow(Node.INVOICED, Node.POT, eur("65.00")),
        Flow(Node.INVOICED, Node.EXPENSES, eur("60.50")),
        Flow(Node.INVOICED, Node.EMPLOYMENT, eur("885.00")),
        Flow(Node.EMPLOYMENT, Node.NET_PAY, eur("480.83")),
        Flow(Node.EMPLOYMENT, Node.SOCIAL_SECURITY, eur("210.57")),
        Flow(Node.EMPLOYMENT, Node.HOLIDAY, eur("100.67")),
        Flow(Node.EMPLOYMENT, Node.POT, eur("92.93")),
        Flow(Node.POT, Node.SERVICES, eur("157.93")),
    }


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(GIVEN), amounts))
def test_what_enters_a_node_leaves_it(found):
    flows = flow(balanced_sums(found))
    assert all(one.amount > 0 for one in flows)
    for node in (Node.INVOICED, Node.EMPLOYMENT, Node.POT):
        assert into(flows, node) == out_of(flows, node)
    ends = {node for node in Node if not out_of(flows, node)}
    came = total(out_of(flows, node) for node in (Node.CLIENTS, Node.EARLIER))
    assert came == total(into(flows, node) for node in ends)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(GIVEN), amounts))
def test_money_only_flows_to_a_later_step(found):
    step = {node: i for i, nodes in enumerate(STEPS) for node in nodes}
    for one in flow(balanced_sums(found)):
        assert step[one.source] < step[one.target]


def test_units_that_spend_what_was_left_take_it_from_earlier_years():
    flows = flow({Account.UNIT_AVAILABLE: eur(100), Account.NET_PAY_DUE: eur(-100)})
    assert set(flows) == {
        Flow(Node.EARLIER, Node.INVOICED, eur(100)),
        Flow(Node.INVOICED, Node.EMPLOYMENT, eur(100)),
        Flow(Node.EMPLOYMENT, Node.NET_PAY, eur(100)),
    }


def test_nothing_flows_where_nothing_was_done():
    assert flow({}) == ()


def test_every_account_of_the_deciding_acts_has_its_place_once():
    placed = [one for part in (FROM_INVOICED, FROM_EMPLOYMENT) for one in part.values()]
    assert len([account for accounts in placed for account in accounts]) == len(PLACED) - 1
    assert set(NODES) == set(Node) == {node for nodes in STEPS for node in nodes}
    assert Act.SEPA_SENT not in DECIDING
    assert Act.SHARE_PAID_IN not in DECIDING


def test_money_without_a_place_is_named():
    with pytest.raises(NotInTheFlow) as refusal:
        flow({Account.BANK: eur(5), Account.NET_PAY_DUE: eur(-5)})
    assert refusal.value.account == "Bank"


def test_money_without_another_side_is_refused():
    with pytest.raises(FlowDoesNotAddUp, match=r"1\.00"):
        flow({Account.NET_PAY_DUE: eur(1)})


def test_three_in_ten_make_eight_in_ten():
    made = [Decimal(40), Decimal(25), Decimal(15), *[Decimal(20) / 7] * 7]
    assert share_making(made) == Decimal("0.3")
    assert part_made_by(made, Decimal("0.3")).quantize(Decimal("0.01")) == Decimal("0.80")
    assert curve([Decimal(3), Decimal(1), Decimal(0), Decimal(-2)], 4) == [
        (Decimal(0), Decimal(0)),
        (Decimal("0.25"), Decimal("0.75")),
        (Decimal("0.5"), Decimal(1)),
        (Decimal("0.75"), Decimal(1)),
        (Decimal(1), Decimal(1)),
    ]


@pytest.mark.parametrize("made", [[], [Decimal(0)], [Decimal(-5)]])
def test_of_nothing_there_is_no_share(made):
    assert share_making(made) is None
    assert part_made_by(made, Decimal("0.3")) is None
    assert curve(made, 10) == []


@given(turnovers.filter(lambda made: any(one > 0 for one in made)))
def test_the_smallest_share_that_makes_it_makes_it(made):
    share = share_making(made)
    people = round(share * len(made))
    assert share == Decimal(people) / Decimal(len(made))
    largest = sorted((max(one, Decimal(0)) for one in made), reverse=True)
    wanted = sum(largest) * Decimal("0.80")
    assert sum(largest[:people]) >= wanted > sum(largest[: people - 1])


@given(turnovers, st.integers(1, 12))
def test_a_curve_only_rises_and_always_slower(made, steps):
    points = curve(made, steps)
    parts = [part for _, part in points]
    assert parts == sorted(parts)
    assert not points or (points[0], points[-1]) == ((0, 0), (1, 1))
