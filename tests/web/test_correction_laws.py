"""Whatever is confirmed and corrected, in whatever order: the pay is that of what was worked."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.amending import AmendmentOver
from domain.employment import ContractType
from domain.errors import RuleError
from domain.hours import FULL_DAY, Hours, add_hours, not_full
from domain.ledger import Account
from domain.money import Eur, total
from domain.payments import amounts, works_by_month
from domain.payroll.payslip import payslip
from domain.periods import Month
from domain.work import in_proportion
from tests.web import make
from tests.web.books import balance, check_books
from tests.web.closing import AUGUST, DAYS, JULY, close, employer
from tests.web.correcting import HALF, earnings, full, locked, made_early, propose
from tests.web.together import together
from web import clock
from web.actions import contracts, corrections
from web.extensions import db
from web.models.amendment import Amendment
from web.models.contract import Contract, Earning
from web.models.person import Person
from web.queries.payrun import earners
from web.queries.payrun_control import controls
from web.queries.soundness import verdicts

pytestmark = pytest.mark.usefixtures("app_context")

SPAN = [date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 3), date(2026, 8, 4)]
KINDS = (ContractType.WHITE_COLLAR, ContractType.BLUE_COLLAR, ContractType.STUDENT)
NUMBERS = count(1)

some_hours = st.one_of(st.just(0), st.integers(0, 900))
days_worked = st.lists(some_hours, min_size=4, max_size=4).map(
    lambda found: {
        day: Hours(Decimal(hundredths).scaleb(-2))
        for day, hundredths in zip(SPAN, found, strict=True)
        if hundredths
    }
)
acts = st.tuples(st.sampled_from(("new", "correct", "correct", "close")), days_worked)
Worked = Mapping[date, Hours]


def somebody() -> Person:
    """A person who earned nothing yet."""
    number = next(NUMBERS)
    person = Person(
        email=f"{number}@law.example",
        given_name="Lou",
        family_name=f"Wet {number}",
        language="nl",
        created=make.NOON,
    )
    person.own_uid()
    return make.save(person)


def start(person: Person, said: Worked, place: int) -> Contract:
    """A contract of four days, of which so much is confirmed."""
    contract = make.contract(
        email=person.email, days=SPAN, gross=f"{431 + 97 * place}.37", budget="2000.00",
        kind=KINDS[place % 3],
    )  # fmt: skip
    kept = {day: min(number, FULL_DAY) for day, number in said.items()}
    contracts.confirm(made_early(contract, date(2026, 7, 1)), now=clock.now(), hours=kept)
    return contract


def act(person: Person, found: dict[int, Worked], name: str, said: Worked, place: int) -> None:
    if name == "close":
        close(AUGUST)
    elif name == "new" or not found:
        key = start(person, said, place).id
        found[key] = {day: min(number, FULL_DAY) for day, number in said.items()}
    else:
        key = list(found)[place % len(found)]
        corrections.accept(propose(db.session.get_one(Contract, key), said), now=clock.now())
        found[key] = said


def payslip_of(person: Person, found: Mapping[int, Worked], month: Month):
    """What one gets who works it out from nothing but the hours in the end."""
    works = []
    for key, said in found.items():
        row = db.session.get_one(Contract, key)
        gross = in_proportion(row.agreed_gross, add_hours(said.values()), row.agreed_hours)
        works.append(works_by_month(row.kind, gross, said, not_full(said)).get(month))
    return amounts(payslip([work for work in works if work], person.situation, month))


def booked(person_id: int, month: Month, column: sa.orm.InstrumentedAttribute[Eur]) -> Eur:
    mine = Earning.person_id == person_id, Earning.month == month
    return total(db.session.scalars(sa.select(column).where(*mine)))


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, min_size=2, max_size=8))
def test_in_the_end_it_is_the_payslip_of_what_was_worked(sequence):
    make.invoice(price="50000.00")
    person, found = somebody(), {}
    for place, (name, said) in enumerate(sequence):
        try:
            act(person, found, name, said, place)
        except RuleError:
            db.session.rollback()
    db.session.expire_all()
    for month in (JULY, AUGUST):
        final = payslip_of(person, found, month)
        assert booked(person.id, month, Earning.net) == final.net
        assert booked(person.id, month, Earning.gross) == final.gross
        assert booked(person.id, month, Earning.withholding) == final.withholding
        assert all(item.reckoned.agrees for item in earners(employer(), month, [person.id]))
        assert all(control.agrees for control in controls(employer(), month))
    due = -balance(Account.NET_PAY_DUE, person.id)
    assert due == booked(person.id, JULY, Earning.net) + booked(person.id, AUGUST, Earning.net)
    check_books()
    assert [verdict.name for verdict in verdicts() if not verdict.is_sound] == []


def test_two_people_accept_the_same_correction_at_once(app: Flask):
    contract = locked(gross="600.00", budget="960.00")
    key = propose(contract, {DAYS[0]: HALF}).id
    db.session.commit()

    def accept() -> None:
        corrections.accept(db.session.get_one(Amendment, key), now=clock.now())

    wrong = together(app, [accept] * 3)
    assert [type(error) for error in wrong] == [AmendmentOver] * 2
    assert [item.sequence for item in earnings(contract)] == [1, 2]
    check_books()


def test_a_correction_and_new_work_at_once_add_up(app: Flask):
    first = locked(gross="900.00", budget="1500.00")
    key = propose(first, {DAYS[0]: FULL_DAY}).id
    second = make.contract(days=DAYS, gross="1200.00", budget="2000.00").id
    db.session.commit()
    acts = [
        lambda: corrections.accept(db.session.get_one(Amendment, key), now=clock.now()),
        lambda: contracts.confirm(db.session.get_one(Contract, second), now=clock.now()),
    ]
    assert together(app, acts) == []
    db.session.expire_all()
    person = db.session.get_one(Person, first.person_id)
    said = {first.id: full(DAYS[0]), second: full()}
    assert booked(person.id, AUGUST, Earning.net) == payslip_of(person, said, AUGUST).net
    check_books()
