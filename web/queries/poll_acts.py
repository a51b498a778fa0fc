"""What the acts on polls are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

POLL_ACTS: Mapping[str, Msg] = {
    "poll_prepared": N_("Prepared the poll, from %(opens_at)s to %(closes_at)s"),
    "poll_frozen": N_("Froze the questions under %(definition)s"),
    "poll_rehearsed": N_("Two pairs of trustees opened test ballots"),
    "poll_keys_set": N_("Set the keys of the trustees: %(public_key)s"),
    "poll_pair_rehearsed": N_("The pair %(pair)s opened test ballots"),
    "poll_urn_exported": N_("Downloaded the sealed urn: %(ballots)s ballots"),
    "poll_published": N_("Published the result %(result)s"),
    "poll_lot_named": N_("Named the number that draws equal votes: “%(lot)s”"),
    "poll_tie_drawn": N_("Drew equal votes on point %(point)s with “%(number)s”: %(sha256)s"),
    "poll_tie_by_seniority": N_("Decided equal votes on point %(point)s by seniority: %(sha256)s"),
    "poll_opened": N_("Opened the poll"),
    "poll_closed": N_("Closed the poll: %(cast)s votes, %(sealed)s sealed ballots"),
    "poll_prolonging_asked": N_("Asked for more time, until %(closes_at)s: “%(reason)s”"),
    "poll_prolonged": N_("Confirmed more time, until %(closes_at)s"),
    "poll_given_up": N_("Gave the poll up before it opened: “%(reason)s”"),
    "poll_kept": N_("Keeps the urn past its term: “%(reason)s”"),
    "poll_not_kept": N_("No longer keeps the urn past its term"),
    "poll_destroyed": N_("The urn was destroyed after its term"),
}
POLL_SUBJECTS: Mapping[str, Msg] = {"poll": N_("Poll")}
