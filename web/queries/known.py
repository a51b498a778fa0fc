"""What the rules must know of the people who are to work, before a contract is made."""

from collections.abc import Collection, Mapping

from domain.assignment.draft import Wanted
from domain.assignment.review import Known
from web.queries.hours_elsewhere import hours_of_people
from web.queries.student_hours import student_hours, students
from web.queries.working import Candidate


def known(people: Mapping[int, Candidate], wanted: Collection[Wanted]) -> dict[int, Known]:
    """What is known of each person; hours of students only of those who are to work as one."""
    days = [day for item in wanted for day in item.days]
    others = hours_of_people([item.person_id for item in wanted], days)
    asked = students((item.person_id, item.contract_type) for item in wanted)
    hours = student_hours(asked, {day.year for item in wanted for day in item.days})
    return {
        key: Known(
            person.name,
            person.has_national_number,
            person.birth_day,
            hours.get(key, {}),
            others.get(key, {}),
        )
        for key, person in people.items()
    }
