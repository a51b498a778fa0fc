"""The sectors in which units work: the cut of the annual report."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Sector(StrEnum):
    """What a unit mostly does."""

    ARCHITECTURE = "architecture"
    AUDIOVISUAL = "audiovisual"
    COSTUMES = "costumes"
    CREATION = "creation"
    LANGUAGE = "language"
    MUSIC = "music"
    PERFORMING = "performing"
    STAGE = "stage"
    TEACHING = "teaching"
    TRADES = "trades"
    VISUAL = "visual"
    WELLBEING = "wellbeing"
    NONE = ""


SECTORS: Mapping[Sector, Msg] = {
    Sector.ARCHITECTURE: N_("Architecture, fashion, design and decoration"),
    Sector.AUDIOVISUAL: N_("Audiovisual work"),
    Sector.COSTUMES: N_("Costumes, make-up, sets and props"),
    Sector.CREATION: N_("Work around artistic creation"),
    Sector.LANGUAGE: N_("Computers, graphics, languages and writing"),
    Sector.MUSIC: N_("Music and song"),
    Sector.PERFORMING: N_("Theatre, dance, circus and literature"),
    Sector.STAGE: N_("Image, sound and stage technique"),
    Sector.TEACHING: N_("Training and teaching"),
    Sector.TRADES: N_("Other trades"),
    Sector.VISUAL: N_("Visual arts, graphic arts and art crafts"),
    Sector.WELLBEING: N_("Well-being and health"),
    Sector.NONE: N_("Not said"),
}
# Our own cut: the report splits holders into the arts and other sectors, and names no sector.
ARTS = frozenset(
    {
        Sector.AUDIOVISUAL,
        Sector.COSTUMES,
        Sector.CREATION,
        Sector.MUSIC,
        Sector.PERFORMING,
        Sector.STAGE,
        Sector.VISUAL,
    }
)


def is_arts(sector: Sector) -> bool:
    """Does the unit work in the arts?"""
    return sector in ARTS
