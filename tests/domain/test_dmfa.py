"""The tree of the quarterly declaration: built by the rules of pay, checked level by level."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cost_shares import Job
from domain.dmfa import codes
from domain.dmfa.build import Facts, Worked, natural_person
from domain.dmfa.checks import (
    CHANGED,
    NOT_CLOSED,
    TO_CORRECT,
    Booked,
    CommitteeMissing,
    MoreDaysThanThereAre,
    NumberMissing,
    NumberWrong,
    OfficeNumberMissing,
    OutsideQuarter,
    Owed,
    SumsApart,
    TotalsDiffer,
    WorkerCodeUnknown,
    check_controls,
    controls,
    head_problems,
    problems,
)
from domain.dmfa.tree import EmployerHead, Sums
from domain.employment import ContractType
from domain.hours import FULL_DAY, Hours
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Confidence
from domain.payroll.employer import Employer, Sector
from domain.payroll.payslip import Situation, Work, payslip
from domain.quarters import Quarter, QuarterState
from domain.true_up import true_up

Q3 = Quarter(2026, 3)
JULY, AUGUST, SEPTEMBER = Q3.months
SMALL = Employer(sector=Sector.COMMERCIAL, workers=3)
NUMBER = "85073003328"
KINDS = [kind for kind in ContractType if kind is not ContractType.FLEXI]


def worked(key, kind, parts, hours=FULL_DAY, days=(date(2026, 7, 1), date(2026, 9, 30))):
    """A contract: days and pay by month."""
    months = {
        month: Work(kind, eur(gross), many, Hours(many * hours))
        for month, (many, gross) in parts.items()
    }
    job = Job(
        contract_id=key, kind=kind, days=sum(work.days for work in months.values()),
        hours=Hours(sum((work.hours for work in months.values()), Decimal(0))),
        gross=total(work.gross for work in months.values()), budget=eur(90_000),
    )  # fmt: skip
    return Worked(
        reference=f"PA-C-{key:06d}", first_day=days[0], last_day=days[1], job=job, months=months
    )


def facts(*contracts, number=NUMBER, born=date(1985, 7, 30), special="0", settled="0"):
    cost = true_up([item.job for item in contracts], SMALL, Q3)
    return Facts(
        key=1, name="Sacha Lambert", national_number=number, birth_day=born,
        contracts=contracts, special=eur(special), settled=eur(settled), cost=cost,
    )  # fmt: skip


def slips(*contracts):
    """What the payslips of the quarter say."""
    return [
        payslip(works, Situation(), month)
        for month in Q3.months
        if (works := [item.months[month] for item in contracts if month in item.months])
    ]


def test_one_contract_is_a_line_an_occupation_and_what_it_holds():
    contract = worked(7, ContractType.WHITE_COLLAR, {JULY: (5, "700.00"), AUGUST: (3, "400.00")})
    person = natural_person(facts(contract, special="5.15", settled="-0.40"), Q3)
    (line,) = person.lines
    (occupation,) = line.occupations
    assert (line.code.text, line.code.confidence) == ("495", Confidence.OWN)
    assert (occupation.days, occupation.gross) == (8, eur(1100))
    assert (occupation.week, occupation.is_full_time) == (Decimal(38), True)
    (charge,) = line.worker_charges
    assert (charge.basis, charge.amount) == (eur(1100), eur("143.77"))  # 91.49 and 52.28
    assert [item.code.text for item in line.worker_deductions] == ["0001"]
    assert total(item.amount for item in line.employer_charges) == eur("275.00")
    assert {item.code.text for item in occupation.deductions} == {"3000"}
    assert person.special.code.text == "856"
    sums = person.sums
    assert sums.owed == Eur(
        sums.worker - sums.bonus + eur("4.75") + sums.employer - sums.reductions
    )


def test_part_time_shows_in_the_hours_of_a_week():
    contract = worked(
        1, ContractType.ARTIST, {JULY: (4, "300.00")}, hours=Decimal("3.80"),
        days=(date(2026, 6, 1), date(2026, 10, 31)),
    )  # fmt: skip
    (occupation,) = natural_person(facts(contract), Q3).occupations
    assert (occupation.week, occupation.full_week) == (Decimal("19.00"), Decimal(38))
    assert not occupation.is_full_time
    assert (occupation.first_day, occupation.last_day) == (Q3.first_day, Q3.last_day)


@pytest.mark.parametrize(
    ("kind", "born", "code"),
    [
        (ContractType.ARTIST, date(1990, 1, 1), "046"),
        (ContractType.ARTIST, date(2008, 9, 30), "046"),
        (ContractType.ARTIST, date(2008, 10, 1), "047"),
        (ContractType.ARTIST_1BIS, None, "046"),
        (ContractType.BLUE_COLLAR, date(2009, 1, 1), "015"),
        (ContractType.STUDENT, None, "840"),
        (ContractType.STUDENT_OVER_QUOTA, None, "495"),
        (ContractType.SUPPORT, None, "495"),
    ],
)
def test_worker_codes(kind, born, code):
    assert codes.worker_code(kind, born, Q3.last_day).text == code


def test_codes_that_nobody_confirmed_say_so():
    listed = codes.listed(Q3.last_day)
    sure = {dated.name: dated.confidence for dated, _code in listed}
    assert {"046", "015", "0001"} <= {code.text for _dated, code in listed}
    assert {name for name, level in sure.items() if level is not Confidence.OWN} == {
        "dmfa/artist", "dmfa/artist_under_18",
    }  # fmt: skip
    assert codes.worker_code(ContractType.FLEXI, None, Q3.last_day) is None


def test_a_contract_of_which_nothing_is_left_is_not_declared():
    kept = worked(1, ContractType.ARTIST, {JULY: (4, "300.00")})
    gone = replace(kept, job=replace(kept.job, contract_id=2, gross=ZERO), months={})
    assert [item.reference for item in natural_person(facts(kept, gone), Q3).occupations] == [
        "PA-C-000001"
    ]
    nobody = natural_person(facts(gone), Q3)
    assert nobody.lines == ()
    assert nobody.sums.owed == ZERO


parts = st.dictionaries(
    st.sampled_from(Q3.months),
    st.tuples(st.integers(1, 20), st.integers(1, 400_000).map(lambda cents: Decimal(cents) / 100)),
    min_size=1,
)


@given(st.lists(st.tuples(st.sampled_from(KINDS), parts), min_size=1, max_size=5))
def test_the_tree_is_what_payslips_and_true_up_say(given_contracts):
    contracts = [worked(key, *given_one) for key, given_one in enumerate(given_contracts)]
    told = facts(*contracts)
    person, papers = natural_person(told, Q3), slips(*contracts)
    sums = person.sums
    kept = total(
        Eur(slip.social_security - slip.work_bonus_a - slip.work_bonus_b) for slip in papers
    )
    assert Eur(sums.worker - sums.bonus) == kept
    assert sums.gross == total(slip.gross for slip in papers)
    shares = told.cost.shares.values()
    assert sums.employer == total(item.contributions for item in shares)
    assert sums.reductions == total(item.reductions for item in shares)
    assert not list(problems(person, Booked(gross=sums.gross, social_security=kept), Q3))


def wrong(person, **changes):
    sums = person.sums
    booked = Booked(gross=sums.gross, social_security=Eur(sums.worker - sums.bonus))
    return [type(item) for item in problems(person, replace(booked, **changes), Q3)]


def test_what_is_wrong_is_told_and_not_mended():
    contract = worked(1, ContractType.ARTIST, {JULY: (4, "300.00")})
    person = natural_person(facts(contract), Q3)
    assert wrong(person) == []
    assert wrong(replace(person, national_number="")) == [NumberMissing]
    assert wrong(replace(person, national_number="85073003329")) == [NumberWrong]
    assert wrong(person, gross=eur(1)) == [SumsApart]
    assert wrong(person, social_security=eur(1)) == [SumsApart]
    odd = replace(contract, months={})  # paid, and in no month
    assert wrong(natural_person(facts(odd), Q3), social_security=eur(1)) == [SumsApart]
    flexi = worked(1, ContractType.FLEXI, {JULY: (4, "300.00")})
    assert WorkerCodeUnknown in wrong(natural_person(facts(flexi), Q3))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"first_day": date(2026, 6, 30)}, [OutsideQuarter]),
        ({"last_day": date(2026, 10, 1)}, [OutsideQuarter]),
        ({"first_day": date(2026, 9, 29), "last_day": date(2026, 9, 30)}, [MoreDaysThanThereAre]),
        (
            {"first_day": date(2026, 9, 30), "last_day": date(2026, 9, 29)},
            [OutsideQuarter, MoreDaysThanThereAre],
        ),
    ],
)
def test_dates_and_days_of_an_occupation(changes, why):
    person = natural_person(facts(worked(1, ContractType.ARTIST, {JULY: (4, "300.00")})), Q3)
    (line,) = person.lines
    bent = tuple(replace(item, **changes) for item in line.occupations)
    assert wrong(replace(person, lines=(replace(line, occupations=bent),))) == why


def test_what_is_missing_of_the_employer():
    head = EmployerHead(
        name="PA", enterprise_number="0403019261", onss_number="", quarter="2026-Q3", committee=""
    )
    assert [type(item) for item in head_problems(head)] == [OfficeNumberMissing, CommitteeMissing]
    assert not list(head_problems(replace(head, onss_number="1", committee="304")))


SUMS = Sums(
    worker=eur(100), bonus=eur(20), special=eur(5), settled=eur(-1), employer=eur(250),
    reductions=eur(30),
)  # fmt: skip
OWED = Owed(pay=eur(85), settled=eur(-1), employer=eur(250), reductions=eur(30))


def test_totals_that_agree_may_be_exported():
    found = controls(SUMS, OWED, QuarterState.CLOSED)
    assert all(item.agrees and item.why is None for item in found)
    assert found[-1].tree == found[-1].ledger == SUMS.owed == OWED.total == eur(304)
    check_controls(found, Q3)


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"employer": ZERO, "reductions": ZERO}, QuarterState.OPEN, NOT_CLOSED),
        ({"employer": eur(249)}, QuarterState.CORRECTION, TO_CORRECT),
        ({"employer": eur(249)}, QuarterState.CLOSED, CHANGED),
        ({"pay": eur(84)}, QuarterState.OPEN, CHANGED),
        ({"pay": eur(86), "settled": eur(-2)}, QuarterState.CLOSED, CHANGED),
    ],
)
def test_totals_that_differ_are_explained_and_refused(changes, where, why):
    found = controls(SUMS, replace(OWED, **changes), where)
    assert {item.why for item in found if item.why} == {why}
    with pytest.raises(TotalsDiffer):
        check_controls(found, Q3)
