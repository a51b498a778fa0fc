"""What happened to an assignment, where it stands, and what comes next: one line of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from domain.errors import RuleError
from domain.payments import due_day
from domain.submission import AssignmentStatus
from web.queries.assignments import AssignmentLine
from web.queries.following import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One point of the timeline, as the macro draws it."""

    text: str
    state: str = "done"  # done, now, next or bad
    when: datetime | date | None = None
    who: str = ""
    icon: str = ""
    detail: str = ""


BY_RULE = "assignment_accepted_at_once"
BAD = frozenset({"assignment_sent_back", "assignment_cancelled"})


def steps(story: Story, line: AssignmentLine, today: date) -> list[Step]:
    """From the first act to what is still to come."""
    past = [
        Step(
            text=item.text,
            state="bad" if item.act in BAD else "done",
            when=item.when,
            who=_("the rule of the cooperative") if item.act == BY_RULE else item.who,
        )
        for item in reversed(story.history)
    ]
    if line.status is AssignmentStatus.CANCELLED:
        return past
    now = Step(text=line.stand(today).text, state="now")
    return [*past, now, *_coming(story, line, today)]


def _coming(story: Story, line: AssignmentLine, today: date) -> Iterator[Step]:
    """What the member can expect, with its day where there is one."""
    if line.status is not AssignmentStatus.ACCEPTED and story.live:
        yield Step(text=_("Contracts are made, before the first day of work"), state="next")
    last = max((item.days[-1] for item in story.live), default=None)
    if last is not None and last >= today:
        yield Step(text=_("Confirm the days worked"), state="next", when=last)
    due = _due(last)
    if due is not None and due >= today:
        yield Step(text=_("The net pay is due, paid by the client or not"), state="next", when=due)


def _due(last: date | None) -> date | None:
    """The day on which the net is due, where it is known."""
    try:
        return None if last is None else due_day(last)
    except RuleError:
        return None
