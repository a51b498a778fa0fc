"""Invented shareholders, and how they fill in their ballots: each by a die of their own."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa

from domain.shares.words import Category
from domain.voting.choices import answers, approvals, points, ranking
from domain.voting.definition import Question
from domain.voting.envelope import Envelope, SealedBy, padded
from domain.voting.tracker import ALPHABET, OURS, tracker
from domain.voting.words import Method
from web import clock, urn
from web.actions.people import Identity, enter
from web.actions.shareholders import admit
from web.actions.subscriptions import record_payment, subscribe
from web.demo.people import ADMIN_TEAM, FINANCE
from web.demo.stage import Stage, acting
from web.extensions import db
from web.models.person import Person
from web.models.poll import Poll
from web.models.roll import RollLine
from web.queries.polls import definition_of
from web.urn.seal import seal

FRENCH = (
    "Yasmine Ould", "Aline Verbois", "Basile Renquin", "Chloé Marchal", "Driss El Amri",
    "Élodie Pirotte", "Félix Gobert", "Gaëlle Noirfalise", "Hugo Lambiotte", "Imane Cherkaoui",
    "Joachim Delvaux", "Kenza Benali", "Léon Tillieux", "Maud Hanquet", "Noé Servais",
    "Ophélie Dantinne", "Paul-Henri Crutzen",
)  # fmt: skip
DUTCH = (
    "Pieter De Smet", "Anke Vermassen", "Bert Ooms", "Celine Vanhoutte", "Dries Roelandt",
    "Elif Kaya", "Floor Meersman", "Gert-Jan Vandenbroucke", "Hanne Crombez", "Ibrahim Saïdi",
    "Joke Lauwaert", "Kobe Stynen", "Liesbeth Andries", "Marieke van den Abeele",
)  # fmt: skip
CROWD = (*FRENCH, *DUTCH)
YEARS_AGO = 7
GAP = timedelta(minutes=17)  # between two ballots


def let_in(stage: Stage) -> None:
    """The office lets them all in on one evening, long before anybody else; each pays one share."""
    year = stage.today.year - YEARS_AGO
    with clock.moved_to(clock.midnight(stage.today.replace(year=year, month=2, day=4))):
        for name in CROWD:
            with acting(ADMIN_TEAM):
                holder = admit(invented(name), category=Category.A, day=clock.today())
            with acting(FINANCE):
                asked = subscribe(holder, shares=1, first_year=year, now=clock.now())
                record_payment(asked, amount=asked.amount, day=clock.today())


def invented(name: str) -> Person:
    """A person without a password: nobody signs in as them."""
    given, _, family = name.partition(" ")
    language = "fr" if name in FRENCH else "nl"
    who = Identity(given_name=given, family_name=family, email=address(name), language=language)
    return enter(who, frozenset(), now=clock.now())


def address(name: str) -> str:
    """Where an invented shareholder would read letters."""
    place = CROWD.index(name) + 1
    return f"shareholder{place:02d}@demo.example"


def cast_all(poll: Poll, emails: Iterable[str], first: datetime) -> None:
    """Each of them votes, one after the other; a third of them seal in their browser."""
    names = voters(poll)
    for place, email in enumerate(emails):
        moment = first + place * GAP
        sealed_by = SealedBy.BROWSER if place % 3 == 0 else SealedBy.SERVER
        box = filled(poll, Random(f"{place}"), sealed_by)  # noqa: S311 - nobody's real choice
        urn.cast(poll.uid, voter=names[email], grantor=names[email], box=box, now=fixed(moment))


def fixed(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands."""
    return lambda: moment


def voters(poll: Poll) -> dict[str, str]:
    """The names in the urn of people who vote for themselves, by their address."""
    query = (
        sa.select(Person.email, RollLine.voter)
        .join(Person, Person.id == RollLine.person_id)
        .where(RollLine.assembly_id == poll.assembly_id)
        .order_by(RollLine.shareholder_id.desc())  # own votes came first into the register
    )
    return {email: voter for email, voter in db.session.execute(query)}  # noqa: C416


def filled(poll: Poll, die: Random, sealed_by: SealedBy) -> bytes:
    """A sealed ballot."""
    definition = definition_of(poll)
    ours = "".join(secrets.choice(ALPHABET) for _sign in range(OURS))
    choices = tuple(answer(question, die) for question in definition.questions)
    text = Envelope(poll.uid, definition.sha256, tracker(ours, "DEMO"), choices, sealed_by)
    return seal(definition.public_key, padded(text))


def answer(question: Question, die: Random) -> str:
    """What somebody says; options that come first in the alphabet please more."""
    liked = [one.id for one in sorted(question.options, key=lambda one: one.label["fr"])]
    if question.method is Method.MAJORITY:
        return die.choices(("y", "n", "a", ""), (70, 16, 9, 5))[0]
    if question.method is Method.APPROVAL:
        return approvals(some(liked, die)[: question.at_most])
    if question.method is Method.EACH:
        return answers({one: die.choice("yyyn") for one in some(liked, die)})
    if question.method is Method.POINTS:
        return points({one: die.randint(0, question.at_most) for one in some(liked, die)})
    ranked = sorted(liked, key=lambda one: liked.index(one) + die.random() * len(liked))
    return ranking([one] for one in ranked[: die.randint(2, len(ranked))])


def some(liked: Sequence[str], die: Random) -> list[str]:
    """The first more often than the last."""
    return [one for place, one in enumerate(liked) if die.random() < 0.8 - 0.15 * place]
