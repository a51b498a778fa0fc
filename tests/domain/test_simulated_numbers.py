"""Invented numbers pass every check, and enough of them are different at ten times the size."""

from collections import Counter
from datetime import date

from stdnum.be import iban, nn, vat
from stdnum.eu import vat as eu_vat

from domain.simulated.marginals import MOST, marginals
from domain.simulated.numbers import (
    account_number,
    enterprise_number,
    national_number,
    vat_number,
)

TEN_TIMES = 10
LEGAL_PLACE = 900_000  # from which organisations of the register are numbered


def test_national_numbers_pass_the_check():
    for birth_day in (date(1958, 3, 1), date(1999, 12, 31), date(2000, 1, 1), date(2004, 2, 29)):
        for place in range(40):
            woman, man = (national_number(birth_day, place, woman=sex) for sex in (True, False))
            assert nn.is_valid(woman)
            assert nn.is_valid(man)
            assert nn.get_gender(woman) == "F"
            assert nn.get_gender(man) == "M"


def test_a_day_has_numbers_for_everybody_born_on_it_at_ten_times_the_size():
    totals = marginals(2025, TEN_TIMES)
    everybody = totals.count("people", "shareholders_a") + totals.count("people", "holders")
    days_of_youngest_adults = 365 * 10
    crowded = everybody // days_of_youngest_adults  # as if all were women of the same ten years
    numbers = {national_number(date(1995, 5, 5), place, woman=True) for place in range(crowded)}
    assert len(numbers) == crowded
    assert all(nn.is_valid(number) for number in numbers)


def test_accounts_are_valid_and_different():
    places = [1, 45_598, 700_000, 9_000_002]
    found = {account_number(place) for place in places}
    assert len(found) == len(places)
    assert all(iban.is_valid(number) for number in found)


def test_enterprise_numbers_are_valid():
    numbers = [enterprise_number(place) for place in (0, 35_063, 350_640, LEGAL_PLACE + 240)]
    assert all(vat.is_valid(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_foreign_vat_numbers_pass_the_check_of_their_country():
    for country in ("FR", "LU", "DE"):
        for place in (0, 7, 99_999, 100_000, 350_639):
            assert eu_vat.is_valid(vat_number(country, place)), (country, place)


def test_vat_numbers_do_not_meet_at_ten_times_the_size():
    many = marginals(2025, TEN_TIMES).count("sales", "clients")
    for country in ("FR", "LU", "DE"):
        found = Counter(vat_number(country, place) for place in range(0, many, 97))
        assert max(found.values()) == 1


def test_the_largest_scale_leaves_the_ranges_apart():
    assert marginals(2025, MOST).count("sales", "clients") < LEGAL_PLACE
