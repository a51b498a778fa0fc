"""Where the money went: the statement, the lines behind it, the journal, one entry."""

import csv
import io
import random
import re
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from domain.ledger import PARTS, Account, Act
from domain.ledger.details import TOPICS
from domain.money import ZERO, eur, total
from domain.spans import Grain, Span
from tests.web import make
from tests.web.conftest import HTMX
from web import clock
from web.actions import client_payments, contracts, invoices, payment_files
from web.demo.people import ADVISER, FINANCE, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.pay import Debt
from web.models.person import Person
from web.queries.journal import journal, whole_journal
from web.queries.lines import lines
from web.queries.units import money_of, statement

SCENE, STUDIO = 1, 2
START = date(2026, 7, 2)
EVERYTHING = Span.read("all")
SPANS = [Span.read(typed) for typed in ("all", "2026", "2026-q2", "2026-q3", "2026-08", "2026-09")]
PAGES = ("", "/money", "/money?sheet=1", "/money/to_pay", "/money/bank", "/money.csv")


def at(day):
    return clock.moved_to(clock.midnight(day) + timedelta(hours=10))


def pay(invoice, part="1"):
    amount = min(eur(invoice.gross * Decimal(part)), eur(invoice.gross - invoice.paid))
    arrived = client_payments.Arrived(invoice_id=invoice.id, amount=amount, day=clock.today())
    finance = make.person(FINANCE)
    client_payments.record_payment(arrived, author_id=finance.id, now=clock.now())


def worked(unit_id=SCENE, assignment_id=None, day=None, **more):
    """A contract of one day, confirmed on its day."""
    day = day or clock.today()
    made = make.contract(
        unit_id=unit_id, assignment_id=assignment_id, days=[day], gross="200.00", budget="320.00",
        **more,
    )  # fmt: skip
    contracts.confirm(made, now=clock.now())
    return made


def live(seed):
    """Seventy days in which things happen by chance, in units 1 (assignments) and 2 (Activity)."""
    chance = random.Random(seed)
    for step in range(24):
        with at(START + timedelta(days=3 * step)):
            unit_id = chance.choice((SCENE, STUDIO))
            job = make.assignment(unit_id=SCENE).id if unit_id == SCENE else None
            price = chance.choice(("1000.00", "333.33", "87.65"))
            invoice = make.invoice(unit_id=unit_id, assignment_id=job, price=price)
            match chance.randrange(6):
                case 0:
                    pay(invoice)
                case 1:
                    pay(invoice, "0.4")
                case 2:
                    worked(unit_id, job)
                case 3:
                    make.approved_expense(unit_id=unit_id, assignment_id=job)
                case 4:
                    invoices.credit(invoice, reason="Par erreur", now=clock.now())


@pytest.fixture
def scene(app_context):
    """One invoice, paid in part, its work confirmed, an expense: in unit 1."""
    with at(date(2026, 9, 4)):
        job = make.assignment().id
        invoice = make.invoice(assignment_id=job)
        worked(assignment_id=job, day=date(2026, 9, 4))
        make.approved_expense(assignment_id=job)
        pay(invoice, "0.5")
    made = SimpleNamespace(id=invoice.id, number=invoice.number)
    db.session.rollback()  # nothing is kept waiting
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_parts_add_up_with_the_ledger_on_any_life(app_context, seed):
    live(seed)
    for unit_id in (SCENE, STUDIO):
        legs = db.session.scalars(sa.select(Posting).where(Posting.unit_id == unit_id)).all()
        assert legs
        told = statement(money_of(unit_id, EVERYTHING).span)
        assert told.total == total(row.amount for row in told.went)
        for row in told.rows:
            by_ledger = total(leg.amount for leg in legs if leg.account in PARTS[row.key])
            assert abs(row.amount) == abs(by_ledger)
            if row.details:
                assert total(detail.amount for detail in row.details) == row.amount
        if told.total > 0:
            assert total(row.of_hundred for row in told.went) == eur(100)


@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.slow
def test_the_lines_behind_a_figure_sum_to_it(app_context, seed):
    live(seed)
    for unit_id in (SCENE, STUDIO):
        for span in SPANS:
            sums = money_of(unit_id, span).span
            for topic in TOPICS.values():
                found = all_lines(unit_id, topic, span)
                assert total(line.amount for line in found) == topic.total(sums)
                assert all(line.amount for line in found), "lines that change nothing are left out"
                assert all(span.holds(line.day) for line in found)


