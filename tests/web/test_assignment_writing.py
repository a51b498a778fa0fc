"""Writing an assignment: every change is kept and worked out at once."""

import re

import pytest
import sqlalchemy as sa

from domain.money import eur
from tests.web.assigning import (
    DAYS,
    NEWCOMER,
    PARIS,
    THEATRE,
    assignment,
    begin,
    contracts,
    draft,
    form,
    in_english,
    person,
    send,
    sent,
    with_history,
)
from tests.web.conftest import HTMX
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.person import Person


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


def test_the_draft_is_kept_and_the_figures_are_redrawn(member, me):
    found = begin(member)
    response = draft(member, found, form(me), headers=HTMX)
    assert response.status_code == 200
    assert "<html" not in response.text
    text = re.sub(r"<[^>]+>", "", response.text)
    for figure in ("€1,060.00", "€60.00", "€65.00", "€50.00", "€885.00", "€533.13", "€266.56"):
        assert figure in text, figure
    row = assignment(found)
    assert (row.price, row.expenses, row.client_id) == (eur(1000), eur(50), THEATRE)
    assert row.typed["form"]["expenses"] == ["50,00"]


def test_the_fragment_is_the_same_html_as_in_the_page(member, me):
    found = begin(member)
    fragment = draft(member, found, form(me), headers=HTMX).text
    aside = re.search(r"<aside.*?</aside>", fragment, re.DOTALL)[0]
    assert aside in member.get(f"/assignments/{found}").text


def test_what_is_wrong_is_kept_as_it_was_typed_with_its_reason(member, me):
    found = begin(member)
    typed = form(me, price="1.250", expenses="fifty", **{f"weight-{me}": "x"})
    response = draft(member, found, typed, headers=HTMX)
    assert response.text.count("This is not a clear amount in euros") == 2
    html = member.get(f"/assignments/{found}").text
    assert 'value="1.250"' in html
    assert 'value="fifty"' in html
    assert "Type the parts as a whole number" in html
    assert assignment(found).price is None


def test_without_script_the_same_page_recalculates(member, me):
    found = begin(member)
    good = draft(member, found, form(me))
    assert (good.status_code, good.location) == (303, f"/assignments/{found}#equation")
    assert "885" in member.get(f"/assignments/{found}").text
    bad = draft(member, found, form(me, price="12,5,0"))
    assert bad.status_code == 422
    assert 'value="12,5,0"' in bad.text
    assert 'role="alert"' in bad.text


def test_dutch_reads_and_writes_commas(member, me):
    db.session.execute(sa.update(Person).where(Person.id == me).values(language="nl"))
    db.session.commit()
    found = begin(member)
    draft(member, found, form(me, price="12.50"))
    assert assignment(found).price == eur("12.50")
    draft(member, found, form(me, price="1.250,75"))
    assert assignment(found).price == eur("1250.75")
    assert 'value="1.250,75"' in member.get(f"/assignments/{found}").text


def test_from_the_net_one_wants_to_the_price(member, me):
    found = begin(member)
    draft(member, found, form(me, way="net", net="457,88", price=""))
    row = assignment(found)
    assert row.price == eur(1000) or abs(row.price - 1000) < 1
    again = draft(member, found, form(me, way="net", net="457,88", worker=[]), headers=HTMX)
    assert "a net pay needs a person and a day" in again.text


def test_months_change_without_losing_days(member, me):
    found = begin(member)
    there = draft(member, found, form(me, go="2026-10"), headers=HTMX).text
    assert "October 2026" in there
    for day in DAYS:
        assert f'type="hidden" name="day-{me}" value="{day}"' in there
    back = draft(member, found, form(me, month="2026-10", **{f"day-{me}": [*DAYS, "2026-10-05"]}))
    assert back.status_code == 303
    html = member.get(f"/assignments/{found}").text
    assert f'name="day-{me}" value="2026-10-05" checked' in html
    assert "3 days" in html
    without_script = draft(member, found, form(me, go="2026-11"))
    assert without_script.location.endswith("#people")
    assert "November 2026" in member.get(f"/assignments/{found}").text


