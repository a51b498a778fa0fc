"""Every figure says what it is."""

import pytest

from domain.figures.catalogue import FIGURES, MODULES, TABLES, family, figure, split, table, tables
from domain.figures.definition import (
    BANDS,
    CUTOFFS,
    DIMENSIONS,
    FIGURE_UNITS,
    Cutoff,
    Dimension,
    Figure,
    FigureUnit,
    NoDefinition,
)
from domain.roles import ROLES, Role

MAIN = [
    "members",
    "members_a",
    "members_b",
    "members_c",
    "holders",
    "holders_new",
    "units_active",
    "turnover",
    "contribution",
    "clients",
    "clients_new",
    "invoices",
    "receivables",
    "contracts",
    "days",
    "hours",
    "full_time",
    "employees",
    "employees_not_holders",
    "expense_notes",
    "expenses_waiting_days",
    "social_security",
    "others_budget",
    "shares",
    "capital",
    "shares_refunded",
    "mean_invested",
    "mean_shares",
    "mean_age",
    "mean_seniority",
    "largest_holding",
    "voters_online",
    "turnout_now",
    "support_team",
    "permanent_jobs",
    "salary_ratio",
    "salary_ratio_team",
    "employing_units",
    "concentration",
]


def test_the_main_figures_are_there_and_kept():
    assert all(FIGURES[key].kept for key in MAIN)


def test_nothing_is_defined_twice():
    assert len(FIGURES) == sum(len(module.FIGURES) for module in MODULES)
    assert len(TABLES) == len(tables.TABLES)


@pytest.mark.parametrize("one", FIGURES.values(), ids=lambda one: one.key)
def test_a_definition_is_a_sentence(one):
    assert one.definition.endswith(".")
    assert len(one.definition.split()) >= 8
    assert not one.title.endswith(".")
    assert one.owner in ROLES
    assert one.version >= 1
    assert FIGURES[one.measure].measure == one.measure


@pytest.mark.parametrize("one", TABLES.values(), ids=lambda one: one.key)
def test_a_table_splits_a_figure_by_what_it_can_be_split_by(one):
    assert set(one.dimensions) <= {*FIGURES[one.figure].dimensions}
    assert len(one.dimensions) == (1 if one.columns is None else 2)


def test_everything_has_a_name():
    assert set(FIGURE_UNITS) == set(FigureUnit)
    assert set(CUTOFFS) == set(Cutoff)
    assert set(DIMENSIONS) == set(Dimension)
    assert set(BANDS) < set(Dimension)


def test_acts_without_a_page_are_marked():
    away = {key for key, one in FIGURES.items() if not one.kept}
    assert away >= {"loans", "trainings", "info_sessions", "reminders", "events", "logins"}
    assert away >= {"survey_answers", "survey_score"}
    assert not away & set(MAIN)


def test_a_figure_is_found_by_its_key():
    assert figure("turnover").unit is FigureUnit.EUR
    assert table("turnover_by_age").columns is Dimension.AGE


@pytest.mark.parametrize("find", [figure, table])
def test_a_number_without_a_definition_is_not_published(find):
    """A12: “nearly 198 million” has no definition."""
    with pytest.raises(NoDefinition, match="nearly_198_million"):
        find("nearly_198_million")


@pytest.mark.parametrize(("title", "definition"), [("A title", "  "), ("", "A definition.")])
def test_a_figure_without_words_cannot_be_made(title, definition):
    with pytest.raises(NoDefinition, match="bare"):
        Figure(
            key="bare",
            title=title,
            definition=definition,
            unit=FigureUnit.COUNT,
            owner=Role.BOARD,
            cutoff=Cutoff.DAY,
        )


def test_a_figure_is_split_by_what_it_can_be_split_by():
    assert split("holders", Dimension.AGE) is TABLES["holders_by_age"]
    made = split("invoices", Dimension.REGION)
    assert (made.key, made.title, made.dimensions) == (
        "invoices_by_region",
        FIGURES["invoices"].title,
        (Dimension.REGION,),
    )
    with pytest.raises(NoDefinition, match="invoices_by_gender"):
        split("invoices", Dimension.GENDER)


def test_the_tables_of_a_figure_are_a_family():
    assert {one.key for one in family("clients")} == {
        "clients_by_country",
        "clients_by_ownership",
        "clients_by_kind",
    }
    assert family("turnover") == ()
