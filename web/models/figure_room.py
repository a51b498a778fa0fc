"""A screen in a meeting: which figures it shows, moved from the presenters' own devices."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class FigureRoom(Base):
    """One screen; whoever knows its code may look at it."""

    __tablename__ = "figure_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    public: Mapped[bool]  # shows nothing but what everybody may read
    slide: Mapped[str] = mapped_column(String(40))
    opened: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    moves: Mapped[int] = mapped_column(default=0)  # how often a presenter touched it
    ended: Mapped[datetime | None]
