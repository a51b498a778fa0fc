"""Offering open-ended employment: one screen tells what it costs; every refusal is in place."""

import re

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.money import eur
from tests.web import make
from tests.web.conftest import HTMX
from tests.web.issuing import STUDIO
from tests.web.lasting import months, typed
from tests.web.test_money import english, plain
from web.demo.people import (
    OTHER_MEMBER,
    WORKER,
)
from web.extensions import db
from web.models.employment import Employment

LIST = f"/units/{STUDIO}/employments"


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def the_one():
    db.session.expire_all()
    return db.session.scalars(sa.select(Employment)).one()


def test_a_holder_offers_and_the_worker_accepts_each_in_their_account(funded, browse):
    answer = browse(OTHER_MEMBER).post(LIST, typed())
    row = the_one()
    key = row.id
    assert answer.location == f"/employments/{key}"
    assert (row.status, row.person_id) == (ContractStatus.OFFERED, make.person(WORKER).id)
    worker = browse(WORKER)
    page = worker.get(f"/work/employments/{key}")
    assert '<html lang="fr"' in page.text, "in their language"
    assert f'action="/work/employments/{key}/accept"' in page.text
    done = worker.follow(f"/work/employments/{key}/accept")
    assert the_one().status is ContractStatus.MADE
    assert f"/contracts/{months(the_one())[0].id}" in done.text
    assert "/accept" not in done.text


def test_a_double_click_offers_it_once(funded, browse):
    member, form = browse(OTHER_MEMBER), typed(once="the-same-token")
    first = member.post(LIST, form)
    assert first.location == member.post(LIST, form).location
    assert the_one().person_id == make.person(WORKER).id


def test_a_holder_who_works_has_it_at_once(funded, browse):
    key = make.person(OTHER_MEMBER).id
    browse(OTHER_MEMBER).post(LIST, typed(worker=str(key)))
    assert the_one().status is ContractStatus.MADE
    assert len(months(the_one())) == 1


def test_typing_shows_the_month_the_year_and_the_first_month(funded, browse):
    member = english(browse(OTHER_MEMBER))
    part = plain(member.post(f"{LIST}/figures", typed(first_day="2026-10-12"), headers=HTMX).text)
    assert "<html" not in part
    for text in ("€1,920.00", "€23,040.00", "€1,116.81", "57 of 79.8 hours", "−€1,371.43"):
        assert text in part
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Employment)) == 0
    whole = member.post(f"{LIST}/figures", typed())
    assert "Work it out" in whole.text
    assert 'value="3.80"' in whole.text


@pytest.mark.parametrize(("way", "amount"), [("budget", "1920"), ("gross", "1200")])
def test_the_ways_come_to_the_same(funded, browse, way, amount):
    browse(OTHER_MEMBER).post(LIST, typed(way=way, amount=amount))
    assert the_one().monthly_gross == eur(1200)


def test_a_net_wanted_is_reached_and_hardly_more(funded, browse):
    member = english(browse(OTHER_MEMBER))
    part = plain(member.post(f"{LIST}/figures", typed(way="net", amount="1250")).text)
    assert re.search(
        r"Sacha Lambert receives, net.{0,80}€1,250\.0[0-9]", re.sub(r"<[^>]*>|\s+", " ", part)
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_day": "2026-09-14"}, "a contract is made before its first day"),
        ({"last_day": "2026-09-30"}, "The last day is before the first one"),
        ({"amount": "1116.80"}, "The legal minimum for 19:00 hours a week is €1,116.81"),
        ({"schedule-0": "2"}, "A day of work has at least 3:00 hours"),
        ({"schedule-0": "", "schedule-2": ""}, "Part-time work is at least one third"),
        ({"schedule-0": "seven"}, "Type hours from 0 to 24"),
        ({"amount": "9000"}, "€9,350.00 is available"),
        ({"work": ""}, "Say what the work is"),
        ({"first_day": ""}, "Choose the first day of work"),
        ({"amount": ""}, "Type the amount"),
        ({"worker": ""}, "Choose who works"),
        ({"kind": "student"}, "Choose one of the list"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(funded, browse, changes, sentence):
    answer = english(browse(OTHER_MEMBER)).post(LIST, typed(**changes))
    assert answer.status_code == 422
    shown = plain(answer.text)
    assert sentence in shown
    assert "2026-10-01" in shown or "first_day" in changes
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Employment)) == 0


def test_someone_is_added_by_their_exact_address(funded, browse):
    member = english(browse(OTHER_MEMBER))
    page = member.post(f"{LIST}/figures", {"add": "1", "email": WORKER})
    assert f'name="guest" value="{WORKER}"' in page.text
    unknown = member.post(f"{LIST}/figures", {"add": "1", "email": "sacha@demo.example"})
    assert "Nobody signs in here with this address" in unknown.text
