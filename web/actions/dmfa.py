"""Taking the quarterly declaration along: only when it comes to what the ledger owes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from domain.archived import to_plain
from domain.dmfa.checks import Control, check_controls, controls, head_problems
from domain.dmfa.tree import Sums
from domain.quarters import Quarter
from web import clock
from web.actions.audit import record
from web.extensions import db
from web.formats.dmfa_file import Told, csv_file, json_file
from web.i18n import locale, say, word
from web.models.entity import Entity
from web.queries.dmfa import everybody, head
from web.queries.dmfa_control import owed
from web.queries.quarters import line_of


@dataclass(slots=True)
class Counted:
    """What the tree comes to, added up while it is read."""

    sums: Sums = field(default_factory=Sums)
    problems: int = 0

    def people(self, entity: Entity, quarter: Quarter) -> Iterator[Told]:
        """Everyone, each with what is wrong in words."""
        for item in everybody(entity, quarter):
            self.sums = self.sums.plus(item.person.sums)
            self.problems += len(item.problems)
            yield item.person, [word(problem) for problem in item.problems]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The whole tree against the ledger."""

    sums: Sums
    controls: tuple[Control, ...]
    problems: int  # of people; each is told beside the person

    @property
    def agrees(self) -> bool:
        """May it be taken along?"""
        return all(item.agrees for item in self.controls)


def check(entity: Entity, quarter: Quarter) -> Checked:
    """Read the whole tree, and put its totals beside the ledger's."""
    counted = Counted()
    for _told in counted.people(entity, quarter):
        pass
    return _checked(counted, entity, quarter)


def _checked(counted: Counted, entity: Entity, quarter: Quarter) -> Checked:
    where = line_of(entity, quarter, clock.today()).state
    return Checked(
        sums=counted.sums,
        controls=controls(counted.sums, owed(entity, quarter), where),
        problems=counted.problems,
    )


def export_json(entity: Entity, quarter: Quarter) -> bytes:
    """The tree as it is, with its totals; refused where they are not the ledger's."""

    def write(people: Iterable[Told], checked: Callable[[], Checked]) -> bytes:
        return json_file(
            head(entity, quarter), people, lambda: facts_of(checked(), entity, quarter)
        )

    return _export(entity, quarter, "json", write)


def export_csv(entity: Entity, quarter: Quarter) -> bytes:
    """One row for each leaf, for a spreadsheet; refused in the same way."""

    def write(people: Iterable[Told], _checked: Callable[[], Checked]) -> bytes:
        return csv_file(head(entity, quarter), people, say, locale()[:2])

    return _export(entity, quarter, "csv", write)


def _export(
    entity: Entity,
    quarter: Quarter,
    kind: str,
    write: Callable[[Iterable[Told], Callable[[], Checked]], bytes],
) -> bytes:
    counted = Counted()

    @cache  # the file may ask for it before we do
    def checked() -> Checked:
        return _checked(counted, entity, quarter)

    data = write(counted.people(entity, quarter), checked)
    check_controls(checked().controls, quarter)
    record("dmfa_exported", entity, quarter=quarter, kind=kind, people=counted.sums.people)
    db.session.commit()
    return data


def facts_of(found: Checked, entity: Entity, quarter: Quarter) -> dict[str, Any]:
    """Totals and controls for a script; exact decimals as strings."""
    return {
        "sums": to_plain(found.sums),
        "owed": f"{found.sums.owed:f}",
        "control": [
            {
                "what": item.label,
                "tree": f"{item.tree:f}",
                "ledger": f"{item.ledger:f}",
                "difference": f"{item.difference:f}",
                "agrees": item.agrees,
                "why": item.why,
            }
            for item in found.controls
        ],
        "problems": [word(problem) for problem in head_problems(head(entity, quarter))],
        "problems_of_people": found.problems,
    }
