"""The meeting and its minutes: bureau in the room, quorum, signatures of two, papers, archive."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from domain.assembly.bureau import BureauIncomplete
from domain.assembly.life import ForbiddenAssemblyMove, NotYetTime
from domain.assembly.minutes_sheet import from_json, to_json
from domain.assembly.signing import (
    MinutesSigned,
    NotAtTheBureau,
    NotEnded,
    NotSigned,
    OldVersion,
    SignedAlready,
)
from domain.assembly.words import AssemblyState
from domain.voting.words import QuorumKind
from tests.web.assemblies import RESOLUTION, a_convened, in_the_room
from tests.web.make import person, save
from tests.web.polls import (
    a_closed_poll,
    a_shareholder_of,
    an_assembly,
    an_open_poll,
    election,
    put_on_roll,
    resolution,
)
from web import clock
from web.actions import minutes, sitting
from web.actions.assembly_papers import make
from web.actions.meeting import log_incident
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD, MEMBER, OTHER_MEMBER, WORKER
from web.documents import archive
from web.extensions import db
from web.models.assembly import Assembly, Attendance
from web.models.assembly_papers import AssemblyPaper
from web.models.poll import Poll
from web.queries.presence import presence

SHARES = replace(RESOLUTION, quorum=QuorumKind.SHARES)


def held(assembly: Assembly, came: tuple[str, ...] = ()) -> Assembly:
    """Begun at its moment and closed two hours later."""
    with clock.moved_to(assembly.starts):
        in_the_room(assembly)
        sitting.begin(assembly, now=clock.now())
        for number, email in enumerate(came):
            row = Attendance(
                assembly_id=assembly.id,
                shareholder_id=a_shareholder_of(email, 101 + number).id,
                arrived=clock.now(),
            )
            save(row)
        sitting.end(assembly, now=clock.now() + timedelta(hours=2))
    return assembly


def test_the_meeting_begins_at_its_moment_with_the_whole_bureau(app):
    with app.app_context():
        assembly = a_convened()
        with pytest.raises(NotYetTime):
            sitting.begin(assembly, now=clock.now())
        db.session.rollback()
        with pytest.raises(BureauIncomplete):
            sitting.begin(assembly, now=assembly.starts)
        db.session.rollback()
        held(assembly)
        assert assembly.state is AssemblyState.ENDED
        with pytest.raises(ForbiddenAssemblyMove):
            sitting.begin(assembly, now=assembly.starts)


@pytest.mark.parametrize(
    ("came", "expected"),
    [((MEMBER, OTHER_MEMBER), AssemblyState.ENDED), ((MEMBER,), AssemblyState.NO_QUORUM)],
)
def test_half_of_the_shares_decide_or_nobody(app, came, expected):
    with app.app_context():
        assembly = a_convened(settings=SHARES)
        people = (MEMBER, OTHER_MEMBER, WORKER)
        put_on_roll(assembly, [a_shareholder_of(email, 101 + n) for n, email in enumerate(people)])
        held(assembly, came)
        assert assembly.state is expected
        numbers = presence(assembly).numbers
        assert (numbers.shares, numbers.shares_of) == (len(came), 3)


def test_votes_cast_count_as_present_once_the_poll_is_closed(app):
    with app.app_context():
        poll = an_open_poll()
        assembly = db.session.get_one(Assembly, poll.assembly_id)
        with pytest.raises(sitting.PollStillOpen):
            sitting.end(assembly, now=clock.now())
        db.session.rollback()
        assert presence(assembly).numbers.members == 0
        a_closed_poll(poll)
        sitting.end(assembly, now=clock.now())
        assert assembly.state is AssemblyState.ENDED


def test_two_different_people_of_the_bureau_sign_the_last_version(app):
    with app.app_context():
        assembly = a_convened()
        with pytest.raises(NotEnded):
            minutes.write(assembly, now=clock.now())
        db.session.rollback()
        held(assembly)
        first = minutes.write(assembly, now=clock.now())
        last = minutes.write(assembly, remarks="A word was wrong.", now=clock.now())
        assert (first.sequence, last.sequence) == (1, 2)
        for email, version, refusal in (
            (ADVISER, last, NotAtTheBureau),
            (MEMBER, last, NotAtTheBureau),
            (BOARD, first, OldVersion),
        ):
            with pytest.raises(refusal):
                minutes.sign(version, person(email), now=clock.now())
            db.session.rollback()
        minutes.sign(last, person(BOARD), now=clock.now())
        with pytest.raises(SignedAlready):
            minutes.sign(last, person(BOARD), now=clock.now())
        db.session.rollback()
        with pytest.raises(NotSigned, match="Secretary"):
            minutes.archive(assembly)
        db.session.rollback()
        minutes.sign(last, person(ADMIN_TEAM), now=clock.now())
        with pytest.raises(MinutesSigned):
            minutes.write(assembly, now=clock.now())
        db.session.rollback()
        minutes.archive(assembly)
        assert assembly.state is AssemblyState.ARCHIVED


RESULT = {
    "cast": 5,
    "counted": 5,
    "invalid": [],
    "sealed_in_browser": 2,
    "questions": [
        {
            "id": "q1",
            "outcome": {"yes": 2, "no": 1, "abstain": 1, "blank": 1, "invalid": 0, "adopted": True},
        },
        {
            "id": "q2",
            "outcome": {
                "votes": {"1": 3, "2": 1, "3": 0},
                "blank": 1,
                "invalid": 0,
                "elected": ["1", "2"],
                "tie": None,
                "vacant": 0,
            },
        },
    ],
}


def test_minutes_tell_the_published_result_and_every_incident(app):
    with app.app_context():
        poll: Poll = a_closed_poll(an_open_poll(an_assembly((resolution(), election()))))
        poll.result, poll.published = json.dumps(RESULT).encode(), clock.now()
        assembly = db.session.get_one(Assembly, poll.assembly_id)
        in_the_room(assembly)
        log_incident(assembly, "connection", "Sound was lost.", affected=3, now=clock.now())
        sitting.end(assembly, now=clock.now())
        written = minutes.write(assembly, now=clock.now())
        sheet = from_json(written.sheet)
        assert to_json(sheet) == written.sheet
        accounts, seats = (point.result for point in sheet.points)
        assert accounts is not None
        assert accounts.adopted is True
        assert f"{accounts.share}" == "66.7"
        assert seats is not None
        assert [(one.votes, one.elected) for one in seats.counts] == [
            ("3", True),
            ("1", True),
            ("0", False),
        ]
        assert len(sheet.elected) == 2
        assert sheet.incidents[0].affected == 3
        assert sheet.polls[0].cast == poll.cast
        assert sheet.polls[0].address == f"/results/{poll.uid}"


@pytest.mark.slow
def test_papers_are_made_in_each_language(app):
    with app.app_context():
        assembly = held(a_convened())
        written = minutes.write(assembly, now=clock.now())
        minutes.sign(written, person(BOARD), now=clock.now())
        minutes.sign(written, person(ADMIN_TEAM), now=clock.now())
        papers = db.session.scalars(sa.select(AssemblyPaper.id)).all()
        assert len(papers) == 6
        for paper_id in papers:
            make(paper_id, now=clock.now())
            make(paper_id, now=clock.now())
        for paper in db.session.scalars(sa.select(AssemblyPaper)):
            reader = PdfReader(io.BytesIO(archive.load(paper.sha256 or "")))
            assert reader.trailer["/Root"]["/Lang"] == paper.language
            assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
            about = reader.xmp_metadata.stream.get_data().decode()
            assert 'pdfaid:part="2"' in about
            assert 'pdfuaid:part="1"' in about


@pytest.mark.slow
def test_the_minutes_on_their_page(app, browse):
    with app.app_context():
        key = held(a_convened()).id
    here, office, member = f"/assemblies/{key}/minutes", browse(ADMIN_TEAM), browse(MEMBER)
    assert office.get(here).status_code == 200
    assert member.get(here).status_code == 404
    assert office.follow(here, {"remarks": "Rien"}).status_code == 200
    assert member.post(f"{here}/1/sign").status_code == 404
    office.follow(f"{here}/1/sign")
    browse(BOARD).follow(f"{here}/1/sign")
    assert "Rien" in member.get(here).text
    assert office.follow(f"/assemblies/{key}/archive").status_code == 200
    assert here in member.get(f"/assemblies/{key}").text
