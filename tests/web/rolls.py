"""Assemblies whose roll tests freeze: convened, the record day past, everything still open."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from domain.assembly.words import AssemblyKind, AssemblyState
from tests.web.make import save
from tests.web.polls import words
from tests.web.shareholders import a_shareholder
from web import clock
from web.actions import roll
from web.extensions import db
from web.models.assembly import Assembly
from web.models.roll import RollLine
from web.models.share import Shareholder


def a_coming_assembly(**given: Any) -> Assembly:
    """In ten days; proxies until the fifth before it."""
    now = clock.now().replace(microsecond=0)
    starts, today = now + timedelta(days=10), clock.today()
    values = {
        "kind": AssemblyKind.ORDINARY,
        "state": AssemblyState.CONVENED,
        "titles": words("General assembly"),
        "starts": starts,
        "place": "Brussels",
        "record_day": today - timedelta(days=1),
        "objections_until": today + timedelta(days=3),
        "questions_until": starts,
        "proxies_until": starts - timedelta(days=5),
        "convened": now,
    }
    return save(Assembly(**{**values, **given}))


def frozen(*emails: str, **given: Any) -> Assembly:
    """Its roll holds these people."""
    for email in emails:
        a_shareholder(email)
    assembly = a_coming_assembly(**given)
    roll.freeze(assembly, now=clock.now())
    return assembly


def line_of(assembly: Assembly, holder: Shareholder) -> RollLine:
    """Their line, as it is now."""
    query = sa.select(RollLine).where(
        RollLine.assembly_id == assembly.id, RollLine.shareholder_id == holder.id
    )
    return db.session.scalars(query).one()
