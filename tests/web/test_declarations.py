"""What is still to declare: the list, its order, who sees it, what is left after recording."""

from datetime import date, timedelta

import pytest

from domain.contract_life import ContractStatus
from domain.dimona.acts import DimonaAct
from domain.dimona.deadlines import Urgency
from domain.employment import ContractType
from domain.entities import EntityCode
from tests.web import make
from tests.web.assigning import in_english
from tests.web.conftest import HTMX
from tests.web.dimona import (
    ACROSS,
    LATE,
    NEXT_WEEK,
    TOMORROW,
    declared,
    job,
    references,
    student,
    to_declare,
)
from tests.web.working import the
from web import clock
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
from web.queries.declarations import EVERYTHING, PAGE, Key, Wanted, counts
from web.queries.dimona_tasks import tasks


def wide(**facts):
    return make.contract(days=[NEXT_WEEK], **facts)


def test_the_most_urgent_first_with_its_deadline(browse):
    in_english()
    late, today = make.contract(days=[LATE]).id, make.contract(days=[TOMORROW]).id
    later = wide().id
    page = browse(ADMIN_TEAM).get("/contracts").text
    assert page.index(f"/contracts/{late}") < page.index(f"/contracts/{today}")
    assert page.index(f"/contracts/{today}") < page.index(f"/contracts/{later}")
    assert "1 declaration is late" in page
    assert "OTH" in page
    found = to_declare()
    assert [task.urgency for task in found] == [Urgency.LATE, Urgency.TODAY, Urgency.LATER]
    assert {task.act for task in found} == {DimonaAct.IN}
    assert [task.deadline for task in found] == [LATE, TOMORROW, NEXT_WEEK]


def test_an_end_that_changed_is_declared_again(app, browse):
    with app.app_context():
        contract = declared(days=[TOMORROW])
        contract.last_day = NEXT_WEEK
        make.db.session.commit()
        (task,) = to_declare()
        assert (task.act, task.deadline) == (DimonaAct.CHANGE, date(2026, 9, 16))
        contract_id = contract.id
    url = f"/contracts/{contract_id}/dimona"
    team = browse(ADMIN_TEAM)
    assert 'value="900000000001"' in team.get("/contracts").text
    sent = {"dimona_number": "900000000001", "known": "900000000001"}
    assert team.post(url, sent).status_code == 303
    assert the(contract_id).dimona_last_day == NEXT_WEEK
    assert references() == []


def test_a_cancelled_contract_that_was_declared(browse):
    in_english()
    contract = declared(days=[NEXT_WEEK], status=ContractStatus.CANCELLED)
    key, url = contract.id, f"/contracts/{contract.id}/dimona"
    (task,) = to_declare()
    assert (task.act, task.deadline) == (DimonaAct.CANCEL, NEXT_WEEK)
    team = browse(ADMIN_TEAM)
    assert "Cancel the declaration" in team.get(url).text
    empty = {"dimona_number": "", "known": "900000000001"}
    assert team.post(url, empty).status_code == 422  # a cancellation has a receipt of its own
    page = team.follow(url, {"dimona_number": "C1", "known": "900000000001"}).text
    assert "Cancelled declaration recorded: C1 instead of 900000000001" in page
    assert the(key).dimona_number is None
    assert references() == []
    again = team.post(url, {"dimona_number": "C2", "known": ""})
    assert again.status_code == 422
    assert "no declaration of it stands" in again.text


def test_a_receipt_says_which_end_was_declared(browse):
    contract_id = wide().id
    team, url = browse(FINANCE), f"/contracts/{contract_id}/dimona"
    assert team.post(url, {"dimona_number": "A1", "known": ""}).status_code == 303
    assert the(contract_id).dimona_last_day == NEXT_WEEK
    assert team.post(url, {"dimona_number": "", "known": "A1"}).status_code == 303
    assert the(contract_id).dimona_last_day is None
    assert references() == [f"PA-C-{contract_id:06d}"]


def test_what_is_not_to_declare(app):
    with app.app_context():
        for status in (ContractStatus.PROPOSED, ContractStatus.OFFERED, ContractStatus.CANCELLED):
            wide(status=status)
        declared()
        long_ago = clock.today() - timedelta(days=120)
        make.contract(days=[long_ago], status=ContractStatus.CONFIRMED)
        assert references() == []
        late = make.contract(days=[long_ago])  # nobody confirmed it: it stays
        assert references() == [f"PA-C-{late.id:06d}"]


