"""Who a client is, how it is found, and when two are probably one."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clients import Identity, Typed, examine, found_by, likeness, refusals, right_numbers
from domain.clients.refused import (
    EnterpriseNumberMissing,
    NumberOfAnotherCountry,
    NumberOfAPerson,
    NumbersDiffer,
    PartMissing,
    PartTooLong,
    WrongEmail,
    WrongLanguage,
    WrongPostcode,
)
from domain.countries import COUNTRIES
from domain.finding import LONGEST_QUERY, alike, asked, plain, roughly_alike, words
from domain.identifiers import WrongEnterpriseNumber, WrongVatNumber
from domain.vat import ClientKind, MissingVatNumber, UnknownCountry

THEATRE = Typed(
    kind=ClientKind.COMPANY,
    name="Théâtre des Deux Rives",
    country="BE",
    enterprise_number="0999.100.196",
    street="Quai aux Pierres 7",
    postcode="1000",
    city="Bruxelles",
    language="fr",
)
PERSON = replace(THEATRE, kind=ClientKind.PERSON, enterprise_number="", name="Marie Vermeulen")
PARIS = replace(
    THEATRE, country="FR", enterprise_number="", vat_number="FR 29 999 999 907", postcode="75011"
)


def identify(typed: Typed) -> Identity:
    identity, refused = examine(typed)
    assert identity is not None, refused
    return identity


def wrong(**changes: str) -> dict[str, type]:
    typed = replace(THEATRE, **changes)
    return {field: type(error) for field, error in refusals(typed).items()}


def test_numbers_are_kept_in_their_compact_form():
    known = identify(
        replace(THEATRE, vat_number="TVA BE 0999.100.196", name="  Théâtre\tdes Deux ")
    )
    assert (known.enterprise_number, known.vat_number) == ("0999100196", "BE0999100196")
    assert known.name == "Théâtre des Deux"


def test_a_belgian_vat_number_alone_gives_the_enterprise_number():
    known = identify(replace(THEATRE, enterprise_number="", vat_number="BE0999100196"))
    assert known.enterprise_number == "0999100196"


def test_no_vat_number_is_made_up():
    assert identify(THEATRE).vat_number is None


@pytest.mark.parametrize("kind", [ClientKind.COMPANY, ClientKind.PUBLIC_BODY])
def test_companies_and_public_bodies_in_belgium_need_their_number(kind):
    typed = replace(THEATRE, kind=kind, enterprise_number="")
    assert isinstance(refusals(typed)["enterprise_number"], EnterpriseNumberMissing)


def test_a_person_has_no_number():
    assert identify(PERSON).enterprise_number is None
    typed = replace(PERSON, enterprise_number="0999100196")
    assert {field: type(error) for field, error in refusals(typed).items()} == {
        "kind": NumberOfAPerson
    }


@pytest.mark.parametrize(
    ("changes", "field", "refusal"),
    [
        ({"enterprise_number": "0999.100.197"}, "enterprise_number", WrongEnterpriseNumber),
        ({"vat_number": "BE0999100295"}, "vat_number", NumbersDiffer),
        ({"vat_number": "BE0999100296"}, "vat_number", WrongVatNumber),
        ({"country": "FR"}, "enterprise_number", NumberOfAnotherCountry),
        ({"country": "XX"}, "country", UnknownCountry),
        ({"country": "be"}, "country", UnknownCountry),
        ({"name": " "}, "name", PartMissing),
        ({"name": "!?"}, "name", PartMissing),
        ({"name": "x" * 121}, "name", PartTooLong),
        ({"street": ""}, "street", PartMissing),
        ({"city": ""}, "city", PartMissing),
        ({"postcode": ""}, "postcode", WrongPostcode),
        ({"postcode": "75011"}, "postcode", WrongPostcode),
        ({"postcode": "0999"}, "postcode", WrongPostcode),
        ({"postcode": "1060000000000"}, "postcode", PartTooLong),
        ({"email": "nobody"}, "email", WrongEmail),
        ({"email": "a@b"}, "email", WrongEmail),
        ({"language": "de"}, "language", WrongLanguage),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, field, refusal):
    assert wrong(**changes)[field] is refusal


def test_everything_wrong_is_said_at_once():
    assert set(wrong(name="", city="", email="x", language="")) == {
        "name",
        "city",
        "email",
        "language",
    }
    assert examine(replace(THEATRE, name=""))[0] is None


def test_one_wrong_number_is_said_once():
    assert set(wrong(enterprise_number="12", vat_number="BE0999100196")) == {"enterprise_number"}


def test_a_company_in_the_union_needs_its_vat_number():
    assert identify(PARIS).vat_number == "FR29999999907"
    assert identify(PARIS).enterprise_number is None
    assert isinstance(refusals(replace(PARIS, vat_number=""))["vat_number"], MissingVatNumber)
    town = replace(PARIS, vat_number="", kind=ClientKind.PUBLIC_BODY)
    assert identify(town).vat_number is None


def test_elsewhere_the_number_is_optional_and_kept_as_typed():
    london = replace(PARIS, country="GB", vat_number=" GB 123 4567 89", postcode="M1 1AA")
    assert identify(london).vat_number == "GB 123 4567 89"
    assert identify(replace(london, vat_number="", postcode="")).vat_number is None


def test_numbers_are_looked_for_as_far_as_they_are_right():
    assert right_numbers(THEATRE) == ("0999100196", None)
    assert right_numbers(replace(THEATRE, enterprise_number="1")) == (None, None)
    assert right_numbers(replace(PARIS, name="")) == (None, "FR29999999907")


def test_the_world_has_249_countries():
    assert len(COUNTRIES) == 249


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Théâtre des DEUX Rives", ("theatre", "des", "deux", "rives")),
        ("Sœurs & Øst", ("soeurs", "ost")),
        ("Straße", ("strasse",)),
        ("L’Œuvre d'art, l'autre", ("l", "oeuvre", "d", "art", "autre")),
        ("Θέατρο", ("θεατρο",)),
        ("a_b", ("a", "b")),
        ("", ()),
    ],
)
def test_words_have_no_accents_or_case(typed, expected):
    assert words(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("BE 0403.019.261", ("0403019261",)),
        ("TVA 0403.019.261", ("0403019261",)),
        ("403 019 261", ("0403019261",)),
        ("be0403", ("0403",)),
        ("0403019261", ("0403019261",)),
        ("NL 0012.34.567.B01", ("nl001234567b01",)),
        ("1000 Bruxelles", ("1000", "bruxelles")),
        ("4000 20", ("4000", "20")),
        ("de 12 eiken 1000", ("de", "12", "eiken", "1000")),
        ("un deux trois quatre cinq six sept", ("un", "deux", "trois", "quatre", "cinq", "six")),
    ],
)
def test_a_number_typed_with_dots_is_one_word(typed, expected):
    assert asked(typed) == expected


def test_an_endless_question_is_cut():
    assert len(asked("a" * 10_000)[0]) <= LONGEST_QUERY


def test_a_client_is_found_by_name_town_postcode_and_numbers():
    found = found_by("Théâtre Deux", "Saint-Gilles", "1060", "0999100196", "BE0999100196")
    assert found == ("theatre", "deux", "saint", "gilles", "1060", "0999100196")
    assert found_by("A", "Paris", "", None, "FR29999999907")[2:] == (
        "fr29999999907",
        "29999999907",
    )
    assert likeness("Théâtre Deux", "Liège") == "theatre deux liege"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Théâtre des Deux Rives", "Theatre Deux-Rives asbl"),
        ("Théâtre des Deux Rives", "ASBL Théâtre des 2 Rives Deux"),
        ("Proximus", "Porximus"),
        ("Proximus", "Proximas SA"),
        ("Marie Vermeulen", "Vermeulen Marie"),
        ("De Van", "van de"),
    ],
)
def test_nearly_the_same_names(one, two):
    assert alike(one, two)
    assert alike(two, one)
    assert roughly_alike(one)(" ".join(words(two)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Galerie Nord", "Galerie Sud"),
        ("Atelier", "Atelier Lumière"),
        ("Jean Dupont", "Jeanne Dupond"),
        ("Théâtre des Deux Rives", "Théâtre des Doms"),
    ],
)
def test_other_names(one, two):
    assert not alike(one, two)


NAMES = st.text(string.ascii_letters + "éèç '-&.", min_size=1, max_size=40).filter(words)


@given(NAMES)
def test_a_name_is_like_itself_however_it_is_written(name):
    assert alike(name, name.upper())
    assert alike(name, plain(name))
    assert roughly_alike(name)(likeness(name, "Namur"))


@given(NAMES, NAMES)
def test_being_alike_goes_both_ways_and_passes_the_quick_look(one, two):
    assert alike(one, two) == alike(two, one)
    if alike(one, two):
        assert roughly_alike(one)(" ".join(words(two)))


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(text):
    for word in (*words(text), *asked(text)):
        assert word == plain(word) or word.isalnum()
