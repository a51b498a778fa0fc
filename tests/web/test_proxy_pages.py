"""The pages of proxies: asked, answered and given back, without telling who exists."""

import pytest
import sqlalchemy as sa

from domain.assembly.words import ProxyState
from tests.web.make import person, save
from tests.web.polls import an_open_poll, in_english, resolution
from tests.web.rolls import frozen
from tests.web.shareholders import a_shareholder
from web import clock
from web.demo.people import FINANCE, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.roll import Proxy


def scene(*more: str) -> tuple[int, int, str]:
    """An assembly with its roll; number and name of who is asked."""
    assembly = frozen(MEMBER, OTHER_MEMBER, *more)
    to = a_shareholder(OTHER_MEMBER)
    return assembly.id, to.number, to.name


@pytest.mark.slow
def test_the_page_from_asking_to_giving_back(browse):
    giver, holder, stranger, guest = (
        browse(in_english(email)) for email in (MEMBER, OTHER_MEMBER, WORKER, FINANCE)
    )
    assembly_id, number, name = scene(WORKER)
    address = f"/assemblies/{assembly_id}/proxies"
    typed = {"number": "x", "name": name, "instructions": "Yes to 4.1"}
    refused = giver.post(address, typed)
    assert refused.status_code == 422
    assert "Yes to 4.1" in refused.text, "what was typed is kept"
    shown = giver.follow(address, {**typed, "number": str(number)}).text
    assert f"{number} · {name}" in shown
    assert "waits for the holder" in shown
    asked = holder.get(address).text
    assert "Yes to 4.1" in asked
    assert "You hold 0 of at most 2 proxies" in asked
    row = db.session.scalars(sa.select(Proxy)).one()
    assert stranger.post(f"/proxies/{row.id}/accept").status_code == 404
    assert giver.post(f"/proxies/{row.id}/accept").status_code == 404
    assert "Yes to 4.1" not in stranger.get(address).text
    assert "You hold 1 of at most 2" in holder.follow(f"/proxies/{row.id}/accept").text
    assert "You cast the vote of" in holder.get(f"/assemblies/{assembly_id}/roll").text
    assert "accepted" in giver.get(address).text
    holder.follow(f"/proxies/{row.id}/hand-back")
    assert "taken back" in giver.get(address).text
    assert "none to give" in guest.get(address).text


def test_a_vote_taken_back_during_the_poll_leaves_the_holder_no_ballot(browse):
    giver, holder = browse(MEMBER), browse(in_english(OTHER_MEMBER))
    poll = an_open_poll(questions=(resolution(),))
    owner, name = a_shareholder(MEMBER), person(MEMBER).name
    given = {"grantor_id": owner.id, "holder_id": a_shareholder(OTHER_MEMBER).id}
    row = save(
        Proxy(assembly_id=poll.assembly_id, state=ProxyState.ACCEPTED, offered=clock.now(), **given)
    )
    address = f"/proxies/{row.id}/take-back"
    assert name in holder.get("/vote").text
    giver.follow(address)
    assert name not in holder.get("/vote").text


def test_unknown_and_known_get_the_same_page(browse):
    giver = browse(MEMBER)
    assembly_id, number, exact = scene()
    address, bodies = f"/assemblies/{assembly_id}/proxies", []
    for name, token in ((exact, "a" * 20), ("Nobody Such", "b" * 20)):
        sent = {"number": str(number), "name": name, "instructions": "", "once": token}
        answer = giver.post(address, sent)
        shown = giver.get(address).text.replace(name, "NAME")
        row = db.session.scalars(sa.select(Proxy).order_by(Proxy.id.desc()).limit(1)).one()
        bodies.append((answer.status_code, shown.replace(f"/proxies/{row.id}/", "/proxies/ID/")))
        db.session.delete(row)
        db.session.commit()
    first, second = bodies
    assert first[0] == second[0] == 303
    assert without_tokens(first[1]) == without_tokens(second[1])


def without_tokens(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrf" not in line.lower() and "once" not in line]
