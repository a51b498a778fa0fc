"""Figures about contracts, work and people paid."""

from domain.errors import N_
from domain.figures.definition import Cutoff, Dimension, Figure, FigureUnit
from domain.roles import Role

WHERE_AND_WHEN = (Dimension.REGION, Dimension.OFFICE, Dimension.MONTH)

FIGURES = (
    Figure(
        key="contracts",
        title=N_("Employment contracts"),
        definition=N_(
            "Employment contracts made, whose first day is in the year and not after the day. "
            "Three people on one assignment have three contracts. Contracts that were cancelled "
            "before their first day are left out, and so are open-ended jobs."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="days",
        title=N_("Days worked"),
        definition=N_(
            "Days of confirmed work in the year, up to the end of the day, corrections included. "
            "Two contracts of one person on the same day are two days. Work that is planned or "
            "not confirmed yet is left out."
        ),
        unit=FigureUnit.DAYS,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="hours",
        title=N_("Hours worked"),
        definition=N_(
            "Hours of confirmed work in the year, up to the end of the day, corrections included. "
            "Work that is planned or not confirmed yet is left out."
        ),
        unit=FigureUnit.HOURS,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="full_time_hours",
        title=N_("Hours of a full-time year"),
        definition=N_("52 weeks of full-time work, at the hours a week in force on the day."),
        unit=FigureUnit.HOURS,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
    ),
    Figure(
        key="full_time",
        title=N_("Full-time equivalents"),
        definition=N_(
            "Hours worked in the year, divided by the hours of one full-time year: 52 weeks of "
            "38 hours, or 1,976 hours. Before the end of the year it is the part reached so far."
        ),
        unit=FigureUnit.FTE,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        measure="hours",
    ),
    Figure(
        key="employees",
        title=N_("Employees"),
        definition=N_(
            "Different people with confirmed work in the year, over all entities and contracts. "
            "Someone with twenty contracts counts once. The support team is included."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.REGION, Dimension.GENDER),
    ),
    Figure(
        key="employees_growth",
        title=N_("Employees: change in one year"),
        definition=N_(
            "Employees of the year up to the day, minus employees of the year before up to the "
            "same day."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        measure="employees",
    ),
    Figure(
        key="employees_not_holders",
        title=N_("Employees who hold no unit"),
        definition=N_(
            "Employees of the year who held no production unit on any day of the year. They "
            "worked for the unit of someone else, or for the support team."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="person_months",
        title=N_("Months of work of one person"),
        definition=N_(
            "Each person counts once in each month of the year with confirmed work, by the hours "
            "of all contracts of that month. Someone with work in five months counts five times."
        ),
        unit=FigureUnit.COUNT,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.HOURS,),
    ),
    Figure(
        key="sector_people",
        title=N_("Employees by sector"),
        definition=N_(
            "Different people with confirmed work in the year, counted once in each sector in "
            "which they worked. Someone who works in two sectors counts twice, so that the whole "
            "is more than the employees."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.SECTOR,),
    ),
    Figure(
        key="payroll_budget",
        title=N_("Payroll budget"),
        definition=N_(
            "Employment budget of the confirmed work in the year: gross pay and all employer "
            "costs, before the quarterly reductions. Corrections count on their own day."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=(Dimension.SECTOR, *WHERE_AND_WHEN),
    ),
    Figure(
        key="net_pay",
        title=N_("Net pay"),
        definition=N_(
            "Net pay that came due for work of the year, from the entries of pay up to the end "
            "of the day, transferred or not."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="withholding",
        title=N_("Withholding tax"),
        definition=N_(
            "Withholding tax on the pay of the year, from the entries of pay up to the end of "
            "the day. What people pay or get back later with their tax return is not known here."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="social_security",
        title=N_("Social security contributions"),
        definition=N_(
            "Contributions of workers and of the employer to the national social security office "
            "for the work of the year, after reductions, from the entries up to the end of the "
            "day. Holiday pay of the funds is left out."
        ),
        unit=FigureUnit.EUR,
        owner=Role.FINANCE,
        cutoff=Cutoff.YEAR,
        dimensions=WHERE_AND_WHEN,
    ),
    Figure(
        key="permanent_jobs",
        title=N_("Members with an open-ended contract"),
        definition=N_(
            "Open-ended jobs of members that are in force at the end of the day. The support "
            "team is left out. Full time is 38 hours a week or more."
        ),
        unit=FigureUnit.PEOPLE,
        owner=Role.FINANCE,
        cutoff=Cutoff.DAY,
        dimensions=(Dimension.GENDER, Dimension.WORKING_TIME),
    ),
    Figure(
        key="salary_ratio",
        title=N_("Highest pay for one of the lowest"),
        definition=N_(
            "The gross pay of each person in the year is turned into a month of full-time work. "
            "The highest of these is divided by the lowest. People without hours, and benefits "
            "in kind, are left out."
        ),
        unit=FigureUnit.RATIO,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
    ),
    Figure(
        key="salary_ratio_team",
        title=N_("Highest pay for one of the lowest, in the support team"),
        definition=N_(
            "The same ratio of full-time gross pay, for contracts of support staff only. "
            "Benefits in kind are left out."
        ),
        unit=FigureUnit.RATIO,
        owner=Role.BOARD,
        cutoff=Cutoff.YEAR,
    ),
)
