"""Figures about the clients of units."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="clients",
        title=N_("Clients"),
        definition=N_(
            "Different clients to whom at least one invoice dated in the year was issued. A "
            "client of several units counts once. Clients in the directory without an invoice in "
            "the year are left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.COUNTRY, Dimension.OWNERSHIP, Dimension.KIND),
    ),
    Figure(
        key="clients_new",
        title=N_("New clients"),
        definition=N_(
            "Clients whose very first invoice is dated in the year. A client who comes back "
            "after some years is not new."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="clients_growth",
        title=N_("Clients: change in one year"),
        definition=N_(
            "Clients of the year up to the day, minus clients of the year before up to the same "
            "day. It is not the number of new clients."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        measure="clients",
    ),
)
