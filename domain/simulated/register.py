"""The share register: who holds how many shares since when, and who left in the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.shares.words import Category
from domain.simulated.chance import chance, spread
from domain.simulated.marginals import Marginals
from domain.simulated.population import FOUNDED, Human, Population, staff_shares

LEGAL_WEIGHT = 40  # organisations hold more
LARGEST = 1e6  # one of them as many as anybody may
SPREAD = 0.9
ASKED_UNTIL = 170  # day of the year


@dataclass(frozen=True, slots=True)
class Shares:
    """One line of the register."""

    person: int  # key; 0: an organisation
    legal: int  # place among the organisations, from 1 on; 0: a person
    category: Category
    since: date
    shares: int
    asked: date | None = None  # to leave, in the year


def register_of(totals: Marginals, people: Population, seed: int) -> list[Shares]:
    """Every line in the order of admission."""
    luck = chance(seed, "register")
    lines = _lines(totals, people, luck)
    stay = [line for line in lines if line.asked is None]
    left = [line for line in lines if line.asked is not None]
    largest = max((place for place, line in enumerate(stay) if line.legal), default=0)
    weights = [_weight(line, luck) for line in stay]
    weights[largest] = LARGEST
    most = [totals.told["shares"]["most"]] * len(stay)
    counts = spread(max(totals.count("shares", "shares"), len(stay)), weights, most)
    gone = totals.count("shares", "refunded")
    counts_left = spread(
        max(gone, len(left)), [_weight(line, luck) for line in left], [40] * len(left)
    )
    found = [
        Shares(line.person, line.legal, line.category, line.since, many, line.asked)
        for line, many in zip([*stay, *left], [*counts, *counts_left], strict=True)
    ]
    return sorted(found, key=lambda line: (line.since, line.person, line.legal))


def _weight(line: Shares, luck: Random) -> float:
    """Those who have been there longer hold more."""
    years = max(1.0, (date(2026, 1, 1) - line.since).days / 365)
    return float(luck.lognormvariate(0, SPREAD) * years**0.5 * (LEGAL_WEIGHT if line.legal else 1))


def _lines(totals: Marginals, people: Population, luck: Random) -> list[Shares]:
    members: Sequence[Human] = [human for human in people.people if human.shares_since]
    in_office = staff_shares(totals)
    found = []
    for human in members:
        assert human.shares_since is not None
        category = Category.B if human.key <= in_office else Category.A
        asked = None
        if human.key >= people.first_left:
            asked = totals.first_day + timedelta(days=luck.randrange(5, ASKED_UNTIL))
        found.append(Shares(human.key, 0, category, human.shares_since, 0, asked))
    for place in range(totals.count("people", "shareholders_c")):
        since = FOUNDED + timedelta(days=luck.randrange(2_000))
        found.append(Shares(0, place + 1, Category.C, since, 0))
    return found
