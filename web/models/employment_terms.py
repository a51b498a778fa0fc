"""Changes of open-ended employment: other pay or another week, from a month on."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.contract_life import ContractStatus
from domain.hours import Hours
from domain.money import Eur
from domain.periods import Month
from web.extensions import Base
from web.models.employment import Employment
from web.models.person import Person


class EmploymentTerms(Base):
    """One change: what was agreed before it is kept, here or in the employment itself."""

    __tablename__ = "employment_terms"
    __table_args__ = (
        UniqueConstraint("employment_id", "number"),
        CheckConstraint("monthly_gross > 0", name="paid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"))
    number: Mapped[int]  # 1 for the first change of an employment
    since: Mapped[Month]
    status: Mapped[ContractStatus]  # offered, made, declined, lapsed, cancelled
    reason: Mapped[str]
    monthly_gross: Mapped[Eur]
    coefficient: Mapped[Decimal] = mapped_column(Numeric(8, 4))  # when it was offered
    weekly_hours: Mapped[Hours]
    schedule: Mapped[dict[str, Any]]  # hours by weekday, "0" is Monday
    offered: Mapped[datetime]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    employment: Mapped[Employment] = relationship(lazy="raise")
    offered_by: Mapped[Person] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}
