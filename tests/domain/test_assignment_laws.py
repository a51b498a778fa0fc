"""What is true of every equation, whatever the plan."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.assignment import ExpensesAboveBudget, Plan, forward, price_for, reverse
from domain.contribution import contribution
from domain.money import CENT, ZERO, Eur, total
from tests.domain.plans import DAY, crews, euros, plan, worker


@given(euros(0, 100_000_000))
def test_no_lower_price_leaves_enough(needed):
    price = price_for(needed, DAY)
    assert price - contribution(price, DAY).amount >= needed
    lower = Eur(price - CENT)
    assert lower - contribution(lower, DAY).amount < needed


@settings(deadline=None)
@given(euros(0, 10_000_000), euros(0, 100_000), st.just(()) | crews(), st.integers(0, 2))
def test_the_equation_balances_to_the_cent(price, expenses, crew, dayless):
    idle = tuple(worker(key=100 + n, days=0) for n in range(dayless))
    given_plan = Plan(price=price, expenses=expenses, workers=(*crew, *idle), day=DAY)
    try:
        found = forward(given_plan)
    except ExpensesAboveBudget as refusal:
        found = forward(replace(given_plan, price=Eur(price + refusal.missing)))
    paid = total(share.budget for share in found.shares)
    assert found.price == found.contribution.amount + expenses + paid + found.left_over
    assert found.budget == paid + found.left_over
    assert found.left_over == ZERO or not crew
    assert len(found.missing) == dayless
    for share in found.shares:
        cost = share.gross * share.coefficient.value
        assert ZERO <= share.budget - cost < share.coefficient.value * CENT
        assert ZERO <= share.margin <= share.budget - cost
        assert total(share.by_month.values()) == share.gross
        assert total(month.added.gross for month in share.payslips) == share.gross
        assert share.net == total(month.added.net for month in share.payslips)
    assert found.gross == total(share.gross for share in found.shares)
    assert found.net == total(share.net for share in found.shares)


@settings(max_examples=40, deadline=None)
@given(euros(1, 400_000), euros(0, 50_000), crews(most=2), st.integers(2, 200))
def test_reverse_finds_the_lowest_price(wanted, expenses, crew, further):
    given_plan = Plan(price=ZERO, expenses=expenses, workers=crew, day=DAY)
    found = reverse(wanted, given_plan)
    assert found.net >= wanted
    assert found.expenses == expenses
    for cents in (*range(1, 16), further, 10 * further):
        lower = Eur(found.price - cents * CENT)
        if lower >= price_for(expenses, DAY):
            assert forward(replace(given_plan, price=lower)).net < wanted


@settings(max_examples=40, deadline=None)
@given(euros(0, 500_000), crews(most=2))
def test_both_directions_agree(price, crew):
    there = forward(Plan(price=price, expenses=ZERO, workers=crew, day=DAY))
    back = reverse(max(there.net, ZERO), plan(*crew))
    assert back.price <= price
    assert back.net >= there.net
    assert reverse(back.net, plan(*crew)).price == back.price
