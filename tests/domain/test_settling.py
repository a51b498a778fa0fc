"""Settling a quarter on payslips: exact whatever was said before, once whatever is closed again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.entities import EntityCode
from domain.hours import hours
from domain.ledger import Account, Leg, settle_special
from domain.money import ZERO, Eur, eur, total
from domain.payments import NOTHING
from domain.payroll.payslip import Situation, Work, payslip
from domain.payroll.situation import Spouse
from domain.payroll.special_contribution import TABLES, of_quarter
from domain.payrun import Piece, Reckoned, as_works, reckon, run_reference
from domain.periods import Month
from domain.settling import (
    NOT_SETTLED,
    Advanced,
    booking,
    can_settle,
    ends_quarter,
    kept,
    quarter_of,
    settle,
    special_base,
)
from domain.slip_sheet import totals_of

APRIL, MAY, JUNE = Month(2026, 4), Month(2026, 5), Month(2026, 6)
SINGLE = Situation()
pays = st.integers(0, 900_000).map(lambda cents: eur(Decimal(cents).scaleb(-2)))
spouses = st.sampled_from(Spouse)


def white(gross: Eur) -> tuple[Work, ...]:
    return (Work(ContractType.WHITE_COLLAR, gross),) if gross else ()


def month(gross: Eur, when: Month, spouse: Spouse = Spouse.SINGLE) -> Advanced:
    situation = Situation(spouse=spouse)
    advance = payslip(white(gross), situation, when).special_contribution
    return Advanced(works=white(gross), advance=advance, situation=situation)


@pytest.mark.parametrize(
    ("when", "months", "ends"),
    [(APRIL, (APRIL, MAY, JUNE), False), (JUNE, (APRIL, MAY, JUNE), True)],
)
def test_the_quarter_of_a_month(when, months, ends):
    assert quarter_of(when) == months
    assert ends_quarter(when) is ends


@pytest.mark.parametrize(
    ("when", "known"),
    [(Month(2026, 3), False), (APRIL, True), (Month(2026, 12), True), (Month(2027, 3), False)],
)
def test_a_quarter_is_settled_where_every_month_of_it_is_known(when, known):
    assert can_settle(when) is known


def test_what_the_contribution_is_counted_on():
    works = [
        Work(ContractType.WHITE_COLLAR, eur(1000)),
        Work(ContractType.ARTIST, eur(1000)),
        Work(ContractType.STUDENT, eur(1000)),
    ]
    assert special_base(works, SINGLE, JUNE) == eur(2080)
    assert special_base((), SINGLE, JUNE) == ZERO


@given(st.tuples(pays, pays, pays), spouses)
def test_a_quarter_costs_what_the_table_says_however_it_was_advanced(gross, spouse):
    quarter = {
        when: month(pay, when, spouse) for when, pay in zip((APRIL, MAY, JUNE), gross, strict=True)
    }
    settled = settle(quarter, JUNE, said=ZERO, elsewhere=ZERO)
    advances = total(item.advance for item in quarter.values())
    whole = eur(of_quarter(total(gross), TABLES[spouse].on(JUNE.last_day)))
    assert Eur(advances + settled.amount) == whole
    assert settled.added == settled.amount
    assert (settled.line is None) == (settled.amount == ZERO)


@given(st.tuples(pays, pays, pays), pays, st.sampled_from([APRIL, MAY, JUNE]))
def test_a_later_payslip_settles_the_rest_and_nothing_twice(gross, more, corrected):
    before = {when: month(pay, when) for when, pay in zip((APRIL, MAY, JUNE), gross, strict=True)}
    first = settle(before, JUNE, said=ZERO, elsewhere=ZERO)
    pay = Eur(total(work.gross for work in before[corrected].works) + more)
    after = {**before, corrected: month(pay, corrected)}
    said, elsewhere = (first.amount, ZERO) if corrected == JUNE else (ZERO, first.amount)
    second = settle(after, corrected, said=said, elsewhere=elsewhere)
    at_once = settle(after, JUNE, said=ZERO, elsewhere=ZERO)
    assert Eur(first.added + second.added) == at_once.amount
    again = settle(after, corrected, said=second.amount, elsewhere=elsewhere)
    assert again.added == ZERO


def test_the_situation_of_the_last_work_decides():
    quarter = {
        APRIL: month(eur(3000), APRIL),
        JUNE: month(eur(3000), JUNE, Spouse.WITH_INCOME),
    }
    line = settle(quarter, JUNE, said=ZERO, elsewhere=ZERO).line
    assert line.rate.name.endswith("with_income")
    assert line.basis == eur(6000)


def test_what_was_settled_stays_as_it_was():
    found = kept(eur("-12.34"))
    assert (found.amount, found.added, found.line) == (eur("-12.34"), ZERO, None)


def test_the_payslip_takes_the_settlement_off_the_net():
    slip = payslip(white(eur(3000)), SINGLE, JUNE)
    quarter = {APRIL: month(eur(5000), APRIL), JUNE: month(eur(3000), JUNE)}
    settled = settle(quarter, JUNE, said=ZERO, elsewhere=ZERO)
    reckoned = Reckoned(slip=slip, booked=NOTHING, settled=settled)
    assert reckoned.totals == totals_of(slip, settled.amount)
    assert reckoned.totals.net == slip.net - settled.amount
    assert total(line.amount for line in reckoned.lines) == reckoned.totals.net
    assert reckoned.is_new(totals_of(slip))
    assert not reckoned.has_new_work(totals_of(slip, settled.amount))
    assert not reckoned.has_new_work(totals_of(slip, eur("3.21")))


def test_without_a_settlement_nothing_changes():
    reckoned = reckon(white(eur(3000)), SINGLE, JUNE, NOTHING)
    assert reckoned.settled is NOT_SETTLED
    assert reckoned.lines == reckoned.slip.lines
    assert reckoned.totals == totals_of(reckoned.slip)
    assert reckon((), SINGLE, JUNE, NOTHING).agrees


def test_contracts_and_their_corrections_are_one_work_each():
    def piece(days: int, worked: str, gross: str) -> Piece:
        kind = ContractType.ARTIST
        return Piece(kind=kind, days=days, hours=hours(worked), gross=eur(gross))

    contracts = [
        [piece(2, "15.20", "400.00"), piece(-1, "-7.60", "-200.00")],
        [piece(1, "7.60", "200.00"), piece(-1, "-7.60", "-200.00")],
    ]
    assert as_works(contracts) == (Work(ContractType.ARTIST, eur(200), 1, hours("7.60")),)


@given(pays.filter(bool))
def test_what_the_ledger_books(amount):
    assert booking(amount).net == -amount
    assert booking(amount).special == amount
    legs = settle_special(added=amount, unit_id=1, person_id=3)
    assert legs == (
        Leg(Account.NET_PAY_DUE, amount, unit_id=1, person_id=3),
        Leg(Account.SOCIAL_SECURITY_DUE, Eur(-amount), unit_id=1, person_id=3),
    )
    back = settle_special(added=Eur(-amount), unit_id=1, person_id=3)
    assert total(leg.amount for leg in (*legs, *back)) == ZERO
    assert settle_special(added=ZERO, unit_id=1, person_id=3) == ()


def test_a_run_has_a_reference():
    assert run_reference(EntityCode.PA, JUNE, 1) == "PA-P-2026-06"
    assert run_reference(EntityCode.PA, JUNE, 3) == "PA-P-2026-06-3"
