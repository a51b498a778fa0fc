"""The legal entities under one cooperative."""

from sqlalchemy.orm import Mapped, mapped_column

from domain.entities import EntityCode
from web.extensions import Base


class Entity(Base):
    """One legal person that invoices and employs; a customer of one bank account."""

    __tablename__ = "entity"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[EntityCode] = mapped_column(unique=True)
    name: Mapped[str]  # the exact legal name, printed on every document
    legal_form: Mapped[str]
    enterprise_number: Mapped[str] = mapped_column(unique=True)
    onss_number: Mapped[str | None]  # as the social security office numbers employers
    vat_number: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str] = mapped_column(default="BE")
    court: Mapped[str]  # the register of legal persons it belongs to
    email: Mapped[str]
    iban: Mapped[str]  # its own account, printed on its invoices, hence not sealed
    bic: Mapped[str]
