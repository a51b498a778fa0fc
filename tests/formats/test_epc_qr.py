"""The payment QR code says what the European standard wants, and nothing else."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from domain.identifiers import WrongIban
from web.formats.epc_qr import NotPayableError, epc_payload, epc_svg

PAY = {
    "name": "Coopérative Exemple SC",
    "iban": "BE68 5390 0754 7034",
    "amount": Decimal("1210.00"),
}


def test_the_example_of_the_standard():
    payload = epc_payload(
        bic="BHBLDEHHXXX",
        name="Franz Mustermänn",
        iban="DE71110220330123456789",
        amount=Decimal("12.3"),
        purpose="GDDS",
        reference="RF18539007547034",
    )
    lines = payload.decode("utf-8").split("\n")
    assert len(payload) == 96
    assert len(lines) == 10
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert lines[7] == "EUR12.3"


def test_a_belgian_communication_is_free_text():
    lines = epc_payload(**PAY, text="+++010/8068/17183+++").decode().split("\n")
    assert lines[4] == ""
    assert lines[6:] == ["BE68539007547034", "EUR1210.00", "", "", "+++010/8068/17183+++"]


def test_the_drawing_has_a_name_and_no_style():
    drawn = epc_svg(**PAY, text="+++010/8068/17183+++", title="Pay <this>")
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    assert root[0].text == "Pay <this>"
    assert "style" not in drawn
    assert "<script" not in drawn
    assert len(drawn) < 6000


def test_a_wrong_iban_is_refused():
    with pytest.raises(WrongIban):
        epc_payload(**{**PAY, "iban": "BE68539007547035"})


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Decimal(0)},
        {"amount": Decimal("0.001")},
        {"amount": Decimal(-5)},
        {"amount": Decimal(1000000000)},
        {"name": ""},
        {"name": "x" * 71},
        {"name": "two\nlines"},
        {"name": "é" * 70, "text": "é" * 140},
        {"text": "x" * 141},
        {"text": "both", "reference": "RF18539007547034"},
        {"purpose": "LONGER"},
    ],
)
def test_what_no_bank_could_read_is_refused(change):
    with pytest.raises(NotPayableError):
        epc_payload(**{**PAY, **change})
