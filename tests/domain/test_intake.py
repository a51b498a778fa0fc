"""One line of a file: what it says, or everything that is wrong with it."""

from datetime import date

import pytest

from domain.clients.refused import WrongEmail, WrongLanguage, WrongPostcode
from domain.identifiers import WrongIban, WrongNationalNumber
from domain.intake.clients import client_of
from domain.intake.members import member_of
from domain.intake.reading import Known, day, masked
from domain.intake.refused import (
    AlreadyThere,
    BirthDaysDiffer,
    CellMissing,
    CellTooLong,
    NotAChoice,
    NotADay,
    TwiceInFile,
    UnitWithoutMember,
)
from domain.roles import Role
from domain.units import Tool
from domain.vat import ClientKind, UnknownCountry, WorkKind

TODAY = date(2026, 9, 14)
CLIENT = {
    "name": "Alix Exemple",
    "kind": "person",
    "country": "be",
    "street": "Rue Haute 3",
    "postcode": "4000",
    "city": "Liège",
}
MEMBER = {"email": "Alix@Demo.example", "given_name": "Alix", "family_name": "Exemple"}
UNIT = {"unit_name": "Alix, scène", "unit_tool": "Both", "unit_kind": "performance"}


def test_a_client_with_what_is_usual_left_out():
    client, wrong = client_of(CLIENT)
    assert not wrong
    assert (client.kind, client.country, client.language) == (ClientKind.PERSON, "BE", "fr")


def test_an_unknown_kind_hides_nothing_else():
    client, wrong = client_of({**CLIENT, "kind": "firm", "city": "", "vat_number": "x"})
    assert client is None
    assert set(wrong) == {"kind", "city"}
    assert wrong["kind"].known == "company, public_body, person"
    assert isinstance(client_of({**CLIENT, "kind": ""})[1]["kind"], CellMissing)


def test_a_member_with_what_is_usual_left_out():
    newcomer, wrong = member_of(MEMBER, today=TODAY)
    assert not wrong
    assert newcomer.email == "alix@demo.example"
    assert (newcomer.roles, newcomer.unit) == ((Role.WORKER,), None)
    assert (newcomer.language, newcomer.country) == ("fr", "BE")


def test_someone_with_a_unit_is_a_member():
    newcomer, _wrong = member_of({**MEMBER, **UNIT}, today=TODAY)
    assert newcomer.roles == (Role.MEMBER, Role.WORKER)
    unit = newcomer.unit
    assert (unit.tool, unit.kind, unit.opened) == (Tool.BOTH, WorkKind.PERFORMANCE, TODAY)
    assert member_of({**MEMBER, "language": "NL"}, today=TODAY)[0].language == "nl"
    dated, _wrong = member_of({**MEMBER, **UNIT, "unit_opened": "1/2/2026"}, today=TODAY)
    assert dated.unit.opened == date(2026, 2, 1)


def test_the_national_number_tells_the_day_of_birth():
    newcomer, _wrong = member_of({**MEMBER, "national_number": "85.07.30-033.28"}, today=TODAY)
    assert newcomer.birth_day == date(1985, 7, 30)


def test_roles_are_read_once_each():
    newcomer, _wrong = member_of({**MEMBER, "roles": "Finance | member finance"}, today=TODAY)
    assert newcomer.roles == (Role.FINANCE, Role.MEMBER)


@pytest.mark.parametrize(
    ("cells", "column", "refusal"),
    [
        ({"email": ""}, "email", CellMissing),
        ({"email": "alix"}, "email", WrongEmail),
        ({"given_name": "x" * 121}, "given_name", CellTooLong),
        ({"street": "x" * 121}, "street", CellTooLong),
        ({"language": "de"}, "language", WrongLanguage),
        ({"country": "XX"}, "country", UnknownCountry),
        ({"postcode": "999"}, "postcode", WrongPostcode),
        ({"roles": "visitor"}, "roles", NotAChoice),
        ({"roles": "|"}, "roles", NotAChoice),
        ({**UNIT, "roles": "worker"}, "roles", UnitWithoutMember),
        ({**UNIT, "unit_tool": ""}, "unit_tool", CellMissing),
        ({**UNIT, "unit_kind": "magic"}, "unit_kind", NotAChoice),
        ({"unit_opened": "2026-09-14"}, "unit_name", CellMissing),
        ({"birth_day": "14.3"}, "birth_day", NotADay),
        ({"national_number": "1"}, "national_number", WrongNationalNumber),
        ({"iban": "BE1"}, "iban", WrongIban),
        (
            {"national_number": "85073003328", "birth_day": "1985-07-31"},
            "birth_day",
            BirthDaysDiffer,
        ),
    ],
)
def test_what_is_wrong_is_said_by_column(cells, column, refusal):
    newcomer, wrong = member_of({**MEMBER, **cells}, today=TODAY)
    assert newcomer is None
    assert isinstance(wrong[column], refusal)


def test_postcodes_elsewhere_are_free():
    cells = {**MEMBER, "postcode": "1012 AB", "country": "nl"}
    assert member_of(cells, today=TODAY)[0].postcode == "1012 AB"


@pytest.mark.parametrize("typed", ["1990-03-14", "14/3/1990", "14.03.1990"])
def test_days_are_written_in_two_ways(typed):
    assert day(typed) == date(1990, 3, 14)


def test_nothing_is_there_twice():
    known = Known(frozenset({"a"}))
    known.check("b", 2)
    known.check("b", 2)
    with pytest.raises(AlreadyThere):
        known.check("a", 3)
    with pytest.raises(TwiceInFile) as refused:
        known.check("b", 4)
    assert refused.value.line == 2


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("iban", "BE71096123456769", "••••••••••••••69"),
        ("birth_day", "1990", "••••"),
        ("name", "Alix", "Alix"),
        ("name", "x" * 130, "x" * 120 + "…"),
    ],
)
def test_a_report_never_repeats_what_is_sensitive(column, value, shown):
    assert masked(column, value) == shown
