"""Plans for the tests of the equation."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from domain.assignment import Plan, Worker
from domain.employment import REFUSED, ContractType
from domain.money import Eur, eur
from domain.payroll.payslip import Situation, Spouse, Work
from domain.periods import Month

DAY = date(2026, 9, 1)
SEPTEMBER = Month(2026, 9)
WHITE = ContractType.WHITE_COLLAR
KINDS = [kind for kind in ContractType if kind not in REFUSED]  # those a unit can offer


def worker(key=1, days=2, first=date(2026, 9, 7), kind=WHITE, situation=None, **more):
    return Worker(
        key=key,
        contract_type=kind,
        days=tuple(first + timedelta(days=n) for n in range(days)),
        situation=situation or Situation(),
        **more,
    )


def plan(*workers, price=1000, expenses=0, day=DAY):
    return Plan(price=eur(price), expenses=eur(expenses), workers=workers, day=day)


def euros(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


@st.composite
def crews(draw, most=3):
    """People who work between April and December 2026, some with other contracts."""
    people = []
    for key in range(draw(st.integers(1, most))):
        person = worker(
            key,
            draw(st.integers(1, 25)),
            draw(st.dates(date(2026, 4, 1), date(2026, 11, 30))),
            draw(st.sampled_from(KINDS)),
            Situation(draw(st.sampled_from(Spouse)), draw(st.integers(0, 2))),
            weight=draw(st.integers(0, 3)),
        )
        if draw(st.booleans()):
            other = Work(draw(st.sampled_from(KINDS)), draw(euros(1, 200_000)), 5)
            person = replace(person, already={Month.of(person.days[0]): (other,)})
        people.append(person)
    return tuple(people)
