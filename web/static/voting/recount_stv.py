"""Count transferable votes: the part of recount.py that an election by STV needs."""

from fractions import Fraction

ONE = 100_000  # a vote, in the unit that is counted


class Count:
    """Scottish rules; a tie that stays ends the count, unless keys decide it."""

    def __init__(self, seats, ids, keys):
        self.keys, self.seats, self.piles = keys, seats, {one: [] for one in ids}
        self.elected, self.waiting, self.rounds, self.tie = [], [], [], []

    def give(self, papers):
        """Lay each paper with the first it names who is still standing."""
        for count, value, names in papers:
            left = [one for one in names if one in self.piles and one not in self.elected]
            if left:
                self.piles[left[0]].append([count, value, left])

    def pick(self, among, votes, choose):
        """Those with most (or fewest) votes, now and in every round before."""
        for table in [votes, *[earlier[0] for earlier in reversed(self.rounds)]] if among else []:
            best = choose(table.get(one, 0) for one in among)
            among = [one for one in among if table.get(one, 0) == best]
        if self.keys and among:
            first = (min if choose is max else max)(self.keys[one] for one in among)
            among = [one for one in among if self.keys[one] == first]
        return among

    def elect(self, votes, quota):
        """Those who reach the quota, or all for whom there is a seat; most votes first."""
        hopeful = [one for one in self.piles if one not in self.elected]
        new = sorted(hopeful, key=lambda one: -votes[one])
        if len(self.elected) + len(new) > self.seats:
            new = [one for one in new if votes[one] >= quota]
        self.elected += new
        self.waiting += [one for one in new if votes[one] > quota]
        return new

    def last(self, rest, votes):
        """Who goes out; where several have no vote and all go, the first of them."""
        none = [one for one in rest if not votes[one]]
        if none and len(rest) - len(none) >= self.seats - len(self.elected):
            return none[:1]
        return self.pick(rest, votes, min)

    def round(self, quota):
        """Elect; then pass on a surplus, or exclude the last."""
        votes = {one: sum(n * value for n, value, _ in pile) for one, pile in self.piles.items()}
        new = self.elect(votes, quota)
        rest = [one for one in self.piles if one not in self.elected]
        done = len(self.elected) >= self.seats or not rest
        chosen = [] if done else self.pick(self.waiting, votes, max) or self.last(rest, votes)
        self.tie = chosen if len(chosen) > 1 else []
        out = chosen[0] if len(chosen) == 1 and not self.waiting else ""
        self.rounds.append((votes, new, out))
        if out:
            self.give(self.piles.pop(out))
        elif len(chosen) == 1:
            self.waiting.remove(chosen[0])
            pile, self.piles[chosen[0]], sum_ = self.piles[chosen[0]], [], votes[chosen[0]]
            self.give([[n, (sum_ - quota) * value // sum_, names] for n, value, names in pile])
        return not done and not self.tie


def transferable(question, ids, ballots, parts):
    """The outcome: quota, every round, who is elected, a tie, seats left vacant.

    parts: the function of recount.py that reads a choice
    """
    seats = question["seats"]
    count = Count(seats, ids, question.get("keys"))  # keys: once equal votes were decided
    for choice, papers in ballots.items():
        tiers = parts(question, choice)[1]
        sure = next((at for at, tier in enumerate(tiers) if len(tier) > 1), len(tiers))
        count.give([[papers, ONE, [tier[0] for tier in tiers[:sure]]]])
    quota = sum(paper[0] for pile in count.piles.values() for paper in pile) // (seats + 1) + 1
    while count.round(quota * ONE):
        pass
    left, told = seats - len(count.elected), []
    for votes, new, out in count.rounds:
        exact = {one: Fraction(n, ONE) for one, n in votes.items()}
        shown = {one: int(n) if n == int(n) else str(n) for one, n in exact.items()}
        told.append({"votes": shown, "elected": new, "excluded": out})
    tied = {"among": count.tie, "seats_left": left} if count.tie else None
    found = {"quota": quota, "rounds": told, "elected": count.elected, "tie": tied}
    return {**found, "vacant": 0 if tied else left}
