"""A day has 24 hours, whoever employs: said where work is planned, and refused where it is made."""

from datetime import date

import pytest

from domain.contract_life import AGREED, ContractStatus
from domain.hours import TooManyHours, hours
from tests.web import make
from tests.web.assigning import DAYS, begin, form, in_english, send
from tests.web.declaring import declared_by_worker, longer
from tests.web.employing import MONDAY, TUESDAY, employ, typed
from tests.web.issuing import STUDIO
from web import clock
from web.actions import contracts
from web.demo.people import MEMBER, OTHER_MEMBER
from web.queries.hours_elsewhere import hours_elsewhere

SCENE = 1


def busy(number="17.00", email=OTHER_MEMBER):
    """Somebody already works that long on Monday and Tuesday, for another unit."""
    contract_id = make.contract(email=email, unit_id=SCENE, days=[MONDAY, TUESDAY]).id
    longer(contract_id, number)
    return contract_id


def test_the_hours_of_all_contracts_add_up_as_far_as_they_are_known(app):
    with app.app_context():
        person_id, days = make.person("sacha.lambert@demo.example").id, make.SEPTEMBER
        first = make.contract()
        declared_by_worker(make.contract(unit_id=2), {days[0]: hours("4.00")})
        make.contract(status=ContractStatus.CANCELLED)
        make.contract(status=ContractStatus.OFFERED, days=days[:1])
        assert hours_elsewhere(person_id, days) == {
            days[0]: hours("19.20"),
            days[1]: hours("15.20"),
        }
        agreed = hours_elsewhere(person_id, days, statuses=AGREED, without=first.id)
        assert agreed == {days[0]: hours("4.00"), days[1]: hours("7.60")}
        contracts.confirm(first, now=clock.now(), hours={days[0]: hours("1.00")})
        assert hours_elsewhere(person_id, days[:1]) == {days[0]: hours("12.60")}
        assert hours_elsewhere(person_id, []) == {}
        assert hours_elsewhere(person_id, [date(2026, 12, 1)]) == {}


def test_nobody_is_hired_for_more_than_24_hours_a_day(browse):
    in_english()
    make.invoice(unit_id=STUDIO, price="5000.00")
    busy()
    html = browse(OTHER_MEMBER).post(f"/units/{STUDIO}/contracts", typed()).text
    assert "would work 24:36 hours on Mon 21 September 2026. A day has 24" in html
    with pytest.raises(TooManyHours):
        employ()


def test_two_contracts_on_one_day_are_fine_while_they_fit(browse):
    make.invoice(unit_id=STUDIO, price="5000.00")
    busy("16.40")
    assert employ().id


def test_an_assignment_is_not_sent_for_more_than_24_hours_a_day(browse):
    in_english()
    member, worker_id = browse(MEMBER), make.person(MEMBER).id
    first = date.fromisoformat(DAYS[0])
    longer(make.contract(email=MEMBER, unit_id=STUDIO, days=[first]).id, "16.50")
    assignment_id = begin(member)
    response = send(member, assignment_id, form(worker_id))
    assert response.status_code == 422
    assert "Nour Haddad would work 24:06 hours on" in response.text
    fewer = form(worker_id, **{f"day-{worker_id}": DAYS[1:]})
    assert send(member, assignment_id, fewer).status_code == 303
