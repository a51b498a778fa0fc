"""The payment file is valid, adds up, can be made again, and refuses what banks let through."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from domain.errors import RuleError
from domain.money import eur, total
from web.formats import sepa
from web.formats.sepa import InvalidFileError, Transfer, pain001, sepa_text

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
NAMES = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
LOUISE = Transfer(
    name="Louise Lefèvre-D'Œuvre",
    iban="BE32 1234 5678 9002",
    amount=eur("480.83"),
    text="Net du 27 août, «mission» n° 5678",
    end_to_end="NET-2026-000017",
)
KARIM = Transfer(
    name="Karim & Zoë",
    iban="DE71110220330123456789",
    amount=eur("0.05"),
    text="",
    end_to_end="EXP-2026-000003",
)


def file(*transfers, **changes):
    details = {
        "debtor_name": "Coopérative Exemple SC",
        "debtor_iban": "BE68 5390 0754 7034",
        "transfers": transfers or (LOUISE, KARIM),
        "message_id": "SC-PAY-2026-000004",
        "execution_day": date(2026, 9, 2),
        "now": NOW,
    }
    return pain001(**{**details, **changes})


def values(xml, name):
    return [item.text for item in etree.fromstring(xml).iterfind(f".//p:{name}", NAMES)]


def changed(**changes):
    known = {name: getattr(LOUISE, name) for name in Transfer.__slots__}
    return Transfer(**{**known, **changes})


def test_a_file_says_who_pays_what_to_whom():
    xml = file()
    assert values(xml, "IBAN") == ["BE68539007547034", "BE32123456789002", "DE71110220330123456789"]
    assert values(xml, "InstdAmt") == ["480.83", "0.05"]
    assert values(xml, "CtrlSum") == ["480.88", "480.88"]
    assert values(xml, "NbOfTxs") == ["2", "2"]
    assert values(xml, "EndToEndId") == ["NET-2026-000017", "EXP-2026-000003"]
    assert values(xml, "MsgId") == values(xml, "PmtInfId") == ["SC-PAY-2026-000004"]
    assert values(xml, "CreDtTm") == ["2026-09-01T08:30:00+00:00"]
    assert values(xml, "Dt") == ["2026-09-02"]


def test_names_are_written_in_the_letters_that_all_banks_have():
    xml = file()
    assert values(xml, "Nm")[2:] == ["Louise Lefevre-D'OEuvre", "Karim + Zoe"]
    assert values(xml, "Ustrd") == ["Net du 27 aout, mission ndeg 5678", "EXP-2026-000003"]


def test_the_bank_of_the_cooperative_is_named_or_said_to_be_missing():
    assert values(file(debtor_bic="GKCCBEBB"), "BICFI") == ["GKCCBEBB"]
    assert "NOTPROVIDED" in values(file(), "Id")


def test_the_same_debts_make_the_same_file():
    assert file() == file()


@given(st.lists(st.decimals("0.01", "9999.99", places=2).map(eur), min_size=1, max_size=20))
def test_the_control_total_is_the_sum(amounts):
    transfers = [
        changed(amount=amount, end_to_end=f"NET-{position}")
        for position, amount in enumerate(amounts)
    ]
    assert Decimal(values(file(*transfers), "CtrlSum")[0]) == total(amounts)


@given(st.text(max_size=200))
@pytest.mark.slow
def test_any_name_and_text_make_a_valid_file(text):
    assert values(file(changed(name=text, text=text)), "NbOfTxs") == ["1", "1"]
    assert not sepa.REFUSED.search(sepa_text(text, 70))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: file(transfers=()), "nothing to pay"),
        (lambda: file(changed(iban="BE32123456789003")), "IBAN of Louise"),
        (lambda: file(changed(iban="")), "missing or wrong"),
        (lambda: file(changed(amount=eur(0))), "above zero"),
        (lambda: file(changed(amount=eur("-1.00"))), "above zero"),
        (lambda: file(changed(amount=eur("1000000000"))), "above zero"),
        (lambda: file(LOUISE, KARIM, LOUISE), "twice"),
        (lambda: file(execution_day=date(2026, 8, 31)), "past"),
        (lambda: file(debtor_iban="BE68539007547035"), "check digits"),
    ],
)
def test_refusals(make, why):
    with pytest.raises(RuleError, match=why):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: file(changed(end_to_end="é")),
        lambda: file(changed(end_to_end="x" * 36)),
        lambda: file(message_id="x" * 36),
        lambda: file(debtor_bic="WRONG"),
    ],
)
def test_a_file_that_no_bank_would_take_is_never_given_out(make):
    with pytest.raises(InvalidFileError):
        make()


def test_a_wrong_control_total_is_caught(monkeypatch):
    monkeypatch.setattr(sepa, "total", lambda _amounts: eur("1.00"))
    with pytest.raises(InvalidFileError, match="control total"):
        file()
