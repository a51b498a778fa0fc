"""Figures about invoices and what they bring in."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

WHERE_AND_WHEN = (Dimension.REGION, Dimension.OFFICE, Dimension.MONTH)

FIGURES = (
    Figure(
        key="turnover",
        title=N_("Turnover"),
        definition=N_(
            "Invoices dated in the year, up to the end of the day, minus the credit notes dated "
            "in the same time, excluding VAT. An invoice counts on its own date, paid or not. "
            "Drafts and quotes do not count, nor do subsidies and loans."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(*WHERE_AND_WHEN, Dimension.SECTOR, Dimension.TOOL),
    ),
    Figure(
        key="contribution_rate",
        title=N_("Contribution on turnover"),
        definition=N_(
            "The part of its turnover that each unit pays to the common pot, as decided by the "
            "general assembly and in force at the end of the day."
        ),
        unit=FigureUnit.SHARE,
        owner=Role.BOARD,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="contribution",
        title=N_("Contribution to the common pot"),
        definition=N_(
            "What units paid from their turnover to the common pot, from the entries of invoices "
            "and credit notes dated in the year. The margin on employment budgets and the "
            "employer reductions also go to the pot, but are not in this figure."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="invoices",
        title=N_("Invoices issued"),
        definition=N_(
            "Invoices with a number, dated from 1 January to the end of the day. Credit notes "
            "are not counted, and an invoice that was credited later still counts."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="receivables",
        title=N_("Outstanding receivables"),
        definition=N_(
            "What clients still have to pay at the end of the day: all invoices issued so far, "
            "including VAT, minus credit notes and payments received. Invoices that are not due "
            "yet are in it too."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.REGION, Dimension.OFFICE),
    ),
    Figure(
        key="concentration",
        title=N_("Holders who make four fifths of the turnover"),
        definition=N_(
            "Put the holders with turnover in order, the largest turnover first. This is the "
            "smallest part of them that together makes four fifths of the turnover of the year. "
            "The turnover of a unit with several holders is shared equally between them."
        ),
        unit=FigureUnit.SHARE,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="vat_due",
        title=N_("VAT on invoices"),
        definition=N_(
            "VAT on the invoices dated in the year, minus the VAT on credit notes dated in the "
            "same time. The VAT on expenses, which the cooperative recovers, is not taken off."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="training_turnover",
        title=N_("Turnover of training without VAT"),
        definition=N_(
            "Turnover of the year of the entity for training, whose invoices are exempt from VAT "
            "because they meet the conditions for vocational training."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
)
