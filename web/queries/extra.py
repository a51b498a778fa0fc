"""More work with what an accepted assignment has left."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.assignment.draft import Wanted
from domain.assignment.plan import Missing
from domain.assignment.review import Defect, review_extra
from domain.assignment.shares import Share, ready, shares
from domain.money import ZERO, Eur, total
from web.models.assignment import Assignment
from web.queries.budget import left_of
from web.queries.known import known
from web.queries.reckoning import hands
from web.queries.working import Candidate, taken_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a part of the money that is left would pay."""

    amount: Eur  # employment budget
    free: Eur  # what is left of the assignment
    wanted: Sequence[Wanted]
    people: Mapping[int, Candidate]
    shares: Sequence[Share]
    missing: Sequence[Missing]
    taken: Mapping[int, Collection[date]]
    day: date

    @property
    def gross(self) -> Eur:
        """The gross pay of everyone."""
        return total(share.gross for share in self.shares)

    @property
    def net(self) -> Eur | None:
        """The estimated net of everyone; None where one is not known, or nobody works."""
        known = [share.net for share in self.shares if share.net is not None]
        return total(known) if known and len(known) == len(self.shares) else None

    def review(self, *, real: bool) -> tuple[Defect, ...]:
        """Everything that stands in the way."""
        return review_extra(
            self.wanted,
            self.shares,
            self.missing,
            known(self.people, self.wanted),
            taken=self.taken,
            today=self.day,
            real=real,
        )


def extra(
    assignment: Assignment,
    amount: Eur | None,
    wanted: Sequence[Wanted],
    people: Mapping[int, Candidate],
    day: date,
) -> Extra:
    """Work out what ``amount`` EUR of the money left would pay; None is all of it."""
    free = left_of(assignment.unit_id, assignment.id)
    budget = max(ZERO, free if amount is None else amount)
    assert assignment.entity_id is not None
    able, missing = ready(hands(wanted, people, assignment.entity_id))
    return Extra(
        amount=budget,
        free=free,
        wanted=wanted,
        people=people,
        shares=shares(budget, able),
        missing=missing,
        taken=taken_days(assignment.id),
        day=day,
    )
