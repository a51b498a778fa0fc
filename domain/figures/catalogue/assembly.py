"""Figures about the general assembly and the board."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="voters_online",
        title=N_("Shareholders who voted online"),
        definition=N_(
            "Ballots in the urns of the polls of the ordinary general assembly of the year, "
            "counted once a poll: the poll with the most ballots decides. Votes in the room and "
            "votes by proxy on paper are left out. Nothing is shown before a poll is closed."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.SCRUTINEER,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="turnout_now",
        title=N_("Turnout of the open vote"),
        definition=N_(
            "Votes cast so far in the open poll, divided by the votes on the electoral roll. It "
            "is only there while a poll is open, and follows the rule of the poll for showing "
            "turnout. It says nothing about what was voted."
        ),
        unit=FigureUnit.SHARE,
        owner=Role.SCRUTINEER,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="directors_elected",
        title=N_("Directors elected"),
        definition=N_(
            "People and organisations elected to the board by an assembly held in the year. A "
            "second mandate counts as an election."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="board_size",
        title=N_("Directors"),
        definition=N_(
            "Mandates of directors that are running at the end of the day. An organisation with "
            "its representative is one."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.BOARD,
        cutoff=Cutoff.DAY,
    ),
)
