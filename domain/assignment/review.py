"""The last look before an assignment is sent: everything that stands in the way, at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.ages import check_age
from domain.assignment.draft import ClientMissing, Draft, TitleMissing, Wanted
from domain.assignment.equation import Equation
from domain.assignment.plan import Missing, MoneyLeftOver, NobodyWorks
from domain.assignment.shares import Share
from domain.employment import check_free, check_made_before_work
from domain.errors import N_, RuleError, refused
from domain.hours import Hours, check_day_hours, full_or
from domain.illustrative import check_real
from domain.money import ZERO
from domain.parameters import Dated
from domain.payroll.student_quota import Counted, check_quota


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right; ``key`` is the person it concerns, if any."""

    reason: RuleError
    key: int | None = None


@dataclass(eq=False)
class Incomplete(RuleError):
    """The assignment cannot be sent as it is."""

    message = N_("The assignment cannot be sent yet. Look at the reasons below.")
    defects: tuple[Defect, ...]


@dataclass(eq=False)
class NationalNumberMissing(RuleError):
    """Work is declared under the worker's national number."""

    message = N_(
        "%(name)s has no national number yet, so the work cannot be declared. "
        "%(name)s can add it under “My account”."
    )
    field: ClassVar[str] = "days"
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of a person before a contract is made."""

    name: str
    has_national_number: bool
    birth_day: date | None = None  # None: not known
    student_hours: Counted = field(default_factory=dict)  # already taken from the quota
    others: Mapping[date, Hours] = field(default_factory=dict)  # of all their other contracts


def review(
    draft: Draft, equation: Equation | None, people: Mapping[int, Known], *, today: date, real: bool
) -> tuple[Defect, ...]:
    """Every defect of an assignment that is sent today, in reading order.

    equation: None where it could not be worked out; its reason is another defect
    people:   of ``draft.wanted``, by id
    real:     a real cooperative refuses figures that are made up
    """
    found = [*_missing(draft), *_people(draft.wanted, people, today)]
    if equation is not None:
        found += _pay(equation.shares, equation.missing)
        if equation.left_over > ZERO and not equation.missing:
            found.append(Defect(MoneyLeftOver(equation.left_over)))
        found += _made_up([equation.contribution.rate, *figures(equation.shares)], real=real)
    return tuple(found)


def review_extra(
    wanted: Iterable[Wanted],
    shares: Iterable[Share],
    missing: Iterable[Missing],
    people: Mapping[int, Known],
    *,
    taken: Mapping[int, Collection[date]],
    today: date,
    real: bool,
) -> tuple[Defect, ...]:
    """Every defect of more work that is planned with what an assignment has left.

    taken: days on which each person already works in the assignment
    """
    wanted, shares = tuple(wanted), tuple(shares)
    found = [*_people(wanted, people, today), *_pay(shares, missing)]
    for item in wanted:
        try:
            check_free(item.days, taken.get(item.person_id, ()))
        except RuleError as reason:
            found.append(Defect(reason, item.person_id))
    if not wanted:
        found.append(Defect(NobodyWorks()))
    return (*found, *_made_up(figures(shares), real=real))


def _missing(draft: Draft) -> Iterator[Defect]:
    if draft.client_id is None:
        yield Defect(ClientMissing())
    if not draft.title:
        yield Defect(TitleMissing())


def _people(wanted: Iterable[Wanted], people: Mapping[int, Known], today: date) -> Iterator[Defect]:
    for item in wanted:
        known = people[item.person_id]
        if not known.has_national_number:
            yield Defect(NationalNumberMissing(known.name), item.person_id)
        if item.days:
            yield from (Defect(reason, item.person_id) for reason in _start(item, known, today))


def _start(item: Wanted, known: Known, today: date) -> Iterator[RuleError]:
    """Too soon, too young, more hours than a student has left, or than a day has."""
    first, kind = min(item.days), item.contract_type
    checks = (
        lambda: check_made_before_work(first, today),
        lambda: check_age(known.name, known.birth_day, first, kind),
        lambda: check_quota(known.name, kind, item.days, item.hours, known.student_hours),
        lambda: check_day_hours(known.name, full_or(item.days, item.hours), known.others),
    )
    yield from refused(checks)


def _pay(shares: Iterable[Share], missing: Iterable[Missing]) -> Iterator[Defect]:
    yield from (Defect(person.reason, person.key) for person in missing)
    for share in shares:
        yield from pay_defects(share)


def pay_defects(share: Share) -> Iterator[Defect]:
    """What is wrong with the pay of one person."""
    yield from (Defect(reason, share.key) for reason in share.unknown)
    if share.under_minimum is not None:
        yield Defect(share.under_minimum, share.key)


def _made_up(used: Iterable[Dated | None], *, real: bool) -> Iterator[Defect]:
    if not real:
        return
    for figure in {figure.name: figure for figure in used if figure is not None}.values():
        try:
            check_real([figure])
        except RuleError as reason:
            yield Defect(reason)


def figures(shares: Iterable[Share]) -> Iterator[Dated]:
    """Every dated figure that the pay of people rests on."""
    for share in shares:
        yield share.coefficient
        lines = [share.minimum] if share.minimum else []
        lines += [line for month in share.payslips for line in month.after.lines]
        yield from (line.rate for line in lines if line.rate is not None)
