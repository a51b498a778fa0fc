"""Pages of published figures: read by everybody, published and corrected by the board alone."""

import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from domain.figures.definition import FigureUnit
from tests.databases import TODAY
from tests.web import crowd, make
from web.actions import figure_rooms, releases
from web.blueprints.figures.releasing import quarter_ends
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD, FINANCE, MEMBER
from web.extensions import db
from web.forms.releases import CorrectForm
from web.models.audit import AuditEntry
from web.models.figure import FigureRelease
from web.models.form_token import FormToken
from web.models.person import Person
from web.queries import releases as queries
from web.queries.audit import history_of

DAY = date.fromisoformat(TODAY)
SALES = ["turnover", "invoices", "contribution"]
PUBLISH = "/figures/publish"
ONE_HUNDRED = {"day": TODAY, "keys": SALES}


@pytest.fixture
def read(browse):
    """``read(MEMBER)`` reads English."""
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()

    def open_browser(email):
        browser = browse(email)
        browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        return browser

    return open_browser


@pytest.fixture
def sold(app_context, later):
    """One sale, and the day after it."""
    make.invoice(price="1000.00")
    crowd.keep()
    later(days=1)


@pytest.fixture
def sold_late(sold, later):
    """A sale of the published day that is known only afterwards."""

    def sell():
        later(days=-1)
        make.invoice(price="500.00")
        later(days=1)
        crowd.keep()

    return sell


@pytest.fixture
def turnover(sold):
    """The id of its published value."""
    return publish("turnover", "invoices")["turnover"].id


def publish(*keys):
    from web import clock  # noqa: PLC0415 - the test moves it

    return releases.publish(keys, DAY, by=1, now=clock.now())


def count(model):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_everybody_reads_what_is_published_and_only_some_by_whom(read, turnover):
    who = queries.released("turnover")[0].who
    for path in (f"/figures/turnover?day={TODAY}", "/figures/published"):
        said = read("").get(path).text
        assert "1,000" in said
        assert who not in said
        assert "/correct" not in said
    said = read(FINANCE).get(f"/figures/turnover?day={TODAY}").text
    assert who in said
    assert "/correct" not in said
    assert f"/figures/published/{turnover}/correct" in read(BOARD).get("/figures/turnover").text


def test_a_page_leads_with_the_published_value_and_the_board_sees_that_it_differs(
    read, turnover, sold_late
):
    sold_late()
    path = f"/figures/turnover?day={TODAY}"
    said = read("").get(path).text
    lead = re.search(r'<div class="figure alone">.*?</div>', said, re.DOTALL)[0]
    assert "1,000" in lead
    assert "published on" in lead
    assert "Counted again today" not in said
    again = read(FINANCE).get(path).text
    assert "Counted again today: <span" in again
    assert "1,500" in again
    assert "Correct the published value" not in again
    assert "Correct the published value" in read(BOARD).get(path).text
    assert "1,500" in read("").get("/figures/turnover").text  # today: what is counted


def test_only_the_board_publishes_and_corrects(read, turnover):
    for who in (MEMBER, FINANCE, ADMIN_TEAM, ADVISER):
        browser = read(who)
        correct = f"/figures/published/{turnover}/correct"
        assert browser.get(PUBLISH).status_code == 403
        assert browser.get(correct).status_code == 403
        assert browser.post(PUBLISH, {**ONE_HUNDRED, "confirmed": "yes"}).status_code == 403
        assert browser.post(correct, {"reason": "No", "way": "again"}).status_code == 403
    assert count(FigureRelease) == 2


@pytest.mark.slow
def test_the_board_is_told_what_happens_before_it_does(read, sold):
    director = read(BOARD)
    said = director.post(PUBLISH, ONE_HUNDRED)
    assert said.status_code == 200
    assert "3 values of Mon 14 September 2026 are frozen as they are counted now." in said.text
    assert count(FigureRelease) == 0
    sent = {**ONE_HUNDRED, "confirmed": "yes", "once": "the-same-form"}
    done = director.follow(PUBLISH, sent)
    assert "3 values are published." in done.text
    assert "1,000" in done.text
    assert director.post(PUBLISH, sent).location == f"/figures/published?day={TODAY}"
    assert count(FigureRelease) == 3
    said = director.post(PUBLISH, ONE_HUNDRED).text
    assert "3 values of that day are published already and stay as they are." in said


