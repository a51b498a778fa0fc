"""The door: who comes, in the room or from afar, and what quorums count."""

import pytest

from domain.assembly.attendance import DoorClosed, HereAlready, NoSuchVote, NotHere
from domain.assembly.words import AssemblyState, ProxyState
from tests.web.polls import in_english
from tests.web.rolls import frozen
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from web import clock
from web.actions import attendance
from web.demo.people import ADMIN_TEAM, MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.roll import Proxy
from web.queries.attendance import latest, quorum_facts
from web.queries.presence import presence


def today(*emails: str, **given):
    """An assembly that sits today, and its shareholders."""
    now = clock.now().replace(microsecond=0)
    given = {"starts": now, "state": AssemblyState.SITTING, **given}
    assembly = frozen(*emails, **given)
    return assembly, [a_shareholder(email) for email in emails]


def test_those_who_come_and_those_they_represent_count_once(app):
    with app.app_context():
        a_shareholder(MEMBER, shares=4)
        seat = a_legal_shareholder(MEMBER, shares=2)
        assembly, (one, two, three, four) = today(MEMBER, OTHER_MEMBER, WORKER, STRANGER)
        for giver in (two, three):
            given = {"grantor_id": giver.id, "holder_id": one.id, "offered": clock.now()}
            db.session.add(Proxy(assembly_id=assembly.id, state=ProxyState.ACCEPTED, **given))
        db.session.commit()
        attendance.arrive(assembly, one.number, remote=False, now=clock.now())
        attendance.arrive(assembly, two.number, remote=True, now=clock.now())
        facts = quorum_facts(assembly.id)
        assert (facts.in_room, facts.remote, facts.represented) == (2, 1, 1), (
            "with the legal person"
        )
        present = facts.present
        assert (present.members, present.members_of) == (4, 5)
        assert (present.shares, present.shares_of) == (9, 10)
        assert (facts.tenth.represented, facts.tenth.most) == (4, 3)
        numbers = presence(assembly).numbers
        assert (numbers.members, numbers.shares) == (present.members, present.shares)
        assert {arrival.number for arrival in latest(assembly.id)} == {
            one.number,
            two.number,
            seat.number,
        }
        attendance.leave(assembly, seat.number, now=clock.now())
        facts = quorum_facts(assembly.id)
        assert (facts.in_room, facts.left, facts.present.members) == (0, 2, 4)
        attendance.arrive(assembly, one.number, remote=True, now=clock.now())
        assert quorum_facts(assembly.id).remote == 3
        assert four.number not in [arrival.number for arrival in latest(assembly.id)]


def test_the_door_refuses_who_is_not_on_the_roll_twice_and_too_early(app):
    with app.app_context():
        assembly, (one,) = today(MEMBER)
        with pytest.raises(NoSuchVote):
            attendance.arrive(assembly, 99999, remote=False, now=clock.now())
        with pytest.raises(NotHere):
            attendance.leave(assembly, one.number, now=clock.now())
        attendance.arrive(assembly, one.number, remote=False, now=clock.now())
        with pytest.raises(HereAlready):
            attendance.arrive(assembly, one.number, remote=True, now=clock.now())
        db.session.rollback()
        assembly.state = AssemblyState.ENDED
        db.session.commit()
        with pytest.raises(DoorClosed):
            attendance.leave(assembly, one.number, now=clock.now())
        db.session.rollback()
        later = frozen(MEMBER)
        with pytest.raises(DoorClosed):
            attendance.arrive(later, one.number, remote=False, now=clock.now())


def test_the_desk_at_the_door(browse):
    desk, member = browse(in_english(ADMIN_TEAM)), browse(MEMBER)
    assembly, (one,) = today(MEMBER)
    address, number, name = f"/assemblies/{assembly.id}/door", str(one.number), one.name
    shown = desk.follow(address, {"number": number, "remote": "room"}).text
    assert f"{name} is here." in shown
    assert "Fewer than ten votes" in shown
    refused = desk.post(address, {"number": number, "remote": "remote"})
    assert refused.status_code == 422
    assert "has signed in already" in refused.text
    assert desk.post(address, {"number": "12a", "remote": "room"}).status_code == 422
    assert "has left" in desk.follow(f"{address}/leave", {"number": number}).text
    assert member.get(address).status_code == 403
