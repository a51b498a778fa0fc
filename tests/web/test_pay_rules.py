"""“How pay is computed”: open to everyone, made from the rules, worked out by the engine."""

from dataclasses import replace

import pytest

from domain.employment import ContractType
from domain.errors import Msg
from domain.money import eur
from domain.payroll.payslip import Situation, Work, payslip
from domain.payroll.steps import STEPS, Step
from domain.periods import Month
from tests.web.books import plain
from tests.web.conftest import HTMX
from web.demo.people import FINANCE, MEMBER, WORKER
from web.queries import pay_rules

PAGE = "/rules/pay"
ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("reader", ["", MEMBER, WORKER, FINANCE])
def test_everyone_reads_every_step_and_every_figure(browse, reader):
    html = browse(reader).get(PAGE).text
    for key, step in STEPS.items():
        assert f'id="{key}"' in html
        for figure in step.figures:
            assert f"/rules/{figure.name}" in html


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_it_is_written_in_three_languages(browse, language):
    html = browse("").get(PAGE, headers={"Accept-Language": language}).text
    assert f'lang="{language}"' in html


def test_every_value_has_its_dates_source_and_confidence(browse):
    html = browse("").get(PAGE, headers=ENGLISH).text
    figures = [
        figure
        for step in STEPS.values()
        for figure in {item.name: item for item in step.figures}.values()
    ]
    values = [dated for figure in figures for dated in figure.history]
    for dated in values:
        assert f'datetime="{dated.since.isoformat()}"' in html
    tables = [item for item in figures if item.history[0].table and not item.history[0].value]
    listed = sum(len(item.history) for item in tables)
    assert html.count("Source: ") == listed
    rows = html.count('<th scope="row" class="lead">since ') + html.count(
        '<th scope="row" class="lead">from '
    )
    assert rows == len(values) - listed
    assert html.count("Not known up to") == len(figures)
    open_ended = [figure for figure in figures if figure.history[0].until is not None]
    assert plain(html).count("Not known from") >= len(open_ended)


def test_a_new_step_needs_no_change_of_the_page(browse, monkeypatch):
    figure = STEPS["social-security"].figures[0]
    renamed = replace(figure, title=Msg("A figure that nobody had"))
    added = {**STEPS, "brand-new": Step(Msg("A step that nobody had"), (renamed,))}
    monkeypatch.setattr(pay_rules, "STEPS", added)
    html = browse("").get(PAGE, headers=ENGLISH).text
    assert "A step that nobody had" in html
    assert "A figure that nobody had" in html
    assert 'href="#brand-new"' in html


def test_the_example_is_what_the_engine_says(browse):
    asked = "?kind=artist&gross=1800&month=2026-08&spouse=without-income&children=2"
    html = plain(browse("").get(PAGE + asked, headers=ENGLISH).text)
    situation = Situation("without-income", 2)
    slip = payslip([Work(ContractType.ARTIST, eur(1800))], situation, Month(2026, 8))
    for line in slip.lines:
        assert line.label in html
        assert f"€{abs(line.amount):,.2f}" in html
    assert f"€{slip.net:,.2f}" in html
    assert "August 2026, Artist, €1,800.00 gross" in html


def test_the_address_makes_the_same_page_again_and_the_fragment_is_part_of_it(browse):
    asked = f"{PAGE}?gross=3210.99&kind=white-collar&month=2026-09"
    fragment = browse("").get(asked, headers={**HTMX, **ENGLISH}).text
    page = browse("").get(asked, headers=ENGLISH).text
    assert "€3,210" in fragment
    assert "<html" not in fragment
    assert fragment.strip() in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("gross=many", "not a clear amount"),
        ("gross=", "Fill this in."),
        ("month=2027-03", "No figure for"),
        ("month=never", "is not a month"),
        ("kind=astronaut", "Choose one of the list."),
        ("children=-1", "is not a number of children"),
    ],
)
def test_what_cannot_be_worked_out_is_told_at_its_field(browse, asked, words):
    answer = browse("").get(f"{PAGE}?{asked}", headers=ENGLISH)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Social security" in answer.text, "the steps stay"


@pytest.mark.parametrize("kind", ContractType)
def test_every_kind_of_contract_is_worked_out_or_refused_in_words(browse, kind):
    answer = browse("").get(f"{PAGE}?kind={kind.value}", headers=ENGLISH)
    assert answer.status_code in (200, 422)


def test_the_way_there(browse):
    assert PAGE in browse("").get("/rules").text
    assert PAGE in browse("").get("/simulator").text
    assert PAGE in browse(WORKER).get("/work").text