def test_every_objection_is_named_with_its_definition_and_can_be_left_out(read, sold):
    director = read(BOARD)
    sent = {"day": TODAY, "keys": [*SALES, "holders"]}
    said = director.post(PUBLISH, {**sent, "confirmed": "yes"})
    assert said.status_code == 422
    assert "counts fewer than five people" in said.text
    assert f'href="/figures/holders?day={TODAY}"' in said.text
    assert count(FigureRelease) == 0
    assert ticked(said.text) == {*SALES, "holders"}
    said = director.post(PUBLISH, {**sent, "leave_out": "1"})
    assert said.status_code == 200
    assert ticked(said.text) == {*SALES}
    assert "counts fewer than five people" not in said.text


def ticked(html):
    return set(re.findall(r'name="keys" value="(\w+)" checked', html))


@pytest.mark.slow
def test_everything_is_proposed_at_the_end_of_a_quarter(read, sold):
    said = read(BOARD).get(PUBLISH).text
    assert 'value="2026-06-30"' in said
    assert ticked(said) >= {*SALES, "holders_by_region"}
    assert "“Mean age of shareholders” is not known on Tue 30 June 2026" in said
    assert "“People in the support team” is not known on Tue 30 June 2026" in said
    assert quarter_ends(DAY)[:3] == [date(2026, 6, 30), date(2026, 3, 31), date(2025, 12, 31)]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"day": "yesterday"}, "This is not a date."),
        ({"day": ""}, "Fill this in."),
        ({"day": "2026-12-31"}, "is not over yet"),
        ({"keys": []}, "Tick at least one figure or table."),
        ({"keys": ["turnover", "gold"]}, "Choose one of the list."),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(read, sold, sent, reason):
    said = read(BOARD).post(PUBLISH, {**ONE_HUNDRED, "confirmed": "yes", **sent})
    assert said.status_code == 422
    assert reason in said.text
    wanted = {**ONE_HUNDRED, **sent}
    assert f'value="{wanted["day"]}"' in said.text
    assert ticked(said.text) == set(wanted["keys"]) - {"gold"}
    assert count(FigureRelease) == 0


def test_a_day_in_the_address_is_checked_too(read, sold):
    for day, reason in (("soon", "This is not a date."), ("2027-01-01", "is not over yet")):
        said = read(BOARD).get(f"{PUBLISH}?day={day}")
        assert said.status_code == 422
        assert reason in said.text
        assert f'value="{day}"' in said.text
    for path in ("?day=soon", f"?day={TODAY}", "?noun=gold", "/values.csv"):
        assert read("").get(f"/figures/published{path}").status_code == 404


@pytest.mark.slow
def test_an_erratum_is_counted_again_or_typed_and_everybody_reads_why(read, turnover, sold_late):
    sold_late()
    director, path = read(BOARD), f"/figures/published/{turnover}/correct"
    assert "1,500" in director.get(path).text
    sent = {"reason": "An invoice came in later", "way": "again", "value": "", "once": "erratum"}
    said = director.follow(path, sent).text
    assert "An invoice came in later" in said
    assert "<s>" in said
    assert director.post(path, sent).location.endswith("#published")  # the same form, sent twice
    (last, first) = queries.released("turnover")
    assert (last.release.value, first.release.value) == (1500, 1000)
    typed = {"reason": "Typed", "way": "typed", "value": "€ 1,234.50"}
    assert director.post(f"/figures/published/{last.release.id}/correct", typed).status_code == 303
    assert queries.value_on("turnover", DAY).amount == Decimal("1234.5")
    said = read("").get("/figures/published").text
    assert said.index("An invoice came in later") < said.index('class="counted"')
    assert director.post(path, {**sent, "once": "again"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"reason": " "}, "Fill this in."),
        ({}, "The value stays the same"),
        ({"way": "typed", "value": "12,5"}, "This is not a clear number. Type it like 1,234.5."),
        ({"way": "typed"}, "Fill this in."),
        ({"value": "7"}, "or leave this empty."),
        ({"way": "typed", "value": "1,000"}, "The value stays the same"),
        ({"way": "typed", "value": "9999999999999"}, "This number is too large."),
        ({"way": "guess"}, "Fill this in."),
    ],
)
def test_a_correction_is_refused_at_its_field(read, turnover, sent, reason):
    wanted = {"reason": "Counted twice", "way": "again", "value": "", **sent}
    said = read(BOARD).post(f"/figures/published/{turnover}/correct", wanted)
    assert said.status_code == 422
    assert reason in said.text
    assert f'value="{wanted["value"]}"' in said.text
    assert (wanted["reason"] in said.text) or not wanted["reason"].strip()
    assert count(FigureRelease) == 2
    assert count(FormToken) == 0  # it can be sent again


