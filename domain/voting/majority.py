"""Yes, no, abstention: what adopts a resolution, in whole numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.voting.words import Majority

# yes / (yes + no) must reach numerator / denominator; a simple majority must pass it.
PARTS: Mapping[Majority, tuple[int, int]] = {
    Majority.TWO_THIRDS: (2, 3),
    Majority.THREE_QUARTERS: (3, 4),
    Majority.FOUR_FIFTHS: (4, 5),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The count of one resolution."""

    yes: int
    no: int
    abstain: int
    adopted: bool


def is_adopted(majority: Majority, yes: int, no: int) -> bool:
    """Is it adopted? Abstentions and blank votes stand in neither part of the fraction.

    Source: CSA/WVV art. 6:85 (three quarters), 6:86 (four fifths); equal votes reject
    """
    if yes + no == 0:
        return False
    if majority is Majority.SIMPLE:
        return yes > no
    numerator, denominator = PARTS[majority]
    return denominator * yes >= numerator * (yes + no)
