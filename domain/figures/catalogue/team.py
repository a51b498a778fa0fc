"""Figures about the support team."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="support_team",
        title=N_("People in the support team"),
        definition=N_(
            "Different people with a contract of support staff that is in force at the end of "
            "the day, full time or part time. They work for all members, not for one unit."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.OFFICE,),
    ),
    Figure(
        key="advisers",
        title=N_("Advisers"),
        definition=N_(
            "People who have the role of adviser at the end of the day. They are part of the "
            "support team."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.OFFICE,),
    ),
    Figure(
        key="offices",
        title=N_("Offices"),
        definition=N_("Offices of the cooperative that are open to members on the day."),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="sisters",
        version=2,
        title=N_("Sister cooperatives"),
        definition=N_(
            "Sister cooperatives in other countries of which figures are known at the end of the "
            "day. Each says of itself what it asks as a contribution, its users, its turnover and "
            "its team; only how many cooperatives there are is counted here."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.BOARD,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.SISTER, Dimension.ASPECT),
    ),
)
