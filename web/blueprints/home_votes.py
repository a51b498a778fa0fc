"""The first page: what an assembly asks of the reader."""

from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from domain.roles import Role
from web import urn
from web.i18n import language, moment_text
from web.models.person import Person
from web.queries import home_votes as queries


def asked_by_assemblies(person: Person) -> list[dict[str, Any]]:
    """Votes to cast and proxies to answer, as links to where that is done."""
    if Role.SHAREHOLDER not in person.roles:
        return []
    return [*_votes(), *map(_proxy, queries.proxies_asked())]


def _votes() -> list[dict[str, Any]]:
    """One line for each open poll in which the reader has a vote that nobody cast yet."""
    found = groupby(queries.open_votes(), key=lambda vote: vote.poll_id)
    return [
        _vote(left)
        for _poll, votes in found
        if (left := [vote for vote in votes if not urn.was_cast(vote.uid, vote.grantor)])
    ]


def _vote(left: list[queries.OpenVote]) -> dict[str, Any]:
    first = left[0]
    url = (
        url_for("votes.ballot", poll_id=first.poll_id, shareholder_id=first.shareholder_id)
        if len(left) == 1
        else url_for("votes.index")
    )
    label = ngettext("Vote: %(what)s", "Cast your %(num)s votes: %(what)s", len(left),
                     what=first.titles[language()])  # fmt: skip
    note = _("The vote is open until %(moment)s", moment=moment_text(first.closes_at))
    return {"url": url, "label": label, "note": note, "icon": "vote", "amount": None}


def _proxy(asked: queries.Asked) -> dict[str, Any]:
    return {
        "url": url_for("proxies.index", assembly_id=asked.assembly_id, _anchor="held"),
        "label": _("%(name)s asks you to hold a proxy", name=asked.who),
        "note": _("Accept or refuse before %(moment)s", moment=moment_text(asked.until)),
        "icon": "users",
        "amount": None,
    }
