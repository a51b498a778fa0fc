"""Who did what: found by the system administrator, told on each thing's page."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.web import life
from web.actions.audit import record
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD, FINANCE, MEMBER, SYSTEM_ADMIN, WORKER
from web.extensions import db
from web.models.person import Person
from web.models.unit import Unit
from web.queries.audit import ACT_LABELS, history_of

ROOT = Path(__file__).resolve().parents[2]


def happen(act, **facts):
    """Something that the system did to unit 1."""
    record(act, db.session.get_one(Unit, 1), **facts)
    db.session.commit()


@pytest.mark.parametrize("email", [MEMBER, WORKER, ADVISER, FINANCE, ADMIN_TEAM, BOARD])
def test_only_the_system_administrator_reads_the_audit(browse, email):
    assert browse(email).get("/audit").status_code == 403


def test_a_visitor_is_asked_to_sign_in(browse):
    assert browse("").get("/audit").status_code == 303


def english(browser):
    browser.post("/language", {"language": "en"})
    return browser


def rows(html):
    return html.split('id="rows"')[1].split("</table>")[0]


def test_it_is_searched_by_person_act_and_thing(browse):
    browse(MEMBER).post("/units/1/edit", {"name": "Renamed", "tool": "both", "version": "1"})
    browse(WORKER).post("/account/sign-ins/end-others")
    happen("unit_closed")
    admin = english(browse(SYSTEM_ADMIN))
    everything = rows(admin.get("/audit").text)
    assert everything.index("Closed the unit") < everything.index("Renamed the unit")
    assert "the system" in everything
    by_person = rows(admin.get("/audit?who=nou").text)
    assert "Renamed" in by_person
    assert "Closed" not in by_person
    by_act = rows(admin.get("/audit?act=unit_closed").text)
    assert "Closed" in by_act
    assert "Renamed" not in by_act
    by_thing = rows(admin.get("/audit?thing=unit&number=1").text)
    assert "Renamed" in by_thing
    assert "Nothing found" in admin.get("/audit?thing=unit&number=2").text
    assert admin.get("/audit?number=x&before=y&act=nothing").status_code == 200


def test_the_fragment_is_the_same_html_as_in_the_page(browse):
    happen("unit_closed")
    admin = browse(SYSTEM_ADMIN)
    fragment = admin.get("/audit?thing=unit", headers={"HX-Request": "true"}).text
    assert fragment.strip() in admin.get("/audit?thing=unit").text


def test_a_long_audit_goes_on_by_key(browse, monkeypatch):
    monkeypatch.setattr("web.queries.audit.PAGE", 3)
    for number in range(7):
        happen("holder_added", who=f"Person {number}")
    admin, path, found = english(browse(SYSTEM_ADMIN)), "/audit?thing=unit", []
    while path:
        html = admin.get(path).text
        found += re.findall(r"Person (\d)", html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = following[1].replace("&amp;", "&") if following else ""
    assert found == list("6543210")


def test_facts_are_shown_as_text(browse):
    happen("holder_added", who="<script>alert(1)</script>")
    html = browse(SYSTEM_ADMIN).get("/audit").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_history_of_a_thing_is_told_newest_first(app_context):
    happen("unit_opened", tool="both")
    happen("unit_tool_changed", before="both", after="activity")
    told = history_of("unit", 1)
    assert [item.act for item in told] == ["unit_tool_changed", "unit_opened"]
    with app_context.test_request_context(headers={"Accept-Language": "en"}):
        assert (
            told[0].text == "Changed the tool: Activity: one running budget instead of Both tools"
        )
        assert told[0].thing == "Unit"
        assert told[0].who == ""
    assert history_of("unit", 2) == []


def test_an_act_without_facts_or_label_is_still_told(app_context):
    happen("unit_renamed", before="A")
    happen("something_new")
    with app_context.test_request_context(headers={"Accept-Language": "en"}):
        assert [item.text for item in history_of("unit", 1)] == [
            "Something new",
            "Renamed the unit from “A” to “…”",
        ]


def test_every_act_that_is_recorded_has_a_name():
    recorded = {
        act
        for path in (ROOT / "web").rglob("*.py")
        for act in re.findall(
            r'\brecord(?:_as)?\(\s*(?:\w+(?:\.\w+)?,\s*)?"(\w+)"', path.read_text("utf-8")
        )
    }
    assert {"signed_in", "unit_opened"} <= recorded
    assert recorded - ACT_LABELS.keys() == set()


def test_audit_lines_are_only_ever_added(app_context):
    happen("unit_closed")
    for change in ("UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(sa.exc.DBAPIError):
            db.session.execute(sa.text(change))
        db.session.rollback()


def test_names_of_people_come_with_their_acts(browse):
    browse(MEMBER).post(
        "/units/1/edit", {"name": "Renamed", "tool": "three_in_one", "version": "1"}
    )
    person = db.session.get_one(Person, life.id_of(MEMBER))
    assert {item.who for item in history_of("unit", 1)} == {person.name}
