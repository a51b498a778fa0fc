"""What the screen of the room shows of an assembly."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from domain.assembly.words import PollState
from domain.voting.definition import Question
from web import clock
from web.config import LANGUAGES
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly
from web.models.poll import Poll
from web.queries.assemblies import poll_of
from web.queries.polls import definition_of, turnout_shown
from web.queries.presence import presence
from web.queries.publication import decisions, outcomes, result_of
from web.queries.results import ShownResult, shown_result

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One point on the screen."""

    items: Sequence[AgendaItem]
    place: int  # of the point among them; -1: the agenda has none
    languages: tuple[str, ...]
    poll: Poll | None  # that asks about this point
    question: Question | None
    turnout: int
    left: int | None  # seconds until the end, while people can vote
    tag: str

    @property
    def item(self) -> AgendaItem | None:
        """The point that is treated."""
        return self.items[self.place] if self.items else None

    @property
    def before(self) -> AgendaItem | None:
        """The point before it."""
        return self.items[self.place - 1] if self.place > 0 else None

    @property
    def after(self) -> AgendaItem | None:
        """The next point."""
        return self.items[self.place + 1] if self.place + 1 < len(self.items) else None

    def toggled(self, language: str) -> str:
        """The languages with this one more, or less; never none."""
        kept = [code for code in LANGUAGES if (code in self.languages) != (code == language)]
        return "-".join(kept or self.languages)


def screen(assembly: Assembly, item_id: int, languages: str) -> Screen:
    """The point asked for, else the first one, in the languages asked for, else in all.

    languages: with a hyphen between, such as fr-nl
    """
    query = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly.id)
    items = db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)).all()
    places = {item.id: place for place, item in enumerate(items)}
    place = places.get(item_id, 0 if items else -1)
    asked = set(languages.split("-"))
    shown = tuple(code for code in LANGUAGES if code in asked) or LANGUAGES
    poll, question = asking(assembly, items[place]) if items else (None, None)
    left = _left(poll)
    facts = (
        assembly.version,
        [(item.id, item.version) for item in items],
        place,
        shown,
        poll and (poll.id, poll.version, poll.state, poll.turnout, poll.closes_at),
        sorted(decisions(poll.id)) if poll else [],
        left and left // MINUTE,  # the countdown is set right once a minute
    )
    return Screen(
        items=items,
        place=place,
        languages=shown,
        poll=poll,
        question=question,
        turnout=turnout_shown(poll) if poll else 0,
        left=left,
        tag=hashlib.sha256(repr(facts).encode()).hexdigest()[:16],
    )


def asking(assembly: Assembly, item: AgendaItem) -> tuple[Poll | None, Question | None]:
    """The poll that asks about a point, and its question."""
    poll = poll_of(assembly.id) if item.ballot else None
    if poll is None or poll.definition is None:
        return None, None
    found = [one for one in definition_of(poll).questions if one.number == item.number]
    return (poll, found[0]) if found else (None, None)


def _left(poll: Poll | None) -> int | None:
    """How many seconds are left to vote."""
    if poll is None or poll.state is not PollState.OPEN:
        return None
    return max(int((poll.closes_at - clock.now()).total_seconds()), 0)


def result(assembly: Assembly, shown: Screen) -> ShownResult | None:
    """The published outcome of the point; nothing before."""
    poll, item = shown.poll, shown.item
    if poll is None or item is None or shown.question is None or poll.result is None:
        return None
    outcome = {question.id: one for question, one in outcomes(poll)}[shown.question.id]
    quorum = None if poll.destroyed else presence(assembly).check(item)
    return shown_result(shown.question, outcome, int(result_of(poll)["counted"]), quorum)
