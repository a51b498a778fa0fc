"""Figures about the share capital."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="shares",
        title=N_("Shares"),
        definition=N_(
            "Shares held by all member-shareholders in the register at the end of the day. "
            "Subscriptions that are not paid yet, and shares whose exit has taken effect, are "
            "left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.CATEGORY,),
    ),
    Figure(
        key="share_nominal",
        title=N_("Nominal value of a share"),
        definition=N_("The nominal value of one share, in the statutes in force on the day."),
        unit=FigureUnit.EUR,
        owner=Role.BOARD,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="capital",
        title=N_("Share capital"),
        definition=N_(
            "The shares of the register at the end of the day, at their nominal value. Reserves "
            "and results are not in this figure."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="shares_refunded",
        title=N_("Shares paid back"),
        definition=N_(
            "Shares that left the register because of a resignation, a death or an exclusion and "
            "for which the refund was transferred from 1 January to the end of the day. Shares "
            "passed on to someone else are left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="mean_invested",
        title=N_("Mean amount invested"),
        definition=N_("Share capital at the end of the day, divided by the member-shareholders."),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        measure="capital",
    ),
    Figure(
        key="mean_shares",
        title=N_("Mean number of shares"),
        definition=N_("Shares at the end of the day, divided by the member-shareholders."),
        unit=FigureUnit.RATIO,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        measure="shares",
    ),
    Figure(
        key="median_shares",
        title=N_("Median number of shares"),
        definition=N_(
            "Member-shareholders in the order of what they hold at the end of the day: the shares "
            "of the one in the middle. Half of them hold as much or less."
        ),
        unit=FigureUnit.RATIO,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="members_joined",
        title=N_("Shareholders who came"),
        definition=N_(
            "People and organisations with shares in the register at the end of the day that had "
            "none at the end of the year before. Who came and left in between is left out."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="members_left",
        title=N_("Shareholders who left"),
        definition=N_(
            "People and organisations with shares in the register at the end of the year before "
            "that have none at the end of the day: resigned, excluded, died, or passed them on."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="largest_holding",
        title=N_("Largest holding"),
        definition=N_(
            "The nominal value of the shares of the member-shareholder with the most shares at "
            "the end of the day. Each still has one vote."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="largest_holding_shares",
        title=N_("Shares in the largest holding"),
        definition=N_(
            "The shares of the member-shareholder with the most shares at the end of the day."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
    ),
)
