"""Proxies: asked without telling who exists, agreed by both, capped, taken back until cast."""

import pytest
import sqlalchemy as sa

from domain.assembly.proxies import (
    GaveOwnVote,
    HoldsProxies,
    NotComing,
    NoVoteToGive,
    ProxiesClosed,
    ProxyGiven,
    ProxyMoved,
    TooManyProxies,
    ToYourself,
    VoteCast,
)
from domain.assembly.words import AssemblyState, ProxyState
from domain.voting.envelope import SEALED_SIZE
from tests.web.make import person
from tests.web.polls import a_frozen_poll, an_assembly, an_open_poll, cast_one, resolution
from tests.web.rolls import frozen, line_of
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from tests.web.sink import sink
from web import clock, urn
from web.actions import proxies
from web.actions.proxy_letters import send
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.integrations.mail import NullMailer, SmtpMailer, read_url
from web.jobs.tasks import send_proxy_letter
from web.models.job import Job
from web.models.roll import Proxy
from web.models.share import Shareholder
from web.queries.proxies import proxy_facts
from web.queries.roll import rights, rights_for_urn
from web.urn.words import RightKind

FOUR = (MEMBER, OTHER_MEMBER, WORKER, STRANGER)


def holder_of(email: str) -> Shareholder:
    query = sa.select(Shareholder).where(Shareholder.person_id == person(email).id)
    return db.session.scalars(query).one()


def offer(assembly, giver: str, holder: str, **given) -> Proxy:
    to = holder_of(holder)
    asked = {"number": to.number, "name": to.name, "instructions": "", "now": clock.now()}
    return proxies.offer(assembly, holder_of(giver), **{**asked, **given})


def agreed(assembly, giver: str, holder: str) -> Proxy:
    made = offer(assembly, giver, holder)
    proxies.answer(made, accepted=True, now=clock.now())
    return made


def test_both_agree_and_either_may_cast(app):
    with app.app_context():
        assembly = frozen(*FOUR)
        made = offer(assembly, MEMBER, OTHER_MEMBER, instructions="Yes to all")
        assert {right.kind for right in rights_for_urn(assembly.id)} == {RightKind.OWN}
        proxies.answer(made, accepted=True, now=clock.now())
        giver = line_of(assembly, holder_of(MEMBER)).voter
        holder = line_of(assembly, holder_of(OTHER_MEMBER)).voter
        found = {right.grantor: right for right in rights_for_urn(assembly.id)}
        assert len(found) == 4
        assert (found[giver].voter, found[giver].kind) == (holder, RightKind.PROXY)
        assert [line.voter for line in rights(assembly.id, person(OTHER_MEMBER).id)] == [
            holder,
            giver,
        ]
        assert [line.voter for line in rights(assembly.id, person(MEMBER).id)] == [giver]


def test_asking_nobody_looks_like_asking_somebody(app):
    with app.app_context():
        assembly = frozen(*FOUR)
        to, rows = holder_of(WORKER), []
        for number, name in ((to.number, to.name), (to.number, "Wrong Name"), (9999, to.name)):
            made = offer(assembly, MEMBER, WORKER, number=number, name=name)
            rows.append((made.holder_id is None, made.state, made.answered))
            assert (made.asked_number, made.asked_name) == (number, name)
            proxies.revoke(made, by_holder=False, now=clock.now())
        assert [unknown for unknown, *_rest in rows] == [False, True, True]
        assert {row[1:] for row in rows} == {(ProxyState.OFFERED, None)}
        jobs = db.session.scalars(sa.select(Job.args)).all() if is_sqlite() else []
        assert len(jobs) == (6 if is_sqlite() else 0), "a letter each time, found or not"


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def test_one_more_than_the_cap_is_refused_with_its_rule(app):
    with app.app_context():
        seat = a_legal_shareholder(MEMBER)
        assembly = frozen(*FOUR, ADVISER)
        for giver in (OTHER_MEMBER, WORKER):
            agreed(assembly, giver, MEMBER)
        third = offer(assembly, STRANGER, MEMBER)
        other_line = proxies.offer(
            assembly, holder_of(ADVISER), number=seat.number, name=seat.name, instructions="",
            now=clock.now(),
        )  # fmt: skip
        with pytest.raises(TooManyProxies):
            proxies.answer(other_line, accepted=True, now=clock.now())
        db.session.rollback()
        with pytest.raises(TooManyProxies, match=r"6:80"):
            proxies.answer(third, accepted=True, now=clock.now())
        db.session.rollback()
        facts = proxy_facts(assembly.id)
        assert (facts.accepted, facts.waiting, facts.holders, facts.most) == (2, 2, 1, 2)
        proxies.answer(third, accepted=False, now=clock.now())
        assert third.state is ProxyState.DECLINED


