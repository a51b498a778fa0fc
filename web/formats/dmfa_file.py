"""The quarterly declaration as files of our own: nested (JSON) and flat (CSV).

Neither is the official file of the social security office, and neither is filed: they are for
whoever files, and for checking.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.archived import to_plain
from domain.dmfa.tree import Charge, EmployerHead, NaturalPerson, Occupation, WorkerLine
from domain.errors import Msg
from web.formats.sheet_file import Cell, sheet_file

STATUS = "prepared, not filed"
# Names of the columns, for programs: the same in every language.
COLUMNS = (
    "person",
    "national_number",
    "joint_committee",
    "contract_type",
    "worker_code",
    "contract",
    "first_day",
    "last_day",
    "days_a_week",
    "full_time_hours_a_week",
    "hours_a_week",
    "what",
    "label",
    "code",
    "days",
    "hours",
    "basis",
    "rate",
    "amount",
)
NO_OCCUPATION: tuple[Cell, ...] = ("", None, None, None, None, None)

Told = tuple[NaturalPerson, Sequence[str]]  # a person, and what is wrong there in words


def json_file(
    head: EmployerHead, people: Iterable[Told], tail: Callable[[], Mapping[str, Any]]
) -> bytes:
    """One object: the employer, the people, and totals that are known once all were read."""
    begin = json.dumps({"status": STATUS, "employer": to_plain(head)}, ensure_ascii=False)
    parts = [begin[:-1], ', "people": [']
    parts += [f"{mark}{_person(*told)}" for mark, told in _separated(people)]
    end = json.dumps(dict(tail()), ensure_ascii=False)
    parts += ["\n], ", end[1:], "\n"]
    return "".join(parts).encode()


def _separated(people: Iterable[Told]) -> Iterator[tuple[str, Told]]:
    mark = "\n"
    for told in people:
        yield mark, told
        mark = ",\n"


def _person(person: NaturalPerson, wrong: Sequence[str]) -> str:
    facts = {**to_plain(person), "sums": to_plain(person.sums), "problems": list(wrong)}
    return json.dumps(facts, ensure_ascii=False)


def csv_file(
    head: EmployerHead, people: Iterable[Told], say: Callable[[Msg], str], language: str
) -> bytes:
    """One row for each leaf of the tree.

    say: a label in the language of the reader, whose spreadsheet opens it
    """
    rows = (row for person, _wrong in people for row in _rows(head, person, say))
    return sheet_file(COLUMNS, rows, language)


def _rows(
    head: EmployerHead, person: NaturalPerson, say: Callable[[Msg], str]
) -> Iterator[tuple[Cell, ...]]:
    who = person.name, person.national_number, head.committee
    for line in person.lines:
        of_line = *who, line.kind.value, line.code.text if line.code else ""
        for item in line.occupations:
            where = *of_line, *_where(item)
            for service in item.services:
                yield (
                    *where, "service", "", service.code, Decimal(service.days), service.hours,
                    None, None, None,
                )  # fmt: skip
            for pay in item.remunerations:
                yield *where, "remuneration", "", pay.code, None, None, None, None, pay.gross
            for charge in item.deductions:
                yield *where, "employer-deduction", *_charge(charge, say)
        for what, charge in _of_line(line):
            yield *of_line, *NO_OCCUPATION, what, *_charge(charge, say)
    nothing = *who, "", "", *NO_OCCUPATION
    if person.special:
        yield *nothing, "special-contribution", *_charge(person.special, say)
    if person.settled:
        yield *nothing, "settlement", "", "", None, None, None, None, person.settled


def _of_line(line: WorkerLine) -> Iterator[tuple[str, Charge]]:
    for what, charges in (
        ("worker-contribution", line.worker_charges),
        ("worker-deduction", line.worker_deductions),
        ("employer-contribution", line.employer_charges),
    ):
        for charge in charges:
            yield what, charge


def _where(item: Occupation) -> tuple[Cell, ...]:
    return (
        item.reference,
        item.first_day,
        item.last_day,
        item.days_a_week,
        item.full_week,
        item.week,
    )


def _charge(charge: Charge, say: Callable[[Msg], str]) -> tuple[Cell, ...]:
    code = charge.code.text if charge.code else ""
    return say(charge.label), code, None, None, charge.basis, charge.rate, charge.amount
