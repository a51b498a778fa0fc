"""The demo's three months as tables: who does what, how many days ago."""

from decimal import Decimal
from typing import Any

from domain.employment import ContractType
from domain.hiring import Way
from domain.vat import WorkKind
from web.demo.answers import Amend, Answer
from web.demo.buyers import FESTIVAL, LONDON, NEIGHBOUR, NEWCOMER, PARIS, THEATRE, TOWN
from web.demo.jobs import Hand, Job
from web.demo.office import NEVER, Pays
from web.demo.people import MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.demo.studio import Bill, Hire

ARTIST, OFFICE = ContractType.ARTIST, ContractType.WHITE_COLLAR
STUDENT, HANDS = ContractType.STUDENT, ContractType.BLUE_COLLAR
SHOW, SERVICE, TRAINING = WorkKind.PERFORMANCE, WorkKind.SERVICE, WorkKind.TRAINING
STAGE, STUDIO, CLAES, LESSONS = 1, 2, 3, 4  # units, in the order of the cast
LATE = (Pays(38),)
HALF = (Pays(18, Decimal("0.5")),)
HALVES = (Pays(14, Decimal("0.5")), Pays(30))


def nour(*after: int, weight: int = 0) -> Hand:
    """Nour plays."""
    return Hand(MEMBER, ARTIST, after, weight)


def sacha(*after: int, kind: ContractType = ARTIST, answer: Answer = Answer.YES) -> Hand:
    """Sacha, who holds no unit, joins in."""
    return Hand(WORKER, kind, after, answer=answer)


def lotte(*after: int) -> Hand:
    """Lotte works."""
    return Hand(OTHER_MEMBER, OFFICE, after)


def milan(*after: int, kind: ContractType = OFFICE) -> Hand:
    """Milan works."""
    return Hand(STRANGER, kind, after)


def show(ago: int, client: int, title: str, price: str, *hands: Hand, **more: Any) -> Job:
    """A job of Nour, scène."""
    return Job(
        ago=ago,
        unit=STAGE,
        who=MEMBER,
        client=client + 1,
        kind=SHOW,
        title=title,
        price=price,
        hands=hands,
        **more,
    )


def lesson(ago: int, client: int, title: str, price: str, *hands: Hand, **more: Any) -> Job:
    """A job of Leren met Lotte."""
    return Job(
        ago=ago,
        unit=LESSONS,
        who=OTHER_MEMBER,
        client=client + 1,
        kind=TRAINING,
        title=title,
        price=price,
        hands=hands,
        **more,
    )


def build(ago: int, client: int, title: str, price: str, *hands: Hand, **more: Any) -> Job:
    """A job of Claes & co."""
    return Job(
        ago=ago,
        unit=CLAES,
        who=STRANGER,
        client=client + 1,
        kind=SERVICE,
        title=title,
        price=price,
        hands=hands,
        **more,
    )


