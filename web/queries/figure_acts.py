"""What acts on published figures and screens of figures are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg
from web.queries.sister_acts import SISTER_ACTS, SISTER_SUBJECTS

FIGURE_ACTS: Mapping[str, Msg] = {
    "figure_published": N_("Published %(figure)s of %(day)s: %(value)s"),
    "figure_corrected": N_("Corrected %(figure)s of %(day)s to %(value)s: “%(reason)s”"),
    "figure_room_opened": N_("Opened the screen “%(name)s”"),
    "figure_room_ended": N_("Ended the screen “%(name)s”"),
    **SISTER_ACTS,
}
FIGURE_SUBJECTS: Mapping[str, Msg] = {
    "figure_release": N_("Published figure"),
    "figure_room": N_("Screen of figures"),
    **SISTER_SUBJECTS,
}
