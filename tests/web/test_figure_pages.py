"""Pages of figures: open to everybody, each number defined, live without drawing twice."""

import io
import re
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa

from domain.figures.catalogue import FIGURES, TABLES
from tests.web.conftest import HTMX
from tests.web.figuring import Kept
from web.blueprints.figures import source
from web.blueprints.figures.boards import INSIDE, LEADS, PUBLIC
from web.blueprints.figures.slides import SLIDES
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER
from web.extensions import db
from web.models.figure_room import FigureRoom
from web.models.person import Person

ENGLISH = {"Accept-Language": "en"}
BOARDS = ("/figures", "/figures/inside")


@pytest.fixture
def kept(monkeypatch, app, browse):
    """Invented figures in the place of kept ones, and people who read English."""
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()
    app.extensions.pop("figure_bodies", None)  # drawn by the test before
    found = Kept()
    monkeypatch.setattr(source, "queries", found)
    return found


def english(browser, path, **headers):
    return browser.get(path, headers={**ENGLISH, **headers})


def test_a_visitor_reads_the_public_board(browse, kept):
    said = english(browse(""), "/figures").text
    assert "45,598" in said
    assert "198,146,173" in said
    assert 'href="/figures/turnover"' in said
    assert "Pay and solidarity" not in said


def test_only_members_read_the_board_of_members(browse, kept):
    assert browse("").get("/figures/inside").status_code == 303
    assert "Pay and solidarity" in english(browse(MEMBER), "/figures/inside").text


def test_boards_show_only_figures_of_the_catalogue_that_are_kept():
    keys = [*LEADS, *(key for _, _, keys in (*PUBLIC, *INSIDE) for key in keys)]
    assert [key for key in keys if not FIGURES[key].kept] == []
    tables = [slide.key for slide in SLIDES.values() if not slide.figures]
    assert set(tables) <= {*TABLES, "flow", "trend"}


def test_every_chart_of_the_board_has_its_table(browse, kept):
    said = english(browse(MEMBER), "/figures/inside").text
    assert said.count('<figure class="charted') == said.count("The same as a table") > 8
    assert said.count('class="plot ') == 2 * said.count('<figure class="charted')


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_every_figure_has_a_page_that_defines_it(browse, kept, key):
    about = FIGURES[key]
    said = english(browse(""), f"/figures/{key}").text
    assert str(about.definition).split("“")[0][:40] in said.replace("&#39;", "'")
    assert ("Not kept yet" in said) is (not about.kept)


def test_a_figure_without_definition_has_no_page(browse, kept):
    for path in ("/figures/invented", "/figures/tables/invented", "/figures/invented/lines"):
        assert browse(ADMIN_TEAM).get(path).status_code == 404


def test_lines_are_for_those_who_answer_for_them(browse, kept):
    assert browse("").get("/figures/turnover/lines").status_code == 303
    assert browse(MEMBER).get("/figures/turnover/lines").status_code == 403
    assert "Line 0" in english(browse(FINANCE), "/figures/turnover/lines").text
    assert "/figures/turnover/lines" in english(browse(FINANCE), "/figures/turnover").text
    assert "/figures/turnover/lines" not in english(browse(MEMBER), "/figures/turnover").text
    assert browse(FINANCE).get("/figures/loans/lines").status_code == 404


def test_another_day_and_a_part_of_the_cooperative(browse, kept):
    visitor = browse("")
    before = english(visitor, "/figures?day=2025-12-31").text
    assert "31 December 2025" in before
    assert "hx-trigger" not in before
    assert visitor.get("/figures?day=never").status_code == 404
    assert visitor.get("/figures?region=atlantis").status_code == 404
    assert "14 September 2026" in english(visitor, "/figures?day=2031-01-01").text


def test_a_small_cell_is_not_shown_and_says_why(browse, kept):
    said = english(browse(""), "/figures/tables/turnover_by_seniority").text
    assert "not shown" in said
    assert "fewer than five people" in said


