"""Screens of figures that are in use."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from web.extensions import db
from web.models.figure_room import FigureRoom

LONGEST = timedelta(hours=24)  # a screen that nobody ended ends itself


def room(code: str) -> FigureRoom | None:
    """The screen of a code."""
    found: FigureRoom | None = db.session.scalar(
        sa.select(FigureRoom).where(FigureRoom.code == code)
    )
    return found


def is_open(one: FigureRoom, now: datetime) -> bool:
    """Does it still show anything?"""
    return one.ended is None and now < one.opened + LONGEST


def open_rooms(now: datetime) -> Sequence[FigureRoom]:
    """Those in use, the newest first."""
    query = sa.select(FigureRoom).where(
        FigureRoom.ended.is_(None), FigureRoom.opened > now - LONGEST
    )
    return db.session.scalars(query.order_by(FigureRoom.opened.desc())).all()
