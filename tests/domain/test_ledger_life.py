"""The ledger after any sequence of acts: it sums to zero, and a unit's story adds up."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.ledger import (
    Account,
    Due,
    Part,
    approve_expense,
    close_work,
    confirm_work,
    credit_invoice,
    employer_reduction,
    issue_invoice,
    net_due,
    paid_in,
    sepa_sent,
    story,
    transfer_rejected,
    undo_payment,
)
from domain.money import ZERO, Eur, eur, total
from tests.domain.legs import amounts, sums_of


class Life(RuleBasedStateMachine):
    """Any acts, in any order: two units, both tools, invoices issued and credited."""

    def __init__(self):
        super().__init__()
        self.legs, self.issued, self.dues, self.sent = [], [], [], []

    def write(self, legs):
        assert total(leg.amount for leg in legs) == ZERO
        assert all(leg.amount != ZERO for leg in legs)
        self.legs += legs
        self.dues += [
            Due(leg.account, Eur(-leg.amount), leg.person_id)
            for leg in legs
            if leg.unit_id and leg.account in {Account.NET_PAY_DUE, Account.EXPENSES_DUE}
        ]

    units = st.integers(1, 2)
    purses = st.none() | st.integers(1, 2)

    @rule(net=amounts(), vat=amounts(), contribution=amounts(), unit=units, purse=purses)
    def issue(self, net, vat, contribution, unit, purse):
        given = {"net": net, "vat": vat, "contribution": contribution}
        given |= {"unit_id": unit, "assignment_id": purse, "invoice_id": len(self.issued)}
        self.issued.append(given)
        self.write(issue_invoice(**given))

    @precondition(lambda self: self.issued)
    @rule(data=st.data())
    def credit(self, data):
        given = data.draw(st.sampled_from(self.issued))
        self.issued.remove(given)
        before = story(sums_of(self.legs, given["unit_id"]))
        self.write(credit_invoice(**given))
        after = story(sums_of(self.legs, given["unit_id"]))
        assert before.turnover - after.turnover == given["net"]
        assert before.vat - after.vat == given["vat"]

    @rule(amount=amounts(), unit=units, purse=purses)
    def receive(self, amount, unit, purse):
        self.write(paid_in(amount=amount, unit_id=unit, assignment_id=purse, invoice_id=1))

    @rule(amount=amounts(), unit=units, purse=purses)
    def undo(self, amount, unit, purse):
        self.write(undo_payment(amount=amount, unit_id=unit, assignment_id=purse, invoice_id=1))

    @rule(parts=st.tuples(*[amounts(-500, 90_000)] * 4), rest=amounts(), unit=units, purse=purses)
    def work(self, parts, rest, unit, purse):
        about = {"unit_id": unit, "assignment_id": purse, "person_id": 1}
        gross = total(parts)
        net, security, withholding, special = parts
        self.write(confirm_work(budget=Eur(gross + rest), **about))
        self.write(
            net_due(
                gross=gross,
                net=net,
                social_security=security,
                withholding=withholding,
                special=special,
                **about,
            )
        )
        self.write(
            close_work(
                in_transit=rest,
                social_security=eur(rest / 2),
                holiday=eur(rest / 3),
                **about,
            )
        )

    @rule(net=amounts(), vat=amounts(), unit=units, purse=purses)
    def spend(self, net, vat, unit, purse):
        self.write(
            approve_expense(net=net, vat=vat, unit_id=unit, assignment_id=purse, person_id=2)
        )

    @rule(amount=amounts(), unit=units)
    def reduce(self, amount, unit):
        self.write(employer_reduction(amount=amount, person_id=1, unit_id=unit))

    @rule()
    def send(self):
        dues, self.dues = self.dues, []
        self.write(sepa_sent(dues))
        self.sent = dues

    @rule()
    def reject(self):
        dues, self.sent = self.sent, []
        self.write(transfer_rejected(dues))
        self.dues += dues

    @invariant()
    def the_ledger_sums_to_zero(self):
        assert total(leg.amount for leg in self.legs) == ZERO

    @invariant()
    def what_came_in_is_where_it_went(self):
        for unit in (1, 2):
            told = story(sums_of(self.legs, unit))
            went = [told.of(part) for part in Part if part not in {Part.CAME_IN, Part.LENT}]
            assert told.came_in + told.lent == total(went)
            assert told.came_in == told.received + told.awaited

    @invariant()
    def what_is_due_is_what_was_not_sent(self):
        due = total(
            leg.amount
            for leg in self.legs
            if leg.account in {Account.NET_PAY_DUE, Account.EXPENSES_DUE}
        )
        assert -due == total(due.amount for due in self.dues)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, deadline=None)
