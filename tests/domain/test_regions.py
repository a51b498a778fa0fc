"""Postcodes and their regions, sectors and the arts."""

import pytest

from domain.offices import OFFICES, Office
from domain.people import GENDERS, Gender
from domain.regions import REGIONS, Region, region_of
from domain.sectors import SECTORS, Sector, is_arts

TOWNS = {
    "1000": Region.BRUSSELS,
    "1299": Region.BRUSSELS,
    "1300": Region.WALLONIA,  # Wavre
    "1490": Region.WALLONIA,  # Court-Saint-Étienne
    "1500": Region.FLANDERS,  # Halle
    "1950": Region.FLANDERS,  # Kraainem
    "2000": Region.FLANDERS,  # Antwerpen
    "3000": Region.FLANDERS,  # Leuven
    "3790": Region.FLANDERS,  # Voeren
    "3990": Region.FLANDERS,  # Peer
    "4000": Region.WALLONIA,  # Liège
    "4700": Region.WALLONIA,  # Eupen
    "5000": Region.WALLONIA,  # Namur
    "6000": Region.WALLONIA,  # Charleroi
    "6700": Region.WALLONIA,  # Arlon
    "7000": Region.WALLONIA,  # Mons
    "7780": Region.WALLONIA,  # Comines
    "8000": Region.FLANDERS,  # Brugge
    "9000": Region.FLANDERS,  # Gent
    "9992": Region.FLANDERS,  # Maldegem
}


@pytest.mark.parametrize(("postcode", "region"), TOWNS.items())
def test_a_belgian_postcode_lies_in_one_region(postcode, region):
    assert region_of("BE", postcode) is region


@pytest.mark.parametrize("postcode", ["", "100", "10000", "0999", "B-1000", "١٠٠٠"])
def test_what_is_no_postcode_has_no_region(postcode):
    assert region_of("BE", postcode) is None


def test_spaces_around_a_postcode_do_not_matter():
    assert region_of("BE", " 1060 ") is Region.BRUSSELS


def test_another_country_is_abroad_whatever_the_postcode():
    assert region_of("FR", "59000") is Region.ABROAD
    assert region_of("NL", "") is Region.ABROAD
    assert region_of("", "1000") is None


def test_the_arts_are_a_part_of_the_sectors_and_not_said_is_none():
    assert is_arts(Sector.MUSIC)
    assert not is_arts(Sector.TEACHING)
    assert not is_arts(Sector.NONE)
    assert len(Sector) - 1 == 12


@pytest.mark.parametrize(
    ("kind", "labels"),
    [(Gender, GENDERS), (Office, OFFICES), (Region, REGIONS), (Sector, SECTORS)],
)
def test_each_has_a_label_and_not_said_comes_last(kind, labels):
    assert list(labels) == list(kind)
    assert all(labels.values())
