"""The accounts of the ledger, and the acts that may write in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg


class Account(StrEnum):
    """Where money stands; each leg names the unit, the person, the invoice it concerns."""

    CLIENT_RECEIVABLE = "client_receivable"
    BANK = "bank"
    VAT_DUE = "vat_due"
    VAT_RECOVERABLE = "vat_recoverable"
    UNIT_AVAILABLE = "unit_available"
    ASSIGNMENT = "assignment"
    CONTRIBUTION = "contribution"
    EMPLOYMENT_IN_TRANSIT = "employment_in_transit"
    NET_PAY_DUE = "net_pay_due"
    WITHHOLDING_DUE = "withholding_due"
    SOCIAL_SECURITY_DUE = "social_security_due"
    HOLIDAY_DUE = "holiday_due"
    POT_MARGIN = "pot_margin"
    POT_REDUCTIONS = "pot_reductions"
    EXPENSES_DUE = "expenses_due"
    SUPPLIER_PAYABLE = "supplier_payable"
    LOAN_RECEIVABLE = "loan_receivable"
    SHARE_CAPITAL = "share_capital"
    SHARES_IN_ADVANCE = "shares_in_advance"
    SHARE_REFUNDS_DUE = "share_refunds_due"
    BAD_DEBT = "bad_debt"


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """How an account is called: by accountants (number) and by everyone (label)."""

    pcmn: str  # number in the Belgian minimum chart of accounts, for the export
    label: Msg


# Numbers: royal decree of 29 April 2019, annex 5 (three digits), then our own sub-accounts.
ACCOUNTS: Mapping[Account, AccountInfo] = {
    Account.CLIENT_RECEIVABLE: AccountInfo("400000", N_("Clients' unpaid invoices")),
    Account.BANK: AccountInfo("550000", N_("Bank")),
    Account.VAT_DUE: AccountInfo("451000", N_("VAT due")),
    Account.VAT_RECOVERABLE: AccountInfo("411000", N_("VAT to recover")),
    Account.UNIT_AVAILABLE: AccountInfo("489100", N_("Available to the unit")),
    Account.ASSIGNMENT: AccountInfo("489200", N_("Money of the assignment")),
    Account.CONTRIBUTION: AccountInfo("743100", N_("Contribution to the common pot")),
    Account.EMPLOYMENT_IN_TRANSIT: AccountInfo("499100", N_("Employment budget in transit")),
    Account.NET_PAY_DUE: AccountInfo("455000", N_("Net pay due")),
    Account.WITHHOLDING_DUE: AccountInfo("453000", N_("Withholding tax due")),
    Account.SOCIAL_SECURITY_DUE: AccountInfo("454000", N_("Social security due")),
    Account.HOLIDAY_DUE: AccountInfo("456000", N_("Holiday pay due")),
    Account.POT_MARGIN: AccountInfo("743200", N_("Common pot: margin on employment budgets")),
    Account.POT_REDUCTIONS: AccountInfo("743300", N_("Common pot: employer reductions")),
    Account.EXPENSES_DUE: AccountInfo("489300", N_("Expenses to pay back")),
    Account.SUPPLIER_PAYABLE: AccountInfo("440000", N_("Suppliers to pay")),
    Account.LOAN_RECEIVABLE: AccountInfo("416000", N_("Zero-interest loans to units")),
    Account.SHARE_CAPITAL: AccountInfo("111000", N_("Members' shares")),
    Account.SHARES_IN_ADVANCE: AccountInfo("489500", N_("Paid for shares, not complete yet")),
    Account.SHARE_REFUNDS_DUE: AccountInfo("489400", N_("Shares to pay back")),
    Account.BAD_DEBT: AccountInfo("642000", N_("Unpaid invoices carried by the common pot")),
}


class Act(StrEnum):
    """What happened: each act has exactly one documented entry."""

    ISSUE = "issue"
    CREDIT = "credit"
    CONFIRM = "confirm"
    NET_DUE = "net_due"
    SETTLEMENT = "settlement"
    EXPENSE = "expense"
    PAID_IN = "paid_in"
    PAYMENT_UNDONE = "payment_undone"
    SEPA_SENT = "sepa_sent"
    TRANSFER_REJECTED = "transfer_rejected"
    CLOSE = "close"
    REDUCTION = "reduction"
    SHARE_PAID_IN = "share_paid_in"
    SHARE_PAYMENT_UNDONE = "share_payment_undone"
    SHARE_REFUND_DUE = "share_refund_due"
    SHARES_CARRIED = "shares_carried"


ACTS: Mapping[Act, Msg] = {
    Act.ISSUE: N_("Invoice issued"),
    Act.CREDIT: N_("Credit note issued"),
    Act.CONFIRM: N_("Work confirmed"),
    Act.NET_DUE: N_("Pay due"),
    Act.SETTLEMENT: N_("Special contribution of the quarter settled"),
    Act.EXPENSE: N_("Expense note approved"),
    Act.PAID_IN: N_("Payment received from the client"),
    Act.PAYMENT_UNDONE: N_("Payment of the client undone"),
    Act.SEPA_SENT: N_("Transfers sent to the bank"),
    Act.TRANSFER_REJECTED: N_("Transfer rejected by the bank"),
    Act.CLOSE: N_("Cost of employment settled"),
    Act.REDUCTION: N_("Employer reduction kept by the common pot"),
    Act.SHARE_PAID_IN: N_("Payment received for shares"),
    Act.SHARE_PAYMENT_UNDONE: N_("Payment for shares undone"),
    Act.SHARE_REFUND_DUE: N_("Shares to pay back"),
    Act.SHARES_CARRIED: N_("Paid while joining, now for shares"),
}
