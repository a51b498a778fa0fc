"""The library of clauses: every kind of contract, in each language, says the same."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale

from domain.clauses import library
from domain.employment import ContractType
from domain.hours import FULL_DAY, hours
from domain.money import eur
from domain.terms import Terms
from tests.repo.tree import ROOT
from tests.web.papers import a_contract, text_of
from web.blueprints.contracts import WHOLE
from web.documents.contract import contract, contract_sheet, contract_text, words
from web.documents.printable import WRITTEN
from web.extensions import db
from web.i18n import LOCALES
from web.models.contract import Contract

pytestmark = pytest.mark.usefixtures("app_context")
FOLDER = ROOT / "web/templates/documents/contract/clauses"
LAW = re.compile(r"\d+ (?:juillet|juli|July|juin|juni|June|novembre|[nN]ovember) \d{4}")
ARTICLE = re.compile(r"arti(?:cle|kel)s? (\d+[a-z]*)")
DAYS = ((date(2026, 9, 28), FULL_DAY), (date(2026, 9, 29), hours("4.00")))


@pytest.fixture
def sheet():
    query = sa.select(Contract).where(Contract.id == a_contract().id).options(*WHOLE)
    return contract_sheet(db.session.scalars(query).unique().one())


def rendered(name, sheet, language):
    template = current_app.jinja_env.get_template(f"documents/contract/clauses/{name}.html")
    with force_locale(LOCALES[language]):
        return template.render(language=language, **WRITTEN, **words(sheet)).strip()


def test_every_clause_is_used_and_every_file_is_a_clause():
    assert {path.stem for path in FOLDER.iterdir()} == set(library())


@pytest.mark.parametrize("name", library())
def test_a_clause_says_the_same_in_each_language(name, sheet):
    found = {language: rendered(name, sheet, language) for language in LOCALES}
    assert all(text.startswith("<p>") for text in found.values())
    assert len(set(found.values())) == len(LOCALES), "three languages, three texts"
    for count in (
        lambda text: text.count("<p>"),
        lambda text: text.count('class="key"'),
        lambda text: text.count('class="blank"'),
        lambda text: len(LAW.findall(text)),
        lambda text: sorted(ARTICLE.findall(text)),
    ):
        assert len({str(count(text)) for text in found.values()}) == 1, name


@pytest.mark.parametrize("kind", [*ContractType])
@pytest.mark.parametrize("language", [*LOCALES])
def test_every_kind_makes_a_whole_contract(kind, language, sheet):
    html = contract(replace(sheet, kind=kind, language=language)).html
    numbers = re.findall(r"<h2>(\d+)\. [^<]+</h2>", html)
    assert numbers == [str(number) for number in range(1, 13)]
    assert f'<html lang="{language}">' in html


def test_hours_stand_in_the_contract(sheet):
    terms = Terms(work="Concert", days=DAYS, gross=eur("541.58"), budget=eur("1000"))
    english = replace(sheet, language="en", terms=terms)
    text = contract_text(english, level=3)
    assert "Monday 28 September 2026: 7.6 h" in text
    assert "Tuesday 29 September 2026: 4 h" in text
    assert "11.6 hours in all" in text
    assert "part-time" in text
    assert "<h3>4. Working time</h3>" in text


def test_an_open_ended_contract_counts_by_the_week(sheet):
    week = replace(sheet, language="en", open_ended=True)
    text = contract_text(week, level=3)
    assert "The contract is open-ended and begins on" in text
    assert "15.2 hours a week" in text
    assert "a month" in text
    assert "in all" not in text


class TestTheLibrary:
    def test_everyone_reads_it_in_any_language(self, browse):
        visitor = browse("")
        html = visitor.get("/rules/contract-clauses?kind=student&language=nl").text
        assert "titel VII" in html
        assert "(650 uren)" in html
        assert 'lang="nl"' in html
        html = visitor.get(
            "/rules/contract-clauses?kind=white-collar&language=en&open_ended=y&part_time=y"
        ).text
        assert "The contract is open-ended and begins on" in html
        assert "part-time" in html

    def test_any_address_gives_an_answer(self, browse):
        response = browse("").get("/rules/contract-clauses?kind=pirate&language=xx")
        assert response.status_code == 200

    def test_choosing_redraws_the_text_alone(self, browse):
        url = "/rules/contract-clauses?kind=artist-1bis&language=fr"
        html = browse("").get(url, headers={"HX-Request": "true"}).text
        assert "<html" not in html
        assert "aucun lien d’autorité" in html


def test_what_people_typed_is_only_text(sheet):
    terms = replace(sheet.terms, work="<script>alert(1)</script>")
    assert "<script>" not in contract_text(replace(sheet, terms=terms), level=3)


def test_who_said_yes_and_how(sheet):
    moment = datetime(2026, 9, 14, 8, 2, tzinfo=UTC)
    english = replace(sheet, language="en")
    offer = contract_text(replace(english, offered=moment), level=3)
    assert "This text binds nobody until" in offer
    accepted = contract_text(replace(english, offered=moment, answered=moment), level=3)
    assert "Accepted electronically by Sacha Lambert on 14 September 2026, 10:02" in accepted
    own = contract_text(replace(english, answered=moment), level=3)
    assert "Drawn up and accepted electronically by Sacha Lambert" in own
    assert "Made in two copies" in contract_text(english, level=3)


@pytest.mark.slow
def test_the_paper_holds_all_of_it(sheet):
    pdf = contract(replace(sheet, kind=ContractType.STUDENT, language="en")).pdf()
    text = text_of(pdf)
    assert "Student employment contract" in text
    assert "article 130" in text
