"""What acts on figures of sister cooperatives are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

SISTER_ACTS: Mapping[str, Msg] = {
    "sister_added": N_("Added the figures of %(name)s of %(day)s"),
    "sister_changed": N_("Changed the figures of %(name)s of %(day)s: %(changed)s"),
    "sister_removed": N_("Removed the figures of %(name)s of %(day)s"),
}
SISTER_SUBJECTS: Mapping[str, Msg] = {"sister_year": N_("Sister cooperative")}
