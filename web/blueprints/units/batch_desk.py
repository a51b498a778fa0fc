"""Everything on the page where several contracts on a running budget are made at once."""

from dataclasses import dataclass
from datetime import date

from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from domain.batch import LONGEST_GAP, Piece, check_number, draw_up
from domain.budget import check_covered
from domain.employment import NoDay
from domain.errors import RuleError
from domain.hiring import AmountMissing, NobodyChosen, WorkMissing
from domain.hours import Hours, add_hours
from domain.money import Eur, total
from domain.periods import ONE_DAY
from web import clock
from web.actions.activity import Order
from web.blueprints.units.days_desk import DaysDesk, month_shown
from web.blueprints.units.guests import guests_of
from web.forms.assignments import usual_contract
from web.forms.batch import BatchForm
from web.i18n import word
from web.models.unit import Unit
from web.queries.batch import crew_of
from web.queries.budget import budget_of
from web.queries.working import Candidate, candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One contract to be made, as the page shows it."""

    person: Candidate
    piece: Piece
    reasons: tuple[str, ...]  # what stands in its way

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.piece.days[0]

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.piece.days[-1]


@dataclass(kw_only=True)
class BatchDesk(DaysDesk):
    """The form as it was typed, and each contract that it makes."""

    form: BatchForm
    rows: tuple[Row, ...] = ()
    longest_gap: int = LONGEST_GAP  # days without work inside a period

    @property
    def chosen(self) -> list[Candidate]:
        """Who works."""
        return [self.people[key] for key in self.ticked]

    @property
    def ticked(self) -> list[int]:
        """Who is chosen, by id."""
        return self.form.chosen

    @property
    def days(self) -> int:
        """The days of all contracts together."""
        return sum(len(row.piece.days) for row in self.rows)

    @property
    def hours(self) -> Hours:
        """The hours of all contracts together."""
        return add_hours(row.piece.hours for row in self.rows)

    @property
    def cost(self) -> Eur:
        """What they cost together, as far as it can be worked out."""
        return total(row.piece.share.budget for row in self.rows if row.piece.share)

    @property
    def gross(self) -> Eur:
        """Their gross pay together, as far as it can be worked out."""
        return total(row.piece.share.gross for row in self.rows if row.piece.share)

    @property
    def net(self) -> Eur | None:
        """Their net pay together; None where one of them is not known."""
        nets = [row.piece.share.net if row.piece.share else None for row in self.rows]
        known = [net for net in nets if net is not None]
        return total(known) if known and len(known) == len(nets) else None

    @property
    def after(self) -> Eur:
        """What would be left to spend; below zero, what is missing."""
        return Eur(self.budget.available - self.cost)

    @property
    def stopped(self) -> int:
        """How many contracts cannot be made."""
        return sum(1 for row in self.rows if row.reasons)

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or one of the contracts cannot be made."""
        return super().wrong or self.stopped > 0

    def ask_for_the_rest(self) -> None:
        """Say what is missing, now that the contracts are to be made."""
        form = self.form
        for missing, reason in (
            (not self.chosen, NobodyChosen()),
            (not form.work.data, WorkMissing()),
            (not form.days.data, NoDay()),
            (form.amount.data is None and not form.amount.errors, AmountMissing()),
        ):
            if missing:
                self.refuse(reason)
        if self.stopped:
            self.others.append(
                ngettext(
                    "Nothing is offered: %(num)s contract cannot be made. The list says why.",
                    "Nothing is offered: %(num)s contracts cannot be made. The list says why.",
                    self.stopped,
                )
            )

    def orders(self) -> list[Order]:
        """The contracts to make, those of one person in order; call when nothing is wrong."""
        return [
            Order(
                person_id=row.person.id,
                name=row.person.name,
                language=row.person.language,
                has_national_number=row.person.has_national_number,
                work=self.form.work.data or "",
                share=row.piece.share,
            )
            for row in self.rows
            if row.piece.share is not None
        ]


def lay_out(unit: Unit, typed: MultiDict[str, str]) -> BatchDesk:
    """Read what was typed and work it out, as far as it can be known."""
    today, typed = clock.today(), typed.copy()
    ticked = typed.getlist("worker")
    guests, unknown = guests_of(typed)
    typed.setlist("worker", [*ticked, *typed.getlist("worker")])  # the new guest, and the others
    people = candidates(unit.id, list(guests.values()), today)
    form = BatchForm(typed, people)
    form.validate()
    desk = BatchDesk(
        unit=unit, form=form, people=people, guests=tuple(guests), today=today,
        month=month_shown(typed, form.days.data, today + ONE_DAY), budget=budget_of(unit.id),
    )  # fmt: skip
    if unknown:
        desk.refuse_stranger()
    if form.kind.data is None:
        usual = desk.chosen[0].usual if desk.chosen else None
        form.kind.data = usual or usual_contract(unit.kind)
    try:
        _work_out(desk)
    except RuleError as reason:
        desk.refuse(reason)
    return desk


def _work_out(desk: BatchDesk) -> None:
    """Each contract of what was typed, and whether the budget covers them together."""
    form, people = desk.form, desk.chosen
    if not people or not form.days.data or form.amount.data is None:
        return
    if form.amount.errors or form.hours.errors or form.days.errors:
        return
    check_number(len(people), form.days.data, form.how)
    crew = crew_of(desk.unit, people, form.kind.data, form.days.data, form.hours_by_day)
    desk.rows = tuple(
        Row(person=desk.people[piece.key], piece=piece, reasons=tuple(map(word, piece.reasons)))
        for worker, hand in crew
        for piece in draw_up(worker, hand, form.direction, form.amount.data, form.how, desk.today)
    )
    check_covered(desk.budget.available, desk.cost)
