"""An assignment from the first word to 0.00: written, sent, decided, invoiced, cancelled."""

import gzip
import json
import re
import threading
from datetime import date

import pytest
import sqlalchemy as sa

from domain.employment import ContractStatus
from domain.money import ZERO, eur
from domain.submission import AssignmentStatus
from tests.web.assigning import (
    DAYS,
    LONDON,
    NEWCOMER,
    PARIS,
    THEATRE,
    assignment,
    begin,
    form,
    in_english,
    person,
    send,
    sent,
    shown,
    with_history,
)
from tests.web.conftest import HTMX
from web import clock
from web.actions import contracts as contract_actions
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract, WorkDay
from web.models.document import Document
from web.models.invoice import Invoice
from web.models.person import Person, SignIn
from web.models.unit import Unit
from web.queries.budget import left_of


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


def contracts(assignment_id):
    query = sa.select(Contract).where(Contract.assignment_id == assignment_id)
    return list(db.session.scalars(query.order_by(Contract.id)))


def invoices(assignment_id):
    return list(
        db.session.scalars(sa.select(Invoice).where(Invoice.assignment_id == assignment_id))
    )


def acts(assignment_id):
    query = sa.select(AuditEntry.act).where(
        AuditEntry.subject == "assignment", AuditEntry.subject_id == assignment_id
    )
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def draft(browser, assignment_id, typed, **kwargs):
    """Keep a draft as its page would, from the tab that wrote last unless the test says."""
    version = typed["version"] or str(assignment(assignment_id).version)
    return browser.post(
        f"/assignments/{assignment_id}/draft", {**typed, "version": version}, **kwargs
    )


# Beginning


def test_one_tap_makes_a_draft_in_which_the_member_already_works(member, me):
    found = begin(member)
    html = member.get(f"/assignments/{found}").text
    assert re.search(rf'name="worker" value="{me}" checked', html)
    assert '<option value="artist" selected>' in html  # what goes with the unit's kind of work
    assert assignment(found).status is AssignmentStatus.DRAFT


def test_a_double_tap_makes_one_draft(member):
    first = member.post("/units/1/assignments", {"once": "same"})
    second = member.post("/units/1/assignments", {"once": "same"})
    assert first.location == second.location


def test_a_unit_that_uses_activity_only_has_no_assignments(browse):
    in_english()
    response = browse(OTHER_MEMBER).post("/units/2/assignments")
    assert response.status_code == 422
    assert "uses the tool Activity" in response.text


@pytest.mark.parametrize("email", [STRANGER, WORKER, OTHER_ADVISER])
def test_strangers_see_nothing(browse, member, email):
    found = begin(member)
    stranger = browse(email)
    status = 403 if email == WORKER else 404
    assert stranger.get(f"/assignments/{found}").status_code == status
    for path in ("draft", "submit", "copy", "put-away", "withdraw", "invoice", "cancel", "more"):
        response = stranger.post(f"/assignments/{found}/{path}", {"title": "mine now"})
        assert response.status_code in (403, 404), path
    assert assignment(found).title == ""


def test_an_adviser_and_the_team_read_but_do_not_write(browse, member, me):
    found = begin(member)
    for email in (ADVISER, ADMIN_TEAM, FINANCE):
        reader = browse(email)
        assert reader.get(f"/assignments/{found}").status_code == 200
        assert draft(reader, found, form(me)).status_code in (403, 404), email
    assert browse(STRANGER).post("/units/1/assignments").status_code == 404


# Writing: every change is kept, and worked out


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


# Nothing lost, nothing overwritten


def test_a_lost_session_loses_nothing(browse, member, me):
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    db.session.execute(sa.update(SignIn).values(ended=clock.now()))
    db.session.commit()
    lost = draft(member, found, form(me, title="later words"), headers=HTMX)
    assert lost.status_code == 401
    away = member.get(f"/assignments/{found}")
    assert away.status_code == 303
    assert f"next=/assignments/{found}" in away.location.replace("%2F", "/")
    again = browse(MEMBER).get(f"/assignments/{found}").text
    assert "Two evenings on stage" in again
    assert 'value="50,00"' in again


