"""What the acts of joining are called in the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

JOINING_ACTS: Mapping[str, Msg] = {
    "joining_begun": N_("Began an application to join"),
    "joining_changed": N_("Changed the answers of the application"),
    "joining_forgotten": N_("Removed what the applicant wrote: it was no longer needed"),
    "joining_agreed": N_("Agreed to the texts (%(language)s)"),
    "joining_sent": N_("Sent the application, for %(shares)s shares (%(amount)s €)"),
    "joining_paid": N_("Recorded %(amount)s € for this application; %(missing)s € missing"),
    "joining_paid_back": N_("Took back a payment of %(amount)s €: “%(reason)s”"),
    "joining_sent_back": N_("Sent the application back: “%(reason)s”"),
    "joining_refused": N_("Refused the application: “%(reason)s”"),
    "joining_validated": N_("Validated the application: number %(number)s of the register"),
}
JOINING_SUBJECTS: Mapping[str, Msg] = {"joining": N_("Application to join")}
