"""Quarters in tests: work of one day, what each payslip settled, and whether it all agrees."""

import sqlalchemy as sa

from domain.employment import ContractType
from domain.money import Eur, eur, total
from domain.payroll.special_contribution import TABLES, of_quarter
from domain.periods import Month
from tests.web import make
from tests.web.books import check_books
from tests.web.closing import PA, slips, worked
from web.demo.people import WORKER
from web.extensions import db
from web.models.contract import Earning
from web.models.pay import Carried, Debt
from web.models.person import Person
from web.queries.amounts import sums
from web.queries.soundness import verdicts

APRIL, MAY, JUNE = Month(2026, 4), Month(2026, 5), Month(2026, 6)
LABEL = "Settlement of the special social security contribution"


def earned(month: Month, gross: str, *, email: str = WORKER, day: int = 20, **more) -> None:
    """Confirmed work of one day for a single white-collar worker."""
    kind = more.pop("kind", ContractType.WHITE_COLLAR)
    when = (month.first_day.replace(day=day),)
    worked(days=when, gross=gross, budget="9000.00", kind=kind, email=email, **more)


def settlements(email: str = WORKER) -> list[Eur]:
    """What each payslip of a person settles, the oldest first."""
    key = make.person(email).id
    return [slip.settlement for slip in slips() if slip.person_id == key]


def owed() -> dict[int, list[Eur]]:
    """Debts that payslips made."""
    query = sa.select(Debt.person_id, Debt.amount).where(Debt.payslip_id.is_not(None))
    found: dict[int, list[Eur]] = {}
    for key, amount in db.session.execute(query):
        found.setdefault(key, []).append(amount)
    return found


def carried(email: str = WORKER) -> Eur:
    query = sa.select(Carried.amount).where(Carried.person_id == make.person(email).id)
    return total(db.session.scalars(query))


def check_settled() -> None:
    """The books agree, and the quarter of each person costs what the table says, to the cent."""
    check_books()
    assert [text for item in verdicts() for text in item.problems] == []
    query = (
        sa.select(Person, sa.func.sum(Earning.gross), sums(Earning.special_contribution))
        .join(Earning, Earning.person_id == Person.id)
        .where(Earning.entity_id == PA, Earning.month.in_((APRIL, MAY, JUNE)))
        .group_by(Person.id)
    )
    for person, gross, advances in db.session.execute(query):
        last = {slip.month: slip.settlement for slip in slips() if slip.person_id == person.id}
        figures = TABLES[person.spouse].on(JUNE.last_day)
        assert Eur(advances + total(last.values())) == eur(of_quarter(gross, figures))