def test_a_holiday_is_named_and_the_past_is_closed(member, me):
    found = begin(member)
    html = draft(member, found, form(me, go="2026-11"), headers=HTMX).text
    assert "Armistice Day" in html
    september = draft(member, found, form(me, go="2026-09"), headers=HTMX).text
    assert re.search(r'value="2026-09-14" disabled', september)
    assert not re.search(r'value="2026-09-15" disabled', september)


def test_several_people_share_the_budget(browse, member):
    lotte, nour = person(OTHER_MEMBER), person(MEMBER)
    found = begin(member, unit_id=4)
    typed = form(
        nour,
        kind="training",
        price="2000",
        expenses="",
        worker=[str(nour), str(lotte)],
        **{f"day-{lotte}": ["2026-09-23"], f"type-{nour}": "white-collar"},
    )
    html = draft(member, found, {**typed, "people": "1"}, headers=HTMX).text
    assert f'id="person-{lotte}"' in html
    assert "Everyone receives, net" in html
    equal = draft(member, found, typed, headers=HTMX).text
    weighted = draft(
        member, found, {**typed, f"weight-{nour}": "1", f"weight-{lotte}": "1"}, headers=HTMX
    ).text
    assert equal != weighted


def test_someone_else_is_added_by_their_exact_address_only(browse, member, me):
    found = begin(member)
    typed = form(me, email="SACHA.lambert@demo.example", add="1")
    sacha = person(WORKER)
    added = draft(member, found, typed, headers=HTMX).text
    assert f'id="person-{sacha}"' in added
    assert "Sacha Lambert" in member.get(f"/assignments/{found}").text
    unknown = draft(member, found, form(me, email="nobody@demo.example", add="1"), headers=HTMX)
    assert "Nobody signs in here with this address" in unknown.text
    other = begin(member)
    forged = form(me, worker=[str(me), str(sacha)])
    assert "Sacha" not in draft(member, other, forged, headers=HTMX).text


def test_guessing_addresses_is_slowed_down(member, me):
    found = begin(member)
    for number in range(12):
        typed = form(me, email=f"nobody{number}@demo.example", add="1")
        told = draft(member, found, typed, headers=HTMX).text
    assert "Too many tries" in told
    known = draft(
        member, found, form(me, email="sacha.lambert@demo.example", add="1"), headers=HTMX
    )
    assert "Sacha" not in known.text


def test_clients_are_found_while_typing(member):
    found = begin(member)
    page = member.get(f"/assignments/{found}/clients?client_q=theatre", headers=HTMX).text
    assert "Théâtre des Deux Rives" in page
    assert "Zomerfestival" not in page
    none = member.get(f"/assignments/{found}/clients?client_q=xyzzy", headers=HTMX).text
    assert "No client found" in none


def test_a_new_client_comes_back_chosen(member, me):
    found = begin(member)
    response = draft(member, found, form(me, new_client="1", client=""))
    assert response.status_code == 303
    assert f"next=/assignments/{found}" in response.location.replace("%2F", "/")
    assert assignment(found).title == "Two evenings on stage"
    html = member.get(f"/assignments/{found}?client_id={NEWCOMER}").text
    assert re.search(rf'name="client" value="{NEWCOMER}" checked', html)


def test_entity_and_vat_follow_from_the_work_and_the_client(member, me):
    found = begin(member)
    training = draft(member, found, form(me, kind="training"), headers=HTMX).text
    assert "Formateurs Associés" in training
    assert "Training exempt from VAT" in training
    abroad = draft(member, found, form(me, kind="service", client=str(PARIS)), headers=HTMX).text
    assert "SmartCoop" in abroad
    assert "Reverse charge" in abroad


def test_every_figure_opens_to_its_rule_and_its_source(member, me):
    html = draft(member, begin(member), form(me), headers=HTMX).text
    for name in ("contribution_rate", "coefficient_artist", "minimum_wage", "performance_rate"):
        assert name in html, name
    assert html.count("<details") >= 10


def test_other_contracts_of_the_month_count(member, me):
    with_history(me)
    first = sent(member, me, invoice="later")
    alone = contracts(first)[0].estimated_net
    second = begin(member)
    later = form(me, **{f"day-{me}": ["2026-09-24", "2026-09-25"]})
    draft(member, second, later)
    response = send(member, second, later)
    assert response.status_code == 303
    assert contracts(second)[0].gross == contracts(first)[0].gross
    assert contracts(second)[0].estimated_net != alone
