"""Rankings counted: pairwise duels, strongest paths, Borda's points. Not ranked is last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from domain.voting.choices import tiers

Pair = tuple[str, str]
Ballots = Mapping[str, int]  # the text of a ranking, and how many gave it
Tiers = tuple[tuple[str, ...], ...]  # the best first; equal ones share a tier


@dataclass(frozen=True, slots=True)
class Schulze:
    """The count of a ranking by strongest paths (winning votes)."""

    pairwise: Mapping[Pair, int]
    paths: Mapping[Pair, int]
    ranking: Tiers


@dataclass(frozen=True, slots=True)
class Scores:
    """The count of a ranking or of points by sums."""

    points: Mapping[str, Fraction]
    ranking: Tiers


def full_tiers(choice: str, ids: Sequence[str]) -> list[list[str]]:
    """A ranking with those it leaves out as its last tier."""
    ranked = tiers(choice)
    named = {one for tier in ranked for one in tier}
    left = [one for one in ids if one not in named]
    return [*ranked, left] if left else ranked


def schulze(ids: Sequence[str], ballots: Ballots) -> Schulze:
    """Count duels, then the strongest path between each two.

    Source: M. Schulze, arXiv:1804.02973, winning votes
    """
    pairwise = duels(ids, ballots)
    paths = {
        (a, b): pairwise[a, b] if pairwise[a, b] > pairwise[b, a] else 0
        for a, b in permutations(ids, 2)
    }
    for via in ids:
        for a, b in permutations([one for one in ids if one != via], 2):
            paths[a, b] = max(paths[a, b], min(paths[a, via], paths[via, b]))
    ranking: list[tuple[str, ...]] = []
    rest = list(ids)
    while rest:
        best = tuple(a for a in rest if all(paths[a, b] >= paths[b, a] for b in rest if b != a))
        ranking.append(best)
        rest = [one for one in rest if one not in best]
    return Schulze(pairwise, paths, tuple(ranking))


def duels(ids: Sequence[str], ballots: Ballots) -> dict[Pair, int]:
    """How many prefer one to the other, for each two."""
    found = dict.fromkeys(permutations(ids, 2), 0)
    for choice, count in ballots.items():
        place = {one: at for at, tier in enumerate(full_tiers(choice, ids)) for one in tier}
        for a, b in found:
            if place[a] < place[b]:
                found[a, b] += count
    return found


def borda(ids: Sequence[str], ballots: Ballots) -> Scores:
    """The first of n has n - 1 points, the last none; those who are tied share equally."""
    points = dict.fromkeys(ids, Fraction(0))
    for choice, count in ballots.items():
        above = 0
        for tier in full_tiers(choice, ids):
            mean = Fraction(2 * (len(ids) - 1 - above) - (len(tier) - 1), 2)
            for one in tier:
                points[one] += count * mean
            above += len(tier)
    return Scores(points, by_score(ids, lambda one: points[one]))


def by_score(ids: Sequence[str], score: Callable[[str], Fraction | int]) -> Tiers:
    """Tiers by a score, the highest first."""
    levels = sorted({score(one) for one in ids}, reverse=True)
    return tuple(tuple(one for one in ids if score(one) == level) for level in levels)
