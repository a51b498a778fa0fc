"""The chapters of each report: their place, the figures and tables they show, what to write."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import N_, Msg
from domain.reports.kinds import ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: a text, then figures, charts and tables."""

    key: str
    title: Msg
    hint: Msg  # what the writer should say
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    flow: bool = False  # where the euros of the year went
    trends: tuple[str, ...] = ()  # figures by month
    conditions: bool = False  # the nine conditions, with their evidence


ACTIVITY = (
    Chapter(
        key="foreword",
        title=N_("Foreword"),
        hint=N_("What this year was about, in the words of those who lead the cooperative."),
    ),
    Chapter(
        key="essentials",
        title=N_("The year in numbers"),
        hint=N_("One or two sentences on what these numbers say together."),
        figures=(
            "turnover",
            "members",
            "employees",
            "full_time",
            "units_active",
            "contracts",
            "invoices",
            "clients",
            "support_team",
        ),
    ),
    Chapter(
        key="euro",
        title=N_("Where a euro goes"),
        hint=N_("What members pay for, and what they get for it."),
        figures=("contribution", "contribution_rate", "net_pay", "social_security", "expenses"),
        flow=True,
        trends=("turnover",),
    ),
    Chapter(
        key="holders",
        title=N_("The people who hold units"),
        hint=N_("Who they are, what changed, and which differences between them you want to name."),
        figures=("holders", "holders_new", "holders_invoicing", "holders_idle", "concentration"),
        tables=(
            "holders_by_region",
            "holders_by_gender",
            "holders_by_age",
            "holders_by_seniority",
            "holders_by_units",
            "holders_by_clients",
            "holders_by_arts",
            "turnover_by_gender",
            "turnover_by_age",
            "turnover_by_seniority",
        ),
    ),
    Chapter(
        key="units",
        title=N_("Production units"),
        hint=N_("What people do in their units, and how they work together."),
        figures=("units_active", "units_growth", "employing_units", "others_budget"),
        tables=("units_by_age", "units_by_tool", "units_by_turnover", "units_by_employed"),
    ),
    Chapter(
        key="work",
        title=N_("Work and pay"),
        hint=N_("Contracts, hours and pay, and what was done for safe and well-paid work."),
        figures=(
            "employees",
            "employees_growth",
            "employees_not_holders",
            "contracts",
            "days",
            "hours",
            "full_time",
            "payroll_budget",
            "permanent_jobs",
            "salary_ratio",
            "salary_ratio_team",
        ),
        tables=("people_by_hours", "employees_by_sector", "budget_by_sector"),
        trends=("contracts",),
    ),
    Chapter(
        key="clients",
        title=N_("Clients and invoices"),
        hint=N_("For whom members worked, and how soon they were paid."),
        figures=("clients", "clients_new", "clients_growth", "invoices", "receivables"),
        tables=("clients_by_country", "clients_by_ownership", "clients_by_kind"),
    ),
    Chapter(
        key="services",
        title=N_("The house behind the members"),
        hint=N_("What the support team did: advice, information, training, safety."),
        figures=(
            "support_team",
            "advisers",
            "offices",
            "expense_notes",
            "expenses_waiting_days",
        ),
    ),
    Chapter(
        key="shares",
        title=N_("Shareholders and shares"),
        hint=N_("Who owns the cooperative, and what their shares are worth."),
        figures=(
            "members",
            "members_growth",
            "members_a",
            "members_b",
            "members_c",
            "mean_age",
            "mean_seniority",
            "shares",
            "capital",
            "mean_invested",
            "mean_shares",
            "largest_holding",
            "shares_refunded",
        ),
        tables=("members_by_category",),
    ),
    Chapter(
        key="assembly",
        title=N_("Deciding together"),
        hint=N_("What the assembly decided, and how members took part during the year."),
        figures=("voters_online", "directors_elected", "board_size"),
    ),
    Chapter(
        key="outlook",
        title=N_("What comes next"),
        hint=N_("The plans for the next year, and what they need."),
    ),
)

SOCIAL = (
    Chapter(
        key="frame",
        title=N_("Why there is this report"),
        hint=N_("Since when the company is an approved social enterprise, and who checks it."),
    ),
    Chapter(
        key="conditions",
        title=N_("The nine conditions"),
        hint=N_("How the board checks through the year that the conditions are met."),
        conditions=True,
    ),
    Chapter(
        key="activities",
        title=N_("What was done for the purpose"),
        hint=N_("The activities by which the company reached its purpose in the year."),
        figures=(
            "turnover",
            "holders_new",
            "employees",
            "contracts",
            "days",
            "hours",
            "full_time",
            "permanent_jobs",
        ),
        tables=("permanent_jobs_by_gender", "permanent_jobs_by_time"),
    ),
    Chapter(
        key="means",
        title=N_("The means that were used"),
        hint=N_("The people, the money and the tools that were put to work for it."),
        figures=("contribution", "social_security", "support_team", "advisers", "offices"),
        flow=True,
    ),
    Chapter(
        key="fairness",
        title=N_("Fair pay and shared risks"),
        hint=N_("How far apart pay is, and which risks members carry together."),
        figures=("salary_ratio", "salary_ratio_team", "receivables", "expenses_waiting_days"),
    ),
    Chapter(
        key="democracy",
        title=N_("One person, one vote"),
        hint=N_("How shareholders took part in the decisions of the year."),
        figures=("members", "voters_online", "directors_elected", "board_size"),
    ),
)

CHAPTERS: Mapping[ReportKind, tuple[Chapter, ...]] = {
    ReportKind.ACTIVITY: ACTIVITY,
    ReportKind.SOCIAL: SOCIAL,
}


def chapter_of(kind: ReportKind, key: str) -> Chapter | None:
    """A chapter by its key."""
    return next((chapter for chapter in CHAPTERS[kind] if chapter.key == key), None)


def figures_of(kind: ReportKind) -> tuple[str, ...]:
    """Every figure that the chapters of a report show, each once."""
    return tuple(dict.fromkeys(key for chapter in CHAPTERS[kind] for key in chapter.figures))


def tables_of(kind: ReportKind) -> tuple[str, ...]:
    """Every table that they show, each once."""
    return tuple(dict.fromkeys(key for chapter in CHAPTERS[kind] for key in chapter.tables))
