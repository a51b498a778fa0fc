"""What is true of every payslip, whatever the amounts."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.hours import Hours, hours_of_days
from domain.money import Eur, eur, total
from domain.payroll.categories import CATEGORIES
from domain.payroll.gross import budget_from_gross, gross_from_budget
from domain.payroll.payslip import Situation, Spouse, Work, payslip
from domain.payroll.zones import STEPPED_BACK, of_month
from domain.periods import Month, weekdays


def amounts(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


kinds = st.sampled_from([kind for kind in ContractType if kind is not ContractType.FLEXI])
months = st.builds(Month, st.just(2026), st.integers(4, 12))
days = st.none() | st.integers(1, 31)
hours = st.integers(1, 20_000).map(lambda hundredths: Hours(Decimal(hundredths).scaleb(-2)))
works = st.builds(Work, kinds, amounts(0, 1_500_000), days, st.none() | hours)
situations = st.builds(
    Situation, st.sampled_from(Spouse), children=st.integers(0, 12), flat_rate=st.booleans()
)
coefficients = st.decimals("1", "3", places=4)


@given(st.lists(works, max_size=5), situations, months)
def test_a_payslip_holds_together(work, situation, month):
    slip = payslip(work, situation, month)
    assert 0 <= slip.net <= slip.gross
    assert slip.gross == total(item.gross for item in work)
    assert total(line.amount for line in slip.lines) == slip.net
    assert slip.work_bonus_a + slip.work_bonus_b <= slip.social_security
    kept = slip.social_security - slip.work_bonus_a - slip.work_bonus_b
    assert slip.taxable == slip.gross - kept
    assert slip.net == slip.taxable - slip.withholding - slip.special_contribution
    assert not any(line.amount == 0 and line.amount.is_signed() for line in slip.lines)


@given(st.lists(works, min_size=1, max_size=4), situations, months, st.randoms())
def test_the_order_of_contracts_changes_nothing(work, situation, month, random):
    mixed = random.sample(work, len(work))
    assert payslip(mixed, situation, month) == payslip(work, situation, month)


@given(kinds, amounts(0, 500_000), amounts(0, 500_000), situations, months)
def test_two_contracts_are_paid_like_one(kind, first, second, situation, month):
    apart = [Work(kind, first), Work(kind, second)]
    together = [Work(kind, Eur(first + second))]
    assert payslip(apart, situation, month) == payslip(together, situation, month)


@given(
    kinds,
    st.tuples(amounts(0, 200_000), st.integers(1, 12)),
    st.tuples(amounts(0, 200_000), st.integers(1, 12)),
    situations,
    months,
)
def test_two_short_contracts_are_paid_like_one(kind, first, second, situation, month):
    apart = [Work(kind, *first), Work(kind, *second)]
    together = [Work(kind, Eur(first[0] + second[0]), first[1] + second[1])]
    assert payslip(apart, situation, month) == payslip(together, situation, month)


@given(
    kinds,
    st.tuples(amounts(0, 200_000), hours),
    st.tuples(amounts(0, 200_000), hours),
    situations,
    months,
)
def test_two_part_time_contracts_are_paid_like_one(kind, first, second, situation, month):
    apart = [Work(kind, first[0], hours=first[1]), Work(kind, second[0], hours=second[1])]
    whole = Hours(first[1] + second[1])
    together = [Work(kind, Eur(first[0] + second[0]), hours=whole)]
    assert payslip(apart, situation, month) == payslip(together, situation, month)


@given(kinds, amounts(0, 300_000), situations, months)
def test_a_day_for_each_weekday_is_a_full_month(kind, gross, situation, month):
    by_day = [Work(kind, gross, weekdays(month))]
    assert payslip(by_day, situation, month) == payslip([Work(kind, gross)], situation, month)


@given(kinds, amounts(0, 300_000), st.integers(1, 31), situations, months)
def test_full_days_and_their_hours_are_paid_alike(kind, gross, count, situation, month):
    by_day, by_hour = Work(kind, gross, count), Work(kind, gross, count, hours_of_days(count))
    assert payslip([by_day], situation, month) == payslip([by_hour], situation, month)


def base_of(work, month):
    """What the special contribution of these contracts is counted on."""
    gross = {item.contract_type: Eur(eur(0)) for item in work}
    for item in work:
        gross[item.contract_type] = Eur(gross[item.contract_type] + item.gross)
    rows = [(CATEGORIES[kind], amount) for kind, amount in gross.items()]
    day = month.last_day
    return total(eur(paid * row.base.on(day).value) for row, paid in rows if row.pays_special)


@given(
    st.lists(works, max_size=2), works, amounts(1, 100_000) | st.just(eur("0.01")),
    situations, months,
)  # fmt: skip
def test_outside_the_zones_more_gross_is_never_less_net(others, work, more, situation, month):
    """Inside a zone it falls by what the zone says, and by roundings."""
    richer = Work(work.contract_type, Eur(work.gross + more), work.days, work.hours)
    before, after = [*others, work], [*others, richer]
    less, best = (payslip(each, situation, month) for each in (before, after))
    limits = base_of(before, month), base_of(after, month)
    zones = [zone for zone in of_month(situation.spouse, month.last_day) if zone.crossed(*limits)]
    assert best.net >= less.net - STEPPED_BACK - total(zone.falls for zone in zones)


@given(amounts(100, 500_000), months, st.integers(0, 11))
def test_a_child_more_is_never_more_tax(gross, month, children):
    work = [Work(ContractType.WHITE_COLLAR, gross)]
    fewer, more = (payslip(work, Situation(children=n), month) for n in (children, children + 1))
    assert more.withholding <= fewer.withholding


@given(amounts(0, 10_000_000), coefficients)
def test_gross_to_budget_and_back(gross, coefficient):
    budget = budget_from_gross(gross, coefficient)
    assert gross_from_budget(budget, coefficient) == gross
    if gross:
        assert gross_from_budget(eur(budget - eur("0.01")), coefficient) < gross


@given(amounts(0, 10_000_000), coefficients)
def test_a_budget_is_never_overspent(budget, coefficient):
    gross = gross_from_budget(budget, coefficient)
    assert gross * coefficient <= budget
    assert eur(gross + eur("0.01")) * coefficient > budget
