"""What a declaration says: employer, worker, kind of worker, dates, a student's hours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.dimona.acts import DimonaAct
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.errors import N_, Msg
from domain.hours import Hours
from domain.parameters import Dated, NotInForce, parameter
from domain.payroll.student_quota import begun
from domain.spans import Grain, Span

JOINT_COMMITTEE = parameter("employer/joint_committee")


class WorkerType(StrEnum):
    """The code of the kind of worker."""

    OTH = "OTH"  # everybody without a code of their own
    STU = "STU"
    FLX = "FLX"


WORKER_CODES: Mapping[WorkerType, Msg] = {
    WorkerType.OTH: N_("ordinary worker"),
    WorkerType.STU: N_("student"),
    WorkerType.FLX: N_("flexi-job"),
}

# No code for artists is confirmed: the worker code 046 or 047 belongs to the quarterly declaration.
# A student beyond the quota is an ordinary worker.
# Source: docs/rules/dimona.md
WORKER_TYPES: Mapping[ContractType, WorkerType] = {
    ContractType.WHITE_COLLAR: WorkerType.OTH,
    ContractType.BLUE_COLLAR: WorkerType.OTH,
    ContractType.SUPPORT: WorkerType.OTH,
    ContractType.ARTIST: WorkerType.OTH,
    ContractType.ARTIST_1BIS: WorkerType.OTH,
    ContractType.STUDENT: WorkerType.STU,
    ContractType.STUDENT_OVER_QUOTA: WorkerType.OTH,
    ContractType.FLEXI: WorkerType.FLX,
}

Days = tuple[tuple[date, Hours], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One declaration's dates; the hours of a student, None for others."""

    first_day: date
    last_day: date | None  # None: open-ended
    hours: int | None = None


def periods(
    kind: ContractType, first_day: date, last_day: date | None, days: Days = ()
) -> tuple[Period, ...]:
    """The declarations of one contract: one, or for a student one per quarter with work.

    days:   planned days with their hours; only a student's count
    Source: instructions for students of the social security office, docs/rules/dimona.md: as many
            declarations as quarters, quarters without an hour left out, each hour begun counts
    """
    if WORKER_TYPES[kind] is not WorkerType.STU or last_day is None:
        return (Period(first_day=first_day, last_day=last_day),)
    planned: Counter[str] = Counter()
    for day, hours in days:
        planned[str(Span.around(Grain.QUARTER, day))] += begun(hours)
    worked = [(Span.read(name), hours) for name, hours in sorted(planned.items()) if hours]
    if not worked:
        return (Period(first_day=first_day, last_day=last_day, hours=0),)
    return tuple(
        Period(
            first_day=max(first_day, quarter.first_day),
            last_day=min(last_day, quarter.last_day),
            hours=hours,
        )
        for quarter, hours in worked
    )


def committee_on(code: EntityCode, day: date) -> tuple[str, Dated | None]:
    """The number of an employer's joint committee and where it comes from; empty if unknown."""
    try:
        figure = JOINT_COMMITTEE.on(day)
    except NotInForce:
        return "", None
    number = figure.table.get(code.value)
    return ("" if number is None else str(number)), figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """Everything that a person types at the social security office, for one period."""

    reference: str  # of our contract
    act: DimonaAct
    employer: str
    onss_number: str  # of the employer, as in the quarterly declaration; may be unknown
    enterprise_number: str
    worker: str
    national_number: str
    committee: str
    worker_type: WorkerType
    first_day: date
    last_day: date | None
    hours: int | None
    number: str  # of the receipt that is recorded, where there is one
