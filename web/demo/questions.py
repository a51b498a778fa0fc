"""What the demo's shareholders vote on: last year, and today."""

from dataclasses import replace

from domain.assembly.ballots import OBJECTIVES, Settings
from domain.voting.words import Board, Kind, Majority, Method, Tie

Words = tuple[str, str, str]  # French, Dutch, English
Told = tuple[str, Words, Words, Settings | None]  # number, title, text, how it is voted

YES_NO = Settings(kind=Kind.RESOLUTION, method=Method.MAJORITY)
THREE_QUARTERS = replace(YES_NO, majority=Majority.THREE_QUARTERS)
CONFIDENCE = Settings(kind=Kind.CONFIDENCE, method=Method.MAJORITY)
DISCHARGE = Settings(kind=Kind.DISCHARGE, method=Method.MAJORITY)
ORDER = Settings(kind=Kind.PREFERENCE, method=Method.SCHULZE, options=OBJECTIVES)
TWO_SEATS = Settings(
    kind=Kind.ELECTION, method=Method.APPROVAL, seats=2, at_most=2,
    tie=Tie.SENIORITY, board=Board.INCLUSION,
)  # fmt: skip


def options(*texts: Words) -> tuple[dict[str, str], ...]:
    """Options in three languages."""
    return tuple(dict(zip(("fr", "nl", "en"), text, strict=True)) for text in texts)


USES = options(
    ("Ateliers partagés", "Gedeelde ateliers", "Shared workshops"),
    ("Bureaux à la journée", "Bureaus per dag", "Desks by the day"),
    ("Salle de répétition", "Repetitiezaal", "Rehearsal room"),
    ("Espace de rencontre ouvert au quartier", "Ontmoetingsplek die openstaat voor de buurt", "Meeting place open to the neighbourhood"),
    ("Studio de son", "Geluidsstudio", "Sound studio"),
)  # fmt: skip
WORKS = options(
    ("Accès pour les fauteuils roulants", "Toegang voor rolstoelen", "Access for wheelchairs"),
    ("Isolation du toit", "Isolatie van het dak", "Insulation of the roof"),
    ("Cuisine commune", "Gemeenschappelijke keuken", "Shared kitchen"),
    ("Vélos et douches", "Fietsen en douches", "Bicycles and showers"),
)
USE = Settings(kind=Kind.PREFERENCE, method=Method.SCHULZE, options=USES)
WORK = Settings(kind=Kind.PREFERENCE, method=Method.POINTS, options=WORKS, at_most=5)

LAST_YEAR: tuple[Told, ...] = (
    ("1", ("Rapport du conseil d’administration", "Verslag van de raad van bestuur", "Report of the board"), ("Le conseil raconte l’année écoulée et répond aux questions.", "De raad vertelt over het voorbije jaar en beantwoordt vragen.", "The board tells about the past year and answers questions."), None),
    ("2", ("Comptes annuels", "Jaarrekening", "Annual accounts"), ("L’assemblée approuve les comptes annuels clôturés au 31 décembre.", "De vergadering keurt de jaarrekening goed, afgesloten op 31 december.", "The assembly approves the annual accounts closed on 31 December."), YES_NO),
    ("3", ("Décharge du conseil d’administration", "Kwijting aan de raad van bestuur", "Discharge of the board"), ("L’assemblée donne décharge pour l’exercice écoulé.", "De vergadering verleent kwijting voor het voorbije boekjaar.", "The assembly gives discharge for the past year."), DISCHARGE),
    ("4", ("Élection de deux administrateur·rices", "Verkiezing van twee bestuurders", "Election of two directors"), ("Deux mandats de quatre ans sont à pourvoir.", "Er zijn twee mandaten van vier jaar te begeven.", "Two mandates of four years are to be filled."), TWO_SEATS),
    ("5", ("Ordre des sept objectifs stratégiques", "Volgorde van de zeven strategische doelen", "Order of the seven strategic objectives"), ("Quels objectifs doivent passer en premier ? Classez-les.", "Welke doelen moeten voorgaan? Rangschik ze.", "Which objectives should come first? Rank them."), ORDER),
    ("6", ("Modification de l’article 12 des statuts", "Wijziging van artikel 12 van de statuten", "Change of article 12 of the statutes"), ("Un fonds de solidarité reçoit un dixième du bénéfice.", "Een solidariteitsfonds krijgt een tiende van de winst.", "A solidarity fund receives a tenth of the profit."), THREE_QUARTERS),
)  # fmt: skip
PLACE: Words = (
    "Assemblée extraordinaire : notre lieu commun",
    "Buitengewone vergadering: onze gedeelde plek",
    "Extraordinary assembly: our shared place",
)
TODAY: tuple[Told, ...] = (
    ("1", ("Présentation du projet", "Voorstelling van het project", "Presentation of the project"), ("Le groupe de travail présente le lieu et son budget.", "De werkgroep stelt de plek en het budget voor.", "The working group presents the place and its budget."), None),
    ("2", ("Location d’un lieu commun à Saint-Gilles", "Huur van een gedeelde plek in Sint-Gillis", "Renting a shared place in Saint-Gilles"), ("La coopérative loue pour neuf ans le bâtiment présenté.", "De coöperatie huurt het voorgestelde gebouw voor negen jaar.", "The cooperative rents the building presented for nine years."), YES_NO),
    ("3", ("Confiance dans le groupe de travail", "Vertrouwen in de werkgroep", "Confidence in the working group"), ("L’assemblée fait confiance au groupe de travail pour mener les travaux.", "De vergadering vertrouwt de werkgroep de werken toe.", "The assembly trusts the working group with the works."), CONFIDENCE),
    ("4", ("Décharge d’un administrateur sortant", "Kwijting aan een uittredende bestuurder", "Discharge of a departing director"), ("L’assemblée donne décharge pour la durée de son mandat.", "De vergadering verleent kwijting voor de duur van het mandaat.", "The assembly gives discharge for the whole mandate."), DISCHARGE),
    ("5", ("Élection de deux administrateur·rices", "Verkiezing van twee bestuurders", "Election of two directors"), ("Deux mandats de quatre ans sont à pourvoir.", "Er zijn twee mandaten van vier jaar te begeven.", "Two mandates of four years are to be filled."), TWO_SEATS),
    ("6", ("Ce que le lieu doit accueillir d’abord", "Wat de plek eerst moet onthalen", "What the place should welcome first"), ("Classez les usages, le plus important en premier.", "Rangschik het gebruik, het belangrijkste eerst.", "Rank the uses, the most important first."), USE),
    ("7", ("Les travaux à payer d’abord", "De werken die eerst betaald worden", "The works to pay first"), ("Donnez jusqu’à cinq points à chaque poste.", "Geef elke post tot vijf punten.", "Give each item up to five points."), WORK),
)  # fmt: skip
