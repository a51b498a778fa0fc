"""Cuts of a number that would count something twice, or nowhere."""

from dataclasses import dataclass

from domain.errors import N_, RuleError


@dataclass(eq=False)
class NoBands(RuleError):
    """Nothing can be counted in no band at all."""

    message = N_("The bands “%(bands)s” are empty. Give at least one band.")
    bands: str


@dataclass(eq=False)
class EmptyBand(RuleError):
    """A band that no value can be in."""

    message = N_("In “%(bands)s”, the band “%(band)s” ends before it begins.")
    bands: str
    band: str


@dataclass(eq=False)
class BandsOverlap(RuleError):
    """A value would be counted twice."""

    message = N_("In “%(bands)s”, “%(band)s” and “%(after)s” overlap: a value would count twice.")
    bands: str
    band: str
    after: str


@dataclass(eq=False)
class BandsGap(RuleError):
    """A value would be counted nowhere."""

    message = N_(
        "In “%(bands)s”, there is a gap between “%(band)s” and “%(after)s”: "
        "a value in it would not count."
    )
    bands: str
    band: str
    after: str


@dataclass(eq=False)
class BandTwice(RuleError):
    """Two bands with one name could not be told apart."""

    message = N_("In “%(bands)s”, the band “%(band)s” is there twice.")
    bands: str
    band: str


@dataclass(eq=False)
class OutsideBands(RuleError):
    """No band holds the value."""

    message = N_("No band of “%(bands)s” holds %(value)s.")
    bands: str
    value: str
