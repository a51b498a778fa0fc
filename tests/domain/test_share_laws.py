"""Laws of the register, whatever happens in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.errors import RuleError
from domain.money import ZERO, Eur, eur, total
from domain.shares import leaving, refunding
from domain.shares.register import Movement, check_next, check_soundness, counter_entry, held
from domain.shares.subscribing import NOMINAL, ShortPaid, entered, price
from domain.shares.transfers import transfer
from domain.shares.words import ExitKind, MovementKind

PEOPLE = ("a", "b", "c")
START = date(2024, 1, 1)
people = st.sampled_from(PEOPLE)
few = st.integers(1, 5)


class Register(RuleBasedStateMachine):
    """A small cooperative: its lines are only ever added to."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, list[Movement]] = {who: [] for who in PEOPLE}
        self.today, self.key = START, 0
        self.seen: dict[date, dict[str, int]] = {}  # what the register of a past day said
        self.taken_in = self.gone_out = ZERO

    def write(self, who: str, move: Movement) -> Movement:
        self.key += 1
        kept = Movement(
            kind=move.kind, day=move.day, shares=move.shares, paid_in=move.paid_in,
            key=self.key, corrects=move.corrects,
        )  # fmt: skip
        self.lines[who].append(kept)
        return kept

    def holding(self, who: str) -> int:
        return held(self.lines[who], self.today).shares

    @initialize()
    def begin(self) -> None:
        self.seen = {}

    @rule(days=st.integers(1, 200))
    def time_passes(self, days: int) -> None:
        self.seen[self.today] = {who: self.holding(who) for who in PEOPLE}
        self.today += timedelta(days=days)

    @rule(who=people, shares=few, cents_short=st.sampled_from([0, 0, 1, 3000]))
    def shares_are_paid(self, who: str, shares: int, cents_short: int) -> None:
        amount = price(shares, self.today)
        paid = Eur(amount - eur(cents_short) / 100)
        if cents_short:
            with pytest.raises(ShortPaid):
                entered(shares, amount, [paid], day=self.today)
            return
        move = entered(shares, amount, [paid], day=self.today)
        self.write(who, check_next(self.lines[who], move))
        self.taken_in = Eur(self.taken_in + amount)

    @rule(giver=people, taker=people, shares=few)
    def shares_change_hands(self, giver: str, taker: str, shares: int) -> None:
        if giver == taker:
            return
        before = self.holding(giver)
        try:
            out, came = transfer(
                self.lines[giver], self.lines[taker], shares, day=self.today, today=self.today
            )
        except RuleError:
            assert shares > before
            return
        self.write(giver, out)
        self.write(taker, came)

    @rule(who=people, net=st.integers(-100, 5000))
    def somebody_leaves(self, who: str, net: int) -> None:
        holding = held(self.lines[who], date.max)
        if not holding.shares:
            return
        outstanding = sum(held(lines, self.today).shares for lines in self.lines.values())
        effect = leaving.effect_day(ExitKind.EXCLUSION, asked=self.today, decided=self.today)
        gone = check_next(self.lines[who], leaving.gone(ExitKind.EXCLUSION, holding, effect))
        books = refunding.Accounts(
            year=2023, net_assets=eur(net), unavailable=ZERO, shares=outstanding
        )
        refund = refunding.refund(holding, books, effect=effect)
        nominal = eur(NOMINAL.on(effect).value * holding.shares)
        assert ZERO <= refund.amount <= min(nominal, holding.paid_in, max(eur(net), ZERO))
        self.write(who, gone)
        self.gone_out = Eur(self.gone_out + holding.paid_in)

    @precondition(lambda self: any(self.lines.values()))
    @rule(who=people, place=st.integers(0, 30))
    def a_line_is_corrected(self, who: str, place: int) -> None:
        history = self.lines[who]
        if not history:
            return
        wrong = history[place % len(history)]
        if wrong.kind is not MovementKind.SUBSCRIPTION:
            return
        before = held(history, date.max)
        try:
            opposite = counter_entry(history, wrong, day=self.today)
        except RuleError:
            return
        self.write(who, opposite)
        after = held(self.lines[who], date.max)
        assert before.shares - after.shares == wrong.shares
        assert Eur(before.paid_in - after.paid_in) == wrong.paid_in
        self.taken_in = Eur(self.taken_in - wrong.paid_in)

    @invariant()
    def nobody_is_below_zero(self) -> None:
        for history in self.lines.values():
            check_soundness(history)
            assert held(history, self.today).shares >= 0

    @invariant()
    def every_past_day_says_what_it_said(self) -> None:
        for day, said in self.seen.items():
            assert {who: held(self.lines[who], day).shares for who in PEOPLE} == said

    @invariant()
    def what_was_paid_is_there_or_left(self) -> None:
        there = total(held(lines, date.max).paid_in for lines in self.lines.values())
        assert there == Eur(self.taken_in - self.gone_out)


TestRegister = Register.TestCase
TestRegister.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