JOBS: tuple[Job, ...] = (
    show(89, THEATRE, "Lecture-spectacle « Les Marées »", "1250", nour(5, 6), expenses="85"),
    show(82, FESTIVAL, "Straatact « Boven water », drie voorstellingen", "1680", nour(9, 10, 11), sacha(10, 11), expenses="140", pays=HALVES),
    show(74, TOWN, "Spectacle de l'école communale", "820", nour(6, 7), pays=LATE),
    show(66, THEATRE, "Répétitions, « Le Jardin d'hiver »", "2380", nour(4, 5, 6, 11, 12, 13)),
    show(58, NEIGHBOUR, "Contes pour un anniversaire", "380", nour(8), pays=(Pays(4),)),
    show(49, FESTIVAL, "Performance « Boven water », nocturne", "1150", nour(6, 7), sacha(7), pays=NEVER),
    show(41, THEATRE, "« Le Jardin d'hiver », quatre représentations", "3400", nour(7, 8, 14, 15), sacha(14, 15), expenses="120", decided=2),
    show(33, PARIS, "Lecture publique à la Maison de la poésie", "960", nour(9, 10), expenses="180", pays=(Pays(17),)),
    show(24, THEATRE, "Stage de voix pour adolescents", "1400", nour(6, 7, 8), at_once=False, pays=HALF),
    show(16, TOWN, "Fête communale : déambulation", "980", nour(12, 13), pays=NEVER),
    show(9, FESTIVAL, "Workshop masker voor figuranten", "700", nour(7, 8), pays=NEVER, confirms=None),
    show(6, THEATRE, "Reprise, « Les Marées »", "1320", nour(15, 16), expenses="60", pays=NEVER),
    show(3, NEWCOMER, "Vernissage : performance d'ouverture", "890", nour(11), sacha(11), decided=None, pays=NEVER),
    show(2, LONDON, "Voice recording for “Tidelands”", "1900", nour(17, 18, 19), decided=None, pays=NEVER),
    show(5, TOWN, "Lecture à la bibliothèque", "450", nour(20), expenses="25", is_sent=False),
    lesson(80, TOWN, "Vorming stemgebruik voor leerkrachten", "1100", lotte(6, 7)),
    lesson(61, FESTIVAL, "Onthaal van vrijwilligers: twee avonden", "760", lotte(5, 6)),
    lesson(44, TOWN, "Atelier d'écriture, trois matinées", "1240", lotte(8, 9), Hand(MEMBER, OFFICE, (9, 10)), pays=LATE),
    lesson(20, TOWN, "Vorming spreken in het openbaar", "1180", lotte(9, 10), pays=NEVER),
    lesson(4, THEATRE, "Coaching van jonge gidsen, heel het seizoen", "2640", lotte(12, 13, 19, 20, 26), decided=1, back="De klant staat nog op het oude adres: kijk het na en stuur opnieuw.", pays=NEVER),
    build(77, FESTIVAL, "Opbouw van het podium", "2150", milan(7, 8, 9, kind=HANDS), sacha(8, 9, kind=STUDENT), expenses="210"),
    build(52, NEWCOMER, "Éclairage d'exposition", "1320", milan(9, 10), pays=(Pays(45),)),
    build(27, FESTIVAL, "Technische steun, twee weekends", "1890", milan(6, 7, 13, 14), pays=NEVER),
    build(1, THEATRE, "Montage lumière, « Le Jardin d'hiver »", "2750", milan(14, 15, 16), decided=None, pays=NEVER),
)  # fmt: skip

BILLS: tuple[Bill, ...] = (
    Bill(ago=86, unit=STUDIO, who=OTHER_MEMBER, client=FESTIVAL + 1, kind=SERVICE, title="Huisstijl zomereditie", lines=(("Logo en kleuren", "1", "LS", "1850"), ("Affiche, drie formaten", "3", "C62", "240"))),
    Bill(ago=71, unit=STUDIO, who=OTHER_MEMBER, client=NEIGHBOUR + 1, kind=SERVICE, title="Trouwkaarten", lines=(("Ontwerp en drukklaar maken", "1", "LS", "420"),), pays=(Pays(6),)),
    Bill(ago=63, unit=STUDIO, who=OTHER_MEMBER, client=THEATRE + 1, kind=SERVICE, title="Programme de saison", lines=(("Mise en pages, 48 pages", "48", "C62", "42.50"), ("Corrections", "6", "HUR", "55"))),
    Bill(ago=54, unit=STUDIO, who=OTHER_MEMBER, client=TOWN + 1, kind=SERVICE, title="Plan de la commune", lines=(("Dessin et impression", "1", "LS", "1280"),), credited=(2, "Facture au mauvais service : refaite au nom de la commune.")),
    Bill(ago=52, unit=STUDIO, who=OTHER_MEMBER, client=TOWN + 1, kind=SERVICE, title="Plan de la commune, service du tourisme", lines=(("Dessin et impression", "1", "LS", "1280"),), pays=LATE),
    Bill(ago=40, unit=STUDIO, who=OTHER_MEMBER, client=PARIS + 1, kind=SERVICE, title="Identité visuelle", lines=(("Identité, deux propositions", "1", "LS", "2400"),), pays=HALF),
    Bill(ago=37, unit=STUDIO, who=OTHER_MEMBER, client=NEWCOMER + 1, kind=SERVICE, title="Catalogue d'exposition", lines=(("Graphisme", "9", "DAY", "310"),), pays=NEVER),
    Bill(ago=19, unit=STUDIO, who=OTHER_MEMBER, client=FESTIVAL + 1, kind=SERVICE, title="Sociale media, september", lines=(("Beelden voor tien berichten", "10", "C62", "65"),), pays=(Pays(11),)),
    Bill(ago=13, unit=STUDIO, who=OTHER_MEMBER, client=TOWN + 1, kind=SERVICE, title="Campagne opendeurdag", lines=(("Campagnebeeld en spandoeken", "1", "LS", "1450"),), pays=NEVER),
    Bill(ago=7, unit=STUDIO, who=OTHER_MEMBER, client=THEATRE + 1, kind=SERVICE, title="Affiches d'automne", lines=(("Affiche", "4", "C62", "290"),), pays=NEVER),
    Bill(ago=1, unit=STUDIO, who=OTHER_MEMBER, client=NEIGHBOUR + 1, kind=SERVICE, title="Uitnodigingen", lines=(("Ontwerp en druk", "1", "LS", "640"),), pays=NEVER),
    Bill(ago=2, unit=STUDIO, who=OTHER_MEMBER, client=LONDON + 1, kind=SERVICE, title="Film poster", lines=(("Poster, print and web", "1", "LS", "980"),), is_issued=False),
    Bill(ago=68, unit=CLAES, who=STRANGER, client=TOWN + 1, kind=SERVICE, title="Location de matériel et montage", lines=(("Montage", "2", "DAY", "380"), ("Matériel", "1", "LS", "450"))),
    Bill(ago=30, unit=CLAES, who=STRANGER, client=THEATRE + 1, kind=SERVICE, title="Entretien des projecteurs", lines=(("Entretien", "14", "HUR", "52"),), pays=(Pays(22),)),
)  # fmt: skip

