"""What acts on declarations of work are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

DIMONA_ACTS: Mapping[str, Msg] = {
    "dimona_recorded": N_("Receipt of the declaration recorded: %(number)s"),
    "dimona_changed": N_("Changed declaration recorded: %(number)s, last day %(last_day)s"),
    "dimona_ended": N_("End declared, receipt recorded: %(number)s, last day %(last_day)s"),
    "dimona_cancelled": N_("Cancelled declaration recorded: %(number)s instead of %(before)s"),
    "dimona_erased": N_("Receipt number %(before)s taken back: it was a mistake"),
    "dimona_exported": N_("Exported %(rows)s declarations from %(first)s to %(last)s"),
    "dimona_export": N_("Export of declarations"),
}
