"""What office, candidates, trustees and scrutineer do for a vote of the demo, step by step."""

import importlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from domain.voting.canonical import canonical
from domain.voting.words import Kind
from web import clock
from web.actions import agenda, assemblies, candidates, ceremonies, polls
from web.actions import roll as rolls
from web.actions.convening import convene
from web.demo.assembly import words
from web.demo.people import ADMIN_TEAM, BOARD, SCRUTINEER, TRUSTEES
from web.demo.questions import Told
from web.demo.shares import line_of
from web.demo.stage import acting
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy
from web.models.poll import Poll
from web.queries.assemblies import poll_of
from web.queries.register import person_by

TOOL = Path(__file__).resolve().parent.parent / "static" / "voting"
STANDS = "Je me présente pour que la coopérative reste la nôtre."


def tool(name: str = "ceremony") -> Any:
    """A program of the trustees; it finds its parts beside itself."""
    if str(TOOL) not in sys.path:
        sys.path.append(str(TOOL))
    return importlib.import_module(name)


def prepare(plan: assemblies.Plan, points: Sequence[Told], *, voted: bool = True) -> Assembly:
    """The office writes an assembly and its agenda."""
    with acting(ADMIN_TEAM):
        assembly = assemblies.create(plan, now=clock.now())
        for number, titles, texts, settings in points:
            agenda.add_item(
                assembly,
                agenda.Point(
                    number=number,
                    titles=words(titles),
                    texts=words(texts),
                    settings=settings if voted else None,
                ),
            )
    return assembly


def poll_in(assembly: Assembly) -> Poll:
    """The poll that was planned with it."""
    found = poll_of(assembly.id)
    assert found is not None
    return found


def make_keys(assembly: Assembly) -> list[str]:
    """Three people make the key of the vote; what each keeps."""
    names = [person_by(email).name for email in TRUSTEES]
    keys, kept = tool().make_keys(names)
    with acting(SCRUTINEER):
        ceremonies.set_keys(poll_in(assembly), canonical(keys))
    return list(kept)


def send(assembly: Assembly) -> None:
    """The board convenes."""
    with acting(BOARD):
        where = f"http://127.0.0.1:8000/assemblies/{assembly.id}"
        convene(assembly, by="Hélène Maes", address=where, now=clock.now())


def elections(assembly: Assembly) -> Iterable[AgendaItem]:
    """The points in which people stand."""
    query = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly.id)
    return [
        one for one in db.session.scalars(query) if one.ballot.get("kind") == Kind.ELECTION.value
    ]


def stand(assembly: Assembly, emails: Iterable[str]) -> None:
    """Each of them writes why, and asks to be on the list."""
    for item in elections(assembly):
        for email in emails:
            with acting(email):
                candidates.save(
                    item, line_of(email), {"fr": STANDS}, photo=None, send=True, now=clock.now()
                )


def list_candidates(assembly: Assembly) -> None:
    """The office puts everybody on the list who asked."""
    ids = [item.id for item in elections(assembly)]
    rows = db.session.scalars(sa.select(Candidacy).where(Candidacy.item_id.in_(ids))).all()
    with acting(ADMIN_TEAM):
        for row in rows:
            candidates.answer(row, accepted=True)


def freeze_roll(assembly: Assembly) -> None:
    """From here on it is known who votes."""
    with acting(ADMIN_TEAM):
        rolls.freeze(assembly, now=clock.now())


def freeze(assembly: Assembly, kept: Sequence[str]) -> None:
    """The questions are fixed; two pairs of trustees open test ballots."""
    poll = poll_in(assembly)
    with acting(SCRUTINEER):
        polls.freeze(poll, now=clock.now())
        told = json.loads(ceremonies.rehearsal_file(poll))
        for pair in (kept[:2], kept[1:]):
            proof = tool().rehearse(told, list(pair))
            ceremonies.record_rehearsal(poll, canonical(proof), now=clock.now())


def open_poll(assembly: Assembly) -> None:
    """People can vote."""
    with acting(SCRUTINEER):
        polls.open_poll(poll_in(assembly), now=clock.now())


def publish(assembly: Assembly, kept: Sequence[str]) -> None:
    """After the end, two of the three open the urn; everybody may read what was in it."""
    poll = poll_in(assembly)
    with acting(SCRUTINEER):
        polls.close_poll(poll, now=clock.now())
        told = json.loads(ceremonies.urn_file(poll))
        files = tool().open_urn(told, list(kept[:2]))
        ceremonies.publish(poll, files, now=clock.now())