HIRES: tuple[Hire, ...] = (
    Hire(ago=78, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(5, 6, 7), work="Huisstijl zomereditie", way=Way.NET, amount="590"),
    Hire(ago=60, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(4, 5, 6, 11, 12, 13), work="Opmaak seizoensprogramma", way=Way.GROSS, amount="1180"),
    Hire(ago=56, unit=STUDIO, who=OTHER_MEMBER, hand=sacha(6, 7, kind=STUDENT), work="Aide à la mise en pages", way=Way.GROSS, amount="240"),
    Hire(ago=26, unit=CLAES, who=STRANGER, hand=sacha(7, 8, kind=STUDENT), work="Rangement du dépôt", way=Way.GROSS, amount="240", amended=Amend(after=4, reason="Er is meer materiaal dan gedacht: een dag erbij.", more=1, gross="360")),
    Hire(ago=12, unit=STUDIO, who=OTHER_MEMBER, hand=sacha(6, kind=STUDENT, answer=Answer.NO), work="Aide au stand du festival", way=Way.GROSS, amount="120", no="J'ai un examen ce jour-là."),
    Hire(ago=5, unit=STUDIO, who=OTHER_MEMBER, hand=sacha(12, kind=STUDENT), work="Foto’s uitzoeken", way=Way.GROSS, amount="120", amended=Amend(after=4, reason="Het archief is groter dan gedacht: kan er een dag bij?", more=1, gross="240", answer=Answer.LATER)),
    Hire(ago=1, unit=STUDIO, who=OTHER_MEMBER, hand=sacha(9, 10, kind=STUDENT, answer=Answer.LATER), work="Onthaal op de opendeurdag", way=Way.GROSS, amount="250"),
    Hire(ago=36, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(5, 6, 7, 8), work="Identiteit Atelier Lumière", way=Way.BUDGET, amount="1650"),
    Hire(ago=15, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(4, 5), work="Beelden sociale media", way=Way.NET, amount="460"),
    Hire(ago=10, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(6, 7), work="Herfstaffiches", way=Way.GROSS, amount="330", confirms=None),
    Hire(ago=4, unit=STUDIO, who=OTHER_MEMBER, hand=lotte(11, 12), work="Catalogus, laatste proef", way=Way.GROSS, amount="330"),
    Hire(ago=58, unit=CLAES, who=STRANGER, hand=milan(7, 8, kind=HANDS), work="Montage et démontage", way=Way.BUDGET, amount="600"),
)  # fmt: skip