def test_a_stale_tab_is_told_and_overwrites_nothing(member, me):
    found = begin(member)
    old = shown(member, found)
    new = shown(member, found)
    draft(member, found, {**form(me, title="From the new tab"), **new}, headers=HTMX)
    typed = {**form(me, title="From the old tab"), **old}
    told = draft(member, found, typed, headers=HTMX)
    assert told.status_code == 409
    assert "changed elsewhere" in told.text
    page = draft(member, found, typed)
    assert page.status_code == 409
    assert "From the old tab" in page.text
    refused = member.post(f"/assignments/{found}/submit", typed)
    assert refused.status_code == 409
    assert assignment(found).title == "From the new tab"
    mine = draft(member, found, {**typed, "take": str(assignment(found).version)})
    assert mine.status_code == 303
    assert assignment(found).title == "From the old tab"


def test_the_same_tab_is_never_out_of_date(member, me):
    found = begin(member)
    tokens = shown(member, found)
    for title in ("One", "Two", "Three"):
        response = draft(member, found, {**form(me, title=title), **tokens}, headers=HTMX)
        assert response.status_code == 200
    assert assignment(found).title == "Three"


def test_a_tab_never_overtakes_itself(browse, member, me):
    found = begin(member)
    tokens = shown(member, found)
    browsers = [browse(MEMBER) for _ in range(4)]
    forms = [{**form(me, title=f"Words {number}"), **tokens} for number in range(4)]
    statuses: list[int] = []

    def go(browser, typed):
        path = f"/assignments/{found}/draft"
        statuses.append(browser.post(path, typed, headers=HTMX).status_code)

    first = {**form(me), **tokens}
    assert draft(member, found, first, headers=HTMX).status_code == 200
    pairs = zip(browsers, forms, strict=True)
    threads = [threading.Thread(target=go, args=pair) for pair in pairs]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert assignment(found).title.startswith("Words")


@pytest.mark.parametrize("button", ["search", "new_client", "go", "add", "take"])
def test_a_button_changes_no_version(member, me, button):
    """A page left by a button may save once more: the next page is not out of date for that."""
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    before = assignment(found).version
    draft(member, found, {**form(me), button: ""}, headers=HTMX)
    assert assignment(found).version == before


def test_looking_changes_no_version(member, me):
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    before = assignment(found).version
    draft(member, found, form(me), headers=HTMX)
    assert assignment(found).version == before


# Sending: every defect at its field


