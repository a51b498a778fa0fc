"""Figures about production units."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="units_active",
        title=N_("Active production units"),
        definition=N_(
            "Production units with at least one economic act from 1 January to the end of the "
            "day: an invoice, a credit note, a confirmed contract or an approved expense note. "
            "A unit closed in the year still counts. Drafts do not count."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=(
            Dimension.OFFICE,
            Dimension.TOOL,
            Dimension.SECTOR,
            Dimension.UNIT_AGE,
            Dimension.TURNOVER_UNIT,
        ),
    ),
    Figure(
        key="units_growth",
        title=N_("Active units: change in one year"),
        definition=N_(
            "Active production units of the year up to the day, minus those of the year before "
            "up to the same day."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        measure="units_active",
    ),
    Figure(
        key="units_invoicing",
        title=N_("Units with turnover"),
        definition=N_(
            "Active units for which at least one invoice or credit note was issued in the year. "
            "Shares by turnover of the unit are shares of them."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.OFFICE,),
    ),
    Figure(
        key="units_idle",
        title=N_("Active units without turnover"),
        definition=N_(
            "Active units for which no invoice and no credit note was issued in the year. They "
            "had a contract or an expense note. In the table by turnover they are in the row "
            "“None, or not said”."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.OFFICE,),
    ),
    Figure(
        key="employing_units",
        title=N_("Units that employ others"),
        definition=N_(
            "Units with confirmed work in the year of at least one person who was not a holder "
            "of that unit on the day of the work. Open-ended jobs count too."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.OFFICE, Dimension.EMPLOYED),
    ),
    Figure(
        key="others_budget",
        title=N_("Budget of units for paying others"),
        definition=N_(
            "Employment budget of the confirmed work in the year of people who were not a holder "
            "of the unit on the day of the work: gross pay and all employer costs. Corrections "
            "of the work are counted on their own day."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.OFFICE,),
    ),
)
