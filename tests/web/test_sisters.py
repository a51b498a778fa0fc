"""Sister cooperatives: read by everybody, kept by the board, with ours from the live figures."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.money import eur
from domain.sisters import DayTaken, Told
from tests.web.test_figure_pages import english, kept
from web import clock
from web.actions import sisters
from web.demo.people import ADMIN_TEAM, BOARD, FINANCE, MEMBER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.sister import SisterYear
from web.queries import figures
from web.queries.audit import history_of
from web.queries.sisters import count_on, last_told, mark

__all__ = ["kept"]
DAY = date(2025, 12, 31)
LANTERN = Told(
    name="Lantern",
    country="DE",
    day=DAY,
    legal_form="eG",
    founded=2016,
    rate=Decimal("0.085"),
    users=400,
    turnover=eur(6_000_000),
    staff=Decimal("5.5"),
    offices=2,
    source="Annual report 2025, page 4",
)
TYPED = {
    "name": "Almanac", "country": "IT", "legal_form": "", "founded": "2014", "day": "2025-12-31",
    "rate": "9,5", "users": "1 540", "turnover": "6 720 000", "staff": "", "offices": "",
    "source": "Letter of 3 March 2026",
}  # fmt: skip


@pytest.fixture
def lantern(app_context):
    return sisters.add(LANTERN, now=clock.now())


@pytest.fixture
def lantern_id(lantern):
    return lantern.id


def version_of(key):
    return str(db.session.scalar(sa.select(SisterYear.version).where(SisterYear.id == key)))


def acts():
    rows = db.session.scalars(
        sa.select(AuditEntry.act).where(AuditEntry.subject == "sister_year").order_by(AuditEntry.id)
    )
    return list(rows)


def test_a_cooperative_is_added_changed_and_removed(lantern):
    first = mark()
    changed = Told(**{**vars_of(LANTERN), "users": 410, "rate": None})
    sisters.change(lantern, changed, version=lantern.version, now=clock.now())
    assert lantern.told == changed
    sisters.change(lantern, changed, version=lantern.version, now=clock.now())
    second = mark()
    key = lantern.id
    assert history_of("sister_year", key)[0].text.endswith(": rate, users")
    sisters.remove(lantern, version=lantern.version)
    assert db.session.get(SisterYear, key) is None
    assert acts() == ["sister_added", "sister_changed", "sister_removed"]
    assert len({first, second, mark()}) == 3


def vars_of(told):
    return {name: getattr(told, name) for name in Told.__dataclass_fields__}


def test_one_line_for_one_day(lantern):
    with pytest.raises(DayTaken):
        sisters.add(LANTERN, now=clock.now())
    assert db.session.scalar(sa.select(sa.func.count(SisterYear.id))) == 1


def test_nothing_of_somebody_else_is_overwritten(lantern):
    for act in (
        lambda: sisters.change(lantern, LANTERN, version=lantern.version - 1, now=clock.now()),
        lambda: sisters.remove(lantern, version=lantern.version + 1),
    ):
        with pytest.raises(StaleDataError):
            act()


def test_the_figure_counts_those_that_are_known(lantern):
    assert count_on(DAY) == 1
    assert count_on(date(2025, 12, 30)) == 0
    later = Told(**{**vars_of(LANTERN), "day": date(2026, 6, 30)})
    sisters.add(later, now=clock.now())
    assert count_on(date(2026, 9, 14)) == 1
    assert figures.values(["sisters"], DAY)["sisters"].amount == 1
    assert [row.day for row in last_told(date(2026, 9, 14))] == [date(2026, 6, 30)]


def test_everybody_reads_the_table_ours_first(browse, kept, lantern):
    said = english(browse(""), "/figures/sisters").text
    rows = said.partition("<tbody>")[2].split("</tr>")
    assert "198,146,173" in rows[0]
    assert "not known" in rows[0]  # our team in full-time equivalents
    assert "Lantern" in rows[1]
    for text in ("Germany", "8.5%", "400", "€6,000,000.00", "5.5", "2016"):
        assert text in rows[1]
    assert "Turnover per user" in said
    assert "Annual report 2025" in said
    assert "/figures/sisters/new" not in said
    assert "Lantern" not in english(browse(""), "/figures/sisters?day=2025-12-30").text


def test_without_sisters_the_page_says_so(browse, kept):
    said = english(browse(BOARD), "/figures/sisters").text
    assert "No sister cooperative has told" in said
    assert "/figures/sisters/new" in said


@pytest.mark.parametrize("email", ["", MEMBER, FINANCE])
def test_only_the_board_and_the_team_write(browse, kept, lantern_id, email):
    browser = browse(email)
    path = f"/figures/sisters/{lantern_id}"
    for address in ("/figures/sisters/new", path):
        assert browser.get(address).status_code == (403 if email else 303)
    if email:
        assert browser.post(f"{path}/remove", {"version": "1"}).status_code == 403
    assert db.session.get(SisterYear, lantern_id) is not None


def test_the_board_adds_one_by_its_form(browse, kept):
    browser = browse(BOARD)
    said = browser.follow("/figures/sisters/new", TYPED).text
    assert "Almanac" in said
    row = db.session.scalars(sa.select(SisterYear)).one()
    assert (row.rate, row.users, row.turnover) == (Decimal("0.095"), 1540, eur(6_720_000))
    assert (row.staff, row.offices, row.founded) == (None, None, 2014)
    assert acts() == ["sister_added"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rate": "101"}, "from 0 to 100 percent"),
        ({"founded": "2026"}, "2026 is after them"),
        ({"founded": "14"}, "four digits"),
        ({"users": "-3"}, "0 or more"),
        ({"users": "2,5"}, "a whole number"),
        ({"users": "1.540"}, "not a clear number"),
        ({"turnover": "-1"}, "0 or more"),
        ({"day": "2027-01-01"}, "still to come"),
        ({"day": "soon"}, "not a date"),
        ({"country": "ZZ"}, "Choose one of the list"),
        ({"name": " "}, "Fill this in"),
        ({"source": ""}, "Fill this in"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(browse, kept, typed, said):
    browser = browse(BOARD)
    browser.get("/figures/sisters/new")
    answer = browser.post("/figures/sisters/new", {**TYPED, **typed})
    assert answer.status_code == 422
    [field] = typed
    wrong = answer.text.partition(f'id="{field}-error"')[2]
    assert said in wrong[:400]
    assert "Letter of 3 March" in answer.text or field == "source"
    assert db.session.scalar(sa.select(sa.func.count(SisterYear.id))) == 0


def test_the_team_corrects_and_removes(browse, kept, lantern_id):
    browser, path = browse(ADMIN_TEAM), f"/figures/sisters/{lantern_id}"
    form = english(browser, path).text
    assert 'value="8.5"' in form
    assert 'value="6000000.00"' in form
    typed = {**TYPED, "name": "Lantern", "country": "DE", "version": version_of(lantern_id)}
    assert browser.post(path, {**typed, "rate": "x"}).status_code == 422
    assert browser.post(path, typed).status_code == 303
    assert browser.post(path, typed).status_code == 409
    db.session.expire_all()
    assert db.session.get(SisterYear, lantern_id).users == 1540
    again = english(browser, f"/figures/sisters/new?like={lantern_id}").text
    assert 'value="Lantern"' in again
    version = version_of(lantern_id)
    assert browser.post(f"{path}/remove", {"version": version}).status_code == 303
    db.session.expire_all()
    assert db.session.get(SisterYear, lantern_id) is None


def test_another_line_of_the_same_day_is_refused_at_the_day(browse, kept, lantern):
    browser = browse(BOARD)
    browser.get("/figures/sisters/new")
    twice = {**TYPED, "name": "Lantern", "country": "DE"}
    answer = browser.post("/figures/sisters/new", twice)
    assert answer.status_code == 422
    assert "already has figures" in answer.text.partition('id="day-error"')[2][:300]


def test_the_table_is_a_file(browse, kept, lantern):
    answer = english(browse(""), "/figures/sisters/table.csv")
    head, ours, other = answer.data.decode("utf-8-sig").splitlines()
    assert head.startswith("Cooperative,Country,Day")
    assert ",21585,198146173.42,,," in ours  # what is not known is empty
    assert other == (
        "Lantern,Germany,2025-12-31,eG,2016,8.5,400,6000000.00,5.5,2,"
        '"Annual report 2025, page 4"'
    )  # fmt: skip
    packed = english(browse(""), "/figures/sisters/table.ods").data
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert b"Lantern" in file.read("content.xml")
