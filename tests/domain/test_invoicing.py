"""Life and totals of invoices; the archived sheet comes back as it went in."""

import json
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.archived import to_plain
from domain.errors import RuleError
from domain.invoicing import (
    GIVE_BACK_VAT,
    INVOICE_KINDS,
    INVOICE_STATUSES,
    NEXT,
    UNITS,
    CreditTooEarly,
    Endpoint,
    ForbiddenInvoiceMove,
    InvoiceKind,
    InvoiceStatus,
    MissingDelivery,
    MixedScope,
    NotCreditable,
    NothingToInvoice,
    Party,
    credit_sheet,
    due_day,
    from_json,
    make_sheet,
    move_invoice,
    sheet_line,
    to_json,
)
from domain.money import eur, total
from domain.parameters import NotInForce
from domain.sheet import NegativePrice, UnknownUnit
from domain.vat import (
    EXEMPT_TRAINING,
    EXPORT,
    GOODS_TO_EU,
    OUTSIDE_SCOPE,
    REVERSE_CHARGE,
    STANDARD_RATE,
    ZERO_RATED,
    MissingVatNumber,
    Treatment,
    VatCategory,
)

CASES = sorted(Path(__file__).parent.glob("cases/invoicing/*.toml"))
DAY = date(2026, 9, 1)
SELLER = Party(
    name="Coopérative Exemple SC",
    address=("Rue du Test 1",),
    postcode="1060",
    city="Bruxelles",
    enterprise_number="0123456749",
    vat_number="BE0123456749",
)
BUYER = Party(
    name="Client Voorbeeld NV",
    country="FR",
    vat_number="FR61954506077",
    language="nl",
    endpoint=Endpoint("9957", "FR61954506077"),
)


def taxed(percent):
    return Treatment(VatCategory.S, Decimal(percent), STANDARD_RATE.on(DAY))


def line(price="100.00", quantity=1, treatment=None, unit="DAY"):
    return sheet_line(
        "Work",
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        treatment=treatment or taxed(21),
    )


def sheet(*lines, **changes):
    details = {
        "number": "SC-2026-000001",
        "issue_day": DAY,
        "seller": SELLER,
        "buyer": BUYER,
        "lines": lines or (line(),),
        "communication": "010806817183",
        "iban": "BE68539007547034",
    }
    return make_sheet(**{**details, **changes})


TREATMENTS = [
    taxed(21),
    taxed(12),
    taxed(6),
    ZERO_RATED,
    EXEMPT_TRAINING,
    REVERSE_CHARGE,
    GOODS_TO_EU,
    EXPORT,
]
LINES = st.lists(
    st.builds(
        line,
        st.decimals(0, 10_000, places=4),
        st.decimals("0.25", 100, places=2),
        st.sampled_from(TREATMENTS),
        st.sampled_from(sorted(UNITS)),
    ),
    min_size=1,
    max_size=12,
).filter(lambda lines: total(item.net for item in lines) > 0)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    lines = [
        line(item["price"], item.get("quantity", 1), taxed(item["percent"]))
        for item in case["given"]
    ]
    made, expect = sheet(*lines), case["expect"]
    assert (made.net, made.vat, made.gross) == (expect["net"], expect["vat"], expect["gross"])
    rows = [[row.treatment.percent, row.taxable, row.vat] for row in made.vat_totals]
    assert rows == expect["rows"]


@given(LINES)
def test_the_totals_follow_from_the_lines(lines):
    made = sheet(*lines, delivery_start=DAY)
    assert made.net == total(item.net for item in lines)
    assert made.net == total(row.taxable for row in made.vat_totals)
    assert made.vat == total(row.vat for row in made.vat_totals)
    assert made.gross == made.payable == made.net + made.vat
    keys = [(row.treatment.category, row.treatment.percent) for row in made.vat_totals]
    assert len(keys) == len(set(keys))
    for row in made.vat_totals:
        assert abs(row.vat - row.taxable * row.treatment.percent / 100) <= Decimal("0.005")


