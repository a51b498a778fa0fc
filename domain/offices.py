"""The offices of the cooperative: where a unit is followed."""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import N_, Msg


class Office(StrEnum):
    """An office, in the language of its town."""

    ANTWERPEN = "antwerpen"
    BRUXELLES = "bruxelles"
    CHARLEROI = "charleroi"
    GENT = "gent"
    LIEGE = "liege"
    MONS = "mons"
    NAMUR = "namur"
    TOURNAI = "tournai"
    NONE = ""


OFFICES: Mapping[Office, Msg] = {
    Office.ANTWERPEN: N_("Antwerp"),
    Office.BRUXELLES: N_("Brussels"),
    Office.CHARLEROI: N_("Charleroi"),
    Office.GENT: N_("Ghent"),
    Office.LIEGE: N_("Liège"),
    Office.MONS: N_("Mons"),
    Office.NAMUR: N_("Namur"),
    Office.TOURNAI: N_("Tournai"),
    Office.NONE: N_("No office"),
}
