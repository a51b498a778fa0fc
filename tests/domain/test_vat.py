"""Which VAT, for which work, to whom; and which entity invoices it."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import parameters, vat
from domain.entities import ENTITY_CODES, EntityCode, entity_for
from domain.errors import RuleError
from domain.money import eur
from domain.vat import (
    CLIENT_KINDS,
    WORK_KINDS,
    ClientKind,
    MissingVatNumber,
    VatCategory,
    WorkKind,
    treatment,
    vat_inside,
)

CASES = sorted(Path(__file__).parent.glob("cases/vat/*.toml"))
REFUSALS = {
    "MissingVatNumber": vat.MissingVatNumber,
    "UnknownCountry": vat.UnknownCountry,
    "NotInForce": parameters.NotInForce,
}
DAY = date(2026, 9, 1)
CODES = {
    VatCategory.S: "",
    VatCategory.Z: "",
    VatCategory.E: "VATEX-EU-132-1I",
    VatCategory.AE: "VATEX-EU-AE",
    VatCategory.K: "VATEX-EU-IC",
    VatCategory.G: "VATEX-EU-G",
    VatCategory.O: "VATEX-EU-O",
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_worked_case(path):
    case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    given_, expect = case["given"], case["expect"]
    arguments = {
        **given_,
        "kind": WorkKind(given_["kind"]),
        "client_kind": ClientKind(given_["client_kind"]),
    }
    if "refused" in expect:
        with pytest.raises(REFUSALS[expect["refused"]]):
            treatment(**arguments)
        return
    found = treatment(**arguments)
    assert found.category == expect["category"]
    assert found.percent == expect["percent"]
    assert found.exemption_code == expect.get("exemption_code", "")


@given(
    st.sampled_from(WorkKind),
    st.sampled_from(["BE", "FR", "GR", "CH", "US", "GB"]),
    st.sampled_from(ClientKind),
    st.booleans(),
)
def test_every_case_is_whole_or_refused(kind, country, client_kind, has_vat_number):
    try:
        found = treatment(
            kind, country=country, client_kind=client_kind, has_vat_number=has_vat_number, day=DAY
        )
    except MissingVatNumber:
        assert not has_vat_number
        return
    assert found.exemption_code == CODES[found.category]
    assert (found.category is VatCategory.S) == (found.percent > 0) == (found.rate is not None)
    assert (found.reason is None) == (found.category in (VatCategory.S, VatCategory.Z))


@pytest.mark.parametrize("country", ["", "be", "B", "BEL", "12", "ZZ", "EL"])
def test_an_unknown_country_is_refused(country):
    with pytest.raises(RuleError, match="country"):
        treatment(
            WorkKind.SERVICE,
            country=country,
            client_kind=ClientKind.COMPANY,
            has_vat_number=True,
            day=DAY,
        )


def test_a_taxed_line_carries_the_source_of_its_rate():
    found = treatment(
        WorkKind.PERFORMANCE,
        country="BE",
        client_kind=ClientKind.COMPANY,
        has_vat_number=True,
        day=DAY,
    )
    assert "table A, XXIX" in found.rate.source


@pytest.mark.parametrize(("percent", "inside"), [(6, "2.26"), (12, "4.29")])
def test_vat_inside_a_ticket_of_40_euros(percent, inside):
    assert vat_inside(eur(40), Decimal(percent)) == eur(inside)


def test_the_entity_follows_from_the_work():
    assert {kind: entity_for(kind) for kind in WorkKind} == {
        WorkKind.SERVICE: EntityCode.SC,
        WorkKind.PERFORMANCE: EntityCode.PA,
        WorkKind.COPYRIGHT: EntityCode.PA,
        WorkKind.CATERING: EntityCode.SC,
        WorkKind.TRAINING: EntityCode.FA,
        WorkKind.PERIODICAL: EntityCode.SC,
        WorkKind.GOODS: EntityCode.SC,
    }


def test_everything_has_a_label():
    assert set(WORK_KINDS) == set(WorkKind)
    assert set(CLIENT_KINDS) == set(ClientKind)
    assert set(ENTITY_CODES) == set(EntityCode)
