"""The page of one agreement, shown to its worker and to those who follow the unit."""

from flask import Response, g
from sqlalchemy.orm import joinedload

from domain.roles import Role
from web import clock
from web.access import HELD, find
from web.forms.calendar import weekday_names
from web.forms.employments import AnswerForm
from web.htmx import page
from web.i18n import locale
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.queries.employment_page import Reader, Story, reader_of, story_of

PARTIES = (Role.MEMBER, Role.WORKER)
OFFICE = (Role.ADVISER, Role.ADMIN_TEAM)
READERS = (*PARTIES, *OFFICE, Role.FINANCE)
WHOLE = (
    joinedload(Employment.person),
    joinedload(Employment.unit),
    joinedload(Employment.entity),
)
OF_CHANGE = (joinedload(EmploymentTerms.employment).joinedload(Employment.person),)


def the(employment_id: int) -> Employment:
    """One agreement with all that its page shows."""
    return find(Employment, employment_id, *WHOLE)


def reader(row: Employment) -> Reader:
    """How the reader is concerned by it."""
    office = not g.person.roles.isdisjoint(OFFICE)
    return reader_of(row, g.person, HELD, office=office)


def story(employment_id: int) -> Story:
    """Everything about one agreement."""
    row = the(employment_id)
    return story_of(row, reader(row), clock.today())


def shown(
    employment_id: int,
    form: AnswerForm | None = None,
    errors: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """The page, with what was refused."""
    return page(
        "employments/show.html",
        status=status,
        story=story(employment_id),
        form=form or AnswerForm(),
        refused=errors,
        weekdays=weekday_names(locale()),
        today=clock.today(),
    )
