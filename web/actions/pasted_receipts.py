"""Recording many receipt numbers at once: looked at first, then all of them or none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.declarations import receipt_numbers
from domain.errors import N_, RuleError
from web.actions.declarations import note_job_receipt, note_receipt
from web.extensions import db
from web.formats.pasted_receipts import ReceiptLine, RefusedReceipt, read_receipts
from web.models.contract import Contract
from web.models.employment import Employment
from web.queries.dimona_tasks import Task, tasks_named


@dataclass(eq=False)
class NoSuchTask(RuleError):
    """Nothing is to be declared under this reference."""

    message = N_(
        "Nothing waits for a receipt under “%(reference)s”: it does not exist, it is not agreed "
        "yet, or its receipt is recorded."
    )
    reference: str


@dataclass(eq=False)
class ReferenceTwice(RuleError):
    """Which of the two counts?"""

    message = N_("“%(reference)s” is there twice: take one line away.")
    reference: str


@dataclass(eq=False)
class ReceiptTwice(RuleError):
    """Every declaration has its own number."""

    message = N_("Receipt number %(number)s is there twice. Every declaration has its own.")
    number: str


@dataclass(eq=False)
class ReceiptTaken(RuleError):
    """The number stands with another contract."""

    message = N_("Receipt number %(number)s is already recorded for another contract.")
    number: str


@dataclass(frozen=True, slots=True)
class Match:
    """A line and the task that it answers."""

    task: Task
    number: str

    @property
    def keeps(self) -> bool:
        """A change of a declaration that stands may keep its number."""
        return self.number == self.task.number


@dataclass(frozen=True, slots=True)
class Preview:
    """What recording the lines would do."""

    matches: tuple[Match, ...] = ()
    refused: tuple[RefusedReceipt, ...] = ()


def preview(text: str, today: date) -> Preview:
    """Match every line with what waits for a receipt; nothing is recorded."""
    found = read_receipts(text)
    lines = [line for line in found if isinstance(line, ReceiptLine)]
    refused = [line for line in found if isinstance(line, RefusedReceipt)]
    waiting = tasks_named(((line.letter, line.id) for line in lines), today)
    taken = recorded_numbers("".join(line.receipt.split()).upper() for line in lines)
    matches: dict[str, Match] = {}
    for line in lines:
        try:
            match = _match(line, waiting)
            _check_new(match, matches, taken)
            matches[line.reference] = match
        except RuleError as why:
            refused.append(RefusedReceipt(number=line.number, text=line.text, why=why))
    return Preview(tuple(matches.values()), tuple(sorted(refused, key=lambda line: line.number)))


def _match(line: ReceiptLine, waiting: Mapping[str, Task]) -> Match:
    task = waiting.get(line.reference)
    if task is None:
        raise NoSuchTask(line.reference)
    return Match(task, receipt_numbers(line.receipt, len(task.periods)))


def _check_new(match: Match, others: Mapping[str, Match], taken: Collection[str]) -> None:
    """Refuse a reference or a number that is there already: lines that slipped are seen."""
    if match.task.reference in others:
        raise ReferenceTwice(match.task.reference)
    if match.number in {other.number for other in others.values()}:
        raise ReceiptTwice(match.number)
    if match.number in taken and not match.keeps:
        raise ReceiptTaken(match.number)


def recorded_numbers(numbers: Iterable[str]) -> frozenset[str]:
    """Those of these numbers with which something is declared."""
    wanted = frozenset(numbers)
    columns = (Contract.dimona_number, Employment.dimona_number, Employment.dimona_out_number)
    found = sa.union(*(sa.select(column).where(column.in_(wanted)) for column in columns))
    return frozenset(db.session.scalars(found))


def record_pasted(text: str, today: date) -> Preview:
    """Record every line, or nothing as soon as one of them cannot be."""
    seen = preview(text, today)
    if seen.refused:
        return seen
    for match in sorted(seen.matches, key=lambda item: item.task.id):
        note = note_receipt if match.task.letter == "C" else note_job_receipt
        note(match.task.id, match.number, known=match.task.known)
    db.session.commit()
    return seen
