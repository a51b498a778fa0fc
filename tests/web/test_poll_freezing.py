"""What is fixed and hashed when a poll is frozen, and what must be right before."""

import hashlib
import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.announced import AnnouncedAlready, CutsShort
from domain.assembly.freezing import NoKeys, NothingToVote, NotInThreeLanguages, ObjectionsOpen
from domain.assembly.mandates import TooManyMandates
from domain.assembly.poll_life import FixedAlready, ForbiddenPollMove
from domain.assembly.words import CandidacyState, PollState
from domain.voting.definition import UnfitQuestion
from domain.voting.envelope import BallotTooLarge
from tests.web.assemblies import a_convened
from tests.web.make import person
from tests.web.polls import (
    CANDIDATES,
    VOTERS,
    a_frozen_poll,
    a_poll,
    an_assembly,
    election,
    preference,
    resolution,
)
from web import clock
from web.actions import poll_ending, polls
from web.extensions import db
from web.models.assembly import AgendaItem, Candidacy, Mandate
from web.models.poll import Poll
from web.models.share import Shareholder
from web.queries.polls import definition_of, lacking

pytestmark = pytest.mark.usefixtures("app_context")
HOUR = timedelta(hours=1)
ONE = (resolution(),)


def test_freezing_hashes_what_is_asked():
    poll = a_frozen_poll()
    assert poll.definition is not None
    assert poll.definition_sha256 == hashlib.sha256(poll.definition).hexdigest()
    read = json.loads(poll.definition)
    assert read["roll"] == {"count": len(VOTERS), "sha256": poll.assembly.roll_sha256}
    assert read["poll"] == poll.uid
    assert read["closes_at"] - read["opens_at"] == 2 * 3600
    item = db.session.scalars(sa.select(AgendaItem)).first()
    item.titles = {**item.titles, "en": "Something else"}
    db.session.commit()
    assert definition_of(poll).questions[0].title["en"] == "Accounts of 2026"


def test_candidates_stand_in_the_order_of_the_lot():
    poll = a_frozen_poll(questions=(election(),))
    standing = [db.session.get_one(Shareholder, key) for key in poll.standing["q1"]]
    assert {holder.person_id for holder in standing} == {person(email).id for email in CANDIDATES}
    names = [option.label["fr"] for option in definition_of(poll).questions[0].options]
    assert names == [holder.name for holder in standing]


def test_who_withdrew_does_not_stand():
    assembly = an_assembly(questions=(election(),))
    leaving = db.session.scalars(sa.select(Candidacy)).first()
    leaving.state = CandidacyState.WITHDRAWN
    poll = a_frozen_poll(assembly)
    assert leaving.shareholder_id not in poll.standing["q1"]
    assert len(poll.standing["q1"]) == len(CANDIDATES) - 1


def untranslated(poll: Poll) -> None:
    item = db.session.scalars(sa.select(AgendaItem)).first()
    item.titles = {**item.titles, "nl": ""}


def objected(poll: Poll) -> None:
    poll.assembly.objections_until = clock.today()


def without_keys(poll: Poll) -> None:
    poll.keys = {}


@pytest.mark.parametrize(
    ("break_it", "refusal"),
    [(untranslated, NotInThreeLanguages), (objected, ObjectionsOpen), (without_keys, NoKeys)],
)
def test_a_poll_is_not_frozen_before_all_is_right(break_it, refusal):
    poll = a_poll(questions=ONE)
    poll = db.session.scalars(
        sa.select(Poll).options(joinedload(Poll.assembly)).where(Poll.id == poll.id)
    ).one()
    break_it(poll)
    db.session.commit()
    with pytest.raises(refusal):
        polls.freeze(poll, now=clock.now())


@pytest.mark.parametrize(
    ("questions", "refusal"),
    [
        ((), NothingToVote),
        ((election("approval", seats=0),), UnfitQuestion),
        (tuple(preference("points", at_most=1000) for _ in range(15)), BallotTooLarge),
    ],
)
def test_a_poll_that_could_not_be_counted_is_not_frozen(questions, refusal):
    poll = a_poll(questions=questions)
    with pytest.raises(refusal):
        polls.freeze(poll, now=clock.now())


def test_what_is_frozen_is_not_frozen_again_nor_moved():
    poll = a_frozen_poll(questions=ONE)
    with pytest.raises(ForbiddenPollMove):
        polls.freeze(poll, now=clock.now())
    db.session.rollback()
    with pytest.raises(FixedAlready):
        polls.reschedule(poll, opens_at=poll.opens_at, closes_at=poll.closes_at + HOUR)


def test_a_failed_freezing_can_be_tried_again(monkeypatch):
    poll = a_poll(questions=ONE)
    with monkeypatch.context() as broken:
        broken.setattr(polls, "record", lambda *_given, **_facts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            polls.freeze(poll, now=clock.now())
    db.session.rollback()
    polls.freeze(poll, now=clock.now())
    assert poll.state is PollState.FROZEN


def test_what_the_convocation_announced_is_not_moved():
    assembly = a_convened()
    poll = db.session.scalars(sa.select(Poll)).one()
    opens, closes = poll.opens_at, poll.closes_at
    polls.reschedule(poll, opens_at=opens, closes_at=closes)
    with pytest.raises(AnnouncedAlready):
        polls.reschedule(poll, opens_at=opens, closes_at=closes + HOUR)
    db.session.rollback()
    poll_ending.give_up(poll, reason="no keys", now=clock.now())
    with pytest.raises(CutsShort):
        polls.create(assembly, opens_at=opens, closes_at=closes - HOUR / 2)
    db.session.rollback()
    other = polls.create(assembly, opens_at=opens + HOUR, closes_at=closes + HOUR)
    polls.reschedule(other, opens_at=opens, closes_at=closes + HOUR)
    assert (other.opens_at, other.closes_at) == (opens, closes + HOUR)


def test_somebody_over_the_limit_of_mandates_stands_in_the_way():
    assembly = an_assembly(questions=(election(), election("each")))
    poll = a_poll(assembly)
    holder = db.session.scalars(sa.select(Candidacy.shareholder_id)).first()
    for year in (2015, 2019):
        since, until = date(year, 6, 15), date(year + 4, 6, 14)
        db.session.add(Mandate(shareholder_id=holder, since=since, until=until))
    db.session.commit()
    found = lacking(poll, assembly, clock.now())
    assert [type(refusal) for refusal in found] == [TooManyMandates], "once, in two elections"
    with pytest.raises(TooManyMandates):
        polls.freeze(poll, now=clock.now())