def all_lines(unit_id, topic, span):
    found, before = [], 0
    while True:
        shown = lines(unit_id, topic, span, before=before, size=7)
        found += shown.items
        if not shown.next:
            assert len({line.id for line in found}) == len(found), "each entry once"
            return found
        before = shown.next


def test_months_quarters_and_years_add_up_to_everything(app_context):
    live(6)
    whole = money_of(STUDIO, EVERYTHING).span
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        span, sums = Span.around(grain, START), dict.fromkeys(Account, ZERO)
        while span.first_day <= clock.today():
            for account, amount in money_of(STUDIO, span).span.items():
                sums[account] = eur(sums[account] + amount)
            span = span.next()
        assert {key: value for key, value in sums.items() if value} == {
            key: value for key, value in whole.items() if value
        }


def test_the_journal_has_every_leg_once(app_context):
    live(7)
    entries = journal(STUDIO, EVERYTHING, size=500).items
    legs = [leg for entry in entries for leg in entry.legs]
    assert (
        len(legs)
        == len(whole_journal(STUDIO, EVERYTHING))
        == db.session.scalar(
            sa.select(sa.func.count()).select_from(Posting).where(Posting.unit_id == STUDIO)
        )
    )
    first = journal(STUDIO, EVERYTHING, size=2)
    rest = journal(STUDIO, EVERYTHING, size=500, before=first.next)
    assert [entry.id for entry in (*first.items, *rest.items)] == [entry.id for entry in entries]


def test_a_member_sees_where_every_euro_went(scene, browse):
    page = english(browse(MEMBER)).get(f"/units/{SCENE}")
    shown = plain(page.text)
    assert "Where my money went" in shown
    # 1,000 + VAT 21 %: 65 contribution, 320 pay, 50 expenses, 565 left
    for amount in ("€1,210.00", "€210.00", "€65.00", "€320.00", "€50.00", "€565.00"):
        assert amount in shown
    assert "€605.00 paid by clients, €605.00 still to come" in shown


def test_each_figure_opens_its_lines_and_each_line_its_entry(scene, browse):
    member = english(browse(MEMBER))
    statement_page = member.get(f"/units/{SCENE}").text
    figures = set(re.findall(r'href="(/units/1/money/[^"]+)"', statement_page))
    assert len(figures) >= 10
    entries = set()
    for address in figures:
        page = member.get(address.replace("&amp;", "&"))
        assert page.status_code == 200
        entries |= set(re.findall(r'href="(/entries/\d+)"', page.text))
    assert len(entries) == 5
    for address in entries:
        assert "Debits and credits are equal" in member.get(address).text


def test_a_line_leads_to_its_invoice_and_its_contract(scene, browse):
    member = browse(MEMBER)
    came_in = member.get(f"/units/{SCENE}/money/came_in").text
    assert f'href="/invoices/{scene.id}"' in came_in
    assert 'href="/contracts/1"' in member.get(f"/units/{SCENE}/money/to_pay").text


def test_an_entry_names_who_wrote_it_and_the_assignment(scene, browse):
    entry_id = db.session.scalars(sa.select(Entry.id).where(Entry.act == Act.ISSUE)).one()
    page = english(browse(MEMBER)).get(f"/entries/{entry_id}")
    assert "Invoice issued" in page.text
    assert 'href="/assignments/1"' in page.text
    assert str(scene.number) in page.text


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_finds_nothing(scene, browse, path):
    assert browse(STRANGER).get(f"/units/{SCENE}{path}").status_code == 404
    assert browse(WORKER).get(f"/units/{SCENE}{path}").status_code == 403


@pytest.mark.parametrize("email", [MEMBER, ADVISER, FINANCE])
@pytest.mark.parametrize("path", PAGES)
def test_those_concerned_may_look(scene, browse, email, path):
    assert browse(email).get(f"/units/{SCENE}{path}").status_code == 200


def test_only_those_concerned_see_an_entry(scene, browse):
    entry_id = db.session.scalars(sa.select(Entry.id)).first()
    assert browse(MEMBER).get(f"/entries/{entry_id}").status_code == 200
    assert browse(STRANGER).get(f"/entries/{entry_id}").status_code == 404
    assert browse(OTHER_MEMBER).get(f"/entries/{entry_id}").status_code == 404


