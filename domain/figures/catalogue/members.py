"""Figures about people: shareholders and holders of units."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

OF_HOLDERS = (
    Dimension.REGION,
    Dimension.OFFICE,
    Dimension.GENDER,
    Dimension.AGE,
    Dimension.SENIORITY,
)

FIGURES = (
    Figure(
        key="members",
        title=N_("Member-shareholders"),
        definition=N_(
            "People and organisations with at least one share in the register at the end of the "
            "day. Each counts once, whatever the number of shares. Those whose exit has taken "
            "effect are left out."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
        dimensions=(
            Dimension.CATEGORY,
            Dimension.REGION,
            Dimension.HOLDING,
            Dimension.AGE,
            Dimension.MEMBERSHIP,
        ),
    ),
    Figure(
        key="members_a",
        title=N_("Shareholders of category A"),
        definition=N_(
            "Member-shareholders who are in category A of the register at the end of the day: "
            "people who use the shared enterprise. A change of category counts from its day."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="members_b",
        title=N_("Shareholders of category B"),
        definition=N_(
            "Member-shareholders who are in category B of the register at the end of the day: "
            "people of the support team. A change of category counts from its day."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="members_c",
        title=N_("Shareholders of category C"),
        definition=N_(
            "Member-shareholders who are in category C of the register at the end of the day: "
            "clients, partners and others who support the cooperative."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="members_growth",
        title=N_("Shareholders: change in one year"),
        definition=N_(
            "Member-shareholders at the end of the day, minus those at the end of the same day "
            "one year before. Those who left are taken off: it is not the number who joined."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
        measure="members",
    ),
    Figure(
        key="holders",
        title=N_("Holders of units"),
        definition=N_(
            "Different people who hold, at the end of the day, at least one unit that was active "
            "in the year. Someone with three units counts once. Holders of units without any act "
            "in the year are left out."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADVISER,
        cutoff=Cutoff.DAY,
        dimensions=(
            *OF_HOLDERS,
            Dimension.UNITS,
            Dimension.TURNOVER_HOLDER,
            Dimension.CLIENTS,
            Dimension.ARTS,
        ),
    ),
    Figure(
        key="holders_new",
        title=N_("New holders"),
        definition=N_(
            "Holders of units whose very first unit began in the year. Someone who held a unit "
            "before and comes back is not new."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=OF_HOLDERS,
    ),
    Figure(
        key="holders_invoicing",
        title=N_("Holders with turnover"),
        definition=N_(
            "Holders of units for whose units at least one invoice or credit note was issued in "
            "the year. Shares by turnover, by clients and by kind of sector are shares of them."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=OF_HOLDERS,
    ),
    Figure(
        key="holders_idle",
        title=N_("Holders without turnover"),
        definition=N_(
            "Holders of units for whose units no invoice and no credit note was issued in the "
            "year. Their units had another act: a contract or an expense note. In tables by "
            "turnover they are in the row “None, or not said”."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        dimensions=OF_HOLDERS,
    ),
    Figure(
        key="mean_age",
        title=N_("Mean age of shareholders"),
        definition=N_(
            "The mean of the ages, in completed years at the end of the day, of the "
            "member-shareholders who are people and whose day of birth is known. Organisations "
            "are left out."
        ),
        unit=FigureUnit.YEARS,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="mean_seniority",
        title=N_("Mean years as a shareholder"),
        definition=N_(
            "The mean time from the day of admission in the register to the end of the day, in "
            "years of 365.25 days, over all member-shareholders."
        ),
        unit=FigureUnit.YEARS,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
)
