"""What the registers show about a condition: each piece of evidence says whether it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.errors import N_, Msg

TENTH = 10  # one vote in so many, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One piece of evidence."""

    title: Msg
    said: Msg
    values: Mapping[str, int | Decimal | date] = field(default_factory=dict)  # of ``said``
    holds: bool | None = None  # None: the registers do not know, the board says it
    place: str = ""  # where it can be looked up: the page, and what of it
    about: str = ""


def statutes() -> Finding:
    """What only the statutes say."""
    return Finding(
        title=N_("Statutes"),
        said=N_("The text of the statutes is not kept here. The board names the article."),
    )


def activity(*, contracts: int, employees: int, units: int) -> Finding:
    """What members did in the year."""
    return Finding(
        title=N_("Activity of the year"),
        said=N_(
            "%(units)s units were active, %(employees)s people were employed with %(contracts)s "
            "contracts."
        ),
        values={"units": units, "employees": employees, "contracts": contracts},
        holds=True if units else None,
        place="figures.definition",
        about="units_active",
    )


def nothing_paid_out(entries: int) -> Finding:
    """Money of shares only moves when shares are paid or paid back.

    entries: of the year that moved such an account by another act
    """
    return Finding(
        title=N_("Ledger"),
        said=N_(
            "Besides payments for shares and refunds of shares, %(entries)s entries moved the "
            "accounts of shareholders. No account pays a profit."
        ),
        values={"entries": entries},
        holds=entries == 0,
        place="shares.register",
    )


def none_for_free(movements: int) -> Finding:
    """Shares given without being paid would be a gain.

    movements: of the year that added shares for which nothing was paid
    """
    return Finding(
        title=N_("Share register"),
        said=N_("%(movements)s movements added shares for which nothing was paid."),
        values={"movements": movements},
        holds=movements == 0,
        place="shares.register",
    )


def refunds_match(refunded: Decimal, posted: Decimal) -> Finding:
    """Nothing was shared out beside the refunds that the board decided."""
    return Finding(
        title=N_("Refunds and ledger"),
        said=N_("Refunds decided in the year: %(refunded)s. Put into the ledger: %(posted)s."),
        values={"refunded": refunded, "posted": posted},
        holds=refunded == posted,
        place="shares.register",
    )


def refunds_at_most_paid(refunds: int, above: int) -> Finding:
    """Refunds of the year, and those above what was paid or above the nominal value."""
    return Finding(
        title=N_("Refunds of shares"),
        said=N_(
            "%(refunds)s refunds were decided in the year; %(above)s of them were above what had "
            "been paid for the shares."
        ),
        values={"refunds": refunds, "above": above},
        holds=above == 0,
        place="shares.register",
    )


def seats_unpaid(seats: int, allowances: int) -> Finding:
    """Seats on the board in the year, and those with an allowance that the assembly granted."""
    return Finding(
        title=N_("Register of the board"),
        said=N_(
            "%(seats)s seats were held in the year; the assembly granted an allowance for "
            "%(allowances)s of them."
        ),
        values={"seats": seats, "allowances": allowances},
        holds=None if allowances or not seats else True,
        place="board.index",
    )


def within_a_tenth(most: int, votes: int) -> Finding:
    """Most votes in one hand, own and by proxy, of all the votes at one assembly."""
    if not votes:
        return Finding(title=N_("Assembly"), said=N_("No assembly was held in the year."))
    return Finding(
        title=N_("Assembly"),
        said=N_(
            "Each shareholder has one vote. Nobody had more than %(most)s votes, proxies "
            "included, of the %(votes)s that were present or represented."
        ),
        values={"most": most, "votes": votes},
        holds=most * TENTH <= votes,
        place="assemblies.index",
    )


def accounts(approved: date | None) -> Finding:
    """The annual accounts, which say what became of the result."""
    if approved is None:
        return Finding(
            title=N_("Annual accounts"),
            said=N_("The accounts of the year are not recorded here. The board says the result."),
        )
    return Finding(
        title=N_("Annual accounts"),
        said=N_("The accounts of the year were approved on %(day)s."),
        values={"day": approved},
        holds=True,
        place="shares.register",
    )


def earlier_report(published: date | None) -> Finding:
    """The special report of the year before."""
    if published is None:
        return Finding(
            title=N_("Reports"),
            said=N_("No special report of the year before was published here."),
        )
    return Finding(
        title=N_("Reports"),
        said=N_("The special report of the year before was published on %(day)s."),
        values={"day": published},
        holds=True,
        place="reports.index",
    )
