"""The demo cooperative: the cast of the tests, and three months of its life."""

from web.demo.people import PASSWORD, PEOPLE


def accounts() -> list[tuple[str, str, str]]:
    """Who can sign in to the demo: role in words, e-mail, password."""
    return [(person.part, person.email, PASSWORD) for person in PEOPLE if person.part]
