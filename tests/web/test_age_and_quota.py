"""Too young, or beyond the hours of a student: refused where a contract or an assignment begins."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from domain.ages import UnderAge
from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hiring import Way, work_out
from domain.hours import Hours
from domain.minimum_pay import BelowMinimumForHours
from domain.money import eur
from domain.payroll.student_quota import QuotaExceeded
from tests.web import make
from tests.web.assigning import assignment, begin, contracts, form, in_english, send
from tests.web.employing import MONDAY, TUESDAY, employ, order, typed
from tests.web.issuing import STUDIO
from tests.web.test_money import english
from web import clock
from web.actions import activity
from web.demo.people import MEMBER, OTHER_MEMBER
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.person import Person
from web.models.unit import Unit
from web.queries.hiring import worker_of
from web.queries.student_hours import student_hours
from web.queries.working import already, candidates

STUDENT = ContractType.STUDENT


@pytest.fixture
def thousand(app_context):
    """A unit with one unpaid invoice of 1,000: 935 to spend."""
    invoice_id = make.invoice(unit_id=STUDIO).id
    db.session.rollback()  # nothing is kept waiting
    return invoice_id


def born(email, day):
    db.session.execute(sa.update(Person).where(Person.email == email).values(birth_day=day))
    db.session.commit()


def days_from(first, count):
    return [first + timedelta(days=n) for n in range(count)]


def slot(text, name):
    return re.search(rf'id="{name}-error".*?</div>', text, re.DOTALL)[0]


def no_contract():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Contract)) == 0


# A contract on a running budget


@pytest.mark.parametrize(
    ("birth_day", "kind", "field", "reason"),
    [
        (date(2011, 9, 22), "student", "worker", "is 14 years old"),
        (date(2011, 9, 21), "white-collar", "kind", "student contract only"),
        (date(2008, 3, 1), "white-collar", "kind", "has no work bonus because of their age"),
    ],
)
def test_someone_too_young_is_refused_at_the_field(
    thousand, browse, birth_day, kind, field, reason
):
    born(OTHER_MEMBER, birth_day)
    answer = english(browse(OTHER_MEMBER)).post(f"/units/{STUDIO}/contracts", typed(kind=kind))
    assert answer.status_code == 422
    assert reason in slot(answer.text, field)
    assert no_contract()


def test_at_15_a_student_contract_is_made_at_two_thirds_of_the_minimum(thousand, browse):
    born(OTHER_MEMBER, date(2011, 9, 21))
    wanted = typed(kind="student", way="gross", amount="138.16")  # 2 × 69.08
    assert browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", wanted).status_code == 303
    too_little = typed(
        kind="student", way="gross", amount="138.15", days=["2026-09-28", "2026-09-29"]
    )
    answer = english(browse(OTHER_MEMBER)).post(f"/units/{STUDIO}/contracts", too_little)
    assert answer.status_code == 422
    assert "The legal minimum is" in answer.text


def test_the_action_itself_refuses_someone_too_young(thousand):
    born(OTHER_MEMBER, date(2012, 1, 1))
    with pytest.raises(UnderAge):
        employ()
    assert no_contract()


def test_a_flexi_job_is_refused_at_its_field(thousand, browse):
    answer = english(browse(OTHER_MEMBER)).post(f"/units/{STUDIO}/contracts", typed(kind="flexi"))
    assert answer.status_code == 422
    assert "minimum flexi wage" in slot(answer.text, "kind")


@pytest.mark.parametrize("kind", ["artist-1bis", "student-over-quota"])
def test_the_other_new_kinds_can_be_chosen(thousand, browse, kind):
    answer = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed(kind=kind))
    assert answer.status_code == 303
    assert db.session.scalars(sa.select(Contract.kind)).one() == kind


def test_support_staff_is_not_a_units_to_choose(thousand, browse):
    page = english(browse(OTHER_MEMBER)).get(f"/units/{STUDIO}/contracts/new").text
    assert "Artist, article 1bis" in page
    assert "Support staff" not in page
    answer = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed(kind="support"))
    assert answer.status_code == 422


# The hours of a student


def fill(count, *, status=ContractStatus.MADE, unit_id=1, first=date(2026, 1, 5), **more):
    """A student contract of so many full days: eight hours each."""
    return make.contract(
        email=OTHER_MEMBER, unit_id=unit_id, days=days_from(first, count), kind=STUDENT,
        status=status, **more,
    )  # fmt: skip


def test_student_hours_are_counted_over_all_units_and_employers(app_context):
    fill(10)
    fill(5, unit_id=STUDIO, first=date(2026, 3, 2))
    fill(7, first=date(2025, 12, 29))  # three days of 2025
    fill(9, first=date(2026, 5, 4), status=ContractStatus.CANCELLED)
    make.contract(email=OTHER_MEMBER, days=days_from(date(2026, 6, 1), 5))  # not as a student
    key = make.person(OTHER_MEMBER).id
    assert student_hours([key], {2026}) == {key: {2025: 24, 2026: (10 + 5 + 4) * 8}}
    assert student_hours([key], {2027}) == {}
    assert student_hours([], {2026}) == student_hours([key], ()) == {}


def test_hours_begun_of_each_day_count(app_context):
    contract = fill(2)
    db.session.execute(
        sa.update(WorkDay)
        .where(WorkDay.contract_id == contract.id)
        .values(hours=Hours(eur("3.25")))
    )
    key = make.person(OTHER_MEMBER).id
    assert student_hours([key], {2026}) == {key: {2026: 8}}


def test_a_contract_that_does_not_fit_is_refused_with_the_hours_left(thousand, browse):
    fill(80)  # 640 hours
    post = f"/units/{STUDIO}/contracts"
    answer = english(browse(OTHER_MEMBER)).post(post, typed(kind="student"))
    assert answer.status_code == 422
    assert "has 10 hours of student work left in 2026" in slot(answer.text, "days")
    assert "Student beyond the quota" in slot(answer.text, "days")
    one_day = typed(kind="student", days=["2026-09-21"])
    assert browse(OTHER_MEMBER).post(post, one_day).status_code == 303
    beyond = typed(kind="student-over-quota", days=["2026-09-22"], amount="300")
    assert browse(OTHER_MEMBER).post(post, beyond).status_code == 303


def test_the_action_itself_counts_the_hours(thousand):
    unit = db.session.get_one(Unit, STUDIO)
    key = make.person(OTHER_MEMBER).id
    person = candidates(STUDIO, [key], clock.today())[key]
    worker = worker_of(person, STUDENT, (MONDAY, TUESDAY), unit.entity_id)
    wanted = activity.Order(
        person_id=key, name=person.name, language=person.language, work="Affiche",
        has_national_number=True, share=work_out(worker, Way.BUDGET, eur(400)),
    )  # fmt: skip
    fill(80)
    with pytest.raises(QuotaExceeded) as refusal:
        activity.employ(unit, wanted, now=clock.now())
    assert (refusal.value.left, refusal.value.asked) == (10, 16)


def test_part_time_work_needs_the_minimum_of_its_hours_only(thousand):
    unit = db.session.get_one(Unit, STUDIO)
    key = make.person(OTHER_MEMBER).id
    person = candidates(STUDIO, [key], clock.today())[key]
    half = {MONDAY: Hours(eur("3.80"))}
    worker = worker_of(person, ContractType.WHITE_COLLAR, (MONDAY,), unit.entity_id, hours=half)
    assert work_out(worker, Way.GROSS, eur("51.55")).above_minimum
    assert work_out(worker, Way.GROSS, eur("80.00")).least == eur("51.55")
    low = work_out(worker, Way.GROSS, eur("51.54"))
    assert isinstance(low.under_minimum, BelowMinimumForHours)


def test_the_page_shows_the_minimum_of_the_hours(thousand, browse):
    post = f"/units/{STUDIO}/contracts/figures"
    half = typed(way="gross", amount="103.10", hours="3:48")
    shown = english(browse(OTHER_MEMBER)).post(post, half).text
    assert "€103.10 gross; the legal minimum for these hours is €103.09." in shown
    low = english(browse(OTHER_MEMBER)).post(post, {**half, "amount": "103.08"}).text
    assert "€103.08 for 7:36 hours of work" in low


def test_the_hours_of_other_contracts_count_in_the_month(thousand):
    contract = make.contract(email=OTHER_MEMBER, unit_id=STUDIO, days=[MONDAY, TUESDAY])
    db.session.execute(
        sa.update(WorkDay)
        .where(WorkDay.contract_id == contract.id, WorkDay.day == MONDAY)
        .values(hours=Hours(eur("2.00")))
    )
    (works,) = already([contract.person_id], contract.entity_id, [MONDAY])[
        contract.person_id
    ].values()
    assert [(work.days, work.hours) for work in works] == [(2, Hours(eur("9.60")))]
    full = order().share
    assert full.under_minimum is None


# An assignment


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.mark.parametrize(
    ("birth_day", "kind", "reason"),
    [
        (date(2012, 1, 1), "student", "is 14 years old"),
        (date(2011, 1, 1), "artist", "student contract only"),
        (None, "flexi", "minimum flexi wage"),
    ],
)
def test_an_assignment_is_refused_with_the_rule_named(member, birth_day, kind, reason):
    born(MEMBER, birth_day)
    me, found = make.person(MEMBER).id, begin(member)
    response = send(member, found, form(me, **{f"type-{me}": kind}))
    assert response.status_code == 422
    assert reason in response.text
    assert contracts(found) == []


def test_an_assignment_counts_the_hours_of_its_students(member):
    me = make.person(MEMBER).id
    make.contract(email=MEMBER, kind=STUDENT, days=days_from(date(2026, 1, 5), 80))
    found = begin(member)
    response = send(member, found, form(me, **{f"type-{me}": "student"}))
    assert response.status_code == 422
    assert "has 10 hours of student work left in 2026" in response.text
    beyond = form(
        me, version=str(assignment(found).version), **{f"type-{me}": "student-over-quota"}
    )
    assert send(member, found, beyond).status_code == 303