def test_transfers_to_several_people_are_seen_by_finance_only(scene, browse):
    debts = db.session.scalars(sa.select(Debt)).all()
    entity = db.session.get_one(Entity, debts[0].entity_id)
    payment_files.make_file(
        entity, [debt.id for debt in debts if debt.entity_id == entity.id],
        execution_day=clock.today(), author_id=make.person(FINANCE).id, now=clock.now(),
    )  # fmt: skip
    sent = db.session.scalars(sa.select(Entry.id).where(Entry.act == Act.SEPA_SENT)).one()
    assert browse(FINANCE).get(f"/entries/{sent}").status_code == 200
    assert browse(MEMBER).get(f"/entries/{sent}").status_code == 404


def test_an_unknown_figure_or_period(scene, browse):
    member = english(browse(MEMBER))
    assert member.get(f"/units/{SCENE}/money/nothing").status_code == 404
    refused = member.get(f"/units/{SCENE}?period=2026-13")
    assert refused.status_code == 422
    assert "is not a period" in refused.text


@pytest.mark.parametrize("before", ["99999999999999999999", "-3", "x"])
def test_an_address_with_nonsense_shows_the_first_page(scene, browse, before):
    member = browse(MEMBER)
    for path in ("money", "money/to_pay"):
        page = member.get(f"/units/{SCENE}/{path}?before={before}")
        assert page.status_code == 200
        assert "/entries/" in page.text


def test_a_period_without_anything_says_so(scene, browse):
    page = english(browse(MEMBER)).get(f"/units/{SCENE}?period=2026-06")
    assert "Nothing happened in June 2026" in page.text
    assert "Back to May 2026" in page.text
    assert "On to July 2026" in page.text


def test_htmx_gets_the_part_that_changes(scene, browse):
    member = browse(MEMBER)
    for path in ("?period=2026-q3", "/money/to_pay?period=2026-q3", "/money?period=2026-q3"):
        part = member.get(f"/units/{SCENE}{path}", headers=HTMX).text
        assert part.strip() in member.get(f"/units/{SCENE}{path}").text
        assert "<html" not in part


def test_the_spreadsheet_balances_and_runs_no_formula(scene, browse):
    db.session.execute(sa.update(Invoice).values(title="=1+1"))
    db.session.commit()
    answer = english(browse(MEMBER)).get(f"/units/{SCENE}/money.csv?period=2026")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == db.session.scalar(
        sa.select(sa.func.count()).select_from(Posting).where(Posting.unit_id == SCENE)
    )
    debit = sum(Decimal(row["Debit"] or 0) for row in rows)
    credit = sum(Decimal(row["Credit"] or 0) for row in rows)
    assert debit == credit > 0
    assert not [row for row in rows if row["With"].startswith("=")]
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.slow
def test_pages_ask_little_of_the_database_however_much_there_is(app_context, browse, statements):
    live(8)
    entry_id = db.session.scalars(sa.select(Posting.entry_id).where(Posting.unit_id == 2)).first()
    member = browse(OTHER_MEMBER)
    for path in (
        "/units/2", "/units/2/budget", "/units/2/money", "/units/2/money/to_pay",
        "/units/2/money.csv", "/units/2/contracts/new", f"/entries/{entry_id}",
    ):  # fmt: skip
        with statements() as asked:
            assert member.get(path).status_code == 200
        assert len(asked) <= 10, f"{path}: {len(asked)}"


def english(browser):
    browser.post("/language", {"language": "en"})
    return browser


def plain(html):
    """The words of a page, without the marks inside amounts."""
    return re.sub(r"</?small>", "", html)


def test_a_new_unit_teaches_what_will_be_seen_there(app_context, browse):
    page = english(browse(MEMBER)).get(f"/units/{SCENE}").text
    assert "Nothing has come in yet" in page
    assert "Nothing is waiting" in page


def test_names_are_shown_as_text(scene, browse):
    db.session.execute(sa.update(Person).values(family_name="<script>alert(1)</script>"))
    db.session.commit()
    assert "<script>alert" not in browse(MEMBER).get(f"/units/{SCENE}").text
