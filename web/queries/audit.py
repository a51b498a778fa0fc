"""Who did what, when: the history of one thing, and the search through all of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext

from domain.errors import N_, Msg
from domain.ledger import ACTS
from domain.roles import ROLES
from domain.units import TOOLS
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import Person
from web.queries.assembly_acts import ASSEMBLY_ACTS
from web.queries.client_acts import CLIENT_ACTS
from web.queries.dimona_acts import DIMONA_ACTS
from web.queries.expense_acts import EXPENSE_ACTS
from web.queries.figure_acts import FIGURE_ACTS, FIGURE_SUBJECTS
from web.queries.joining_acts import JOINING_ACTS, JOINING_SUBJECTS
from web.queries.meeting_acts import MEETING_ACTS, MEETING_SUBJECTS
from web.queries.paging import PAGE, Page, cut, matching
from web.queries.poll_acts import POLL_ACTS, POLL_SUBJECTS
from web.queries.report_acts import REPORT_ACTS, REPORT_SUBJECTS
from web.queries.share_acts import SHARE_ACTS, SHARE_SUBJECTS

# What each act is called; facts of the entry fill the placeholders. Every slice adds its own.
ACT_LABELS: dict[str, Msg] = {
    "signed_in": N_("Signed in"),
    "signed_out": N_("Signed out"),
    "other_sign_ins_ended": N_("Signed out everywhere else"),
    "password_chosen": N_("Chose a password with a one-time link"),
    "password_changed": N_("Changed their password"),
    "link_made": N_("Made a one-time sign-in link"),
    "address_changed": N_("Changed the address"),
    "gender_changed": N_("Said or took back the gender"),
    "iban_changed": N_("Changed the bank account"),
    "national_number_set": N_("Gave their national number"),
    "national_number_changed": N_("Corrected the national number"),
    "situation_changed": N_("Changed the family situation for payslips"),
    "person_added": N_("Added this person: %(roles)s"),
    "person_edited": N_("Corrected the details of this person"),
    "email_changed": N_("Changed the e-mail address from %(before)s to %(after)s"),
    "roles_given": N_("Gave roles: %(roles)s"),
    "roles_taken": N_("Took roles: %(roles)s"),
    "person_deactivated": N_("Closed the account"),
    "person_reactivated": N_("Opened the account again"),
    "became_member": N_("Became a member by opening a unit"),
    "unit_opened": N_("Opened the unit"),
    "unit_renamed": N_("Renamed the unit from “%(before)s” to “%(after)s”"),
    "unit_tool_changed": N_("Changed the tool: %(after)s instead of %(before)s"),
    "holder_added": N_("%(who)s became a holder"),
    "holder_left": N_("%(who)s is no longer a holder"),
    "unit_closed": N_("Closed the unit"),
    "unit_reopened": N_("Opened the unit again"),
    "unit_looked_at": N_("Looked at this unit without following it: %(reason)s"),
    "assignment_begun": N_("Began the assignment"),
    "assignment_copied": N_("Copied it from another assignment"),
    "assignment_put_away": N_("Put the draft away"),
    "assignment_taken_back": N_("Took the draft back"),
    "assignment_submitted": N_("Sent it"),
    "assignment_withdrawn": N_("Took it back before a decision"),
    "assignment_accepted": N_("Accepted it"),
    "assignment_accepted_at_once": N_("Accepted at once: small, known and clean"),
    "assignment_sent_back": N_("Sent it back: “%(reason)s”"),
    "assignment_cancelled": N_("Cancelled it: “%(reason)s”"),
    "assignment_extended": N_("Planned more work with what was left"),
    "contract_made": N_("Made the contract"),
    "contract_offered": N_("Offered the contract to the worker"),
    "contract_accepted": N_("Accepted the contract"),
    "contract_declined": N_("Declined the contract: “%(reason)s”"),
    "offer_withdrawn": N_("Took the offer back before an answer"),
    "offer_lapsed": N_("The offer was not answered before the first day"),
    "amendment_offered": N_("Offered amendment %(number)s: “%(reason)s”"),
    "amendment_accepted": N_("Accepted amendment %(number)s"),
    "amendment_declined": N_("Declined amendment %(number)s: “%(reason)s”"),
    "amendment_withdrawn": N_("Took amendment %(number)s back"),
    "contract_cancelled": N_("Cancelled the contract before its first day"),
    "work_cancelled": N_("Cancelled the contract: %(reason)s"),
    "employment_offered": N_("Offered the open-ended contract"),
    "employment_made": N_("The open-ended contract is made"),
    "employment_declined": N_("Declined the open-ended contract: %(reason)s"),
    "employment_withdrawn": N_("Took the offer back before an answer"),
    "employment_lapsed": N_("Nobody answered the offer before its first day"),
    "employment_change_offered": N_("Offered a change from %(since)s: %(reason)s"),
    "employment_changed": N_("The change from %(since)s is agreed"),
    "employment_change_declined": N_("Declined the change from %(since)s: %(reason)s"),
    "employment_change_withdrawn": N_("Took the change from %(since)s back before an answer"),
    "employment_change_lapsed": N_("Nobody answered the change from %(since)s in time"),
    "employment_ended": N_("Recorded the last day, %(last_day)s: %(reason)s"),
    "employment_called_off": N_("Called it off before the first day: %(reason)s"),
    "month_prepared": N_("Prepared %(month)s"),
    "month_changed": N_("Changed %(month)s to what is agreed now"),
    "month_closed": N_("Closed %(month)s: %(people)s payslips"),
    "quarter_closed": N_("Closed %(quarter)s: %(people)s people, %(margin)s € to the common pot"),
    "dmfa_exported": N_("Took the quarterly declaration of %(quarter)s along as a file (%(kind)s)"),
    "attestation_asked": N_("Asked for attestation %(number)s, %(first)s to %(last)s"),
    "hours_declared": N_("Declared %(hours)s hours on %(days)s days"),
    "hours_sent_back": N_("Sent the declared hours back: “%(reason)s”"),
    "hours_approved_in_silence": N_("%(hours)s hours count as approved: nobody answered"),
    "fewer_hours_worked": N_("Worked %(hours)s of %(planned)s planned hours"),
    "correction_proposed": N_("Proposed correction %(number)s: “%(reason)s”"),
    "correction_accepted": N_("Accepted correction %(number)s: %(net)s € net"),
    "correction_declined": N_("Declined correction %(number)s: “%(reason)s”"),
    "correction_withdrawn": N_("Took correction %(number)s back"),
    "days_not_worked": N_("Planned days that were not worked: %(days)s"),
    "members_imported": N_("Imported %(rows)s people from a file"),
    "document_asked_again": N_("Asked again for a document"),
    "document_read": N_("Opened the document"),
    "draft_started": N_("Began an invoice"),
    "draft_discarded": N_("Put the draft of an invoice away"),
    **{act.value: label for act, label in ACTS.items()},
    **SHARE_ACTS,
    **ASSEMBLY_ACTS,
    **CLIENT_ACTS,
    **DIMONA_ACTS,
    **EXPENSE_ACTS,
    **FIGURE_ACTS,
    **MEETING_ACTS,
    **POLL_ACTS,
    **REPORT_ACTS,
    **JOINING_ACTS,
}
SUBJECTS: Mapping[str, Msg] = {
    "person": N_("Person"),
    "unit": N_("Unit"),
    "client": N_("Client"),
    "assignment": N_("Assignment"),
    "contract": N_("Contract"),
    "employment": N_("Open-ended employment"),
    "invoice": N_("Invoice"),
    "client_payment": N_("Client payment"),
    "expense_note": N_("Expense note"),
    "debt": N_("Amount owed"),
    "payment_file": N_("Payment file"),
    "payment_line": N_("Transfer"),
    "pay_run": N_("Month run"),
    "quarter_run": N_("Quarter run"),
    "entity": N_("Legal entity"),
    "document": N_("Document"),
    "entry": N_("Ledger entry"),
    **SHARE_SUBJECTS,
    **FIGURE_SUBJECTS,
    **MEETING_SUBJECTS,
    **POLL_SUBJECTS,
    **REPORT_SUBJECTS,
    **JOINING_SUBJECTS,
}
CODES: Mapping[str, Msg] = {code.value: text for code, text in (*ROLES.items(), *TOOLS.items())}


class Facts(dict[str, str]):
    """What is known of an act; a placeholder without a fact stays empty."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of one person on one thing."""

    id: int
    when: datetime
    who: str  # empty: nobody signed in, the worker or the terminal
    who_id: int | None
    act: str
    subject: str
    subject_id: int
    facts: dict[str, Any]

    @property
    def text(self) -> str:
        """What happened, in the reader's language; an act without a label is told as it is."""
        label = ACT_LABELS.get(self.act)
        if label is None:
            return self.act.replace("_", " ").capitalize()
        facts = Facts({name: in_words(fact) for name, fact in self.facts.items()})
        return str(gettext(label) % facts)

    @property
    def thing(self) -> str:
        """What it happened to."""
        return str(gettext(SUBJECTS.get(self.subject, Msg(self.subject))))


