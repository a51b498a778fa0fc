"""Guessing passwords is slowed, tells nothing, and locks nobody out."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from tests.web.signing import WRONG, cookie, sign_in
from web.actions import guesses, sign_ins
from web.demo.people import MEMBER, OTHER_MEMBER, PASSWORD, WORKER
from web.extensions import db
from web.models.person import Person, SignInFailure


def answer(response, email):
    """What the page says, without what differs at each showing."""
    text = re.sub(r'name="csrf_token" value="[^"]*"|"X-CSRFToken": "[^"]*"', "", response.text)
    return response.status_code, text.replace(email, "(the address)")


def test_unknown_wrong_and_closed_are_answered_alike(app, browse, monkeypatch):
    app.config["COOPERATIVE"] = "real"  # without the demo's list of accounts
    db.session.execute(sa.update(Person).where(Person.email == WORKER).values(active=False))
    db.session.commit()
    checked = []
    real = sign_ins.is_password
    monkeypatch.setattr(
        sign_ins, "is_password", lambda stored, typed: checked.append(1) or real(stored, typed)
    )
    wrong = sign_in(browse(""), MEMBER, WRONG)
    unknown = sign_in(browse(""), "nobody@demo.example", WRONG)
    closed = sign_in(browse(""), WORKER, PASSWORD)
    assert wrong.status_code == 422
    assert answer(wrong, MEMBER) == answer(unknown, "nobody@demo.example") == answer(closed, WORKER)
    assert len(checked) == 3, "each costs the time of one hash"


def guess(browser, times, **given):
    return [sign_in(browser, password=WRONG, **given).status_code for _ in range(times)]


def test_the_eleventh_guess_waits(browse):
    guesser = browse("")
    assert guess(guesser, 10) == [422] * 10
    response = sign_in(guesser, password=WRONG)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 300
    assert "5" in response.text
    assert sign_in(guesser).status_code == 429, "even the right one: it was slowed, not checked"


@pytest.mark.slow
def test_nobody_locks_another_out(browse):
    victim, elsewhere, attacker = browse(""), browse(""), browse("")
    sign_in(victim)
    victim.post("/sign-out")
    guess(attacker, 11)
    assert sign_in(victim).status_code == 303, "their own browser, in the attacker's network"
    assert sign_in(elsewhere, address="198.51.100.4").status_code == 303, "another network"
    assert sign_in(attacker, OTHER_MEMBER).status_code == 303, "another person"


@pytest.mark.slow
def test_a_known_browser_is_slowed_too(browse):
    own = browse("")
    sign_in(own)
    own.post("/sign-out")
    assert guess(own, 11)[-2:] == [422, 429]
    assert sign_in(own, OTHER_MEMBER).status_code == 303


@pytest.mark.slow
def test_a_forged_device_is_not_known(browse):
    victim, attacker = browse(""), browse("")
    sign_in(victim, OTHER_MEMBER)
    attacker.client.set_cookie("device", cookie(victim, "device") + "x")
    guess(attacker, 10)
    assert sign_in(attacker).status_code == 429
    attacker.client.set_cookie("device", cookie(victim, "device"))
    assert sign_in(attacker).status_code == 429, "known for someone else"


def test_one_network_guesses_only_so_often(browse, monkeypatch):
    monkeypatch.setattr(guesses, "MANY_OF_NETWORK", 3)
    visitor = browse("")
    tries = [sign_in(visitor, f"person{n}@demo.example", WRONG).status_code for n in range(4)]
    assert tries == [422, 422, 422, 429]
    assert sign_in(visitor, "other@demo.example", WRONG, "2001:db8::1").status_code == 422


def test_ipv6_neighbours_are_one_network():
    assert guesses.network("2001:db8:1:2::9") == guesses.network("2001:db8:1:2:ffff::1")
    assert guesses.network("2001:db8:1:2::9") != guesses.network("2001:db8:1:3::9")
    assert guesses.network("192.0.2.1") != guesses.network("192.0.2.2")
    assert guesses.network("a proxy's word") == "a proxy's word"


@pytest.mark.slow
def test_after_five_minutes_one_may_try_again(browse, later):
    visitor = browse("")
    guess(visitor, 11)
    later(minutes=5, seconds=1)
    assert guess(visitor, 1) == [422]
    count = db.session.scalar(sa.select(sa.func.count()).select_from(SignInFailure))
    assert count == 2, "those that no longer count are removed: one try, in two buckets, stays"


@pytest.mark.slow
def test_waiting_does_not_start_again_at_each_refusal(browse, later):
    visitor = browse("")
    guess(visitor, 10)
    later(minutes=4)
    assert guess(visitor, 5) == [429] * 5
    later(minutes=1, seconds=1)
    assert sign_in(visitor).status_code == 303


@pytest.mark.slow
def test_the_right_password_strikes_out_the_wrong_ones(browse):
    visitor = browse("")
    guess(visitor, 9)
    assert sign_in(visitor).status_code == 303
    visitor.post("/sign-out")
    assert guess(browse(""), 10) == [422] * 10


def test_no_lock_is_held_while_a_password_is_checked(browse, monkeypatch):
    held = []

    def check(stored, typed):
        held.append(db.session().in_transaction())
        return False

    monkeypatch.setattr(sign_ins, "is_password", check)
    sign_in(browse(""))
    assert held == [False]


@pytest.mark.slow
def test_many_guesses_at_once_count_like_many_in_a_row(app, browse):
    visitors = [browse("") for _ in range(16)]
    for visitor in visitors:
        visitor.csrf_token()
    with ThreadPoolExecutor(8) as pool:
        codes = list(
            pool.map(lambda visitor: sign_in(visitor, password=WRONG).status_code, visitors)
        )
    assert set(codes) <= {422, 429}
    assert codes.count(422) <= 10
    assert sign_in(browse(""), password=WRONG).status_code in (422, 429)