def test_a_student_shows_hours_per_quarter_and_the_quota(browse):
    in_english()
    key = student(per_day="7.60").id
    page = browse(ADMIN_TEAM).get("/contracts").text
    assert "STU" in page
    assert page.count("8 hours") == 2
    assert "16 of 650 hours in 2026" in page
    (task,) = to_declare()
    assert [(item.first_day, item.last_day) for item in task.periods] == [
        (ACROSS[0], date(2026, 9, 30)),
        (date(2026, 10, 1), ACROSS[1]),
    ]
    url = f"/contracts/{key}/dimona"
    response = browse(ADMIN_TEAM).post(url, {"dimona_number": "A1", "known": ""})
    assert response.status_code == 422
    assert "Type 2 receipt numbers" in response.text
    sent = {"dimona_number": "a1, b2", "known": ""}
    assert browse(ADMIN_TEAM).post(url, sent).status_code == 303
    assert the(key).dimona_number == "A1, B2"


def test_filters_and_search(browse):
    in_english()
    own = wide(email=WORKER).id
    other = wide(email=OTHER_MEMBER, unit_id=2, kind=ContractType.ARTIST).id
    late = make.contract(days=[LATE]).id
    mine, theirs, red = f"PA-C-{own:06d}", f"SC-C-{other:06d}", f"PA-C-{late:06d}"
    assert references() == [red, mine, theirs]
    assert references(typed="peeters") == [theirs]
    assert references(typed=mine.lower()) == [mine]
    assert references(typed="PA-P-000001") == []
    assert references(entity=EntityCode.SC) == [theirs]
    assert references(kind=ContractType.ARTIST) == [theirs]
    assert references(urgency=Urgency.LATE) == [red]
    team = browse(ADMIN_TEAM)
    for query, shown, hidden in (
        ("q=Peeters", other, own),
        ("entity=SC", other, own),
        ("kind=artist", other, own),
        ("by=late", late, other),
        (f"q={mine}", own, other),
    ):
        text = team.get(f"/contracts?{query}").text
        assert f'"/contracts/{shown}"' in text
        assert f'"/contracts/{hidden}"' not in text
    assert "Nothing found" in team.get("/contracts?q=nobody").text
    assert team.get("/contracts?entity=XX&kind=x&by=x&after=x").status_code == 200
    fragment = team.get("/contracts?q=Peeters", headers=HTMX).text
    assert "<h1" not in fragment
    assert f'"/contracts/{other}"' in fragment


def test_the_list_goes_on_page_by_page(app):
    with app.app_context():
        keys = [make.contract(days=[LATE]).id for _ in range(3)] + [wide().id, job().id]
        seen, after = [], None
        while True:
            part = tasks(Wanted(), clock.today(), after=after, size=2)
            seen += [task.reference for task in part.items]
            if not part.next:
                break
            after = Key.read(part.next)
        letters = "CCCPC"
        assert len(seen) == len(set(seen)) == len(keys)
        assert [item[3] for item in seen] == list(letters)
        assert counts(Wanted(), clock.today(), EVERYTHING).all == len(keys)
        assert counts(Wanted(urgency=Urgency.LATE), clock.today())[Urgency.LATE] == 3
        assert Key.read("1.2026-02-30.C1") is None


def test_a_long_list_has_a_next_page(browse):
    last = [make.contract(days=[LATE]).id for _ in range(PAGE + 1)][-1]
    team = browse(ADMIN_TEAM)
    page = team.get("/contracts?by=late").text
    assert f'"/contracts/{last}"' not in page
    link = page.split('rel="next"')[1].split('href="')[1].split('"')[0]
    assert f'"/contracts/{last}"' in team.get(link.replace("&amp;", "&")).text


def test_recording_goes_back_to_the_same_list(browse):
    key = wide().id
    url = f"/contracts/{key}/dimona"
    sent = {"dimona_number": "A1", "known": "", "back": "1", "q": "lambert", "by": "later"}
    response = browse(ADMIN_TEAM).post(url, sent)
    assert response.status_code == 303
    assert {"q=lambert", "by=later", "recorded=1"} <= set(
        response.location.split("?")[1].split("&")
    )


def test_advisers_look_and_do_not_record(browse):
    in_english()
    key = wide().id
    page = browse(ADVISER).get("/contracts?view=to-declare").text
    assert f'"/contracts/{key}"' in page
    assert 'name="dimona_number"' not in page
    assert f'"/contracts/{key}"' not in browse(OTHER_ADVISER).get("/contracts?view=to-declare").text
    for email in (MEMBER, WORKER, STRANGER):
        assert browse(email).get("/contracts?view=to-declare").status_code == 403


@pytest.mark.parametrize("path", ["/contracts/dimona", "/contracts/receipts"])
def test_the_rest_is_for_the_office(browse, path):
    for email in (ADVISER, MEMBER, STRANGER):
        assert browse(email).get(path).status_code == 403
    assert browse(FINANCE).get(path).status_code == 200
