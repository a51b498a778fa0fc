"""Statistics for the board: every chapter, beside the year before, drawn once, safe."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from domain.figures.catalogue import FIGURES, TABLES
from domain.figures.headlines import shown as headlines
from domain.figures.headlines import with_partners
from tests.web import crowd
from tests.web.test_figure_pages import english, kept
from web.blueprints.figures.chapters import CHAPTERS
from web.demo.people import ADMIN_TEAM, BOARD, FINANCE, MEMBER
from web.queries import figures

__all__ = ["kept"]
PAGE = "/figures/statistics"
DAY = date(2026, 9, 14)


def test_chapters_show_only_what_is_kept():
    for chapter in CHAPTERS:
        assert [key for key in chapter.figures if not FIGURES[key].kept] == []
        assert [key for key in chapter.tables if not FIGURES[TABLES[key].figure].kept] == []
        assert [key for key in chapter.tables if TABLES[key].columns is not None] == []
    assert len({chapter.key for chapter in CHAPTERS}) == len(CHAPTERS)


@pytest.mark.parametrize("email", [BOARD, FINANCE, ADMIN_TEAM])
def test_those_who_answer_for_figures_read_it(browse, kept, email):
    assert english(browse(email), PAGE).status_code == 200


def test_nobody_else_does(browse, kept):
    for path in (PAGE, f"{PAGE}/concentration", f"{PAGE}/concentration/table.csv"):
        assert browse("").get(path).status_code == 303
        assert browse(MEMBER).get(path).status_code == 403


def test_each_chapter_is_in_the_contents_with_its_figures_and_tables(browse, kept):
    said = english(browse(BOARD), PAGE).text
    for chapter in CHAPTERS:
        assert f'href="#{chapter.key}"' in said
        assert f'<h2 id="{chapter.key}"' in said
        for key in chapter.tables:
            assert f'href="/figures/tables/{key}?day=2026-09-14"' in said
    for key in ("turnover", "concentration", "salary_ratio", "permanent_jobs", "capital"):
        assert f'href="/figures/{key}?day=2026-09-14"' in said
    assert f'href="{PAGE}/concentration?day=2026-09-14"' in said
    assert 'href="/figures/sisters?day=2026-09-14"' in said
    assert said.count("A year before</th>") == sum(len(one.tables) for one in CHAPTERS) + 1


def test_a_row_is_a_part_of_all_and_stands_beside_the_year_before(browse, kept, monkeypatch):
    now = kept.table

    def table(key, day):
        found = now(key, day)
        less = dict(found.cells)
        if day.year == 2025 and key == "holders_by_clients":
            place = ("1", "total")
            less[place] = type(less[place])(4000)
            return type(found)(found.definition, found.rows, found.columns, less)
        return found

    monkeypatch.setattr(kept, "table", table)
    said = english(browse(BOARD), PAGE).text
    row = said.partition('id="chart-holders_by_clients"')[2].partition("1 client</th>")[2]
    cells = row.partition("</tr>")[0]
    assert [text in cells for text in ("4,800", "32%", "4,000", "+800")] == [True] * 4


def test_it_is_drawn_once_for_a_version(browse, kept):
    browser = browse(BOARD)
    for _ in range(3):
        english(browser, PAGE)
    drawn = len(kept.asked)
    english(browse(FINANCE), PAGE)
    assert len(kept.asked) == drawn
    kept.number += 1
    kept.amounts["members"] = Decimal(45_600)
    assert "45,600" in english(browser, PAGE).text


def test_another_day(browse, kept):
    said = english(browse(BOARD), f"{PAGE}?day=2025-12-31").text
    lead = said.partition('class="lead"')[2].partition("</p>")[0]
    assert "31 December 2025, beside" in lead
    assert "31 December 2024" in lead
    assert "/figures/tables/units_by_turnover?day=2025-12-31" in said


def test_the_curve_has_a_page_and_files(browse, kept):
    said = english(browse(BOARD), f"{PAGE}/concentration").text
    assert 'role="img"' in said
    assert "10%: 48%" in said
    csv = english(browse(BOARD), f"{PAGE}/concentration/table.csv").data.decode("utf-8-sig")
    assert csv.splitlines()[1] == "0.10,0.48,0.48"
    packed = english(browse(BOARD), f"{PAGE}/concentration/table.ods").data
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        assert b"0.48" in file.read("content.xml")


def test_where_nothing_is_known_the_page_says_so(browse, kept, monkeypatch):
    monkeypatch.setattr(kept, "spread", lambda day: [])
    kept.amounts = {}
    said = english(browse(BOARD), PAGE).text
    assert "Too little is known of this day" in said
    assert "point at somebody" in english(browse(BOARD), f"{PAGE}/concentration").text
    rows = english(browse(BOARD), f"{PAGE}/concentration/table.csv").data.splitlines()
    assert len(rows) == 1


def test_a_step_of_the_curve_is_never_a_few_people(app_context):
    for number in range(9):
        crowd.holder(number)
    crowd.keep()
    assert figures.spread(DAY) == []
    crowd.holder(9, price="1000.00")
    crowd.keep()
    found = figures.spread(DAY)  # ten holders: halves
    assert [x for x, _y in found] == [0, Decimal("0.5"), 1]
    assert found[1][1] == Decimal(1400) / 1900


def test_who_came_and_who_left_are_shown_together_or_not_at_all():
    assert with_partners(["members", "members_left"]) == [
        *("members", "members_left", "members_joined")
    ]
    both = {"members_joined": Decimal(12), "members_left": Decimal(7)}
    assert headlines(both, {}) == both
    few = {"members_joined": Decimal(12), "members_left": Decimal(3)}
    assert headlines(few, {}) == dict.fromkeys(few)
    nobody = {"members_joined": Decimal(12), "members_left": Decimal(0)}
    assert headlines(nobody, {}) == nobody
