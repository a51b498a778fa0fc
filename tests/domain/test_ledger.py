"""The ledger: the worked example to the cent, and what no sequence of acts can break."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger import (
    ACCOUNTS,
    ACTS,
    PART_LABELS,
    PARTS,
    Account,
    Act,
    Due,
    Leg,
    Part,
    Unbalanced,
    approve_expense,
    balanced,
    close_work,
    confirm_work,
    credit_invoice,
    employer_reduction,
    issue_invoice,
    net_due,
    opposite,
    paid_in,
    sepa_sent,
    story,
    transfer_rejected,
    undo_payment,
)
from domain.money import ZERO, eur
from tests.domain.legs import UNIT, amounts, sums_of

ASSIGNMENT, PERSON, INVOICE = 31, 4, 12
CASES = sorted(Path(__file__).parent.glob("cases/ledger/*.toml"))
PERSONAL = {  # never name a unit
    Account.SHARE_CAPITAL,
    Account.SHARES_IN_ADVANCE,
    Account.SHARE_REFUNDS_DUE,
}

invoiced = {"unit_id": UNIT, "assignment_id": ASSIGNMENT, "invoice_id": INVOICE}
worked = {"unit_id": UNIT, "assignment_id": ASSIGNMENT, "person_id": PERSON}
WRITE = {
    Act.ISSUE: lambda **given: issue_invoice(**given, **invoiced),
    Act.CONFIRM: lambda **given: confirm_work(**given, **worked),
    Act.NET_DUE: lambda **given: net_due(**given, **worked),
    Act.EXPENSE: lambda **given: approve_expense(**given, **worked),
    Act.PAID_IN: lambda **given: paid_in(**given, **invoiced),
    Act.SEPA_SENT: lambda **given: sepa_sent(
        [Due(Account(account), amount, PERSON) for account, amount in given.items()]
    ),
    Act.CLOSE: lambda **given: close_work(**given, **worked),
    Act.REDUCTION: lambda **given: employer_reduction(**given, person_id=PERSON, unit_id=UNIT),
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    written = []
    for step in case["acts"]:
        legs = WRITE[Act(step["act"])](**step["given"])
        assert {leg.account.value: leg.amount for leg in legs} == step["legs"]
        written += legs
    told = story(sums_of(written))
    assert {name: getattr(told, name) for name in case["unit"]} == case["unit"]


def test_an_invoice_without_assignment_feeds_the_unit():
    legs = issue_invoice(
        net=eur(100),
        vat=ZERO,
        contribution=eur("6.50"),
        unit_id=UNIT,
        assignment_id=None,
        invoice_id=INVOICE,
    )
    assert {leg.account: leg.amount for leg in legs} == {
        Account.CLIENT_RECEIVABLE: eur(100),
        Account.CONTRIBUTION: eur("-6.50"),
        Account.UNIT_AVAILABLE: eur("-93.50"),
    }
    assert {leg.unit_id for leg in legs} == {UNIT}
    assert {leg.invoice_id for leg in legs} == {INVOICE}


def test_the_special_contribution_is_due_to_social_security():
    legs = net_due(
        gross=eur(100),
        net=eur(80),
        social_security=eur(13),
        withholding=eur(5),
        special=eur(2),
        **worked,
    )
    due = {leg.account: leg.amount for leg in legs}
    assert due[Account.SOCIAL_SECURITY_DUE] == eur(-15)


def test_a_transfer_names_persons_and_no_unit():
    legs = sepa_sent([Due(Account.NET_PAY_DUE, eur(10), 1), Due(Account.EXPENSES_DUE, eur(5), 2)])
    assert [leg.person_id for leg in legs] == [1, 2, None]
    assert {leg.unit_id for leg in legs} == {None}


def test_an_entry_that_does_not_balance_is_refused():
    with pytest.raises(Unbalanced, match=r"0\.01 is left over"):
        balanced([Leg(Account.BANK, eur("0.01"))])


def test_legs_of_nothing_are_dropped():
    assert balanced([Leg(Account.BANK, ZERO)]) == ()


def test_every_account_and_act_has_a_name():
    assert set(ACCOUNTS) == set(Account)
    assert set(ACTS) == set(Act)
    assert set(PART_LABELS) == set(PARTS) == set(Part)
    assert len({info.pcmn for info in ACCOUNTS.values()}) == len(Account)


def test_every_account_that_may_name_a_unit_feeds_one_part():
    fed = [account for accounts in PARTS.values() for account in accounts]
    assert sorted(fed) == sorted(set(Account) - PERSONAL)


@given(amounts(), amounts(), amounts(), st.booleans())
def test_a_credit_note_gives_back_exactly_what_its_invoice_took(net, vat, contribution, activity):
    about = {**invoiced, "assignment_id": None if activity else ASSIGNMENT}
    taken = issue_invoice(net=net, vat=vat, contribution=contribution, **about)
    given_back = credit_invoice(net=net, vat=vat, contribution=contribution, **about)
    assert given_back == opposite(taken)
    assert all(amount == ZERO for amount in sums_of((*taken, *given_back)).values())


@given(amounts())
def test_a_payment_undone_leaves_the_client_owing(amount):
    both = (*paid_in(amount=amount, **invoiced), *undo_payment(amount=amount, **invoiced))
    assert all(moved == ZERO for moved in sums_of(both).values())


@given(st.lists(st.builds(Due, st.just(Account.NET_PAY_DUE), amounts(), st.integers(1, 9))))
def test_a_rejected_transfer_is_due_again(dues):
    assert transfer_rejected(dues) == opposite(sepa_sent(dues))