REFUSALS = [
    ({"client": ""}, "Choose the client"),
    ({"title": " "}, "Say what you do"),
    ({"price": ""}, "Type the price"),
    ({"way": "net", "net": ""}, "Type the net pay"),
    ({"price": "1.250"}, "not a clear amount"),
    ({"price": "-5"}, "at least"),
    ({"price": "999999999999"}, "too large"),
    ({"price": "20"}, "does not cover the expenses"),
    ({"days": []}, "at least one day"),
    ({"days": ["2026-09-14"]}, "Work would begin on"),
    ({"days": ["2027-03-01"]}, "No figure for"),
    ({"price": "200"}, "The legal minimum is"),
    ({"worker": []}, "is left over"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSALS)
def test_a_defect_is_told_and_everything_typed_is_kept(member, me, changes, reason):
    found = begin(member)
    days = {f"day-{me}": changes["days"]} if "days" in changes else {}
    typed = form(me, **{name: value for name, value in changes.items() if name != "days"}, **days)
    response = send(member, found, typed)
    assert response.status_code == 422
    summary = re.search(r'<div class="errors".*?</div>', response.text, re.DOTALL)[0]
    assert reason in summary
    assert assignment(found).status is AssignmentStatus.DRAFT
    assert assignment(found).typed["form"]["price"] == [typed["price"]]
    assert contracts(found) == []


def test_every_defect_is_told_at_once(member, me):
    found = begin(member)
    response = send(member, found, form(me, client="", title="", **{f"day-{me}": []}))
    for reason in ("Choose the client", "Say what you do", "at least one day"):
        assert reason in response.text


def test_someone_without_a_national_number_is_named(member, me):
    db.session.get_one(Person, me).national_number = ""
    db.session.commit()
    found = begin(member)
    response = send(member, found, form(me))
    assert response.status_code == 422
    assert "Nour Haddad has no national number yet" in response.text


def test_a_company_abroad_without_number_is_refused_at_the_client(member, me):
    db.session.execute(sa.text("UPDATE client SET vat_number = NULL WHERE id = :id"), {"id": PARIS})
    db.session.commit()
    response = send(member, begin(member), form(me, client=str(PARIS), kind="service"))
    assert response.status_code == 422
    slot = re.search(r'id="client-error".*?</div>', response.text, re.DOTALL)[0]
    assert "We need the VAT number" in slot


def test_a_real_cooperative_refuses_figures_that_are_made_up(app, member, me):
    app.config["COOPERATIVE"] = "real"
    response = send(member, begin(member), form(me))
    assert response.status_code == 422
    assert "is only an example" in response.text


def test_a_corrected_form_can_be_sent(member, me):
    found = begin(member)
    wrong = send(member, found, form(me, title=""))
    once = re.search(r'name="once" value="([^"]+)"', wrong.text)[1]
    tokens = {**shown(member, found), "once": once}
    right = member.post(f"/assignments/{found}/submit", {**form(me), **tokens})
    assert right.status_code == 303
    assert right.location == f"/assignments/{found}"


# Deciding


def test_small_known_and_clean_is_accepted_at_once(member, me):
    with_history(me)
    found = sent(member, me)
    row, (contract,), (invoice,) = assignment(found), contracts(found), invoices(found)
    assert row.status is AssignmentStatus.ACCEPTED
    assert contract.status is ContractStatus.MADE
    assert (contract.budget, contract.gross) == (eur(885), eur("533.13"))
    assert contract.dimona_number is None
    assert contract.language == "en"
    assert (invoice.net, invoice.vat) == (eur(1000), eur(60))
    assert invoice.number.startswith("PA-2026-")
    kinds = set(db.session.scalars(sa.select(Document.kind)))
    assert kinds == {"invoice_pdf", "invoice_ubl", "contract_pdf", "payslip_estimate"}
    assert acts(found) == [
        "assignment_begun",
        "assignment_submitted",
        "assignment_accepted_at_once",
    ]
    assert left_of(row.unit_id, found) == eur(50)  # what is planned for expenses


def test_the_first_assignment_waits_and_says_why(member, me):
    found = sent(member, me)
    assert assignment(found).status is AssignmentStatus.SUBMITTED
    (contract,) = contracts(found)
    assert contract.status is ContractStatus.PROPOSED
    assert invoices(found) == []
    html = member.get(f"/assignments/{found}").text
    assert "an adviser looks at the first 1" in html
    assert "Waiting for Inès Dubois" in html


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"price": "2600"}, "is above"),
        ({"client": str(NEWCOMER)}, "This client is new"),
        ({"client": str(LONDON), "kind": "service"}, "an exception that someone must check"),
    ],
)
def test_what_is_large_new_or_unusual_waits(member, me, changes, reason):
    with_history(me)
    found = sent(member, me, **changes)
    assert assignment(found).status is AssignmentStatus.SUBMITTED
    assert reason in member.get(f"/assignments/{found}").text


def test_work_that_begins_tomorrow_is_looked_at(member, me):
    with_history(me)
    found = sent(member, me, **{f"day-{me}": ["2026-09-15"]})
    assert "little time is left" in member.get(f"/assignments/{found}").text


def test_a_repeated_submit_has_one_effect(member, me):
    with_history(me)
    found = begin(member)
    typed = {**form(me), **shown(member, found)}
    first = member.post(f"/assignments/{found}/submit", typed)
    second = member.post(f"/assignments/{found}/submit", typed)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(contracts(found)) == len(invoices(found)) == 1


def test_sent_from_two_tabs_at_the_same_moment_it_is_sent_once(app, browse, member, me):
    with_history(me)
    found = begin(member)
    browsers = [browse(MEMBER) for _ in range(4)]
    forms = [{**form(me), **shown(browser, found)} for browser in browsers]
    statuses: list[int] = []

    def go(browser, typed):
        statuses.append(browser.post(f"/assignments/{found}/submit", typed).status_code)

    threads = [threading.Thread(target=go, args=pair) for pair in zip(browsers, forms, strict=True)]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert min(statuses) == 303
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 409, 422}
    assert len(contracts(found)) == len(invoices(found)) == 1


# After it was sent


