"""What the cooperative owes to a person."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class DebtKind(StrEnum):
    """Why something is owed."""

    NET_PAY = "net_pay"
    EXPENSES = "expenses"
    SHARE_REFUND = "share_refund"


DEBT_KINDS: Mapping[DebtKind, Msg] = {
    DebtKind.NET_PAY: N_("Net pay"),
    DebtKind.EXPENSES: N_("Expenses"),
    DebtKind.SHARE_REFUND: N_("Shares paid back"),
}
