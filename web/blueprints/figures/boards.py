"""What the boards show, in which order; the figures themselves are in the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import url_for
from markupsafe import Markup

from domain.errors import N_, Msg
from domain.figures.catalogue import FIGURES, figure
from domain.figures.definition import Dimension
from domain.periods import same_day_before
from web.blueprints.figures import source
from web.blueprints.figures.plates import plates
from web.figure_charts import ChartShown
from web.figure_words import change_text, figure_shown, translated

LEADS = ("turnover", "members", "units_active", "employees")
Part = tuple[str, Msg, tuple[str, ...]]
PUBLIC: tuple[Part, ...] = (
    (
        "members",
        N_("Members"),
        ("holders", "holders_new", "members_growth", "mean_age", "mean_seniority", "voters_online"),
    ),
    (
        "activity",
        N_("Units and clients"),
        ("units_growth", "invoices", "clients", "clients_new", "contribution", "concentration"),
    ),
    (
        "work",
        N_("Work"),
        ("contracts", "days", "hours", "full_time", "employees_not_holders", "social_security"),
    ),
    (
        "shares",
        N_("Shares and money"),
        ("capital", "shares", "mean_invested", "largest_holding", "receivables", "expense_notes"),
    ),
)
INSIDE: tuple[Part, ...] = (
    ("vote", N_("The vote"), ("turnout_now", "voters_online", "directors_elected", "board_size")),
    (
        "desk",
        N_("Waiting and outstanding"),
        ("expenses_waiting_days", "receivables", "expense_notes", "expenses"),
    ),
    (
        "pay",
        N_("Pay and solidarity"),
        ("payroll_budget", "net_pay", "withholding", "salary_ratio", "salary_ratio_team"),
    ),
    (
        "shared",
        N_("Working together"),
        ("employing_units", "others_budget", "permanent_jobs", "support_team", "advisers"),
    ),
    (
        "quiet",
        N_("Members and units without turnover"),
        ("holders_invoicing", "holders_idle", "units_invoicing", "units_idle"),
    ),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which day: all of the cooperative, a region or an office."""

    board: str  # public or inside
    day: date
    region: str = ""
    office: str = ""

    @property
    def part(self) -> bool:
        """Is it only a part of the cooperative?"""
        return bool(self.region or self.office)


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure on a board: what it is, how much, how it changed in a year."""

    key: str
    title: str
    text: Markup | str
    change: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    key: str
    title: str
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All that a board shows."""

    asked: Asked
    leads: tuple[FigureShown, ...]
    sections: tuple[Section, ...]
    charts: tuple[ChartShown, ...]
    not_kept: tuple[FigureShown, ...]


def board(asked: Asked) -> Board:
    """The public board, or that of members, which goes further."""
    parts = (*PUBLIC, *INSIDE) if asked.board == "inside" else PUBLIC
    keys = (*LEADS, *(key for _, _, keys in parts for key in keys))
    shown = figures_of(asked, keys)
    sections = [
        Section(
            name,
            translated(title),
            tuple(shown[key] for key in keys_ if key in shown),
        )
        for name, title, keys_ in parts
    ]
    return Board(
        asked,
        tuple(shown[key] for key in LEADS if key in shown),
        tuple(section for section in sections if section.figures),
        () if asked.part else tuple(plates(asked.board, asked.day)),
        () if asked.part else tuple(_shown(key, None, None) for key in _not_kept()),
    )


def figures_of(asked: Asked, keys: Sequence[str]) -> dict[str, FigureShown]:
    """Figures that are known, with what they changed in a year."""
    wanted = [key for key in dict.fromkeys(keys) if _fits(key, asked)]
    now = source.amounts(wanted, asked.day, region=asked.region, office=asked.office)
    earlier = same_day_before(asked.day)
    before = source.amounts(wanted, earlier, region=asked.region, office=asked.office)
    return {key: _shown(key, now[key], before[key]) for key in wanted if now[key] is not None}


def _not_kept() -> list[str]:
    return [key for key, about in FIGURES.items() if not about.kept]


def _fits(key: str, asked: Asked) -> bool:
    """Can the figure be asked for a region or an office?"""
    wanted = {Dimension.REGION} if asked.region else set()
    wanted |= {Dimension.OFFICE} if asked.office else set()
    return key in FIGURES and figure(key).kept and wanted <= set(figure(key).dimensions)


def _shown(key: str, now: Decimal | None, before: Decimal | None) -> FigureShown:
    about = figure(key)
    grows = not key.endswith("_growth")
    return FigureShown(
        key,
        translated(about.title),
        figure_shown(now, about.unit),
        change_text(now, before, about.unit) if grows else "",
        url_for("figures.definition", key=key),
    )