def test_the_member_takes_it_back_and_sends_it_again(member, me):
    found = sent(member, me)
    assert member.post(f"/assignments/{found}/withdraw").status_code == 303
    assert assignment(found).status is AssignmentStatus.DRAFT
    assert contracts(found) == []
    assert db.session.scalars(sa.select(WorkDay)).all() == []
    assert send(member, found, form(me, price="1100")).status_code == 303
    assert len(contracts(found)) == 1
    assert draft(member, found, form(me)).status_code == 422


def test_the_invoice_comes_when_the_member_says_so(member, me):
    with_history(me)
    found = sent(member, me, invoice="later")
    assert invoices(found) == []
    assert "Issue the invoice" in member.get(f"/assignments/{found}").text
    assert member.post(f"/assignments/{found}/invoice").status_code == 303
    assert len(invoices(found)) == 1
    again = member.post(f"/assignments/{found}/invoice")
    assert again.status_code == 422
    assert "already has its invoice" in again.text


def test_what_is_left_pays_more_work_until_nothing_is_left(member, me):
    with_history(me)
    found = sent(member, me, price="2000", expenses="300")
    html = member.get(f"/assignments/{found}/more").text
    assert "€300" in re.sub(r"<[^>]+>", "", html)
    typed = {"amount": "", "worker": [str(me)], f"type-{me}": "artist", "month": "2026-09"}
    taken = member.post(f"/assignments/{found}/more", {**typed, f"day-{me}": [DAYS[0]]})
    assert taken.status_code == 422
    assert "already works on" in taken.text
    nobody = member.post(f"/assignments/{found}/more", {**typed, "worker": []})
    assert nobody.status_code == 422
    too_much = {**typed, "amount": "300,01", f"day-{me}": ["2026-09-28"]}
    refused = member.post(f"/assignments/{found}/more", too_much)
    assert refused.status_code == 422
    assert "more than is left of the assignment" in refused.text
    figures = member.post(
        f"/assignments/{found}/more/figures", {**typed, f"day-{me}": ["2026-09-28"]}, headers=HTMX
    )
    assert "Above the legal minimum" in figures.text
    done = member.post(f"/assignments/{found}/more", {**typed, f"day-{me}": ["2026-09-28"]})
    assert done.status_code == 303
    assert left_of(1, found) == ZERO
    assert contracts(found)[1].status is ContractStatus.MADE
    assert "Everything is paid out or spent" in member.get(f"/assignments/{found}").text


def test_confirmed_work_leaves_the_assignment_at_nothing(app, browse, member, me):
    with_history(me)
    found = sent(member, me, expenses="0")
    app.config["TODAY"] = date(2026, 9, 23)
    member = browse(MEMBER)
    html = member.get(f"/assignments/{found}").text
    assert "Confirm the days worked: 1 contract" in html
    with app.test_request_context():
        (contract,) = contracts(found)
        contract_actions.confirm(contract, now=clock.now())
    assert left_of(1, found) == ZERO
    assert "The client must pay PA-2026-" in member.get(f"/assignments/{found}").text


def test_cancelling_takes_the_contracts_back_before_they_begin(member, me):
    with_history(me)
    found = sent(member, me, invoice="later")
    page = member.get(f"/assignments/{found}/cancel").text
    assert "The contract of Nour Haddad is cancelled" in page
    version = {"version": str(assignment(found).version)}
    silent = member.post(f"/assignments/{found}/cancel", version)
    assert silent.status_code == 422
    done = member.post(f"/assignments/{found}/cancel", {**version, "reason": "Rained off"})
    assert done.status_code == 303
    assert assignment(found).status is AssignmentStatus.CANCELLED
    assert contracts(found)[0].status is ContractStatus.CANCELLED
    assert "Rained off" in member.get(f"/assignments/{found}").text


def test_an_invoiced_or_begun_assignment_is_not_cancelled(app, browse, member, me):
    with_history(me)
    invoiced = sent(member, me)
    assert "Credit it first" in member.get(f"/assignments/{invoiced}/cancel").text
    cancel = {"reason": "No", "version": str(assignment(invoiced).version)}
    refused = member.post(f"/assignments/{invoiced}/cancel", cancel)
    assert refused.status_code == 422
    later = sent(member, me, invoice="later")
    app.config["TODAY"] = date(2026, 9, 21)
    cancel = {"reason": "No", "version": str(assignment(later).version)}
    begun = browse(MEMBER).post(f"/assignments/{later}/cancel", cancel)
    assert begun.status_code == 422
    assert "has begun on" in begun.text
    assert assignment(later).status is AssignmentStatus.ACCEPTED


