"""Seats: those with most votes, and what a tie at the last seat leaves open."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.errors import N_, RuleError


@dataclass(frozen=True, slots=True)
class SeatTie:
    """Equal votes for fewer seats than names: the rule fixed before opening decides."""

    among: tuple[str, ...]
    seats_left: int


@dataclass(eq=False)
class TooManyKept(RuleError):
    """A rule of the statutes that cannot be followed."""

    message = N_("More seats are kept for groups than the %(seats)s there are.")
    seats: int


@dataclass(frozen=True, slots=True)
class Seats:
    """Who is elected."""

    elected: tuple[str, ...]  # most votes first
    tie: SeatTie | None = None
    vacant: int = 0


def fill(votes: Mapping[str, int], seats: int, *, eligible: Collection[str] | None = None) -> Seats:
    """Give ``seats`` to those with most votes; never by name or place where votes are equal.

    votes:    per option, in the order of the ballot; who has none is not elected
    eligible: options that may be elected; by default all that have a vote
    """
    able = [one for one in votes if (votes[one] > 0 if eligible is None else one in eligible)]
    order = sorted(able, key=lambda one: -votes[one])
    if seats == 0 or len(order) <= seats:
        return Seats(tuple(order[:seats]), vacant=max(seats - len(order), 0))
    last = votes[order[seats - 1]]
    if votes[order[seats]] < last:
        return Seats(tuple(order[:seats]))
    sure = tuple(one for one in order if votes[one] > last)
    among = tuple(one for one in order if votes[one] == last)
    return Seats(sure, SeatTie(among, seats - len(sure)))


def settled(found: Seats, keys: Mapping[str, str]) -> Seats:
    """The seats that a tie left open go to the lowest keys; where these are equal, it stays."""
    if found.tie is None:
        return found
    order = sorted(found.tie.among, key=lambda one: keys[one])
    left = found.tie.seats_left
    if keys[order[left - 1]] == keys[order[left]]:
        return found
    return Seats((*found.elected, *order[:left]))


def fill_with_quota(
    votes: Mapping[str, int], seats: int, *, group_of: Mapping[str, str], least: int
) -> Seats:
    """The same, with ``least`` seats kept for each group, as far as it has candidates.

    The first of each group take the seats kept for it; all others compete for those left.

    group_of: the group of each option
    Source: only where the statutes say so; off by default
    """
    able = {one: count for one, count in votes.items() if count > 0}
    sizes = Counter(group_of[one] for one in able)
    left = seats - sum(min(least, size) for size in sizes.values())
    if left < 0:
        raise TooManyKept(seats)

    def has_seat(one: str, before: Collection[str]) -> bool:
        """Is ``one`` elected with all of ``before`` placed above?"""
        above = Counter(group_of[other] for other in before)
        if above[group_of[one]] < least:
            return True
        return sum(max(0, count - least) for count in above.values()) < left

    order = sorted(able, key=lambda one: -able[one])
    at_least = {one: [o for o in able if o != one and able[o] >= able[one]] for one in able}
    more = {one: [o for o in able if able[o] > able[one]] for one in able}
    sure = tuple(one for one in order if has_seat(one, at_least[one]))
    among = tuple(one for one in order if one not in sure and has_seat(one, more[one]))
    open_ = min(seats, len(able)) - len(sure)
    return Seats(sure, SeatTie(among, open_) if open_ else None, max(seats - len(able), 0))
