"""What acts on reports are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

REPORT_ACTS: Mapping[str, Msg] = {
    "report_begun": N_("Began the report of %(year)s"),
    "report_written": N_("Wrote the chapter “%(chapter)s”"),
    "report_condition_signed": N_("Signed condition %(condition)s for the board"),
    "report_published": N_("Published the report of %(year)s with %(figures)s figures"),
    "report_dropped": N_("Put the draft of the report of %(year)s away"),
}
REPORT_SUBJECTS: Mapping[str, Msg] = {"report": N_("Report")}
