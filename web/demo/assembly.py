"""The general assembly of the demo, convened for three weeks from now."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from domain.assembly.ballots import OBJECTIVES, Settings
from domain.assembly.words import AssemblyKind, AssemblyState, BureauFunction
from domain.voting.words import Kind, Majority, Method, QuorumKind, Tie
from web import clock
from web.actions import agenda, assemblies
from web.actions.convening import convene
from web.demo.people import ADMIN_TEAM, ADVISER, BOARD
from web.demo.stage import Stage, acting, office_day
from web.extensions import db
from web.forms.assemblies import AssemblyForm, at
from web.models.assembly import Assembly

EVENING, AHEAD = time(18, 0), 23
DIRECTORS = (
    "Hélène Maes",
    "Milan Claes",
    "Yasmine Ould",
    "Pieter De Smet",
    "Atelier des Exemples SC",
)
LEADS = {
    BOARD: BureauFunction.CHAIR,
    ADMIN_TEAM: BureauFunction.SECRETARY,
    ADVISER: BureauFunction.SCRUTINEER,
}
Words = tuple[str, str, str]
YES_NO = Settings(kind=Kind.RESOLUTION, method=Method.MAJORITY)
CONFIDENCE = Settings(kind=Kind.CONFIDENCE, method=Method.MAJORITY)
DISCHARGE = Settings(kind=Kind.DISCHARGE, method=Method.MAJORITY)
OBJECTIVE = Settings(kind=Kind.PREFERENCE, method=Method.SCHULZE, options=OBJECTIVES)
SEATS = Settings(kind=Kind.ELECTION, method=Method.APPROVAL, seats=4, at_most=4, tie=Tie.SENIORITY)
STATUTES = Settings(
    kind=Kind.RESOLUTION,
    method=Method.MAJORITY,
    majority=Majority.THREE_QUARTERS,
    quorum=QuorumKind.SHARES,
)
AIMS = replace(STATUTES, majority=Majority.FOUR_FIFTHS)

# Number, title and text in French, Dutch and English, and how it is voted.
POINTS: tuple[tuple[str, Words, Words, Settings | None], ...] = (
    ("1", ("Rapport du conseil d’administration", "Verslag van de raad van bestuur", "Report of the board"), ("Le conseil raconte l’année écoulée et répond aux questions.", "De raad vertelt over het voorbije jaar en beantwoordt vragen.", "The board tells about the past year and answers questions."), None),
    ("2.1", ("Comptes annuels", "Jaarrekening", "Annual accounts"), ("L’assemblée approuve les comptes annuels clôturés au 31 décembre.", "De vergadering keurt de jaarrekening goed, afgesloten op 31 december.", "The assembly approves the annual accounts closed on 31 December."), YES_NO),
    ("2.2", ("Affectation du résultat", "Bestemming van het resultaat", "Allocation of the result"), ("Le résultat est affecté à la réserve de la coopérative.", "Het resultaat gaat naar de reserve van de coöperatie.", "The result goes to the reserve of the cooperative."), YES_NO),
    ("3.1", ("Confiance dans la stratégie 2030", "Vertrouwen in de strategie 2030", "Confidence in the strategy 2030"), ("L’assemblée fait confiance à la stratégie 2030 dans son ensemble.", "De vergadering heeft vertrouwen in de strategie 2030 als geheel.", "The assembly has confidence in the strategy 2030 as a whole."), CONFIDENCE),
    ("3.2", ("Ordre des sept objectifs stratégiques", "Volgorde van de zeven strategische doelen", "Order of the seven strategic objectives"), ("Quels objectifs doivent passer en premier ? Classez-les.", "Welke doelen moeten voorgaan? Rangschik ze.", "Which objectives should come first? Rank them."), OBJECTIVE),
    ("5", ("Élection de quatre administrateur·rices", "Verkiezing van vier bestuurders", "Election of four directors"), ("Quatre mandats de quatre ans sont à pourvoir.", "Er zijn vier mandaten van vier jaar te begeven.", "Four mandates of four years are to be filled."), SEATS),
    ("6", ("Jetons de présence", "Presentiegeld", "Attendance fees"), ("Le mandat reste gratuit ; un jeton de présence limité est maintenu.", "Het mandaat blijft onbezoldigd; een beperkt presentiegeld blijft.", "The mandate stays unpaid; a limited attendance fee is kept."), YES_NO),
    ("7.1", ("Modification de l’article 37 des statuts", "Wijziging van artikel 37 van de statuten", "Change of article 37 of the statutes"), ("Le vote en ligne avant l’assemblée est réglé plus en détail.", "Het online stemmen vóór de vergadering wordt nader geregeld.", "Online voting before the assembly is settled in more detail."), STATUTES),
    ("7.2", ("Précision de la finalité coopérative", "Verduidelijking van het coöperatieve doel", "Clearer cooperative purpose"), ("La finalité nomme désormais la protection de toutes les personnes qui travaillent.", "Het doel noemt voortaan de bescherming van iedereen die werkt.", "The purpose now names the protection of everybody who works."), AIMS),
    ("8", ("Nomination du commissaire", "Benoeming van de commissaris", "Appointment of the auditor"), ("Le mandat du commissaire est renouvelé pour trois ans.", "Het mandaat van de commissaris wordt met drie jaar verlengd.", "The mandate of the auditor is renewed for three years."), YES_NO),
    ("9", ("Adhésion à la fédération", "Aansluiting bij de federatie", "Joining the federation"), ("La coopérative adhère à la fédération des coopératives.", "De coöperatie sluit zich aan bij de federatie van coöperaties.", "The cooperative joins the federation of cooperatives."), YES_NO),
)  # fmt: skip


def words(texts: Words) -> dict[str, str]:
    """A text in its three languages."""
    return dict(zip(("fr", "nl", "en"), texts, strict=True))


def plan_assembly(stage: Stage) -> None:
    """It was prepared last week, and is convened."""
    day = office_day(stage.today + timedelta(days=AHEAD))
    stage.plan(office_day(stage.ago(8)), "10:40", lambda: prepare(day, stage.ago(5)))
    stage.plan(office_day(stage.ago(4)), "15:20", send)


def a_plan(starts: datetime, year: int, **given: Any) -> assemblies.Plan:
    """An ordinary assembly with the dates that the form proposes."""
    form = AssemblyForm().propose(starts)
    dates = {name: field.data for name, field in form._fields.items() if name[:6] != "title_"}
    titles = words(
        (f"Assemblée générale {year}", f"Algemene vergadering {year}", f"General assembly {year}")
    )
    told = {
        "kind": AssemblyKind.ORDINARY,
        "titles": titles,
        "place": "Rue de la Demo 1, 1060 Saint-Gilles",
        "remote": "https://video.demo.example/assembly",
        "votes_before": False,
    }
    return assemblies.Plan(**{**dates, **told, **given})


def prepare(day: date, record_day: date) -> None:
    """The office writes the dates and the agenda: fifteen points are voted."""
    starts = at(day, EVENING)
    with acting(ADMIN_TEAM):
        plan = a_plan(
            starts,
            day.year,
            votes_before=True,
            record_day=record_day,
            opens_at=at(day - timedelta(days=4), time(9, 0)),
            closes_at=starts + timedelta(hours=3),
        )
        assembly = assemblies.create(plan, now=clock.now())
        for number, titles, texts, settings in POINTS:
            if number == "5":
                agenda.add_discharges(assembly, "4", DIRECTORS)
            agenda.add_item(
                assembly,
                agenda.Point(
                    number=number, titles=words(titles), texts=words(texts), settings=settings
                ),
            )


def coming() -> Assembly:
    """The assembly of this year: its poll, keys and candidates come from other scenes."""
    query = sa.select(Assembly).order_by(Assembly.starts.desc()).limit(1)
    found: Assembly = db.session.scalars(query).one()
    return found


def send() -> None:
    """The board convenes."""
    with acting(BOARD):
        assembly = coming()
        if assembly.state is AssemblyState.DRAFT:
            address = f"http://127.0.0.1:8000/assemblies/{assembly.id}"
            convene(assembly, by="Hélène Maes", address=address, now=clock.now())
