"""Acts around an assembly, in the words of the audit."""

from collections.abc import Mapping

from domain.errors import N_, Msg

MEETING_ACTS: Mapping[str, Msg] = {
    "candidacy_written": N_("Wrote a candidacy: %(who)s"),
    "candidacy_sent": N_("Sent a candidacy: %(who)s"),
    "candidacy_withdrawn": N_("Withdrew the candidacy"),
    "candidacy_accepted": N_("Put the candidacy on the list"),
    "candidacy_refused": N_("Refused the candidacy: “%(reason)s”"),
    "mandate_begun": N_("Mandate of %(who)s until %(until)s"),
    "mandate_ended": N_("Mandate ended on %(day)s: “%(reason)s”"),
    "bureau_named": N_("Named %(who)s at the bureau"),
    "bureau_left": N_("Took %(who)s off the bureau"),
    "bureau_present": N_("%(who)s signed in at the bureau"),
    "question_asked": N_("Asked a question"),
    "question_answered": N_("Answered: “%(answer)s”"),
    "incident_logged": N_("Wrote down an incident"),
    "roll_frozen": N_("Froze the roll: %(votes)s votes, fingerprint %(sha256)s"),
    "roll_changed": N_("Changed the roll: fingerprint %(after)s instead of %(before)s"),
    "objection_made": N_("Objected to the roll"),
    "objection_answered": N_("Answered an objection to the roll: “%(answer)s”"),
    "proxy_offered": N_("Asked somebody to hold a proxy"),
    "proxy_accepted": N_("Accepted a proxy"),
    "proxy_declined": N_("Declined a proxy"),
    "proxy_revoked": N_("Took a proxy back"),
    "proxy_handed_back": N_("Gave a proxy back"),
    "proxy_fell": N_("A proxy fell: one of the two is no longer on the roll"),
    "signed_in": N_("Signed in number %(number)s of the share register"),
    "signed_out": N_("Signed out number %(number)s of the share register"),
}
MEETING_SUBJECTS: Mapping[str, Msg] = {
    "assembly": N_("Assembly"),
    "candidacy": N_("Candidacy"),
    "mandate": N_("Mandate on the board"),
    "asked_question": N_("Question of a shareholder"),
    "incident": N_("Incident"),
    "objection": N_("Objection to the roll"),
    "proxy": N_("Proxy"),
}
