"""Several seats from rankings: the single transferable vote, as Scotland counts it.

Source: The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, part III:
Droop quota, weighted inclusive Gregory transfers cut to five decimals, exclusion of the last,
ties by the latest round in which they differed. A tie that remains is left to the rule fixed
before opening: nothing here is drawn by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.voting.choices import tiers

PRECISION = 100_000  # five decimals, kept as whole numbers


@dataclass(frozen=True, slots=True)
class Round:
    """The votes of everybody still standing, in hundred-thousandths."""

    votes: Mapping[str, int]
    elected: tuple[str, ...] = ()
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Transferable:
    """The whole count."""

    quota: int
    rounds: tuple[Round, ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...] = ()  # nobody can say who of these goes on


@dataclass(slots=True)
class _Paper:
    """Equal papers: how many, what each is worth now, whom they still name."""

    count: int
    names: list[str]
    value: int = PRECISION


@dataclass(slots=True)
class _Count:
    """A count under way."""

    seats: int
    piles: dict[str, list[_Paper]]
    quota: int
    keys: Mapping[str, str]  # where votes stay equal, the lowest comes first
    rounds: list[Round] = field(default_factory=list)
    elected: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # elected, their surplus not passed on yet

    def votes(self) -> dict[str, int]:
        """What everybody still standing, or elected with a surplus, has now."""
        return {
            one: sum(paper.count * paper.value for paper in pile)
            for one, pile in self.piles.items()
        }

    def hopeful(self) -> list[str]:
        """Who is neither elected nor excluded."""
        return [one for one in self.piles if one not in self.elected]

    def pass_on(self, papers: Sequence[_Paper]) -> None:
        """Give papers to the next they name who is still standing."""
        for paper in papers:
            open_to = set(self.hopeful())
            while paper.names and paper.names[0] not in open_to:
                paper.names.pop(0)
            if paper.names:
                self.piles[paper.names[0]].append(paper)


def transferable(
    ids: Sequence[str],
    ballots: Mapping[str, int],
    seats: int,
    keys: Mapping[str, str] | None = None,
) -> Transferable:
    """Fill ``seats``; a ranking may stop anywhere, and a tie in it ends it there.

    ballots: the text of a ranking, and how many gave it
    keys:    once a rule has decided between equal votes
    """
    papers = [_Paper(count, _sure(choice)) for choice, count in ballots.items()]
    papers = [paper for paper in papers if paper.names]
    total = sum(paper.count for paper in papers)
    quota = total // (seats + 1) + 1
    count = _Count(seats, {one: [] for one in ids}, quota * PRECISION, keys or {})
    count.pass_on(papers)
    tied: tuple[str, ...] = ()
    while not tied and len(count.elected) < seats and count.hopeful():
        tied = _round(count)
    return Transferable(quota, tuple(count.rounds), tuple(count.elected), tied)


def _sure(choice: str) -> list[str]:
    """The names up to the first tie."""
    found = []
    for tier in tiers(choice):
        if len(tier) > 1:
            break
        found.append(tier[0])
    return found


def _round(count: _Count) -> tuple[str, ...]:
    """One round: elect, then pass on a surplus or exclude the last; gives a tie that stops it."""
    votes = count.votes()
    hopeful = count.hopeful()
    if len(count.elected) + len(hopeful) <= count.seats:
        order = sorted(hopeful, key=lambda one: -votes[one])
        count.rounds.append(Round(votes, tuple(order)))
        count.elected += order
        return ()
    reached = sorted(
        (one for one in hopeful if votes[one] >= count.quota), key=lambda one: -votes[one]
    )
    count.elected += reached
    count.waiting += [one for one in reached if votes[one] > count.quota]
    if len(count.elected) >= count.seats:
        count.rounds.append(Round(votes, tuple(reached)))
        return ()
    if count.waiting:
        chosen = _one(count, count.waiting, votes, most=True)
        count.rounds.append(Round(votes, tuple(reached)))
        if len(chosen) > 1:
            return chosen
        _surplus(count, chosen[0], votes[chosen[0]])
        return ()
    chosen = _last(count, votes)
    count.rounds.append(Round(votes, tuple(reached), chosen[0] if len(chosen) == 1 else ""))
    if len(chosen) > 1:
        return chosen
    count.pass_on(count.piles.pop(chosen[0]))
    return ()


def _last(count: _Count, votes: Mapping[str, int]) -> tuple[str, ...]:
    """Who goes out. Of several without any vote all go, so that it does not matter who is first."""
    hopeful = count.hopeful()
    without = [one for one in hopeful if votes[one] == 0]
    if without and len(hopeful) - len(without) >= count.seats - len(count.elected):
        return (without[0],)
    return _one(count, hopeful, votes, most=False)


def _surplus(count: _Count, one: str, votes: int) -> None:
    """Pass on what somebody has above the quota, on every paper they hold."""
    surplus = votes - count.quota
    pile, count.piles[one] = count.piles[one], []
    count.waiting.remove(one)
    for paper in pile:
        paper.value = surplus * paper.value // votes
    count.pass_on(pile)


def _one(
    count: _Count, among: Sequence[str], votes: Mapping[str, int], *, most: bool
) -> tuple[str, ...]:
    """The one with most (or fewest) votes; equal ones are told apart by the latest other round."""
    best = (max if most else min)(votes[one] for one in among)
    left = [one for one in among if votes[one] == best]
    for earlier in reversed(count.rounds):
        if len(left) == 1:
            break
        best = (max if most else min)(earlier.votes.get(one, 0) for one in left)
        left = [one for one in left if earlier.votes.get(one, 0) == best]
    if count.keys:
        first = (min if most else max)(count.keys[one] for one in left)
        left = [one for one in left if count.keys[one] == first]
    return tuple(left)
