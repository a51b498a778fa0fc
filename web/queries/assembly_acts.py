"""Acts that prepare and lead an assembly, in the words of the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

ASSEMBLY_ACTS: Mapping[str, Msg] = {
    "assembly_prepared": N_("Began to prepare the assembly of %(starts)s"),
    "assembly_changed": N_("Changed the dates of the assembly"),
    "assembly_cancelled": N_("Cancelled the assembly: “%(reason)s”"),
    "assembly_second": N_("Prepared the second assembly after one without quorum"),
    "assembly_convened": N_("Sent the convocation"),
    "assembly_begun": N_("Opened the meeting"),
    "assembly_ended": N_("Closed the meeting"),
    "assembly_without_quorum": N_("Closed the meeting without quorum"),
    "assembly_archived": N_("Archived the assembly"),
    "agenda_item_added": N_("Put point %(number)s on the agenda"),
    "agenda_item_changed": N_("Changed point %(number)s"),
    "agenda_item_moved": N_("Moved point %(number)s"),
    "agenda_item_removed": N_("Took point %(number)s off the agenda"),
    "agenda_file_added": N_("Added the document “%(name)s” (%(language)s)"),
    "agenda_file_removed": N_("Took the document “%(name)s” away (%(language)s)"),
    "letters_again": N_("Tried %(letters)s letters again"),
    "letter_bounced": N_("The letter to %(address)s came back: “%(reason)s”"),
    "minutes_written": N_("Wrote version %(version)s of the minutes"),
    "minutes_signed": N_("Signed version %(version)s of the minutes"),
}
