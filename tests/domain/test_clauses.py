"""Every kind of contract has all its articles, in one order."""

import pytest

from domain.clauses import (
    ARTICLES,
    Article,
    Regime,
    clauses_of,
    library,
    numbers_of,
    title_of,
)
from domain.employment import CONTRACT_TYPES, ContractType

REGIMES = [
    Regime(kind=kind, open_ended=open_ended, part_time=part_time)
    for kind in ContractType
    for open_ended in (False, True)
    for part_time in (False, True)
]


@pytest.mark.parametrize("regime", REGIMES)
def test_every_contract_has_the_same_articles_in_the_same_order(regime):
    found = clauses_of(regime)
    assert [clause.article for clause in found] == list(Article)
    assert [clause.number for clause in found] == list(range(1, len(Article) + 1))
    assert all(clause.title == ARTICLES[clause.article] for clause in found)
    assert title_of(regime)


def names(regime):
    return {clause.article: clause.name for clause in clauses_of(regime)}


def test_each_kind_speaks_of_its_own_social_security():
    found = {names(Regime(kind=kind))[Article.STATUS] for kind in CONTRACT_TYPES}
    assert len(found) == len(CONTRACT_TYPES)


def test_students_have_their_trial_and_their_notice():
    for kind in (ContractType.STUDENT, ContractType.STUDENT_OVER_QUOTA):
        found = names(Regime(kind=kind))
        assert found[Article.TRIAL] == "trial_student"
        assert found[Article.ENDING] == "ending_student"


def test_an_artist_without_authority_gets_no_orders():
    found = names(Regime(kind=ContractType.ARTIST_1BIS, part_time=True))
    assert found[Article.WORK] == "work_1bis"
    assert found[Article.HOURS] == "hours_1bis"
    assert found[Article.LAW] == "law_1bis"


def test_an_open_ended_contract_has_no_last_day_and_a_monthly_pay():
    found = names(Regime(kind=ContractType.WHITE_COLLAR, open_ended=True))
    assert found[Article.DURATION] == "duration_open"
    assert found[Article.PAY] == "pay_open"
    assert found[Article.ENDING] == "ending_open"


def test_part_time_says_its_regime():
    assert names(Regime(kind=ContractType.ARTIST, part_time=True))[Article.HOURS] == "hours_part"
    assert names(Regime(kind=ContractType.ARTIST))[Article.HOURS] == "hours_full"


def test_articles_can_point_to_each_other():
    assert numbers_of(Regime(kind=ContractType.ARTIST))["rules"] == 10


def test_the_library_names_each_clause_once():
    assert len(library()) == len(set(library()))
    assert {"work_1bis", "pay_open", "hours_part", "status_flexi"} <= set(library())
