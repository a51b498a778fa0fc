"""What each part of the story is made of, in the words of members rather than of accountants."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import N_, Msg
from domain.ledger.accounts import Account
from domain.ledger.story import COMES_IN, PART_LABELS, PARTS, Part
from domain.money import ZERO, Eur, total

PART_NOTES: Mapping[Part, Msg] = {
    Part.CAME_IN: N_("What your invoices ask of clients, VAT included."),
    Part.LENT: N_("A loan without interest, to be paid back."),
    Part.VAT: N_("Passed on to the State."),
    Part.TO_COOPERATIVE: N_("Pays for what we share: services, risks, unpaid invoices."),
    Part.TO_PAY: N_("For the people who worked: their net pay and all that goes with it."),
    Part.TO_EXPENSES: N_("Paid back on approved expense notes."),
    Part.LEFT: N_("Still there for pay and expenses."),
}

DETAILS: Mapping[Account, Msg] = {
    Account.BANK: N_("Paid by clients"),
    Account.CLIENT_RECEIVABLE: N_("Not paid yet, advanced by the common pot"),
    Account.BAD_DEBT: N_("Never paid, carried by the common pot"),
    Account.LOAN_RECEIVABLE: N_("Loan without interest"),
    Account.VAT_DUE: N_("VAT on invoices"),
    Account.CONTRIBUTION: N_("Contribution on invoices"),
    Account.POT_MARGIN: N_("What was left of employment budgets"),
    Account.POT_REDUCTIONS: N_("Employer reductions"),
    Account.NET_PAY_DUE: N_("Net pay"),
    Account.SOCIAL_SECURITY_DUE: N_("Social security"),
    Account.WITHHOLDING_DUE: N_("Withholding tax"),
    Account.HOLIDAY_DUE: N_("Holiday pay to come"),
    Account.EMPLOYMENT_IN_TRANSIT: N_("Set aside: employer's contributions, holidays, insurance"),
    Account.EXPENSES_DUE: N_("Paid back, VAT included"),
    Account.SUPPLIER_PAYABLE: N_("To suppliers"),
    Account.VAT_RECOVERABLE: N_("VAT that comes back"),
    Account.ASSIGNMENT: N_("In assignments"),
    Account.UNIT_AVAILABLE: N_("In the Activity budget"),
}

PART_OF: Mapping[Account, Part] = {
    account: part for part, accounts in PARTS.items() for account in accounts
}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a list of lines is about: a part of the story, or one account in it."""

    key: str  # as addresses have it
    label: Msg
    part: Part
    accounts: tuple[Account, ...]

    @property
    def sign(self) -> int:
        """1 where a debit makes it grow, -1 where a credit does."""
        return 1 if self.part in COMES_IN else -1

    def total(self, sums: Mapping[Account, Eur]) -> Eur:
        """Its figure.

        sums: EUR per account, debits positive
        """
        return Eur(self.sign * total(sums.get(account, ZERO) for account in self.accounts))


TOPICS: Mapping[str, Topic] = {
    topic.key: topic
    for topic in (
        *(Topic(part.value, PART_LABELS[part], part, PARTS[part]) for part in Part),
        *(
            Topic(account.value, label, PART_OF[account], (account,))
            for account, label in DETAILS.items()
        ),
    )
}