@given(LINES, st.integers(0, 400))
def test_a_credit_note_gives_back_exactly_what_its_invoice_took(lines, later):
    made = sheet(*lines, delivery_start=DAY, paid=eur("0.01"))
    credit = credit_sheet(made, "SC-2026-000002", DAY + timedelta(days=later))
    amounts = ("net", "vat", "gross", "lines", "vat_totals")
    assert [getattr(credit, name) for name in amounts] == [getattr(made, name) for name in amounts]
    assert credit.payable == made.gross
    assert (credit.credits.number, credit.credits.day) == (made.number, made.issue_day)


@given(LINES, st.text(max_size=40), st.booleans())
def test_the_archive_gives_back_the_same_sheet(lines, note, credited):
    made = sheet(*lines, delivery_start=DAY, note=note, paid=eur("1.00"))
    if credited:
        made = credit_sheet(made, "SC-2026-000002", DAY)
    stored = json.dumps(to_json(made))
    assert from_json(json.loads(stored)) == made


def test_the_archive_holds_no_number_that_a_reader_could_round():
    stored = to_json(sheet(line("33.3333", 3)))
    assert stored["lines"][0]["unit_price"] == "33.3333"
    assert stored["net"] == "100.00"
    assert stored["issue_day"] == "2026-09-01"
    assert stored["lines"][0]["treatment"]["rate"]["confidence"] == "published"


def test_an_archive_of_another_time_is_not_guessed_at():
    with pytest.raises(ValueError, match="version 9"):
        from_json({**to_json(sheet()), "version": 9})
    with pytest.raises(TypeError, match="cannot be archived"):
        to_plain(0.1)


def test_what_is_left_out_has_a_sensible_value():
    made = sheet(paid=eur("21.00"))
    assert made.due_day == date(2026, 10, 1) == due_day(DAY)
    assert made.buyer_reference == made.number
    assert made.language == "nl"
    assert made.payable == eur("100.00")
    assert sheet(delivery_start=DAY).delivery_end == DAY
    assert sheet(due=DAY, buyer_reference="PO-7", language="en").due_day == DAY


@pytest.mark.parametrize(
    ("refusal", "make"),
    [
        (NothingToInvoice, lambda: sheet(line(quantity=-1))),
        (NothingToInvoice, lambda: sheet(line("0"))),
        (NothingToInvoice, lambda: sheet(lines=())),
        (NegativePrice, lambda: line("-1")),
        (UnknownUnit, lambda: line(unit="heure")),
        (MixedScope, lambda: sheet(line(), line(treatment=OUTSIDE_SCOPE))),
        (MissingDelivery, lambda: sheet(line(treatment=GOODS_TO_EU))),
        (
            MissingVatNumber,
            lambda: sheet(line(treatment=REVERSE_CHARGE), buyer=Party(name="X", country="FR")),
        ),
        (NotCreditable, lambda: credit_sheet(credit_sheet(sheet(), "C1", DAY), "C2", DAY)),
        (CreditTooEarly, lambda: credit_sheet(sheet(), "C1", DAY - timedelta(days=1))),
        (NotInForce, lambda: due_day(date(2001, 1, 1))),
    ],
)
def test_refusals(refusal, make):
    with pytest.raises(refusal) as refused:
        make()
    assert isinstance(refused.value, RuleError)
    assert "%(" not in str(refused.value)


def test_a_credit_note_says_that_vat_is_given_back():
    credit = credit_sheet(sheet(), "SC-2026-000002", DAY)
    assert credit.mentions == (GIVE_BACK_VAT,)
    assert credit.kind is InvoiceKind.CREDIT_NOTE
    assert credit.due_day is None


@pytest.mark.parametrize(("current", "to"), list(product(InvoiceStatus, repeat=2)))
def test_only_the_moves_of_the_table_exist(current, to):
    if to in NEXT[current]:
        assert move_invoice(current, to) is to
    else:
        with pytest.raises(ForbiddenInvoiceMove, match="can no longer become"):
            move_invoice(current, to)


def test_everything_has_a_label():
    assert set(INVOICE_STATUSES) == set(NEXT) == set(InvoiceStatus)
    assert set(INVOICE_KINDS) == set(InvoiceKind)
