"""Several contracts on a running budget in one go: all of them or none."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from domain.budget import NotEnough
from domain.contract_life import ContractStatus
from domain.hiring import AlreadyWorks
from domain.illustrative import IllustrativeFigure
from domain.money import eur
from tests.web import make
from tests.web.conftest import HTMX
from tests.web.employing import MONDAY, SCENE, TUESDAY, employ, order
from tests.web.issuing import STUDIO
from tests.web.test_money import english, plain
from web import clock
from web.actions.batch import employ_all
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.document import Document
from web.models.person import Person
from web.models.unit import Unit
from web.queries.budget import budget_of

PAGE = f"/units/{STUDIO}/contracts/several"
FIGURES = f"{PAGE}/figures"
OCTOBER = [date(2026, 10, 5), date(2026, 10, 6)]


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def typed(**changes):
    """What the form would send: two people, two days in September and two in October."""
    days = [MONDAY, TUESDAY, *OCTOBER]
    return {
        "worker": [str(make.person(email).id) for email in (OTHER_MEMBER, WORKER)],
        "guest": WORKER, "kind": "white-collar", "work": "Affiche",
        "days": [day.isoformat() for day in days],
        "split": "period", "way": "budget", "amount": "1280.01", **changes,
    }  # fmt: skip


def contracts():
    """All of them, by person and day."""
    db.session.expire_all()
    rows = sa.select(Contract).order_by(Contract.person_id, Contract.first_day)
    return db.session.scalars(rows.options(selectinload(Contract.days))).all()


def count():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Contract))


def cells(html):
    """The lines of the list, without marks."""
    found = re.findall(r'<tr><th scope="row" class="lead">.*?</tr>', plain(html), re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", line).split() for line in found]


# Making them


def test_two_people_and_two_periods_each_in_their_language(funded, browse):
    answer = browse(OTHER_MEMBER).post(PAGE, typed())
    assert answer.location == f"/units/{STUDIO}/budget"
    made = contracts()
    assert len(made) == 4
    for row in made:
        mine = row.person_id == make.person(OTHER_MEMBER).id
        assert row.status is (ContractStatus.MADE if mine else ContractStatus.OFFERED)
        assert row.language == ("nl" if mine else "fr"), "the language of the person"
        assert row.work == "Affiche"
    assert {(row.first_day, row.last_day) for row in made} == {
        (MONDAY, TUESDAY), (OCTOBER[0], OCTOBER[1]),
    }  # fmt: skip
    sums = [row.budget for row in made if row.first_day == MONDAY]
    assert sums == [eur("640.01"), eur("640.01")]
    assert budget_of(STUDIO).committed == eur("2560.02"), "no cent is lost"


def test_the_next_page_counts_what_was_made_and_what_waits(funded, browse):
    page = english(browse(OTHER_MEMBER)).follow(PAGE, typed())
    assert "2 contracts are made. Their papers are on the way." in page.text
    assert "2 contracts are offered. Each counts once accepted." in page.text


def test_papers_and_records_are_those_of_each_contract(funded, browse):
    browse(OTHER_MEMBER).post(PAGE, typed())
    acts = db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert (acts.count("contract_made"), acts.count("contract_offered")) == (2, 2)
    papers = sa.select(sa.func.count()).where(Document.contract_id.is_not(None))
    assert db.session.scalar(papers) == 4, "two for each that is made"


def test_what_the_list_shows_is_what_is_made(funded, browse):
    member, form = english(browse(OTHER_MEMBER)), typed(amount="6000", split="whole", days=[
        (MONDAY + timedelta(days=place)).isoformat() for place in (0, 1, 2, 3)
    ], worker=[str(make.person(WORKER).id)])  # fmt: skip
    (line,) = cells(member.post(FIGURES, form).text)
    member.post(PAGE, form)
    (row,) = contracts()
    assert f"€{row.gross:,.2f}" in line
    assert f"€{row.estimated_net:,.2f}" in line
    assert "30:24" in line


def test_contracts_of_one_month_are_reckoned_one_after_the_other(funded, browse):
    days = [MONDAY, TUESDAY, date(2026, 9, 28), date(2026, 9, 29)]
    form = typed(days=[day.isoformat() for day in days], amount="4000", guest="",
                 worker=[str(make.person(OTHER_MEMBER).id)])  # fmt: skip
    browse(OTHER_MEMBER).post(PAGE, form)
    first, second = contracts()
    assert first.gross == second.gross
    assert second.estimated_net < first.estimated_net, "the tax of the month rises"


def test_a_part_of_a_day_has_its_hours(funded, browse):
    browse(OTHER_MEMBER).post(PAGE, typed(hours="4", split="month"))
    assert [[str(day.hours) for day in row.days] for row in contracts()] == [["4.00", "4.00"]] * 4


def test_a_double_click_makes_them_once(funded, browse):
    member, form = browse(OTHER_MEMBER), typed(once="the-same-token")
    assert member.post(PAGE, form).location == member.post(PAGE, form).location
    assert count() == 4


# All or none


def test_a_budget_for_one_less_makes_none(funded, browse):
    page = english(browse(OTHER_MEMBER)).post(PAGE, typed(amount="4675.01"))
    assert page.status_code == 422
    assert "€0.02 is missing" in page.text
    assert "They cannot be made" in page.text
    assert 'value="4675.01"' in page.text
    assert count() == 0
    assert browse(OTHER_MEMBER).post(PAGE, typed(amount="4675.00")).status_code == 303


def test_a_day_that_is_taken_stops_all_of_them_at_its_line(funded, browse):
    employ()
    page = english(browse(OTHER_MEMBER)).post(PAGE, typed())
    assert page.status_code == 422
    assert "Nothing is offered: 1 contract cannot be made." in page.text
    taken, *free = [" ".join(line) for line in cells(page.text)][:4]
    assert "already works for this unit on Mon 21 September 2026" in taken
    assert all(line.endswith("Nothing") for line in free)
    assert count() == 1


def test_the_action_itself_makes_all_or_none(funded):
    unit = db.session.get_one(Unit, STUDIO)
    wanted = [order(days=OCTOBER), order(days=(MONDAY,), amount="200.00"), order(days=OCTOBER)]
    with pytest.raises(AlreadyWorks):
        employ_all(unit, wanted, now=clock.now())
    db.session.rollback()
    assert count() == 0
    unit = db.session.get_one(Unit, STUDIO)
    with pytest.raises(NotEnough):
        employ_all(unit, [order(amount="9350.00"), order(days=OCTOBER)], now=clock.now())


def test_what_only_the_making_refuses_is_said_above(funded, app, browse):
    app.config["COOPERATIVE"] = "real"
    with pytest.raises(IllustrativeFigure):
        employ_all(db.session.get_one(Unit, STUDIO), [order()], now=clock.now())
    db.session.rollback()
    page = browse(OTHER_MEMBER).post(PAGE, typed())
    assert page.status_code == 422
    assert page.text.count('<div role="alert">') == 1
    assert count() == 0


def test_a_missing_national_number_is_said_at_the_lines_of_the_person(funded, browse):
    db.session.execute(
        sa.update(Person)
        .where(Person.email == WORKER)
        .values(national_number_sealed=None, national_number_index=None)
    )
    db.session.commit()
    page = english(browse(OTHER_MEMBER)).post(PAGE, typed())
    assert page.text.count("has no national number yet") == 2
    assert "2 contracts cannot be made" in page.text
    assert count() == 0


# The form


def test_without_javascript_the_page_does_everything(funded, browse):
    member = english(browse(OTHER_MEMBER))
    start = member.get(PAGE).text
    me, other = make.person(OTHER_MEMBER).id, make.person(WORKER).id
    assert f'name="worker" value="{me}" checked' in start
    assert f'href="{PAGE}"' in member.get(f"/units/{STUDIO}/contracts/new").text
    assert f'href="/units/{STUDIO}/contracts/new"' in start
    form = typed(guest="", worker=[str(me)], days=[MONDAY.isoformat()])
    added = member.post(FIGURES, {**form, "add": "1", "email": WORKER}).text
    for person_id in (me, other):
        assert f'name="worker" value="{person_id}" checked' in added, "the new one and the others"
    assert f'type="hidden" name="guest" value="{WORKER}"' in added
    october = member.post(FIGURES, typed(go="2026-10")).text
    assert f'type="hidden" name="days" value="{MONDAY}"' in october
    assert re.search(r'name="days" value="2026-10-05" checked', october)
    assert len(cells(october)) == 4
    assert "€2,560.02" in plain(october)
    assert count() == 0


def test_typing_redraws_the_list_alone(funded, browse):
    part = english(browse(OTHER_MEMBER)).post(FIGURES, typed(), headers=HTMX).text
    assert "<html" not in part
    assert 'data-announce="4 contracts, €2,560.02 together."' in part
    assert 'id="split-error"' in part
    people = browse(OTHER_MEMBER).post(FIGURES, typed(go="2026-10"), headers=HTMX).text
    assert people.index('id="people"') < people.index('hx-swap-oob="outerMorph"')


def test_what_is_missing_is_said_at_its_field(funded, browse):
    page = english(browse(OTHER_MEMBER)).post(PAGE, {"kind": "white-collar", "worker": "x"})
    assert page.status_code == 422
    for name, sentence in {
        "worker": "Choose who works.",
        "work": "Say what the work is",
        "days": "Choose at least one day",
        "amount": "Type the amount.",
    }.items():
        assert re.search(rf'id="{name}-error"[^>]*><p class="error">.*{sentence}', page.text), name


def test_too_many_contracts_are_refused_before_they_are_reckoned(funded, browse):
    days = [(MONDAY + timedelta(days=5 * place)).isoformat() for place in range(31)]
    page = english(browse(OTHER_MEMBER)).post(PAGE, typed(days=days))
    assert page.status_code == 422
    assert re.search(r'id="split-error"[^>]*><p class="error">.*62 contracts; 60', page.text)
    assert cells(page.text) == []


@pytest.mark.parametrize("wrong", [{"amount": "1.250"}, {"hours": "0"}, {"days": "tomorrow"}])
def test_what_cannot_be_read_is_refused_and_kept(funded, browse, wrong):
    page = browse(OTHER_MEMBER).post(PAGE, typed(**wrong))
    assert page.status_code == 422
    assert f'value="{typed(**wrong)["amount"]}"' in page.text
    assert 'value="Affiche"' in page.text
    assert count() == 0


def test_people_who_were_not_added_cannot_be_chosen(funded, browse):
    page = browse(OTHER_MEMBER).post(PAGE, typed(guest=""))
    assert page.status_code == 303
    assert {row.person_id for row in contracts()} == {make.person(OTHER_MEMBER).id}


def test_only_holders_of_an_open_activity_come_here(funded, browse):
    assert browse(MEMBER).get(PAGE).status_code == 404
    assert browse(MEMBER).post(PAGE, typed()).status_code == 404
    assert browse(WORKER).get(PAGE).status_code == 403
    assert browse(MEMBER).get(f"/units/{SCENE}/contracts/several").status_code == 422
