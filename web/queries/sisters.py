"""Sister cooperatives: the newest figures of each up to a day; everybody may read them."""

from datetime import date

import sqlalchemy as sa

from domain.sisters import newest
from web.extensions import db
from web.models.sister import SisterYear


def up_to(day: date) -> list[SisterYear]:
    """All that was told of days up to this one, newest first."""
    query = sa.select(SisterYear).where(SisterYear.day <= day)
    return list(db.session.scalars(query.order_by(SisterYear.day.desc(), SisterYear.name)))


def last_told(day: date) -> list[SisterYear]:
    """The newest figures of each cooperative, by name."""
    rows = {row.told: row for row in up_to(day)}
    return [rows[told] for told in newest(rows, day)]


def count_on(day: date) -> int:
    """How many cooperatives have told something up to a day."""
    names = sa.select(SisterYear.country, SisterYear.name)
    known = names.where(SisterYear.day <= day).distinct().subquery()
    return int(db.session.scalar(sa.select(sa.func.count()).select_from(known)) or 0)


def mark() -> str:
    """Changes with every act on a line: an added one, a changed one, a removed one."""
    table = SisterYear.__table__
    query = sa.select(
        sa.func.count(), sa.func.coalesce(sa.func.max(table.c.id), 0), sa.func.sum(table.c.version)
    )
    return "-".join(str(part or 0) for part in db.session.execute(query).one())
