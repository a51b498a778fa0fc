"""What acts on published figures are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

FIGURE_ACTS: Mapping[str, Msg] = {
    "figure_published": N_("Published %(figure)s of %(day)s: %(value)s"),
    "figure_corrected": N_("Corrected %(figure)s of %(day)s to %(value)s: “%(reason)s”"),
}
FIGURE_SUBJECTS: Mapping[str, Msg] = {"figure_release": N_("Published figure")}
