"""People, how they sign in and which roles they hold."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.payroll.situation import Situation, Spouse
from domain.people import Gender
from domain.roles import Role
from web.extensions import Base, SealedText, Uid
from web.models.likeness import likeness_of


class Person(Uid, Base):
    """Someone the cooperative knows."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("ix_person_likeness", "likeness", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str]
    family_name: Mapped[str]
    language: Mapped[str] = mapped_column(String(2), default="fr")
    theme: Mapped[str] = mapped_column(String(5), default="")  # "", light or dark
    phone: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(String(2), default="BE")
    birth_day: Mapped[date | None]
    national_number_sealed: Mapped[bytes | None]
    national_number_index: Mapped[str | None] = mapped_column(unique=True)
    iban_sealed: Mapped[bytes | None]
    spouse: Mapped[Spouse] = mapped_column(default=Spouse.SINGLE)
    children: Mapped[int] = mapped_column(default=0)
    single_parent: Mapped[bool] = mapped_column(default=False)
    gender: Mapped[Gender] = mapped_column(default=Gender.NOT_SAID, server_default="")
    flat_rate: Mapped[bool] = mapped_column(default=False)  # artists of Annex III, point 80
    active: Mapped[bool] = mapped_column(default=True)
    likeness: Mapped[str] = mapped_column(default=likeness_of("family_name", "given_name", "email"))
    created: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    national_number = SealedText(index=True)
    iban = SealedText()

    granted: Mapped[list["PersonRole"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def name(self) -> str:
        """How the person is called."""
        return f"{self.given_name} {self.family_name}"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, which must have been loaded with the person."""
        kept: frozenset[Role] | None = self.__dict__.get("kept_roles")
        return frozenset(grant.role for grant in self.granted) if kept is None else kept

    def keep_roles(self, roles: Iterable[Role]) -> None:
        """Hold the roles for the rest of a request, also after a commit or a rollback."""
        self.__dict__["kept_roles"] = frozenset(roles)

    @property
    def situation(self) -> Situation:
        """What the person's family changes on a payslip."""
        return Situation(
            spouse=self.spouse,
            children=self.children,
            flat_rate=self.flat_rate,
            single_parent=self.single_parent,
        )


class PersonRole(Base):
    """One role of one person."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class SignIn(UserMixin, Base):
    """One signed-in browser: what the session cookie points to."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    began: Mapped[datetime]
    seen: Mapped[datetime]
    ended: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(lazy="raise")
    token = ""  # known only while it is given out, and to the request that carries it

    def get_id(self) -> str:
        """What the session cookie holds."""
        return self.token


class OneTimeLink(Base):
    """A link that lets someone choose a password, once: handed over by a person."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime]
    used: Mapped[datetime | None]  # or withdrawn, when a newer one replaced it

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class SignInFailure(Base):
    """A wrong password: guessing is slowed per (person, place), never per person alone."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_bucket_at", "bucket", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bucket: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