def test_do_it_again_on_other_days(member, me):
    found = sent(member, me)
    response = member.post(f"/assignments/{found}/copy")
    copy = int(response.location.rsplit("/", 1)[1])
    row = assignment(copy)
    assert (row.title, row.price, row.status) == (
        "Two evenings on stage", eur(1000), AssignmentStatus.DRAFT,
    )  # fmt: skip
    assert not any(name.startswith("day-") for name in row.typed["form"])
    assert "No day chosen yet" in member.get(f"/assignments/{copy}").text


def test_an_empty_draft_is_gone_and_a_written_one_can_be_taken_back(member, me):
    empty, written = begin(member), begin(member)
    draft(member, written, form(me))
    assert member.post(f"/assignments/{empty}/put-away").status_code == 303
    assert member.get(f"/assignments/{empty}").status_code == 404
    page = member.follow(f"/assignments/{written}/put-away").text
    assert f"/assignments/{written}/take-back" in page
    assert assignment(written).status is AssignmentStatus.CANCELLED
    assert member.post(f"/assignments/{written}/take-back").status_code == 303
    assert assignment(written).status is AssignmentStatus.DRAFT
    with_history(me)
    accepted = sent(member, me, invoice="later")
    assert member.post(f"/assignments/{accepted}/put-away").status_code == 422
    assert member.post(f"/assignments/{accepted}/take-back").status_code == 422


def test_a_closed_unit_sends_nothing(member, me):
    found = begin(member)
    db.session.get_one(Unit, 1).closed = date(2026, 9, 14)
    db.session.commit()
    assert send(member, found, form(me)).status_code == 422
    assert member.post("/units/1/assignments").status_code == 422


# The list


def test_the_list_finds_filters_and_pages(member, me):
    for number in range(27):
        draft(member, begin(member), form(me, title=f"Show number {number}", tab=str(number)))
    page = member.get("/assignments").text
    assert "Show number 26" in page
    assert "Show number 1<" not in page
    older = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "Show number 1<" in member.get(older).text
    by_title = member.get("/assignments?q=number 13", headers=HTMX).text
    assert by_title.count("<tr>") == 2  # the head and the row
    assert "Show number 26" in member.get("/assignments?q=theatre rives").text
    assert "No assignment fits" in member.get("/assignments?show=accepted").text


def test_an_empty_list_teaches(browse):
    in_english()
    assert "No assignment yet" in browse(MEMBER).get("/assignments").text


def test_the_typed_form_is_json_without_anything_technical(member, me):
    found = begin(member)
    draft(member, found, {**form(me), "csrf_token": "secret"})
    kept = json.dumps(assignment(found).typed)
    assert "secret" not in kept
    assert "csrf" not in kept


# What a page costs


@pytest.fixture
def statements(app):
    """The statements sent since the test last looked."""
    sent: list[str] = []

    def note(_conn, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def test_no_page_asks_the_database_more_than_ten_times(browse, member, me, statements):
    with_history(me)
    drafts = [begin(member) for _ in range(3)]
    for found in drafts:
        draft(member, found, form(me, tab=str(found)))
    accepted, waiting = sent(member, me, invoice="later"), sent(member, me, price="9000")
    adviser = browse(ADVISER)
    pages = [
        (member, "/assignments"),
        (member, f"/assignments/{drafts[0]}"),
        (member, f"/assignments/{accepted}"),
        (member, f"/assignments/{accepted}/more"),
        (member, f"/assignments/{waiting}"),
        (adviser, f"/queue?item=assignment-{waiting}"),
    ]
    for browser, path in pages:
        statements.clear()
        response = browser.get(path)
        assert response.status_code == 200, path
        assert len(statements) <= 10, f"{path}: {len(statements)}"
        assert len(gzip.compress(response.data)) < 12_000, path
    statements.clear()
    browser = member.client
    typed = {**form(me, price="1001", tab=str(drafts[0]), version="1")}
    answer = browser.post(
        f"/assignments/{drafts[0]}/draft",
        data={**typed, "csrf_token": member.csrf_token()},
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert len(statements) <= 7, statements
