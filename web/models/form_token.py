"""Forms already sent: a repeated submit has one effect."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base


class FormToken(Base):
    """One form, sent once; where it led is what a repetition is shown."""

    __tablename__ = "form_token"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64))  # of the form, to tell a repeat from another
    location: Mapped[str] = mapped_column(default="")
    sent: Mapped[datetime] = mapped_column(index=True)
