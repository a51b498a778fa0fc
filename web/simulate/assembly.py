"""The ordinary assembly of the year: convened, voted online, held, its minutes signed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from domain.assembly.ballots import Settings
from domain.assembly.mandates import last_day
from domain.assembly.words import AssemblyState
from domain.simulated.chance import chance
from domain.voting.envelope import SealedBy
from domain.voting.words import Kind, Method, Tie
from web import clock, urn
from web.actions import meeting, minutes, sitting
from web.actions.assemblies import Plan
from web.demo import polling, voters
from web.demo.assembly import EVENING, LEADS, a_plan
from web.demo.people import ADMIN_TEAM, BOARD
from web.demo.questions import LAST_YEAR, Told
from web.demo.stage import acting
from web.extensions import db
from web.forms.assemblies import at
from web.models.assembly import Assembly, Mandate
from web.models.person import Person
from web.models.poll import Poll
from web.models.roll import RollLine
from web.models.share import CategorySpell, Shareholder
from web.queries.register import person_by
from web.simulate.store import Making, write

BOARD_SIZE = 16
CANDIDATES = 7
VOTING = timedelta(days=3, hours=9)  # before the meeting begins
SEATS = Settings(kind=Kind.ELECTION, method=Method.APPROVAL, seats=4, at_most=4, tie=Tie.SENIORITY)
FOUR: Told = (
    "4",
    ("Élection de quatre administrateur·rices", "Verkiezing van vier bestuurders",
     "Election of four directors"),
    ("Quatre mandats de quatre ans sont à pourvoir.",
     "Er zijn vier mandaten van vier jaar te begeven.",
     "Four mandates of four years are to be filled."),
    SEATS,
)  # fmt: skip
POINTS = tuple(FOUR if point[0] == "4" else point for point in LAST_YEAR)


def hold(making: Making) -> int:
    """From the convocation to the minutes; one that was stopped midway is cancelled first."""
    _cancel_unfinished()
    day = making.plan.totals.told["assembly"]["day"]
    starts = at(day, EVENING)
    members = _members(making)
    _seat_the_board(members[CANDIDATES:], starts)
    with clock.moved_to(starts - timedelta(days=33)):
        assembly = polling.prepare(_plan(starts, day.year), POINTS)
        kept = polling.make_keys(assembly)
    with clock.moved_to(starts - timedelta(days=28)):
        polling.send(assembly)
    with clock.moved_to(starts - timedelta(days=24)):
        polling.stand(assembly, members[:CANDIDATES])
    with clock.moved_to(starts - timedelta(days=20)):
        polling.list_candidates(assembly)
    with clock.moved_to(starts - timedelta(days=18)):
        polling.freeze_roll(assembly)
    with clock.moved_to(starts - timedelta(days=4)):
        polling.freeze(assembly, kept)
    with clock.moved_to(starts - VOTING):
        polling.open_poll(assembly)
    cast = vote(making, polling.poll_in(assembly), starts - VOTING)
    _sit(assembly, starts, kept)
    return cast


def _plan(starts: datetime, year: int) -> Plan:
    day = starts.date()
    return a_plan(
        starts,
        year,
        candidates_until=at(day - timedelta(days=21), EVENING),
        votes_before=True,
        opens_at=at(day - timedelta(days=3), time(9, 0)),
        closes_at=starts + timedelta(hours=1),
    )


def _cancel_unfinished() -> None:
    """An assembly left over by a run that was stopped."""
    done = (AssemblyState.ENDED, AssemblyState.ARCHIVED, AssemblyState.CANCELLED)
    for row in db.session.scalars(sa.select(Assembly).where(Assembly.state.not_in(done))):
        row.state = AssemblyState.CANCELLED
    db.session.commit()


def _members(making: Making) -> list[str]:
    """Addresses of members who may sit on the board: in category A, for some years."""
    since = making.plan.totals.first_day - timedelta(days=800)
    query = (
        sa.select(Person.email)
        .join(Shareholder, Shareholder.person_id == Person.id)
        .join(CategorySpell, CategorySpell.shareholder_id == Shareholder.id)
        .where(CategorySpell.category == "A", CategorySpell.since < since)
        .where(
            Person.id.between(making.plan.people.first_holder, making.plan.people.first_other - 1)
        )
        .order_by(Shareholder.id)
        .limit(CANDIDATES + BOARD_SIZE)
    )
    return list(db.session.scalars(query))


def _seat_the_board(members: Sequence[str], starts: datetime) -> None:
    """Twelve directors whose mandates go on: the assembly elects the four others."""
    if db.session.scalar(sa.select(Mandate.id).limit(1)) is not None:
        return
    rows = []
    for place, email in enumerate(members[: BOARD_SIZE - 4]):
        since = (starts - timedelta(days=365 * (1 + place % 3))).date()
        holder = sa.select(Shareholder.id).where(Shareholder.person_id == person_by(email).id)
        rows.append(
            {"shareholder_id": db.session.scalars(holder).one(), "since": since,
             "until": last_day(since)}
        )  # fmt: skip
    if rows:
        write(Mandate, rows)
        db.session.commit()


def vote(making: Making, poll: Poll, first: datetime) -> int:
    """As many as voted online that year, spread over the days of the vote."""
    luck = chance(making.plan.seed, "votes")
    query = (
        sa.select(RollLine.voter)
        .where(RollLine.assembly_id == poll.assembly_id)
        .order_by(RollLine.shareholder_id)
    )
    names = list(db.session.scalars(query))
    uid = poll.uid
    chosen = luck.sample(
        names, min(len(names), making.plan.totals.count("assembly", "online_voters"))
    )
    gap = (VOTING - timedelta(minutes=30)) / len(chosen)
    for place, name in enumerate(chosen):
        sealed_by = SealedBy.BROWSER if place % 3 else SealedBy.SERVER
        box = voters.filled(poll, luck, sealed_by)
        moment = first + timedelta(minutes=5) + place * gap
        urn.cast(uid, voter=name, grantor=name, box=box, now=voters.fixed(moment))
    return len(chosen)


def _sit(assembly: Assembly, starts: datetime, kept: Sequence[str]) -> None:
    with clock.moved_to(starts), acting(ADMIN_TEAM):
        for email, function in LEADS.items():
            meeting.name_bureau(assembly, person_by(email), function)
            meeting.sign_bureau(assembly, person_by(email), clock.now())
        sitting.begin(assembly, now=clock.now())
    with clock.moved_to(starts + timedelta(hours=1, minutes=20)):
        polling.publish(assembly, kept)
    with clock.moved_to(starts + timedelta(hours=2)), acting(ADMIN_TEAM):
        sitting.end(assembly, now=clock.now())
    with clock.moved_to(starts + timedelta(days=2)), acting(ADMIN_TEAM) as secretary:
        written = minutes.write(assembly, remarks="", now=clock.now())
        minutes.sign(written, secretary, now=clock.now())
    with clock.moved_to(starts + timedelta(days=3)), acting(BOARD) as chair:
        minutes.sign(written, chair, now=clock.now())
        minutes.archive(assembly)
