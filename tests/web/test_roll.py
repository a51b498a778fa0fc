"""The roll: frozen once from the register, read by everybody for themselves, put right in time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.assembly.electorate import (
    NobodyHoldsShares,
    NoShareAtAll,
    NothingToChange,
    ObjectionsClosed,
    ObjectionTwice,
    Reason,
    RecordDayAhead,
    RecordDayFixed,
    RollFixed,
    RollFrozen,
    RollNotFrozen,
)
from domain.assembly.proxies import NotComing
from domain.assembly.words import AssemblyState, PollState, ProxyState
from domain.shares.words import Category
from tests.web.assemblies import a_draft, a_plan
from tests.web.make import person, save
from tests.web.rolls import a_coming_assembly, frozen, line_of
from tests.web.shareholders import a_legal_shareholder, a_shareholder, asked
from web import clock
from web.actions import assemblies, proxies, roll
from web.actions.shareholders import change_representative
from web.demo.people import (
    ADVISER,
    MEMBER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.poll import Poll
from web.models.roll import Objection, RollLine
from web.queries.roll import facts, fingerprint, rights, rights_for_urn
from web.queries.roll import line_of as find_line
from web.queries.roll_line import my_votes
from web.queries.roll_preview import preview


def reasons(assembly, email: str) -> list[Reason]:
    return [vote.reason for vote in my_votes(assembly, person(email).id)]


def objection(assembly, email: str) -> Objection:
    return roll.object_to(assembly, person(email).id, "I do hold a share.", now=clock.now())


def test_it_holds_one_vote_for_each_shareholder_whatever_the_shares(app):
    with app.app_context():
        a_shareholder(MEMBER, shares=7)
        a_shareholder(OTHER_MEMBER, category=Category.B)
        a_legal_shareholder(MEMBER)
        a_shareholder(WORKER, shares=0)
        a_shareholder(STRANGER, since=clock.today())
        assembly = a_coming_assembly()
        assert preview(assembly.record_day).votes == 3
        assert reasons(assembly, MEMBER) == [Reason.NOT_FROZEN] * 2
        roll.freeze(assembly, now=clock.now())
        found = facts(assembly.id)
        assert (found.votes, found.shares) == (3, 9)
        assert found.by_category == ((Category.A, 1), (Category.B, 1), (Category.C, 1))
        voters = db.session.scalars(sa.select(RollLine.voter)).all()
        assert sorted(map(len, voters)) == [32] * 3
        assert len(set(voters)) == 3
        assert assembly.roll_sha256 == fingerprint(assembly.id)
        assert len(rights(assembly.id, person(MEMBER).id)) == 2
        assert reasons(assembly, MEMBER) == [Reason.ON_ROLL] * 2
        assert reasons(assembly, STRANGER) == [Reason.LATER]
        assert reasons(assembly, WORKER) == [Reason.NEVER]
        assert reasons(assembly, ADVISER) == []


def test_shares_that_are_asked_for_but_not_paid_give_no_vote(app):
    with app.app_context():
        asked(a_shareholder(WORKER, shares=0))
        assembly = frozen(MEMBER)
        assert reasons(assembly, WORKER) == [Reason.NOT_PAID]


def test_a_legal_person_without_a_representative_on_the_day_has_no_vote(app):
    with app.app_context():
        a_legal_shareholder(MEMBER, since=clock.today() - timedelta(days=30))
        assembly = a_coming_assembly(record_day=clock.today() - timedelta(days=40))
        with pytest.raises(NobodyHoldsShares):
            roll.freeze(assembly, now=clock.now())


def test_it_is_made_once_and_after_its_day(app):
    with app.app_context():
        assembly = frozen(MEMBER)
        before = assembly.roll_sha256
        with pytest.raises(RollFrozen):
            roll.freeze(assembly, now=clock.now())
        early = a_coming_assembly(record_day=clock.today())
        with pytest.raises(RecordDayAhead):
            roll.freeze(early, now=clock.now())
        with pytest.raises(NotComing):
            roll.freeze(a_coming_assembly(state=AssemblyState.CANCELLED), now=clock.now())
        assert assembly.roll_sha256 == before


def test_a_draft_keeps_the_day_of_its_frozen_roll(app):
    with app.app_context():
        a_shareholder(MEMBER)
        draft = a_draft(record_day=clock.today() - timedelta(days=1))
        roll.freeze(draft, now=clock.now())
        with pytest.raises(RecordDayFixed):
            assemblies.edit(draft, a_plan(), now=clock.now())


def test_a_granted_objection_adds_a_vote_and_the_audit_keeps_the_old_hash(app):
    with app.app_context():
        assembly = frozen(MEMBER)
        late = a_shareholder(STRANGER, since=clock.today())
        old, made = assembly.roll_sha256, objection(assembly, STRANGER)
        with pytest.raises(ObjectionTwice):
            objection(assembly, STRANGER)
        with pytest.raises(NothingToChange):
            roll.answer(made, granted=True, text="Yes", now=clock.now(), shareholder_id=999)
        db.session.rollback()
        roll.answer(
            made, granted=True, text="Paid in time.", now=clock.now(), shareholder_id=late.id
        )
        assert reasons(assembly, STRANGER) == [Reason.ON_ROLL]
        assert assembly.roll_sha256 == fingerprint(assembly.id) != old
        entry = db.session.scalars(
            sa.select(AuditEntry).where(AuditEntry.act == "roll_changed")
        ).one()
        assert (entry.facts["before"], entry.facts["after"]) == (old, assembly.roll_sha256)


def test_a_vote_taken_off_takes_its_proxies_with_it(app):
    with app.app_context():
        assembly = frozen(MEMBER, OTHER_MEMBER)
        giver, holder = a_shareholder(MEMBER), a_shareholder(OTHER_MEMBER)
        given = proxies.offer(
            assembly, giver, number=holder.number, name=holder.name, instructions="",
            now=clock.now(),
        )  # fmt: skip
        proxies.answer(given, accepted=True, now=clock.now())
        made = objection(assembly, OTHER_MEMBER)
        roll.answer(made, granted=True, text="Left.", now=clock.now(), shareholder_id=holder.id)
        assert given.state is ProxyState.REVOKED
        [right] = rights_for_urn(assembly.id)
        assert right.voter == right.grantor == line_of(assembly, giver).voter


def test_a_new_representative_takes_over_the_vote(app):
    with app.app_context():
        seat = a_legal_shareholder(MEMBER)
        assembly = frozen(OTHER_MEMBER)
        change_representative(seat, person(WORKER), since=clock.today())
        [vote] = my_votes(assembly, person(WORKER).id)
        assert (vote.reason, vote.casts) == (Reason.ON_ROLL, False)
        voter = line_of(assembly, seat).voter
        made = objection(assembly, WORKER)
        roll.answer(made, granted=True, text="Named.", now=clock.now(), shareholder_id=seat.id)
        assert [line.voter for line in rights(assembly.id, person(WORKER).id)] == [voter]
        assert rights(assembly.id, person(MEMBER).id) == []


def test_objections_end_and_the_register_comes_first(app):
    with app.app_context():
        assembly = frozen(MEMBER)
        nobody = a_shareholder(WORKER, shares=0)
        made = objection(assembly, WORKER)
        with pytest.raises(NoShareAtAll):
            roll.answer(made, granted=True, text="Yes", now=clock.now(), shareholder_id=nobody.id)
        db.session.rollback()
        roll.answer(made, granted=False, text="You hold no share.", now=clock.now())
        assert reasons(assembly, WORKER) == [Reason.NEVER]
        with pytest.raises(ObjectionsClosed):
            roll.object_to(
                assembly, person(ADVISER).id, "Late", now=clock.now() + timedelta(days=4)
            )
        db.session.rollback()
        unfrozen = a_coming_assembly()
        holder = a_shareholder(STRANGER)
        early = objection(unfrozen, STRANGER)
        with pytest.raises(RollNotFrozen):
            roll.answer(early, granted=True, text="Yes", now=clock.now(), shareholder_id=holder.id)


def test_nothing_changes_once_a_poll_relies_on_it(app):
    with app.app_context():
        assembly = frozen(MEMBER)
        holder, made = a_shareholder(STRANGER), objection(assembly, STRANGER)
        now = clock.now()
        poll = Poll(uid="0" * 32, assembly_id=assembly.id, opens_at=now, closes_at=now)
        poll.state = PollState.FROZEN
        save(poll)
        with pytest.raises(RollFixed):
            roll.answer(made, granted=True, text="Yes", now=now, shareholder_id=holder.id)


def test_one_line_is_found_by_exact_number_and_name_only(app):
    with app.app_context():
        assembly = frozen(MEMBER)
        holder = a_shareholder(MEMBER)
        assert find_line(assembly.id, holder.number, f" {holder.name.upper()} ") is not None
        assert find_line(assembly.id, holder.number, holder.name.split()[0]) is None
        assert find_line(assembly.id, holder.number + 1, holder.name) is None