def test_a_correction_that_counted_first_and_was_refused_can_be_sent_again(read, turnover):
    make.invoice(price="20.00")  # of a later day, and not counted yet: the act counts it first
    director, path = read(BOARD), f"/figures/published/{turnover}/correct"
    sent = {"reason": "Counted twice", "way": "typed", "value": "1,000", "once": "one-form"}
    assert director.post(path, sent).status_code == 422
    assert director.post(path, {**sent, "value": "900"}).status_code == 303
    assert queries.value_on("turnover", DAY).amount == 900


def test_people_are_whole_and_parts_are_typed_in_percent(app):
    def typed(value, unit, language):
        with app.test_request_context(headers={"Accept-Language": language}):
            sent = MultiDict({"reason": "Why", "way": "typed", "value": value})
            form = CorrectForm(sent, unit=unit)
            return form.validate(), form.right

    share, people = FigureUnit.SHARE, FigureUnit.PEOPLE
    assert typed("41,2 %", share, "fr") == (True, Decimal("0.412"))
    assert typed("1.250,5", FigureUnit.EUR, "nl") == (True, Decimal("1250.5"))
    assert typed("1 250", people, "fr") == (True, 1250)
    assert not typed("12.5", people, "en")[0]
    assert not typed("-3", people, "en")[0]


@pytest.fixture
def tables(app_context, later):
    """Seven here, five there."""
    for place in range(12):
        crowd.holder(place, postcode="1000" if place < 7 else "4000")
    crowd.keep()
    later(days=1)
    publish("holders", "holders_by_region", "turnover")


def test_a_period_is_searched_by_noun_and_by_words(read, tables, statements):
    visitor = read("")
    with statements() as asked:
        said = visitor.get("/figures/published").text
    assert len(asked) <= 6
    assert "Members" in said
    assert "Turnover" in said
    region = re.search(r"[^>]+: Brussels", said)[0]
    found = visitor.get("/figures/published?q=bruss").text
    assert region in found
    assert "1,200" not in found
    assert "Nothing that is published" in visitor.get("/figures/published?q=xylophone").text
    found = visitor.get("/figures/published?noun=turnover").text
    assert region not in found
    assert "1,200" in found


def test_a_period_as_files(read, tables):
    text = read("").get("/figures/published/values.csv").data.decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    assert {row[-1]: row[2] for row in rows[1:]}["turnover"] == "1200"
    assert {row[-1]: row[2] for row in rows[1:]}["holders_by_region/brussels/total"] == "7"
    data = read("").get(f"/figures/published/values.ods?day={TODAY}").data
    with zipfile.ZipFile(io.BytesIO(data)) as ods:
        assert b"turnover" in ods.read("content.xml")


def test_a_cell_of_a_table_is_corrected_and_shown_in_its_period(read, tables):
    (cell,) = (one.release for one in queries.released("holders_by_region/brussels/total"))
    path = f"/figures/published/{cell.id}/correct"
    few = {"reason": "Counted twice", "way": "typed", "value": "3"}
    said = read(BOARD).post(path, few)
    assert said.status_code == 422
    assert "counts fewer than five people" in said.text
    said = read(BOARD).follow(path, {**few, "value": "6"}).text
    assert "7 became 6. “Counted twice”" in said
    assert "1 erratum" in said


def test_a_published_table_stays_as_it_was_said(read, tables):
    crowd.holder(12)
    crowd.keep()
    where = f"/figures/tables/holders_by_region?day={TODAY}"
    said = read("").get(where).text
    assert "as it was published" in said
    assert cells_of(said, "Brussels") == ["7"]
    csv = read("").get(where.replace("?", "/table.csv?")).text
    assert "Brussels,7" in csv
    other = read("").get(where.replace("region", "gender")).text
    assert "as it was published" not in other


def cells_of(said, name):
    row = said[said.index(name, said.index("<tbody>")) :]
    return re.findall(r"<td[^>]*>([^<]*)</td>", row[: row.index("</tr>")])


def test_nothing_is_published_yet(read, app_context):
    said = read("").get("/figures/published").text
    assert "Nothing is published yet" in said
    assert "Publish figures" not in said


def test_a_screen_is_opened_and_ended_in_the_audit(app_context):
    from web import clock  # noqa: PLC0415 - as above

    room = figure_rooms.open_room("Liège", public=True, slide="first", by=1, now=clock.now())
    figure_rooms.show(room, "second")
    figure_rooms.end(room, now=clock.now())
    figure_rooms.end(room, now=clock.now())  # over already
    entries = sa.select(AuditEntry.act).where(AuditEntry.subject == "figure_room")
    acts = list(db.session.scalars(entries.order_by(AuditEntry.id)))
    assert acts == ["figure_room_opened", "figure_room_ended"]
    assert [one.subject_id for one in history_of("figure_room", room.id)] == [room.id] * 2
    assert timedelta() <= room.ended - room.opened
