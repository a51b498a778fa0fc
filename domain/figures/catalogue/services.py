"""Figures of services whose acts have no page yet: they are defined, and marked as not kept."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Figure, FigureUnit
from domain.roles import Role

FIGURES = (
    Figure(
        key="loans",
        title=N_("Zero-interest loans granted"),
        definition=N_(
            "Loans without interest granted to units in the year, on the day of the "
            "decision. Requests that were refused or withdrawn are left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="loans_amount",
        title=N_("Amount of the loans granted"),
        definition=N_(
            "The amount of the zero-interest loans granted in the year, whatever was paid"
            " back since."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="loans_ever",
        title=N_("Zero-interest loans since the beginning"),
        definition=N_(
            "All loans without interest granted since the first one, up to the end of the day."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        kept=False,
    ),
    Figure(
        key="loans_ever_amount",
        title=N_("Amount of all loans since the beginning"),
        definition=N_(
            "The amount of all loans without interest granted since the first one, up to "
            "the end of the day, whatever was paid back since."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        kept=False,
    ),
    Figure(
        key="info_sessions",
        title=N_("Information sessions"),
        definition=N_(
            "Sessions held in the year that explain the cooperative to people who want to"
            " join. They are not counted as events or trainings."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="events",
        title=N_("Events"),
        definition=N_(
            "Trainings, meetings and other events for members held in the year. Trainings"
            " are a part of it. Information sessions are counted apart."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="trainings",
        title=N_("Trainings"),
        definition=N_(
            "Trainings for members held in the year. Each date counts once. They are a "
            "part of the events."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="trainees",
        title=N_("People trained"),
        definition=N_(
            "People who attended a training of the year. Someone who attended two "
            "trainings counts twice."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="training_days",
        title=N_("Days of training"),
        definition=N_("Days of the trainings for members held in the year."),
        unit=FigureUnit.DAYS,
        owner=Role.ADVISER,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="team_trainings",
        title=N_("Trainings of the support team"),
        definition=N_("Training sessions that people of the support team attended in the year."),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="team_training_hours",
        title=N_("Hours of training of the support team"),
        definition=N_(
            "Hours of the trainings that people of the support team attended in the year,"
            " added up over people."
        ),
        unit=FigureUnit.HOURS,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="logins",
        title=N_("Sign-ins a day"),
        definition=N_(
            "Sign-ins to the members' space in the year, divided by the days of the year so far."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.SYSTEM_ADMIN,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="mediation_messages",
        title=N_("Messages to mediation"),
        definition=N_(
            "Messages sent in the year to the mediation service. What they say is known "
            "to the mediator only."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="guide_articles",
        title=N_("New articles of the guide"),
        definition=N_(
            "Articles put online in the guide for members in the year. Changes of older "
            "articles are left out."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="legal_requests",
        title=N_("Legal requests"),
        definition=N_(
            "Files opened in the year by the legal service: disputes, contracts to read, "
            "questions of law."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="reminders",
        title=N_("Reminders sent"),
        definition=N_(
            "Reminders of unpaid invoices sent to clients in the year. Two reminders of "
            "one invoice count twice."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="medical_visits",
        title=N_("Medical visits on joining"),
        definition=N_(
            "New members who had a medical visit in the year because their trade asks for one."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.ADMIN_TEAM,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="survey_answers",
        title=N_("Answers to the members' survey"),
        definition=N_("Filled-in answers to the survey among members held in the year."),
        unit=FigureUnit.PEOPLE,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
    Figure(
        key="survey_score",
        title=N_("Satisfaction in the members' survey"),
        definition=N_(
            "The mean mark, out of 10, that members gave the cooperative in the survey of the year."
        ),
        unit=FigureUnit.RATIO,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
        kept=False,
    ),
)
