"""Assemblies for tests, made by the real acts. Every maker commits."""

from datetime import timedelta
from typing import Any

from domain.assembly.ballots import Settings
from domain.assembly.words import AssemblyKind, BureauFunction
from domain.voting.words import Kind, Method
from tests.web.make import person, save
from web import clock
from web.actions import agenda, assemblies
from web.actions.convening import convene
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD
from web.forms.assemblies import AssemblyForm
from web.models.assembly import AgendaItem, Assembly, BureauMember

RESOLUTION = Settings(kind=Kind.RESOLUTION, method=Method.MAJORITY)
BUREAU = {
    BOARD: BureauFunction.CHAIR,
    ADMIN_TEAM: BureauFunction.SECRETARY,
    ADVISER: BureauFunction.SCRUTINEER,
}


def words(text: str) -> dict[str, str]:
    """A text in three languages."""
    return {"fr": f"{text} (fr)", "nl": f"{text} (nl)", "en": text}


def a_plan(days: int = 30, **given: Any) -> assemblies.Plan:
    """An ordinary assembly so many days from now, its dates as the form proposes them."""
    starts = clock.now().replace(microsecond=0) + timedelta(days=days)
    form = AssemblyForm().propose(starts)
    values = {name: field.data for name, field in form._fields.items() if name[:6] != "title_"}
    values |= {
        "kind": AssemblyKind.ORDINARY,
        "titles": words("General assembly 2026"),
        "place": "Brussels",
        "remote": "https://video.example/assembly",
        "votes_before": False,
    }
    return assemblies.Plan(**{**values, **given})


def a_draft(days: int = 30, **given: Any) -> Assembly:
    """An assembly that is being prepared, without an agenda."""
    return assemblies.create(a_plan(days, **given), now=clock.now())


def a_point(
    assembly: Assembly, number: str = "1", settings: Settings | None = RESOLUTION, **given: Any
) -> AgendaItem:
    """A point of its agenda, complete."""
    values = {"titles": words(f"Point {number}"), "texts": words(f"What {number} proposes")}
    return agenda.add_item(
        assembly, agenda.Point(number=number, settings=settings, **{**values, **given})
    )


def a_convened(days: int = 30, settings: Settings | None = RESOLUTION, **given: Any) -> Assembly:
    """Convened with one point, on which people vote unless told."""
    assembly = a_draft(days, **given)
    a_point(assembly, settings=settings)
    convene(assembly, by="The board", address="http://localhost/assemblies/1", now=clock.now())
    return assembly


def in_the_room(assembly: Assembly) -> None:
    """The whole bureau has signed in."""
    for email, function in BUREAU.items():
        save(
            BureauMember(
                assembly_id=assembly.id,
                person_id=person(email).id,
                function=function,
                present=clock.now(),
            )
        )
