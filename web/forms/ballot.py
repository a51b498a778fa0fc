"""A ballot as a form: what is ticked becomes the text of a choice, and back."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from domain.errors import N_, RuleError
from domain.voting import choices
from domain.voting.definition import Question, Words
from domain.voting.words import RANKED, Method

Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option on the paper, and what is said of it."""

    id: str
    label: Words
    said: str  # "on", "y", "n", a place or points; empty: nothing


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One screen of the ballot."""

    question: Question
    options: tuple[ShownOption, ...]
    choice: str
    refusal: RuleError | None = None

    @property
    def places(self) -> range:
        """The places of a ranking."""
        return range(1, len(self.options) + 1)


def shuffled(question: Question, seed: str) -> list[str]:
    """The options in an order of chance: nobody gains from standing first.

    seed: fixed for one page, and unrelated to the voter
    """

    def chance(option: str) -> str:
        return hashlib.sha256(f"{seed}|{question.id}|{option}".encode()).hexdigest()

    return sorted(question.ids, key=chance)


def shown(
    question: Question, choice: str, seed: str, refusal: RuleError | None = None
) -> ShownQuestion:
    """A question with what was chosen before."""
    said = said_of(question, choice)
    labels = {option.id: option.label for option in question.options}
    options = tuple(
        ShownOption(one, labels[one], said.get(one, "")) for one in shuffled(question, seed)
    )
    return ShownQuestion(question, options, choice, refusal)


def said_of(question: Question, choice: str) -> Mapping[str, str]:
    """What a valid choice says of each option."""
    if choices.valid(question, choice) in (choices.BLANK, choices.INVALID):
        return {}
    if question.method in RANKED:
        tiers = choices.tiers(choice)
        return {one: str(at) for at, tier in enumerate(tiers, 1) for one in tier}
    mark = {Method.EACH: "=", Method.POINTS: ":"}.get(question.method, "\0")
    parts = [part.partition(mark) for part in choice.split(";")]
    return {one: said or "on" for one, _mark, said in parts}


def read(question: Question, typed: Typed) -> str:
    """The text of what was ticked; whatever is not on the paper is refused later, as a choice."""
    if question.method is Method.MAJORITY:
        return typed.get(question.id, "")
    if question.method is Method.APPROVAL:
        return choices.approvals(_known(question, typed.getlist(question.id)))
    said = {one: typed.get(f"{question.id}-{one}", "") for one in question.ids}
    kept = {one: text for one, text in said.items() if text}
    if question.method is Method.EACH:
        return choices.answers(kept)
    if not all(text.isascii() and text.isdecimal() and len(text) < 5 for text in kept.values()):
        raise choices.UnfitChoice(N_("a number was expected."))
    if question.method is Method.POINTS:
        return choices.points({one: int(text) for one, text in kept.items()})
    tiers: defaultdict[int, list[str]] = defaultdict(list)
    for one, text in kept.items():
        tiers[int(text)].append(one)
    return choices.ranking(tiers[place] for place in sorted(tiers))


def _known(question: Question, chosen: list[str]) -> set[str]:
    if not set(chosen) <= set(question.ids):
        raise choices.UnfitChoice(N_("it names something that is not on the ballot."))
    return set(chosen)


def read_all(questions: tuple[Question, ...], typed: Typed, seed: str) -> list[ShownQuestion]:
    """Every question as it was filled in, each with its own refusal."""
    return [_read_one(question, typed, seed) for question in questions]


def read_kept(questions: tuple[Question, ...], typed: Typed) -> tuple[str, ...] | None:
    """The choices as the review carries them; nothing if one of them does not fit."""
    kept = tuple(typed.get(f"choice-{question.id}", choices.INVALID) for question in questions)
    fit = (
        choices.valid(question, choice) == choice != choices.INVALID
        for question, choice in zip(questions, kept, strict=True)
    )
    return kept if all(fit) else None


def _read_one(question: Question, typed: Typed, seed: str) -> ShownQuestion:
    kept = typed.get(f"choice-{question.id}")
    choice = ""
    try:
        choice = read(question, typed) if kept is None else kept
        choices.check(question, choice)
    except RuleError as refusal:
        ticked = shown(question, "", seed, refusal)
        return _as_ticked(ticked, typed)
    return shown(question, choice, seed)


def _as_ticked(paper: ShownQuestion, typed: Typed) -> ShownQuestion:
    """A refused question keeps what was ticked, so that nothing is lost."""
    name = paper.question.id
    ticked = set(typed.getlist(name))
    options = tuple(
        ShownOption(
            one.id, one.label, "on" if one.id in ticked else typed.get(f"{name}-{one.id}", "")
        )
        for one in paper.options
    )
    return ShownQuestion(paper.question, options, "", paper.refusal)
