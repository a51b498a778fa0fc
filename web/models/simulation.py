"""The mark of an invented cooperative, and how far its making has come."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class Simulation(Base):
    """What it was made from: one row, or none in any other cooperative."""

    __tablename__ = "simulation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int]
    scale: Mapped[str]  # as it was typed: 1 is the full size
    seed: Mapped[int]
    began: Mapped[datetime]
    ended: Mapped[datetime | None]  # None: being made, or stopped midway


class SimulationStep(Base):
    """One step that is done, written with all that it made: it is never done twice."""

    __tablename__ = "simulation_step"

    stage: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)  # empty for what has no month
    acts: Mapped[int]
    done: Mapped[datetime]