def in_words(fact: Any) -> str:
    """A fact as people say it: codes of roles and tools become their names."""
    parts = str(fact).split(", ")
    if all(part in CODES for part in parts):
        return ", ".join(gettext(CODES[part]) for part in parts)
    return str(fact)


def _select() -> sa.Select[Any]:
    name = Person.given_name + " " + Person.family_name
    return (
        sa.select(
            AuditEntry.id,
            AuditEntry.at,
            sa.func.coalesce(name, ""),
            AuditEntry.person_id,
            AuditEntry.act,
            AuditEntry.subject,
            AuditEntry.subject_id,
            AuditEntry.facts,
        )
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .order_by(AuditEntry.id.desc())
    )


def history_of(subject: str, subject_id: int, *, limit: int = PAGE) -> list[Happening]:
    """What happened to one thing, newest first. Show it with macros/history.html."""
    given = {"subject": subject, "subject_id": subject_id, "most": limit}
    return [Happening(*row) for row in db.session.execute(_history(), given)]


@cache
def _history() -> sa.Select[Any]:
    """Built once: building it costs more than asking it."""
    of_it = AuditEntry.subject == sa.bindparam("subject")
    query = _select().where(of_it, AuditEntry.subject_id == sa.bindparam("subject_id"))
    return query.limit(sa.bindparam("most", type_=sa.Integer))


def search(
    *, typed: str = "", act: str = "", subject: str = "", subject_id: int = 0, before: int = 0
) -> Page[Happening]:
    """Everything that fits, newest first, before an entry (0: from now on).

    typed: words of the person who did it
    """
    query = _select().limit(PAGE + 1)
    if typed.strip():
        query = query.where(
            AuditEntry.person_id.in_(sa.select(Person.id).where(*matching(Person.likeness, typed)))
        )
    chosen = (
        (act, AuditEntry.act == act),
        (subject, AuditEntry.subject == subject),
        (subject_id, AuditEntry.subject_id == subject_id),
        (before, AuditEntry.id < before),
    )
    query = query.where(*(condition for given, condition in chosen if given))
    return cut([Happening(*row) for row in db.session.execute(query)], PAGE)
