"""Sister cooperatives in other countries: what each said of itself for one day."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.money import Eur
from domain.sisters import Told
from web.extensions import Base


class SisterYear(Base):
    """The figures of one cooperative on one day; NULL is what is not known."""

    __tablename__ = "sister_year"
    __table_args__ = (
        UniqueConstraint("country", "name", "day"),
        CheckConstraint("rate BETWEEN 0 AND 1", name="rate_is_a_part"),
        CheckConstraint(
            "users >= 0 AND turnover >= 0 AND staff >= 0 AND offices >= 0", name="no_less_than_none"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    country: Mapped[str] = mapped_column(String(2))
    legal_form: Mapped[str] = mapped_column(String(80), default="")
    founded: Mapped[int | None]
    day: Mapped[date]
    rate: Mapped[Decimal | None] = mapped_column(Numeric(6, 5))
    users: Mapped[int | None]
    turnover: Mapped[Eur | None]
    staff: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    offices: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300))
    changed: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def told(self) -> Told:
        """As the rules read it."""
        return Told(**{name: getattr(self, name) for name in Told.__dataclass_fields__})