def test_a_table_is_a_csv_file_with_numbers(browse, kept):
    answer = english(browse(""), "/figures/tables/turnover_by_gender/table.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=turnover_by_gender.csv"
    first, *rows = answer.data.decode("utf-8-sig").splitlines()
    assert first.startswith("Turnover of the holder")
    assert rows[0].split(",")[-3:] == ["3900", "3000", "11700"]


def test_a_table_is_an_open_document(browse, kept):
    answer = english(browse(""), "/figures/tables/turnover_by_gender/table.ods")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert packed.namelist()[0] == "mimetype"
        assert packed.read("mimetype").decode() == answer.mimetype
        content = ET.fromstring(packed.read("content.xml"))
    values = [
        value
        for cell in content.iter()
        for name, value in cell.attrib.items()
        if name.endswith("office:1.0}value")
    ]
    assert values[:4] == ["4800", "3900", "3000", "11700"]


@pytest.mark.parametrize("path", ["/figures/flow", "/figures/trends", "/figures/tables"])
def test_the_other_pages_answer_everybody(browse, kept, path):
    assert english(browse(""), path).status_code == 200


@pytest.mark.parametrize("key", sorted(key for key in TABLES if key != "sisters"))
def test_every_table_has_a_page(browse, kept, key):
    said = english(browse(""), f"/figures/tables/{key}").text
    assert 'role="img"' in said
    assert said.count("<table>") == 1


def test_the_flow_is_a_picture_and_the_same_as_a_table(browse, kept):
    said = english(browse(""), "/figures/flow").text
    amounts = set(re.findall(r"€[\d,]+\.\d\d", said.partition("<table>")[2]))
    assert "€151,444,904.00" in amounts
    assert all(said.partition("<table>")[0].count(amount) for amount in ("€151,444,904.00",))


def test_the_sheet_is_for_paper(browse, kept):
    said = english(browse(""), "/figures/sheet").text
    assert "45,598" in said
    assert "hx-trigger" not in said


def test_nothing_is_sent_again_while_nothing_changed(browse, kept):
    visitor = browse("")
    first = english(visitor, "/figures/live")
    tag = first.headers["HX-PTag"]
    kept.asked.clear()
    assert english(visitor, "/figures/live", **{"HX-PTag": tag}).status_code == 304
    assert english(visitor, "/figures/live", **{"If-None-Match": first.headers["ETag"]}).data == b""
    assert kept.asked == [], "a reader who has everything costs no query of figures"


def test_a_body_is_drawn_once_for_all_who_ask(browse, kept):
    for _ in range(3):
        assert english(browse(""), "/figures/live").status_code == 200
    drawn = len(kept.asked)
    english(browse(""), "/figures")
    assert len(kept.asked) == drawn
    assert kept.asked.count("values") == 2  # of today and of a year ago
    browse("").get("/figures/live", headers={"Accept-Language": "nl"})
    assert kept.asked.count("values") == 4


def test_an_act_is_on_the_next_answer(browse, kept):
    visitor = browse("")
    tag = english(visitor, "/figures/live").headers["HX-PTag"]
    kept.amounts["members"] += 1
    kept.number += 1
    answer = english(visitor, "/figures/live", **{"HX-PTag": tag})
    assert answer.status_code == 200
    assert answer.headers["HX-PTag"] != tag
    assert "45,599" in answer.text


def test_the_fragment_is_the_same_as_in_the_page(browse, kept):
    for path in BOARDS:
        browser = browse(MEMBER)
        page = english(browser, path).text
        live = english(browser, path + "/live", **HTMX).text
        assert live.strip() in page


def test_an_unknown_figure_is_left_out(browse, kept):
    del kept.amounts["mean_age"]
    assert "Mean age" not in english(browse(""), "/figures").text


def test_a_change_of_a_share_is_in_points(browse, kept):
    kept.amounts["concentration"] = Decimal("0.3")
    assert "+1.8 points" in english(browse(""), "/figures/concentration").text


@pytest.fixture
def opened(browse, kept):
    """A presenter's browser, and the code of the screen that they opened."""

    def opening(audience="public"):
        presenter = browse(ADMIN_TEAM)
        answer = presenter.post("/figures/rooms", {"name": "CoopInside", "audience": audience})
        assert answer.status_code == 303, answer.text
        return presenter, answer.location.rsplit("/", 1)[1]

    return opening


def test_a_presenter_moves_the_screen_from_another_device(browse, opened):
    presenter, code = opened()
    screen = browse("")
    first = english(screen, f"/figures/room/{code}")
    assert "198,146,173" in first.text
    tag = first.headers["HX-PTag"]
    same = english(screen, f"/figures/room/{code}", **HTMX, **{"HX-PTag": tag})
    assert same.status_code == 304
    second = browse(ADMIN_TEAM)
    assert second.post(f"/figures/remote/{code}", {"slide": "flow"}).status_code == 303
    moved = english(screen, f"/figures/room/{code}", **HTMX, **{"HX-PTag": tag})
    assert "€151,444,904.00" in moved.text
    assert 'aria-current="true"' in presenter.get(f"/figures/remote/{code}").text


def test_a_screen_for_everybody_never_shows_what_is_for_members(browse, opened):
    presenter, code = opened()
    assert presenter.post(f"/figures/remote/{code}", {"slide": "pay"}).status_code == 404
    db.session.execute(sa.update(FigureRoom).values(slide="pay"))
    db.session.commit()
    assert "72,310,556" not in english(browse(""), f"/figures/room/{code}").text


def test_a_screen_of_members_shows_more(browse, opened):
    presenter, code = opened("members")
    presenter.post(f"/figures/remote/{code}", {"slide": "pay"})
    assert "72,310,556" in english(browse(""), f"/figures/room/{code}").text


def test_a_screen_ends_by_itself_or_when_a_presenter_says_so(browse, opened, later):
    presenter, code = opened()
    presenter.post(f"/figures/remote/{code}/end")
    assert "198,146,173" not in english(browse(""), f"/figures/room/{code}").text
    presenter.post(f"/figures/remote/{code}", {"slide": "flow"})
    assert "151,444,904" not in english(browse(""), f"/figures/room/{code}").text
    _, other = opened()
    later(hours=25)
    assert "198,146,173" not in english(browse(""), f"/figures/room/{other}").text


def test_only_presenters_hold_a_remote(browse, opened):
    _, code = opened()
    for path in ("/figures/rooms", f"/figures/remote/{code}"):
        assert browse(MEMBER).get(path).status_code == 403
    assert browse(MEMBER).post(f"/figures/remote/{code}", {"slide": "flow"}).status_code == 403
    assert browse("").get("/figures/room/nobodyknow").status_code == 404


def test_a_screen_needs_a_name(browse, kept):
    answer = browse(ADMIN_TEAM).post("/figures/rooms", {"name": " ", "audience": "public"})
    assert answer.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count(FigureRoom.id))) == 0
