"""What an attestation says: periods that can be attested, parts of months, an exact archive."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attestations import (
    AttestationKind,
    AttestationSheet,
    BackwardPeriod,
    EmployerWork,
    OpenMonth,
    PeriodToCome,
    WorkedLine,
    YearPay,
    attestation_reference,
    check_period,
    from_json,
    part_of,
    to_json,
)
from domain.employment import ContractType
from domain.hours import Hours, hours
from domain.money import eur, total
from domain.periods import Month
from domain.sheet import Party

TODAY = date(2026, 9, 14)
some = st.lists(st.integers(1, 2400).map(lambda number: Hours(Decimal(number).scaleb(-2))))


def line(gross: str, days: int = 2) -> WorkedLine:
    return WorkedLine(
        reference="PA-C-000012",
        work="Regie",
        kind=ContractType.ARTIST,
        first_day=date(2026, 8, 20),
        last_day=date(2026, 8, 21),
        days=days,
        hours=hours("15.20"),
        gross=eur(gross),
    )


def sheet(**more) -> AttestationSheet:
    values = {
        "kind": AttestationKind.EARNINGS,
        "made": TODAY,
        "language": "nl",
        "first_day": date(2026, 1, 1),
        "last_day": TODAY,
        "worker": Party(name="Sacha Lambert"),
        **more,
    }
    return AttestationSheet(**values)


def test_a_period_ends_after_it_begins_and_not_after_today():
    check_period(TODAY, TODAY, TODAY)
    with pytest.raises(BackwardPeriod) as refused:
        check_period(TODAY, date(2026, 9, 13), TODAY)
    assert (refused.value.field, refused.value.first_day) == ("last_day", TODAY)
    with pytest.raises(PeriodToCome):
        check_period(TODAY, date(2026, 9, 15), TODAY)


@given(st.integers(0, 500_000).map(lambda c: eur(Decimal(c).scaleb(-2))), some, some, some)
def test_periods_that_follow_each_other_lose_no_cent(gross, first, second, third):
    if not first + second + third:
        return
    parts = (
        part_of(gross, (), first, second + third),
        part_of(gross, first, second, third),
        part_of(gross, first + second, third, ()),
    )
    assert total(parts) == gross
    assert all(part >= 0 for part in parts)


def test_an_employer_adds_up_its_contracts():
    work = EmployerWork(employer=Party(name="PA"), lines=(line("300.00"), line("200.50", 3)))
    assert (work.days, work.hours, work.gross) == (5, hours("30.40"), eur("500.50"))


def test_what_is_archived_comes_back():
    year = YearPay(
        employer=Party(name="PA"), months=("2026-08",), gross=eur(1), social_security=eur(2),
        taxable=eur(3), withholding=eur(4), special_contribution=eur("-5.01"), net=eur(6),
    )  # fmt: skip
    open_month = OpenMonth(employer="PA", month="2026-09")
    for said in (
        sheet(worked=(EmployerWork(employer=Party(name="PA"), lines=(line("1.00"),)),)),
        sheet(kind=AttestationKind.YEAR, paid=(year,), still_open=(open_month,)),
        sheet(to_confirm=2),
    ):  # fmt: skip
        assert from_json(to_json(said)) == said
    with pytest.raises(ValueError, match="version 2"):
        from_json({**to_json(sheet()), "version": 2})


def test_an_open_month_is_a_month():
    assert OpenMonth(employer="PA", month="2026-09").when == Month(2026, 9)


def test_how_it_is_called():
    assert attestation_reference(12) == "AT-000012"
