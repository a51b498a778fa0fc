"""Shares: what they cost, who may leave when and for how much, what is never written."""

from datetime import date

import pytest

from domain.errors import RuleError
from domain.ledger import Account, opposite, share_paid_in, share_refund_due, undo_share_payment
from domain.money import ZERO, eur
from domain.shares import admission, certificate, leaving, refunding, subscribing, transfers
from domain.shares.forecast import Alike, Payout, by_month, figures, mean_years
from domain.shares.register import (
    AlreadyCorrected,
    Holding,
    Movement,
    NegativeHolding,
    PaidTooMuchOut,
    ReasonMissing,
    check_next,
    check_reason,
    check_soundness,
    counter_entry,
    held,
    paid_part,
)
from domain.shares.words import (
    Category,
    ExitKind,
    ExitState,
    MovementKind,
    SubscriptionState,
)
from domain.sheet import Party

TODAY = date(2026, 3, 10)
TWO = Holding(2, eur(60))


def came(shares: int, day: date = date(2025, 1, 10), key: int = 1) -> Movement:
    paid = eur(30 * shares)
    return Movement(kind=MovementKind.SUBSCRIPTION, day=day, shares=shares, paid_in=paid, key=key)


def went(shares: int, day: date, paid: int | None = None) -> Movement:
    paid_in = eur(-30 * shares if paid is None else -paid)
    return Movement(kind=MovementKind.TRANSFER_OUT, day=day, shares=-shares, paid_in=paid_in)


def test_a_register_is_the_sum_up_to_a_day():
    history = [came(3), went(1, date(2025, 6, 1))]
    assert held(history, date(2025, 1, 9)) == Holding(0, ZERO)
    assert held(history, date(2025, 1, 10)).shares == 3
    assert held(history, TODAY) == TWO


@pytest.mark.parametrize(
    ("history", "refusal"),
    [
        ([came(1), went(2, TODAY)], NegativeHolding),
        ([came(1, TODAY), went(1, date(2025, 1, 1))], NegativeHolding),
        ([came(2), went(1, TODAY, paid=70)], PaidTooMuchOut),
        ([came(2), went(2, TODAY, paid=50)], PaidTooMuchOut),
    ],
)
def test_a_history_that_cannot_be(history: list[Movement], refusal: type[RuleError]):
    with pytest.raises(refusal):
        check_soundness(history)


def test_two_lines_of_one_day_are_one_evening():
    moved = went(1, date(2025, 1, 10))
    assert check_next([came(1)], moved) is moved


def test_a_counter_entry_is_the_exact_opposite_and_comes_once():
    wrong = came(2, key=7)
    back = counter_entry([wrong], wrong, day=TODAY)
    assert (back.shares, back.paid_in, back.day, back.corrects) == (-2, eur(-60), TODAY, 7)
    with pytest.raises(AlreadyCorrected):
        counter_entry([wrong, back], wrong, day=TODAY)
    with pytest.raises(AlreadyCorrected):
        counter_entry([wrong, back], back, day=TODAY)
    late = came(1, date(2026, 6, 30))
    assert counter_entry([late], late, day=TODAY).day == date(2026, 6, 30)


def test_a_reason_is_given():
    assert check_reason(" why ") == "why"
    with pytest.raises(ReasonMissing):
        check_reason("  ")


def test_shares_take_along_what_was_paid_on_them():
    assert paid_part(Holding(3, eur(100)), 3) == eur(100)
    assert paid_part(Holding(3, eur(100)), 1) == eur("33.33")


@pytest.mark.parametrize(("shares", "amount"), [(1, 30), (291, 8730), (1000, 30000)])
def test_a_price(shares: int, amount: int):
    assert subscribing.price(shares, TODAY) == eur(amount)


@pytest.mark.parametrize("shares", [0, -1, 1001])
def test_a_number_of_shares_that_cannot_be(shares: int):
    with pytest.raises(subscribing.WrongNumber):
        subscribing.price(shares, TODAY)


def test_all_shares_of_the_cooperative():
    assert eur(160_983 * subscribing.NOMINAL.on(TODAY).value) == eur(4_829_490)


