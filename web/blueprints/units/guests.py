"""People whom a holder adds by their exact address: nobody can be looked for by name."""

from werkzeug.datastructures import MultiDict

from web.queries.working import person_with_email

MOST_GUESTS = 5


def guests_of(typed: MultiDict[str, str]) -> tuple[dict[str, int], bool]:
    """Who was added, the latest chosen to work; and whether the new address is unknown."""
    found: dict[str, int] = {}
    for email in typed.getlist("guest")[:MOST_GUESTS]:
        person_id = person_with_email(email)
        if person_id is not None:
            found[email] = person_id
    email = typed.get("email", "").strip()
    if "add" not in typed or not email:
        return found, False
    person_id = person_with_email(email)
    if person_id is None:
        return found, True
    typed["email"], typed["worker"] = "", str(person_id)
    return {**found, email: person_id}, False