def test_no_chain_no_second_proxy_nobody_to_themselves(app):
    with app.app_context():
        seat = a_legal_shareholder(MEMBER)
        assembly = frozen(*FOUR)
        agreed(assembly, MEMBER, OTHER_MEMBER)
        refusals = [
            (ProxyGiven, lambda: offer(assembly, MEMBER, WORKER)),
            (HoldsProxies, lambda: offer(assembly, OTHER_MEMBER, WORKER)),
            (ToYourself, lambda: offer(assembly, WORKER, WORKER)),
            (ToYourself, lambda: offer(assembly, WORKER, WORKER, name="Somebody else")),
            (
                ToYourself,
                lambda: proxies.offer(
                    assembly, seat, number=holder_of(MEMBER).number, name=holder_of(MEMBER).name,
                    instructions="", now=clock.now(),
                ),
            ),
        ]  # fmt: skip
        for refusal, act in refusals:
            with pytest.raises(refusal):
                act()
            db.session.rollback()
        asked = offer(assembly, STRANGER, WORKER)
        offer(assembly, WORKER, OTHER_MEMBER)
        with pytest.raises(GaveOwnVote):
            proxies.answer(asked, accepted=True, now=clock.now())


def test_it_is_given_in_time_by_who_has_a_vote(app):
    with app.app_context():
        assembly = frozen(MEMBER, OTHER_MEMBER)
        a_shareholder(ADVISER, since=clock.today())
        with pytest.raises(NoVoteToGive):
            offer(assembly, ADVISER, MEMBER)
        db.session.rollback()
        made, late = offer(assembly, MEMBER, OTHER_MEMBER), assembly.proxies_until
        with pytest.raises(ProxiesClosed):
            proxies.answer(made, accepted=True, now=late)
        db.session.rollback()
        with pytest.raises(ProxiesClosed):
            offer(assembly, OTHER_MEMBER, MEMBER, now=late)
        db.session.rollback()
        proxies.revoke(made, by_holder=False, now=late)
        with pytest.raises(ProxyMoved):
            proxies.answer(made, accepted=True, now=clock.now())
        db.session.rollback()
        assembly.state = AssemblyState.CANCELLED
        db.session.commit()
        with pytest.raises(NotComing):
            offer(assembly, MEMBER, OTHER_MEMBER)


def entrusted(assembly) -> Proxy:
    """OTHER_MEMBER holds the vote of MEMBER, written directly: the time for it is over."""
    row = Proxy(
        assembly_id=assembly.id,
        grantor_id=holder_of(MEMBER).id,
        holder_id=holder_of(OTHER_MEMBER).id,
        state=ProxyState.ACCEPTED,
        offered=clock.now(),
        answered=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row


def test_it_is_taken_back_until_the_vote_is_cast(app):
    with app.app_context():
        assembly = an_assembly(questions=(resolution(),))
        kept = entrusted(assembly)
        poll = an_open_poll(assembly)
        cast_one(poll, OTHER_MEMBER)
        giver = line_of(assembly, holder_of(MEMBER)).voter
        holder = line_of(assembly, holder_of(OTHER_MEMBER)).voter
        box = bytes(SEALED_SIZE)
        urn.cast(poll.uid, voter=holder, grantor=giver, box=box, now=clock.now)
        with pytest.raises(VoteCast):
            proxies.revoke(kept, by_holder=False, now=clock.now())
        db.session.rollback()
        again = a_frozen_poll(assembly)
        assert again.uid != poll.uid
        proxies.revoke(kept, by_holder=False, now=clock.now())
        assert kept.state is ProxyState.REVOKED


def test_both_are_told(app):
    with app.app_context():
        assembly = frozen(MEMBER, OTHER_MEMBER)
        made = offer(assembly, MEMBER, OTHER_MEMBER)
        with sink() as server:
            mailer = SmtpMailer(read_url(server.url))
            for what in ("asked", "accepted", "declined", "handed_back", "taken_back"):
                assert send(made.id, what, mailer)
        to = [one["To"].addresses[0].addr_spec for one in server.letters]
        assert to == [OTHER_MEMBER, MEMBER, MEMBER, MEMBER, OTHER_MEMBER]
        for reader, text in zip(to, (one.get_content() for one in server.letters), strict=True):
            other = MEMBER if reader == OTHER_MEMBER else OTHER_MEMBER
            assert holder_of(other).name in text
        proxies.revoke(made, by_holder=False, now=clock.now())
        nobody = offer(assembly, MEMBER, OTHER_MEMBER, name="Wrong Name")
        send_proxy_letter.run(proxy_id=nobody.id, what="asked")
        null = NullMailer()
        assert not send(nobody.id, "asked", null)
        assert null.count == 0
