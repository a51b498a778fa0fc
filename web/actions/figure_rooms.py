"""Screens of figures: opened for a meeting, moved from any presenter's device, ended."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from web.actions.audit import record
from web.extensions import db
from web.models.figure_room import FigureRoom

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on a screen
LENGTH = 10


def open_room(name: str, *, public: bool, slide: str, by: int, now: datetime) -> FigureRoom:
    """A new screen, at its first slide.

    public: shows only what everybody may read, whoever looks
    """
    room = FigureRoom(
        code="".join(secrets.choice(SIGNS) for _ in range(LENGTH)),
        name=name,
        public=public,
        slide=slide,
        opened=now,
        opened_by_id=by,
        moves=0,
    )
    db.session.add(room)
    db.session.flush()
    record("figure_room_opened", room, name=name)
    db.session.commit()
    return room


def show(room: FigureRoom, slide: str) -> None:
    """Bring the screen to a slide; the last presenter who asks decides."""
    _touch(room, slide=slide)
    db.session.commit()


def end(room: FigureRoom, *, now: datetime) -> None:
    """The meeting is over: the screen goes blank."""
    if _touch(room, ended=now):
        record("figure_room_ended", room, name=room.name)
    db.session.commit()


def _touch(room: FigureRoom, **values: object) -> bool:
    """Change a screen that is in use; was it?"""
    change = sa.update(FigureRoom).where(FigureRoom.id == room.id, FigureRoom.ended.is_(None))
    change = change.values(moves=FigureRoom.moves + 1, **values).returning(FigureRoom.id)
    return db.session.scalar(change) is not None