@pytest.mark.parametrize(("first", "shares", "last"), [(2017, 17, 2033), (2021, 3, 2023)])
def test_years_covered(first: int, shares: int, last: int):
    assert subscribing.last_year(first, shares, date(first, 5, 1)) == last


def test_further_years_begin_behind_those_covered():
    assert subscribing.next_first_year(None, TODAY) == 2026
    assert subscribing.next_first_year(2023, TODAY) == 2026
    assert subscribing.next_first_year(2027, TODAY) == 2028


@pytest.mark.parametrize(
    ("amount", "day", "refusal"),
    [
        (0, TODAY, subscribing.NothingReceived),
        (31, TODAY, subscribing.PaidOver),
        (30, date(2026, 3, 11), subscribing.NotYetReceived),
        (30, date(2026, 2, 28), subscribing.BeforeAsked),
    ],
)
def test_a_payment_that_cannot_be(amount: int, day: date, refusal: type[RuleError]):
    with pytest.raises(refusal):
        subscribing.check_payment(
            eur(amount), eur(30), day=day, asked=date(2026, 3, 1), today=TODAY
        )


def test_a_payment():
    subscribing.check_payment(eur(30), eur(30), day=TODAY, asked=TODAY, today=TODAY)


def test_a_share_paid_short_does_not_enter():
    with pytest.raises(subscribing.ShortPaid, match="6:109") as refused:
        subscribing.entered(2, eur(60), [eur(20), eur(10)], day=TODAY)
    assert refused.value.missing == eur(30)
    move = subscribing.entered(2, eur(60), [eur(20), eur(40)], day=TODAY)
    assert (move.shares, move.paid_in) == (2, eur(60))


def test_what_may_be_done_to_a_subscription():
    asked, paid, gone = (SubscriptionState(name) for name in ("asked", "paid", "withdrawn"))
    subscribing.check_open(asked)
    subscribing.check_withdrawal(asked, ZERO)
    subscribing.check_reopening(gone)
    subscribing.check_undoing(eur(1), taken_back=False)
    with pytest.raises(subscribing.NoLongerAsked):
        subscribing.check_open(paid)
    with pytest.raises(subscribing.MoneyIsHere):
        subscribing.check_withdrawal(asked, eur(1))
    with pytest.raises(subscribing.NoLongerAsked):
        subscribing.check_reopening(asked)
    for amount, taken_back in ((-1, False), (1, True)):
        with pytest.raises(AlreadyCorrected):
            subscribing.check_undoing(eur(amount), taken_back=taken_back)


def test_resigning_is_for_the_first_six_months():
    leaving.check_resignation(date(2026, 3, 1), today=TODAY, holding=TWO)
    with pytest.raises(leaving.TooLateThisYear) as refused:
        leaving.check_resignation(date(2026, 7, 1), today=date(2026, 7, 1), holding=TWO)
    assert refused.value.again == date(2027, 1, 1)
    with pytest.raises(leaving.TooLateThisYear):
        leaving.check_resignation(date(2025, 3, 1), today=TODAY, holding=TWO)
    with pytest.raises(leaving.DatedAhead):
        leaving.check_resignation(date(2026, 4, 1), today=TODAY, holding=TWO)
    with pytest.raises(leaving.NothingHeld):
        leaving.check_resignation(TODAY, today=TODAY, holding=Holding(0, ZERO))


