"""The legal entities, by their code."""

import sqlalchemy as sa

from domain.entities import EntityCode
from web.extensions import db
from web.models.entity import Entity


def entity_names() -> dict[EntityCode, str]:
    """What each legal entity is called, as printed on its documents."""
    rows = db.session.execute(sa.select(Entity.code, Entity.name))
    return {code: name for code, name in rows}  # noqa: C416 - pairs, not rows


def company() -> Entity:
    """The cooperative company itself, which issues the shares."""
    return db.session.scalars(sa.select(Entity).where(Entity.code == EntityCode.SC)).one()
