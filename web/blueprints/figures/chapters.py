"""What the statistics for the board tell, chapter by chapter; the numbers are in the catalogue."""

from dataclasses import dataclass

from domain.errors import N_, Msg


@dataclass(frozen=True, slots=True)
class Chapter:
    """Figures and tables of one subject, in the order in which they are read."""

    key: str
    title: Msg
    about: Msg  # a sentence that says what it answers
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    curve: bool = False
    sisters: bool = False


CHAPTERS = (
    Chapter(
        "brackets",
        N_("Turnover by bracket"),
        N_("How many units and holders sell little, and how many sell much."),
        ("turnover", "units_active", "units_idle", "holders", "holders_idle"),
        ("units_by_turnover", "holders_by_turnover"),
    ),
    Chapter(
        "concentration",
        N_("Concentration"),
        N_("How few of the holders make most of the turnover."),
        ("concentration",),
        curve=True,
    ),
    Chapter(
        "clients",
        N_("Clients"),
        N_("On how many clients a holder depends, and who these clients are."),
        ("clients", "clients_new", "invoices"),
        ("holders_by_clients", "clients_by_kind", "clients_by_ownership", "clients_by_country"),
    ),
    Chapter(
        "sectors",
        N_("Sectors"),
        N_("In which trades people work, and what their work costs."),
        ("sector_people", "payroll_budget"),
        ("employees_by_sector", "budget_by_sector", "holders_by_arts"),
    ),
    Chapter(
        "hours",
        N_("Hours of work"),
        N_("How much of a full-time job people have, month by month."),
        ("employees", "contracts", "days", "hours", "full_time", "full_time_hours"),
        ("people_by_hours",),
    ),
    Chapter(
        "pay",
        N_("Pay"),
        N_("The highest pay as so many times the lowest, each for a full-time job."),
        ("salary_ratio", "salary_ratio_team", "support_team"),
    ),
    Chapter(
        "jobs",
        N_("Open-ended contracts"),
        N_("Who has a lasting job through a unit; the support team is left out."),
        ("permanent_jobs", "employing_units", "others_budget"),
        ("permanent_jobs_by_gender", "permanent_jobs_by_time"),
    ),
    Chapter(
        "shares",
        N_("The register of shares"),
        N_("Who owns the cooperative, since when, and with how many shares."),
        (
            *("members", "members_joined", "members_left", "shares_refunded"),
            *("shares", "capital", "mean_shares", "median_shares", "largest_holding"),
            *("mean_invested", "mean_age", "mean_seniority"),
        ),
        (
            *("members_by_category", "members_by_holding"),
            *("members_by_age", "members_by_membership"),
        ),
    ),
    Chapter(
        "sisters",
        N_("Sister cooperatives"),
        N_("Cooperatives like ours in other countries, beside ours."),
        sisters=True,
    ),
)
FIGURES = tuple(dict.fromkeys(key for chapter in CHAPTERS for key in chapter.figures))
