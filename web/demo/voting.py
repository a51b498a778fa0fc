"""The vote of the demo's today: open since yesterday, some ballots cast, one vote entrusted.

Its trustees' words lie in the data folder, where three people would never put them together:
whoever tries the demo may want to open the urn.
"""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from domain.assembly.words import AssemblyKind
from domain.voting.casting import UrnMissing
from web import clock, urn
from web.actions import polls, proxies
from web.demo import polling, voters
from web.demo.assembly import EVENING, a_plan, coming, words
from web.demo.last_year import MORNING, hold_last_year
from web.demo.people import ADVISER, BOARD, MEMBER, OTHER_MEMBER, STRANGER
from web.demo.questions import PLACE, TODAY
from web.demo.shares import line_of
from web.demo.stage import Act, Stage, acting, office_day
from web.extensions import db
from web.forms.assemblies import at
from web.models.assembly import Assembly
from web.models.roll import Proxy

KEPT = "demo-trustees"  # the folder of their words
LONGEST = 40  # days before today on which the first of these acts happens
CANDIDATES = tuple(map(voters.address, voters.CROWD[3:7]))
HAVE_VOTED = (ADVISER, BOARD, *map(voters.address, voters.CROWD[:22]))


def plan_voting(stage: Stage) -> None:
    """Nothing is voted where the urn finds no database of its own, as the pages of polls say."""
    try:
        urn.create_tables()
    except UrnMissing:
        hold_last_year(stage, voted=False)
        return
    hold_last_year(stage, voted=True)
    if stage.ago(LONGEST) >= stage.first:
        VoteOfToday(stage).plan()
        plan_proxy(stage)


class VoteOfToday:
    """An assembly in three days, on which people vote since yesterday."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.id = 0  # of the assembly, once there is one

    def plan(self) -> None:
        """Each act on its day."""
        stage, office = self.stage, self.office
        for day, hour, act in (
            (office(33), "10:10", self.prepare),
            (office(26), "15:00", self.on(polling.send)),
            (stage.ago(22), "20:15", self.on(lambda row: polling.stand(row, CANDIDATES))),
            (office(16), "09:30", self.on(polling.list_candidates)),
            (office(14), "10:00", self.on(polling.freeze_roll)),
            (stage.ago(9), "21:00", self.on(entrust(STRANGER, MEMBER))),
            (stage.ago(8), "08:10", self.on(accept)),
            (office(5), "10:00", self.on(lambda row: polling.freeze(row, kept()))),
            (stage.ago(1), "09:00", self.on(polling.open_poll)),
            (stage.ago(1), "21:00", self.on(vote)),
        ):
            stage.plan(day, hour, act)

    def office(self, ago: int) -> date:
        """So many days ago, or as soon as the office was open."""
        return office_day(self.stage.ago(ago))

    def on(self, act: Callable[[Assembly], None]) -> Act:
        """The act, for the assembly as it is then."""
        return lambda: act(db.session.get_one(Assembly, self.id))

    def prepare(self) -> None:
        """Dates, agenda and keys."""
        day = office_day(self.stage.today + timedelta(days=3))
        ago = self.stage.ago
        plan = a_plan(
            at(day, EVENING),
            day.year,
            kind=AssemblyKind.EXTRAORDINARY,
            titles=words(PLACE),
            votes_before=True,
            record_day=ago(19),
            candidates_until=at(ago(18), EVENING),
            objections_until=ago(7),
            proxies_until=at(ago(6), EVENING),
            questions_until=at(day - timedelta(days=1), EVENING),
            opens_at=at(ago(1), MORNING),
            closes_at=at(day, time(20, 0)),
        )
        assembly = polling.prepare(plan, TODAY)
        self.id = assembly.id
        keep(polling.make_keys(assembly))


def keep(shares: Sequence[str]) -> None:
    """What each trustee would keep at home: a file for each, for whoever tries the demo."""
    folder = Path(current_app.config["DATA_DIR"]) / KEPT
    folder.mkdir(mode=0o700, exist_ok=True)
    for place, text in enumerate(shares, 1):
        file = folder / f"share-{place}.txt"
        file.touch(mode=0o600)
        file.write_text(f"{text}\n", "utf-8")


def kept() -> list[str]:
    """The same three."""
    folder = Path(current_app.config["DATA_DIR"]) / KEPT
    return [(folder / f"share-{place}.txt").read_text("utf-8").strip() for place in (1, 2, 3)]


def entrust(giver: str, holder: str) -> Callable[[Assembly], None]:
    """Somebody asks somebody else to cast their vote."""

    def act(assembly: Assembly) -> None:
        asked = line_of(holder)
        with acting(giver):
            proxies.offer(
                assembly, line_of(giver), number=asked.number, name=asked.name,
                instructions="", now=clock.now(),
            )  # fmt: skip

    return act


def accept(assembly: Assembly) -> None:
    """Whoever was asked says yes."""
    row = db.session.scalars(sa.select(Proxy).where(Proxy.assembly_id == assembly.id)).one()
    with acting(MEMBER):
        proxies.answer(row, accepted=True, now=clock.now())


def vote(assembly: Assembly) -> None:
    """Those who did not wait."""
    poll = polling.poll_in(assembly)
    voters.cast_all(poll, HAVE_VOTED, poll.opens_at + timedelta(minutes=20))
    polls.refresh_turnout(poll, now=clock.now())


def plan_proxy(stage: Stage) -> None:
    """At the assembly in three weeks somebody asked a member, who has not answered yet."""
    day = office_day(stage.ago(4))
    stage.plan(day, "16:30", lambda: polling.freeze_roll(coming()))
    stage.plan(day, "17:05", lambda: entrust(OTHER_MEMBER, MEMBER)(coming()))
