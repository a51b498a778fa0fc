"""The first page: votes that are open for the reader, and proxies that wait for an answer."""

from datetime import timedelta

from tests.web.make import person
from tests.web.polls import an_assembly, an_open_poll, cast_one, in_english, resolution
from tests.web.reading import read, section
from tests.web.rolls import frozen
from web import clock
from web.actions import proxies
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.queries.register import shareholder_of

ASKS = "Nour Haddad asks you to hold a proxy"


def asked(giver, holder, assembly):
    to = shareholder_of(person(holder).id)
    return proxies.offer(
        assembly, shareholder_of(person(giver).id), number=to.number, name=to.name,
        instructions="", now=clock.now(),
    )  # fmt: skip


def test_a_vote_is_to_do_until_it_is_cast(browse):
    poll = an_open_poll(questions=(resolution(),), voters=(MEMBER, ADVISER))
    key, closes = poll.id, f"{(poll.closes_at + timedelta(hours=2)):%H:%M}"
    todo = section(read(browse(MEMBER)), "To do")
    assert "Vote: General assembly 2027" in todo
    assert f"/vote/{key}/{shareholder_of(person(MEMBER).id).id}" in todo
    assert closes in todo
    assert "Vote: General assembly" in section(read(browse(ADVISER)), "To do"), "without work"
    assert "Vote: General assembly" not in read(browse(OTHER_MEMBER)), "not on the roll"
    cast_one(db.session.merge(poll), MEMBER)
    assert "Vote: General assembly" not in read(browse(MEMBER))


def test_a_closed_vote_is_no_longer_to_do(browse, later):
    an_open_poll(questions=(resolution(),), voters=(MEMBER,))
    later(hours=3)
    assert "Vote: General assembly" not in read(browse(MEMBER))


def test_somebody_asks_to_hold_a_proxy(browse):
    assembly = frozen(MEMBER, OTHER_MEMBER, WORKER)
    key, made = assembly.id, asked(MEMBER, OTHER_MEMBER, assembly).id
    holder = browse(in_english(OTHER_MEMBER))
    todo = section(holder.get("/").text, "To do")
    assert ASKS in todo
    assert f"/assemblies/{key}/proxies#held" in todo
    assert ASKS not in read(browse(WORKER))
    assert ASKS not in read(browse(MEMBER))
    assert holder.post(f"/proxies/{made}/decline").status_code == 303
    assert ASKS not in holder.get("/").text


def test_votes_entrusted_are_counted_together(browse):
    assembly = an_assembly((resolution(),), (MEMBER, OTHER_MEMBER))
    before, assembly.proxies_until = assembly.proxies_until, clock.now() + timedelta(hours=1)
    db.session.commit()
    proxies.answer(asked(MEMBER, OTHER_MEMBER, assembly), accepted=True, now=clock.now())
    assembly.proxies_until = before
    an_open_poll(assembly)
    todo = section(read(browse(OTHER_MEMBER)), "To do")
    assert "Cast your 2 votes: General assembly 2027" in todo
    assert 'href="/vote"' in todo
