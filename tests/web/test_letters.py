"""Letters of a convocation: over a real socket, each person once, whatever goes wrong."""

import smtplib

import pytest
import sqlalchemy as sa

from domain.assembly.papers import MailState
from tests.web.assemblies import a_convened
from tests.web.shareholders import a_shareholder
from tests.web.sink import sink
from web import clock, config
from web.actions import mailing
from web.actions.convening import NotWrittenTo, note_bounce, send_again
from web.actions.mailing import PostponedError, send_batch
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER, OTHER_MEMBER
from web.extensions import db
from web.integrations.mail import HostileHeaderError, NullMailer, SmtpMailer, letter, read_url
from web.models.assembly_papers import ConvocationMail
from web.queries.convocation import progress


@pytest.fixture
def convened(app):
    """An assembly of three shareholders: one for each language."""
    with app.app_context():
        for email in (MEMBER, OTHER_MEMBER, FINANCE):
            a_shareholder(email)
        yield a_convened()


def smtp(server):
    return SmtpMailer(read_url(server.url))


def states() -> dict[str, str]:
    rows = db.session.execute(sa.select(ConvocationMail.address, ConvocationMail.state))
    return {address: state.value for address, state in rows}


def test_everybody_gets_one_letter_in_their_language(convened):
    with sink() as server:
        while send_batch(convened.id, smtp(server), clock.now()):
            pass
        assert send_batch(convened.id, smtp(server), clock.now()) == 0
    got = {one["To"].addresses[0].addr_spec: one for one in server.letters}
    assert len(server.letters) == 3
    assert sorted(got) == sorted([MEMBER, OTHER_MEMBER, FINANCE])
    assert str(got[OTHER_MEMBER]["Subject"]) == "General assembly 2026 (nl)"
    assert "http://localhost/assemblies/1" in got[FINANCE].get_content()
    assert progress(convened.id) == {MailState.SENT: 3}


def test_without_a_server_letters_are_counted_and_tried_later(convened):
    null = NullMailer()
    assert send_batch(convened.id, null, clock.now()) == 3
    assert null.count == 3
    assert progress(convened.id) == {MailState.NO_SERVER: 3}
    assert send_again(convened, now=clock.now()) == 3
    with sink() as server:
        send_batch(convened.id, smtp(server), clock.now())
    assert len(server.letters) == 3


def test_a_refused_address_stops_nobody_else(convened):
    with sink() as server:
        server.answers = {MEMBER: "550 no such person", FINANCE: "451 come back later"}
        assert send_batch(convened.id, smtp(server), clock.now()) == 2
        assert states() == {MEMBER: "refused", OTHER_MEMBER: "sent", FINANCE: "waiting"}
        with pytest.raises(PostponedError):
            send_batch(convened.id, smtp(server), clock.now())
        server.answers = {}
        send_batch(convened.id, smtp(server), clock.now())
    assert len(server.letters) == 2
    problem = sa.select(ConvocationMail.problem).where(ConvocationMail.address == MEMBER)
    assert db.session.scalar(problem) == "550 no such person"


def test_a_cut_line_leaves_one_letter_in_doubt_and_sends_none_twice(convened):
    with sink() as server:
        server.breaks_after = 1
        with pytest.raises(smtplib.SMTPException):
            send_batch(convened.id, smtp(server), clock.now())
        db.session.rollback()
        assert sorted(states().values()) == ["sending", "waiting", "waiting"]
        server.breaks_after = 0
        send_batch(convened.id, smtp(server), clock.now())
    addresses = [one["To"].addresses[0].addr_spec for one in server.letters]
    assert sorted(addresses) == sorted([MEMBER, OTHER_MEMBER, FINANCE])


def test_batches_follow_each_other(convened, monkeypatch):
    monkeypatch.setattr(mailing, "BATCH", 2)
    with sink() as server:
        assert send_batch(convened.id, smtp(server), clock.now()) == 2
        assert send_batch(convened.id, smtp(server), clock.now()) == 1
    assert len(server.letters) == 3


@pytest.mark.parametrize(
    "hostile",
    [
        {"to": "a@b.example\r\nBcc: c@d.example"},
        {"to": "a@b.example,c@d.example"},
        {"name": "Nour\nBcc: x@y.example"},
        {"subject": "Assembly\r\nX: y"},
        {"subject": "x" * 400},
        {"to": "nobody"},
    ],
)
def test_hostile_headers_are_refused(hostile):
    given = {"to": "a@b.example", "name": "A", "sender": "c@d.example", "subject": "s",
             "text": "t", "identifier": "1"}  # fmt: skip
    assert letter(**given)["To"] == "A <a@b.example>"
    with pytest.raises(HostileHeaderError):
        letter(**{**given, **hostile})


@pytest.mark.parametrize(
    "given",
    [
        {"MAIL_URL": "http://x"},
        {"MAIL_URL": "smtp://u:p@host", "MAIL_FROM": "a@b"},
        {"MAIL_URL": "smtps://u:p@host"},
    ],
)
def test_wrong_settings_stop_the_start(tmp_path, given):
    with pytest.raises(config.WrongSettingError, match="MAIL_"):
        config.settings({"DATA_DIR": str(tmp_path), **given})


def test_a_server_is_read_from_its_address():
    server = read_url("starttls://us%40er:p%3Aw@mail.example")
    assert (server.host, server.port) == ("mail.example", 587)
    assert (server.user, server.password) == ("us@er", "p:w")


def test_the_office_follows_the_letters(app, browse):
    with app.app_context():
        for email in (MEMBER, OTHER_MEMBER, FINANCE):
            a_shareholder(email)
        assembly = a_convened()
        key = assembly.id
        send_batch(key, NullMailer(), clock.now())
        note_bounce(assembly, MEMBER.upper(), why="mailbox full", day=clock.today())
        with pytest.raises(NotWrittenTo):
            note_bounce(assembly, "x@y.example", why="?", day=clock.today())
    office, here = browse(ADMIN_TEAM), f"/assemblies/{key}/letters"
    assert "mailbox full" in office.get(here).text
    wrong = office.post(f"{here}/bounced", {"address": "x@y.example", "why": "?"})
    assert wrong.status_code == 422
    office.follow(f"{here}/bounced", {"address": FINANCE, "why": "unknown"})
    office.follow(f"{here}/again")
    lines = office.get(f"{here}.csv").get_data().decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert any(line.endswith("waiting") and OTHER_MEMBER in line for line in lines)
