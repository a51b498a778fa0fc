"""The text of a choice, and the question it must fit; docs/voting-format.md has the grammar."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import N_, Msg, RuleError
from domain.voting.definition import Question
from domain.voting.words import RANKED, Method

BLANK = ""
INVALID = "!"  # on a board, for a choice that does not fit its question
PLAIN = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
ANSWERS = {"y", "n", "a"}


@dataclass(eq=False)
class TooManyChosen(RuleError):
    """More than the ballot allows; the voter can still change it."""

    message = N_("Choose %(most)s at most: you have chosen %(chosen)s.")
    most: int
    chosen: int


@dataclass(eq=False)
class UnfitChoice(RuleError):
    """A choice that this question does not know."""

    message = N_("This answer does not fit the question: %(why)s")
    why: Msg


def approvals(chosen: Iterable[str]) -> str:
    """Write the options that somebody approves of."""
    return ";".join(sorted(chosen, key=int))


def answers(said: Mapping[str, str]) -> str:
    """Write yes (y) or no (n) to single options."""
    return ";".join(f"{one}={said[one]}" for one in sorted(said, key=int))


def points(given: Mapping[str, int]) -> str:
    """Write the points of each option that has any."""
    return ";".join(f"{one}:{given[one]}" for one in sorted(given, key=int) if given[one])


def ranking(tiers: Iterable[Iterable[str]]) -> str:
    """Write a ranking, the best first; options of one tier are tied."""
    return ">".join("=".join(sorted(tier, key=int)) for tier in tiers if tier)


def tiers(choice: str) -> list[list[str]]:
    """Read a ranking back."""
    return [tier.split("=") for tier in choice.split(">")] if choice else []


def check(question: Question, choice: str) -> None:
    """Refuse a choice that the question does not know, or more than it allows."""
    if choice == BLANK:
        return
    if question.method is Method.MAJORITY:
        if choice not in ANSWERS:
            raise UnfitChoice(N_("answer yes, no or abstain."))
        return
    named = _named(question, choice)
    if any(not PLAIN.fullmatch(one) or one not in question.ids for one in named):
        raise UnfitChoice(N_("it names something that is not on the ballot."))
    if len(set(named)) != len(named):
        raise UnfitChoice(N_("it names something twice."))
    if question.method is Method.APPROVAL and len(named) > question.at_most:
        raise TooManyChosen(question.at_most, len(named))
    if _written(question, choice) != choice:
        raise UnfitChoice(N_("it is not written in the agreed order."))


def valid(question: Question, choice: str) -> str:
    """The choice itself, or ``INVALID``."""
    try:
        check(question, choice)
    except RuleError:
        return INVALID
    return choice


def _named(question: Question, choice: str) -> Sequence[str]:
    """The options that a choice names; refuses what stands beside them."""
    if question.method in RANKED:
        return [one for tier in tiers(choice) for one in tier]
    parts = choice.split(";")
    if question.method is Method.APPROVAL:
        return parts
    mark = "=" if question.method is Method.EACH else ":"
    pairs = [part.partition(mark) for part in parts]
    for _one, _mark, said in pairs:
        if question.method is Method.EACH and said not in {"y", "n"}:
            raise UnfitChoice(N_("answer yes or no to each."))
        if question.method is Method.POINTS and not (
            PLAIN.fullmatch(said) and int(said) <= question.at_most
        ):
            raise UnfitChoice(N_("it gives more points than there are."))
    return [one for one, _mark, _said in pairs]


def _written(question: Question, choice: str) -> str:
    """The choice as we would write it."""
    if question.method in RANKED:
        return ranking(tiers(choice))
    if question.method is Method.APPROVAL:
        return approvals(choice.split(";"))
    mark = "=" if question.method is Method.EACH else ":"
    return ";".join(sorted(choice.split(";"), key=lambda part: int(part.partition(mark)[0])))


def largest(question: Question) -> str:
    """The longest choice that anyone can make: the envelope must hold it."""
    ids = question.ids
    if question.method is Method.MAJORITY:
        return "y"
    if question.method in RANKED:
        return ranking([one] for one in ids)
    if question.method is Method.APPROVAL:
        longest = sorted(ids, key=len, reverse=True)[: question.at_most]
        return approvals(longest)
    if question.method is Method.EACH:
        return answers(dict.fromkeys(ids, "y"))
    return points(dict.fromkeys(ids, question.at_most))
