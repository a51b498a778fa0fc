"""Figures about expense notes."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

WHERE_AND_WHEN = (Dimension.REGION, Dimension.OFFICE, Dimension.MONTH)

FIGURES = (
    Figure(
        key="expense_notes",
        title=N_("Expense notes approved"),
        definition=N_(
            "Expense notes approved from 1 January to the end of the day, on the day of approval. "
            "One note with several receipts counts once. Notes that were refused or taken back "
            "are left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="expenses",
        title=N_("Expenses paid back"),
        definition=N_(
            "The amount of the expense notes approved in the year, VAT included, on the day of "
            "approval, transferred or not."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="expenses_waiting_days",
        title=N_("Days until an expense note is decided"),
        definition=N_(
            "The mean number of calendar days from sending to decision, over the expense notes "
            "approved or refused in the year. Notes that still wait are left out."
        ),
        unit=FigureUnit.DAYS,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.OFFICE, Dimension.MONTH),
    ),
)
