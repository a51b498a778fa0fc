"""The library of clauses: which articles a contract of employment has, and in which words.

A clause is a file of templates/documents/contract/clauses, in French, Dutch and English side by
side. To change the words of one, edit its file; to use another one, change the tables below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.employment import CONTRACT_TYPES, ContractType
from domain.errors import N_, Msg


class Article(StrEnum):
    """What a contract of employment must speak of, in this order."""

    WORK = "work"
    STATUS = "status"
    DURATION = "duration"
    HOURS = "hours"
    PLACE = "place"
    PAY = "pay"
    COMMITTEE = "committee"
    TRIAL = "trial"
    ENDING = "ending"
    RULES = "rules"
    DECLARATION = "declaration"
    LAW = "law"


ARTICLES: Mapping[Article, Msg] = {
    Article.WORK: N_("Work"),
    Article.STATUS: N_("Kind of contract and social security"),
    Article.DURATION: N_("Duration and days of work"),
    Article.HOURS: N_("Working time"),
    Article.PLACE: N_("Place of work"),
    Article.PAY: N_("Pay"),
    Article.COMMITTEE: N_("Joint committee"),
    Article.TRIAL: N_("Trial period"),
    Article.ENDING: N_("Ending the contract early"),
    Article.RULES: N_("Work rules, health and safety"),
    Article.DECLARATION: N_("Declaration and personal data"),
    Article.LAW: N_("Law and language"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What decides the words of a contract, beside who works for whom."""

    kind: ContractType
    open_ended: bool = False
    part_time: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One article in the words that fit."""

    number: int
    article: Article
    name: str  # of its file

    @property
    def title(self) -> Msg:
        """What stands above it."""
        return ARTICLES[self.article]


USUAL: Mapping[Article, str] = {
    Article.WORK: "work",
    Article.DURATION: "duration_fixed",
    Article.HOURS: "hours_full",
    Article.PLACE: "place",
    Article.PAY: "pay_fixed",
    Article.COMMITTEE: "committee",
    Article.TRIAL: "trial_none",
    Article.ENDING: "ending_fixed",
    Article.RULES: "rules",
    Article.DECLARATION: "declaration",
    Article.LAW: "law",
}
OPEN_ENDED: Mapping[Article, str] = {
    Article.DURATION: "duration_open",
    Article.PAY: "pay_open",
    Article.ENDING: "ending_open",
}
PART_TIME: Mapping[Article, str] = {Article.HOURS: "hours_part"}
STUDENT: Mapping[Article, str] = {
    Article.TRIAL: "trial_student",
    Article.ENDING: "ending_student",
}
OF_KIND: Mapping[ContractType, Mapping[Article, str]] = {
    ContractType.WHITE_COLLAR: {Article.STATUS: "status_white_collar"},
    ContractType.BLUE_COLLAR: {Article.STATUS: "status_blue_collar"},
    ContractType.ARTIST: {Article.STATUS: "status_artist"},
    ContractType.STUDENT: {Article.STATUS: "status_student", **STUDENT},
    ContractType.STUDENT_OVER_QUOTA: {Article.STATUS: "status_student_over_quota", **STUDENT},
    ContractType.ARTIST_1BIS: {
        Article.WORK: "work_1bis",
        Article.STATUS: "status_1bis",
        Article.HOURS: "hours_1bis",
        Article.ENDING: "ending_1bis",
        Article.RULES: "rules_1bis",
        Article.LAW: "law_1bis",
    },
    ContractType.FLEXI: {Article.STATUS: "status_flexi"},
    ContractType.SUPPORT: {Article.WORK: "work_support", Article.STATUS: "status_support"},
}

TITLES: Mapping[ContractType, Msg] = {
    ContractType.STUDENT: N_("Student employment contract"),
    ContractType.STUDENT_OVER_QUOTA: N_("Student employment contract"),
    ContractType.ARTIST_1BIS: N_("Agreement for artistic work (article 1bis)"),
    ContractType.FLEXI: N_("Flexi-job employment contract"),
}
FIXED_TERM = N_("Fixed-term employment contract")
PERMANENT = N_("Open-ended employment contract")


def title_of(regime: Regime) -> Msg:
    """What the contract is called."""
    return TITLES.get(regime.kind, PERMANENT if regime.open_ended else FIXED_TERM)


def clauses_of(regime: Regime) -> tuple[Clause, ...]:
    """The articles of a contract, numbered; the most particular words win."""
    words = dict(USUAL)
    if regime.open_ended:
        words |= OPEN_ENDED
    if regime.part_time:
        words |= PART_TIME
    words |= OF_KIND[regime.kind]
    return tuple(
        Clause(number, article, words[article]) for number, article in enumerate(Article, 1)
    )


def numbers_of(regime: Regime) -> dict[str, int]:
    """The number of each article, for clauses that point to another one."""
    return {clause.article.value: clause.number for clause in clauses_of(regime)}


def library() -> tuple[str, ...]:
    """Every clause that some contract uses, once."""
    regimes = (
        Regime(kind=kind, open_ended=open_ended, part_time=part_time)
        for kind in CONTRACT_TYPES
        for open_ended in (False, True)
        for part_time in (False, True)
    )
    names = (clause.name for regime in regimes for clause in clauses_of(regime))
    return tuple(dict.fromkeys(names))