@pytest.mark.parametrize(
    ("kind", "asked", "decided", "effect", "payable"),
    [
        ("resignation", date(2026, 3, 1), date(2026, 4, 2), date(2026, 6, 30), date(2026, 7, 31)),
        ("resignation", date(2026, 6, 29), date(2026, 7, 5), date(2026, 7, 5), date(2026, 8, 5)),
        ("exclusion", date(2026, 1, 5), date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        ("death", date(2026, 1, 30), date(2026, 1, 30), date(2026, 1, 30), date(2026, 2, 28)),
    ],
)
def test_the_days_of_a_departure(
    kind: str, asked: date, decided: date, effect: date, payable: date
):
    found = leaving.effect_day(ExitKind(kind), asked=asked, decided=decided)
    assert found == effect
    assert leaving.payable_day(found, decided) == payable


def test_nobody_is_excluded_unheard():
    proposed = date(2026, 2, 10)
    with pytest.raises(leaving.NotHeardYet) as refused:
        leaving.check_heard(proposed, heard=None, today=date(2026, 3, 10))
    assert refused.value.until == date(2026, 3, 10)
    leaving.check_heard(proposed, heard=date(2026, 2, 20), today=date(2026, 2, 20))
    leaving.check_heard(proposed, heard=None, today=date(2026, 3, 11))


def test_who_is_heard_and_when():
    leaving.check_hearing(ExitKind.EXCLUSION, ExitState.ASKED, TODAY, proposed=TODAY, today=TODAY)
    with pytest.raises(leaving.NotFromHere):
        leaving.check_hearing(ExitKind.DEATH, ExitState.ASKED, TODAY, proposed=TODAY, today=TODAY)
    with pytest.raises(leaving.BeforeProposal):
        leaving.check_hearing(
            ExitKind.EXCLUSION,
            ExitState.ASKED,
            date(2026, 3, 1),
            proposed=TODAY,
            today=TODAY,
        )


def test_the_states_of_a_departure():
    assert leaving.move(ExitState.ASKED, ExitState.ACCEPTED) is ExitState.ACCEPTED
    with pytest.raises(leaving.NotFromHere):
        leaving.move(ExitState.REFUSED, ExitState.ACCEPTED)
    leaving.check_asked(ExitState.ASKED)
    with pytest.raises(leaving.NotFromHere):
        leaving.check_asked(ExitState.ACCEPTED)
    assert set(leaving.NEXT) == set(ExitState)
    gone = leaving.gone(ExitKind.DEATH, TWO, TODAY)
    assert (gone.kind, gone.shares, gone.paid_in) == (MovementKind.DEATH, -2, eur(-60))


def accounts(net: int, shares: int, unavailable: int = 0) -> refunding.Accounts:
    return refunding.Accounts(
        year=2025, net_assets=eur(net), unavailable=eur(unavailable), shares=shares
    )


@pytest.mark.parametrize(
    ("paid_in", "net", "shares", "expected"),
    [
        (60, 10_000, 100, "60.00"),  # rich: never above what was paid and the nominal value
        (70, 10_000, 100, "60.00"),
        (50, 10_000, 100, "50.00"),
        (60, 1_000, 100, "20.00"),
        (60, 1_000, 300, "6.66"),
        (60, -1_000, 100, "0.00"),
        (60, 1_000, 0, "0.00"),
    ],
)
def test_a_refund_is_the_smallest_of_three(paid_in: int, net: int, shares: int, expected: str):
    found = refunding.refund(Holding(2, eur(paid_in)), accounts(net, shares), effect=TODAY)
    assert found.amount == eur(expected)


def test_the_net_asset_test():
    assert refunding.net_asset_test(accounts(100, 9), already=eur(40), amount=eur(60))
    assert not refunding.net_asset_test(accounts(100, 9), already=eur(41), amount=eur(60))
    assert not refunding.net_asset_test(accounts(100, 9, 50), already=ZERO, amount=eur(60))
    assert refunding.tested(net_assets_stay=True, liquid=True) is ExitState.PAYABLE
    assert refunding.tested(net_assets_stay=True, liquid=False) is ExitState.SUSPENDED
    assert refunding.tested(net_assets_stay=False, liquid=True) is ExitState.SUSPENDED


def test_accounts_are_approved_after_their_year():
    refunding.check_accounts(2025, TODAY, today=TODAY)
    with pytest.raises(refunding.YearNotOver):
        refunding.check_accounts(2026, TODAY, today=TODAY)
    with pytest.raises(leaving.DatedAhead):
        refunding.check_accounts(2025, date(2026, 6, 1), today=TODAY)


def test_a_transfer_changes_both_sides():
    out, back = transfers.transfer([came(3)], [], 2, day=TODAY, today=TODAY)
    assert (out.shares, back.shares) == (-2, 2)
    assert (out.paid_in, back.paid_in) == (eur(-60), eur(60))
    for shares in (0, 4):
        with pytest.raises(transfers.TooMany):
            transfers.transfer([came(3)], [], shares, day=TODAY, today=TODAY)
    with pytest.raises(leaving.NothingHeld):
        transfers.transfer([], [], 1, day=TODAY, today=TODAY)


def test_categories_and_representatives_change_forward():
    admission.check_category_day(TODAY, last=date(2026, 1, 1), before=Category.A, after=Category.B)
    with pytest.raises(admission.SameCategory):
        admission.check_category_day(
            TODAY, last=date(2026, 1, 1), before=Category.A, after=Category.A
        )
    with pytest.raises(admission.NotAfterLast):
        admission.check_category_day(TODAY, last=TODAY, before=Category.A, after=Category.B)
    admission.check_representation_day(TODAY, last=None)
    with pytest.raises(admission.NotAfterLast):
        admission.check_representation_day(TODAY, last=TODAY)


def test_payouts_by_month():
    found = by_month(
        [
            Payout(day=date(2026, 8, 5), amount=eur(30), sure=False),
            Payout(day=date(2026, 7, 31), amount=eur(60), sure=True),
            Payout(day=date(2026, 7, 1), amount=eur(90), sure=False),
        ]
    )
    assert [str(item.month) for item in found] == ["2026-07", "2026-08"]
    assert (found[0].count, found[0].sure, found[0].expected) == (2, eur(60), eur(90))
    assert found[0].together == eur(150)


def test_figures_of_a_register():
    alike = [
        Alike(category=Category.A, shares=3, paid_in=eur(90), people=1),
        Alike(category=Category.C, shares=1, paid_in=eur(30), people=1),
    ]
    since, born = {date(2020, 9, 10): 1, TODAY: 1}, {date(1983, 3, 10): 1, None: 1}
    found = figures(alike, since, born, TODAY)
    assert (found.holders, found.shares, found.largest) == (2, 4, 3)
    assert (str(found.seniority), str(found.age)) == ("2.7", "43.0")
    assert found.by_category == {Category.A: 1, Category.B: 0, Category.C: 1}
    empty = figures([], {}, {}, TODAY)
    assert (empty.largest, empty.seniority, mean_years({}, TODAY)) == (0, None, None)


def test_a_certificate_is_archived_and_read_back():
    sheet = certificate.CertificateSheet(
        made=TODAY,
        language="fr",
        company=Party(name="Coop"),
        holder=Party(name="Nour Haddad"),
        number=7,
        category=Category.A,
        shares=2,
        paid_in=eur(60),
        since=TODAY,
        covered_until=2027,
        code="ABCDEFGH23456789",
    )
    archived = certificate.to_json(sheet)
    assert certificate.from_json(archived) == sheet
    with pytest.raises(ValueError, match="version"):
        certificate.from_json({**archived, "version": 2})


def test_codes_and_initials():
    assert certificate.show_code("ABCDEFGH23456789") == "ABCD-EFGH-2345-6789"
    assert certificate.read_code(" abcd-efgh 2345-6789 ") == "ABCDEFGH23456789"
    assert certificate.read_code("ABCD") == ""
    assert certificate.read_code("ABCDEFGH2345678O") == ""
    assert certificate.initials("Nour de Haddad") == "N. D. H."
    assert certificate.certificate_reference(12) == "SH-000012"


@pytest.mark.parametrize("entered", [0, 60])
def test_entries_of_shares_name_no_unit_and_are_undone_to_the_cent(entered: int):
    given = {"amount": eur(20), "entered": eur(entered), "person_id": 7}
    legs = share_paid_in(**given)
    sums = {leg.account: leg.amount for leg in legs}
    assert sums[Account.BANK] == eur(20)
    assert sums.get(Account.SHARE_CAPITAL, ZERO) == eur(-entered)
    assert {leg.unit_id for leg in legs} == {None}
    assert undo_share_payment(**given) == opposite(legs)
    due = share_refund_due(refund=eur(60), person_id=7)
    assert [leg.amount for leg in due] == [eur(60), eur(-60)]
