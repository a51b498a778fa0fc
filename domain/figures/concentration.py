"""How much of a whole few people make: 30 in 100 of them may make 80 in 100 of the turnover."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

MOST_OF_IT = Decimal("0.80")  # the part of the turnover that the published figure is about


def share_making(amounts: Iterable[Decimal], part: Decimal = MOST_OF_IT) -> Decimal | None:
    """The smallest share of people who together make ``part`` of the whole; None for no whole.

    amounts: EUR of each person; those at or below zero are people who make nothing
    part:    of the whole, above 0 and at most 1
    """
    made, people = _largest_first(amounts)
    if not made:
        return None
    wanted = sum(made) * part
    needed = next(i for i, run in enumerate(accumulate(made), 1) if run >= wanted)
    return _share(needed, people)


def part_made_by(amounts: Iterable[Decimal], share: Decimal) -> Decimal | None:
    """Which part of the whole the largest ``share`` of people make; None for no whole.

    share: of the people, from 0 to 1; a fraction of a person does not count
    """
    made, people = _largest_first(amounts)
    if not made:
        return None
    return sum(made[: int(people * share)], Decimal(0)) / sum(made)


def curve(amounts: Iterable[Decimal], steps: int) -> list[tuple[Decimal, Decimal]]:
    """Points (share of people, part of the whole), the largest first, from (0, 0) to (1, 1).

    steps: into how many equal parts the people are cut
    """
    made, people = _largest_first(amounts)
    if not made:
        return []
    runs = [Decimal(0), *accumulate(made)]
    runs += [runs[-1]] * (people - len(made))
    marks = [Fraction(step, steps) for step in range(steps + 1)]
    return [
        (_share(mark.numerator, mark.denominator), runs[int(people * mark)] / runs[-1])
        for mark in marks
    ]


def _largest_first(amounts: Iterable[Decimal]) -> tuple[list[Decimal], int]:
    every = list(amounts)
    return sorted((amount for amount in every if amount > 0), reverse=True), len(every)


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole)
