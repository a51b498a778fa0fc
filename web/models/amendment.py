"""Amendments: what was changed in a contract after both had accepted it, for all to see."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.extensions import Base
from web.models.contract import Contract
from web.models.person import Person


class AmendmentState(StrEnum):
    """Was it answered?"""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Amendment(Base):
    """One change of one contract: both texts are kept, and who said yes."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    number: Mapped[int]  # 1 for the first of a contract
    state: Mapped[AmendmentState] = mapped_column(default=AmendmentState.OFFERED)
    reason: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    made: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    contract: Mapped[Contract] = relationship(lazy="raise")
    made_by: Mapped[Person] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}
