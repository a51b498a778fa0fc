"""Preparing an assembly: dates, agenda, deadline, what it lacks, the second one."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from domain.assembly.agenda import EmptyAgenda, NoVotePeriod, NumberTaken
from domain.assembly.ballots import OBJECTIVES, OptionsDiffer, Settings, options_from
from domain.assembly.convening import TooLateToConvene
from domain.assembly.freezing import BeforeTheMeeting, NotInThreeLanguages
from domain.assembly.life import AgendaFixed, ForbiddenAssemblyMove
from domain.assembly.second import HadQuorum, SecondExists
from domain.assembly.words import AssemblyState
from domain.voting.words import Kind, Method, QuorumKind
from tests.web.assemblies import a_convened, a_draft, a_plan, a_point, words
from tests.web.polls import a_shareholder_of, put_on_roll
from tests.web.shareholders import a_legal_shareholder, a_shareholder
from web import clock
from web.actions import agenda, assemblies
from web.actions.convening import convene
from web.demo.people import ADMIN_TEAM, BOARD, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.assembly import AgendaFile, AgendaItem, Assembly
from web.models.assembly_papers import AssemblyPaper, Convocation, ConvocationMail
from web.queries.assemblies import agenda as agenda_of
from web.queries.assemblies import poll_of
from web.queries.convocation import lacking

QUORUM = Settings(kind=Kind.RESOLUTION, method=Method.MAJORITY, quorum=QuorumKind.SHARES)


def send(assembly: Assembly) -> None:
    convene(assembly, by="The board", address="http://localhost/", now=clock.now())


def test_a_draft_has_its_poll_and_is_convened_with_one_letter_a_person(app):
    with app.app_context():
        a_shareholder(MEMBER)
        a_legal_shareholder(MEMBER)
        a_shareholder(OTHER_MEMBER)
        a_shareholder(WORKER, shares=0)
        assembly = a_convened()
        assert assembly.state is AssemblyState.CONVENED
        poll = poll_of(assembly.id)
        assert poll is not None
        assert poll.opens_at == assembly.starts
        letters = db.session.scalars(sa.select(ConvocationMail.address)).all()
        assert sorted(letters) == [OTHER_MEMBER, MEMBER]
        papers = db.session.scalars(sa.select(AssemblyPaper.language)).all()
        assert sorted(papers) == ["en", "fr", "nl"]
        sheet = db.session.get_one(Convocation, assembly.id).sheet
        assert sheet["opens_at"] == poll.opens_at.isoformat()


def test_a_late_convocation_is_refused_with_its_article(app):
    with app.app_context():
        a_convened(days=15)
        late = a_draft(days=14)
        a_point(late)
        with pytest.raises(TooLateToConvene, match=r"6:70") as refusal:
            send(late)
        assert refusal.value.last == clock.today() - timedelta(days=1)


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (lambda _draft: None, EmptyAgenda),
        (
            lambda draft: a_point(draft, titles={"fr": "x", "nl": "", "en": "x"}),
            NotInThreeLanguages,
        ),
        (
            lambda draft: a_point(draft, texts={"fr": "x", "nl": "x", "en": " "}),
            NotInThreeLanguages,
        ),
    ],
)
def test_what_is_not_complete_does_not_leave(app, prepare: Any, expected: type[Exception]):
    with app.app_context():
        draft = a_draft()
        prepare(draft)
        with pytest.raises(expected):
            send(draft)
        assert draft.state is AssemblyState.DRAFT


def test_a_vote_needs_its_period(app):
    with app.app_context():
        draft = a_draft(opens_at=None, closes_at=None)
        a_point(draft, settings=None)
        assert lacking(draft, clock.now()) == []
        a_point(draft, "2")
        assert [type(one) for one in lacking(draft, clock.now())] == [NoVotePeriod]


def test_voting_before_the_meeting_needs_the_clause(app):
    with app.app_context():
        plan = a_plan()
        early = {"opens_at": plan.starts - timedelta(days=2)}
        with pytest.raises(BeforeTheMeeting):
            a_draft(**early)
        assert a_draft(votes_before=True, **early).votes_before


def test_the_agenda_is_put_in_order_and_then_fixed(app):
    with app.app_context():
        draft = a_draft()
        for number in ("1", "2", "3"):
            last = a_point(draft, number)
        agenda.move_item(last, -2)
        assert [item.number for item in agenda.items_of(draft.id)] == ["3", "1", "2"]
        with pytest.raises(NumberTaken):
            a_point(draft, "2")
        db.session.rollback()
        agenda.remove_item(last)
        send(draft)
        with pytest.raises(AgendaFixed):
            a_point(draft, "4")
        db.session.rollback()
        with pytest.raises(AgendaFixed):
            assemblies.edit(draft, a_plan(), now=clock.now())
        db.session.rollback()
        with pytest.raises(ForbiddenAssemblyMove):
            send(draft)


def test_the_second_assembly_decides_what_lacked_its_quorum(app):
    with app.app_context():
        first = a_draft()
        a_point(first, "1", settings=QUORUM)
        a_point(first, "2")
        a_point(first, "3", settings=None)
        send(first)
        put_on_roll(first, [a_shareholder_of(MEMBER, 101)])
        item = agenda.items_of(first.id)[0]
        db.session.add(
            AgendaFile(item_id=item.id, name="Accounts", language="fr", filename="a.pdf",
                       media_type="application/pdf", sha256="0" * 64, size=1, added=clock.now())
        )  # fmt: skip
        db.session.commit()
        with pytest.raises(HadQuorum):
            assemblies.second(first, a_plan(60), now=clock.now())
        db.session.rollback()
        first.state = AssemblyState.NO_QUORUM
        db.session.commit()
        second = assemblies.second(first, a_plan(60), now=clock.now())
        assert second.first_id == first.id
        (copied,) = agenda_of(second.id)
        assert copied.item.texts == words("What 1 proposes")
        assert copied.item.ballot["quorum"]["kind"] == "none"
        assert copied.item.ballot["majority"] == item.ballot["majority"]
        assert copied.files[0].by_language["fr"].sha256 == "0" * 64
        with pytest.raises(SecondExists):
            assemblies.second(first, a_plan(60), now=clock.now())


def typed(assembly: Assembly | None = None, **given: str) -> dict[str, str]:
    """What the form of an assembly sends."""
    return {
        "kind": "ordinary",
        "title_fr": "AG",
        "title_nl": "AV",
        "title_en": "GA",
        "starts": "2026-10-14T18:00",
        "place": "Bruxelles",
        "remote": "https://video.example/",
        "opens_at": "2026-10-14T18:00",
        "closes_at": "2026-10-14T22:00",
        "record_day": "2026-09-24",
        "objections_until": "2026-10-06",
        "questions_until": "2026-10-08T18:00",
        "candidates_until": "2026-09-23T18:00",
        "proxies_until": "2026-10-09T18:00",
        **given,
    }


POINT = {
    "number": "1",
    "title_fr": "Comptes",
    "title_nl": "Rekeningen",
    "title_en": "Accounts",
    "text_fr": "f",
    "text_nl": "n",
    "text_en": "e",
    "kind": "resolution",
    "majority": "simple",
    "quorum": "none",
    "part": "1/2",
    "board": "content",
}


@pytest.mark.slow
def test_the_office_prepares_and_convenes_on_the_pages(app, browse):
    office = browse(ADMIN_TEAM)
    assert "2026-10-06" in office.get("/assemblies/new?when=2026-10-14T18:00").text
    wrong = office.post("/assemblies/new", typed(proxies_until="2026-10-15T18:00"))
    assert wrong.status_code == 422
    page = office.follow("/assemblies/new", typed())
    here = page.request.path
    assert office.post(f"{here}/points/new", {**POINT, "kind": "election"}).status_code == 422
    filled = office.post(f"{here}/points/new", {**POINT, "objectives": "1"})
    assert OBJECTIVES[0]["nl"] in filled.text
    assert office.follow(f"{here}/points/new", POINT).status_code == 200
    point = f"{here}/points/1"
    assert office.get(point).status_code == 200
    differ = {"kind": "preference", "options_fr": "a\nb", "options_nl": "a", "options_en": "a\nb"}
    assert office.post(point, {**POINT, **differ}).status_code == 422
    assert office.follow(point, POINT).status_code == 200
    assert office.get(f"{here}/edit").status_code == 200
    assert office.get(f"{here}/discharges").status_code == 200
    assert browse(MEMBER).get(here).status_code == 404
    assert office.get(f"{here}/convene").status_code == 200
    letters = office.follow(f"{here}/convene", {"by": "Le conseil"})
    assert letters.status_code == 200
    member = browse(MEMBER)
    assert "Rekeningen" in member.get(here).text
    assert "https://video.example/" in member.get(f"{here}/convocation").text
    assert here in member.get("/assemblies").text
    assert member.get(f"{here}/letters").status_code == 403
    assert office.get(f"{here}/sitting").status_code == 200


def test_options_are_the_same_in_every_language():
    with pytest.raises(OptionsDiffer) as refusal:
        options_from({"fr": "a\nb", "nl": "a\nb", "en": "a"})
    assert refusal.value.field == "options_en"


def test_an_assembly_is_called_off_on_the_pages(app, browse):
    with app.app_context():
        key = a_convened().id
    board = browse(BOARD)
    assert board.post(f"/assemblies/{key}/cancel", {"reason": ""}).status_code == 422
    board.follow(f"/assemblies/{key}/cancel", {"reason": "Strike"})
    with app.app_context():
        assert db.session.get_one(Assembly, key).state is AssemblyState.CANCELLED
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AgendaItem)) == 1
