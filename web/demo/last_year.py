"""Last year's assembly of the demo: voted in three days, its urn opened, its minutes archived.

The words of its trustees are written down nowhere.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from web import clock
from web.actions import meeting, minutes, sitting
from web.demo import polling, voters
from web.demo.assembly import EVENING, LEADS, a_plan
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD, MEMBER, OTHER_ADVISER, STRANGER
from web.demo.questions import LAST_YEAR
from web.demo.stage import Stage, acting, office_day
from web.forms.assemblies import at
from web.models.assembly import Assembly
from web.queries.register import person_by

MORNING = time(9, 0)
CAST = (ADVISER, OTHER_ADVISER, BOARD, STRANGER, MEMBER)
CANDIDATES = (BOARD, STRANGER, *map(voters.address, ("Pieter De Smet", "Yasmine Ould")))


def hold_last_year(stage: Stage, *, voted: bool) -> None:
    """From the convocation to the signed minutes: candidates, a vote, its result."""
    day = office_day(date(stage.today.year - 1, 6, 16))
    starts = at(day, EVENING)
    moments = {
        "candidates_until": at(day - timedelta(days=21), EVENING),
        "votes_before": voted,
        "opens_at": at(day - timedelta(days=3), MORNING) if voted else None,
        "closes_at": starts + timedelta(hours=1) if voted else None,
    }
    kept: list[str] = []
    with clock.moved_to(starts - timedelta(days=33)):
        assembly = polling.prepare(a_plan(starts, day.year, **moments), LAST_YEAR, voted=voted)
        if voted:
            kept = polling.make_keys(assembly)
    with clock.moved_to(starts - timedelta(days=28)):
        polling.send(assembly)
    with clock.moved_to(starts - timedelta(days=24)):
        polling.stand(assembly, CANDIDATES)
    with clock.moved_to(starts - timedelta(days=20)):
        polling.list_candidates(assembly)
    with clock.moved_to(starts - timedelta(days=18)):
        polling.freeze_roll(assembly)
    if voted:
        vote_last_year(assembly, kept, starts)
    sit(assembly, starts, kept)


def vote_last_year(assembly: Assembly, kept: Sequence[str], starts: datetime) -> None:
    """Nearly everybody votes, in three days."""
    with clock.moved_to(starts - timedelta(days=4)):
        polling.freeze(assembly, kept)
    with clock.moved_to(starts - timedelta(days=3, hours=9)):
        polling.open_poll(assembly)
    crowd = map(voters.address, voters.CROWD[:-4])
    voters.cast_all(polling.poll_in(assembly), (*CAST, *crowd), starts - timedelta(days=3, hours=8))


def sit(assembly: Assembly, starts: datetime, kept: Sequence[str]) -> None:
    """The evening itself, and what is written about it."""
    with clock.moved_to(starts), acting(ADMIN_TEAM):
        for email, function in LEADS.items():
            meeting.name_bureau(assembly, person_by(email), function)
            meeting.sign_bureau(assembly, person_by(email), clock.now())
        sitting.begin(assembly, now=clock.now())
    if kept:
        with clock.moved_to(starts + timedelta(hours=1, minutes=20)):
            polling.publish(assembly, kept)
    with clock.moved_to(starts + timedelta(hours=2)), acting(ADMIN_TEAM):
        sitting.end(assembly, now=clock.now())
    with clock.moved_to(starts + timedelta(days=2)), acting(ADMIN_TEAM) as secretary:
        remarks = "L’assemblée s’est tenue dans la salle et à distance."
        written = minutes.write(assembly, remarks=remarks, now=clock.now())
        minutes.sign(written, secretary, now=clock.now())
    with clock.moved_to(starts + timedelta(days=3)), acting(BOARD) as chair:
        minutes.sign(written, chair, now=clock.now())
        minutes.archive(assembly)
