"""What each member of an enum is called: one table per enum, beside it in the domain."""

from collections.abc import Mapping
from typing import Any

from domain.assembly.bureau import FUNCTIONS
from domain.assembly.candidates import CANDIDACY_STATES
from domain.assembly.incidents import INCIDENTS
from domain.assembly.life import ASSEMBLY_KINDS, ASSEMBLY_STATES
from domain.assembly.papers import MAIL_STATES
from domain.assembly.poll_life import POLL_STATES
from domain.assembly.refusals import REFUSED
from domain.attestations import ATTESTATION_KINDS
from domain.contract_life import CONTRACT_STATUSES
from domain.debts import DEBT_KINDS
from domain.dimona.acts import DIMONA_ACTS, DIMONA_STATES
from domain.dimona.content import WORKER_CODES
from domain.dimona.deadlines import URGENCIES
from domain.employment import CONTRACT_TYPES
from domain.entities import ENTITY_CODES
from domain.errors import Msg
from domain.expenses import EXPENSE_KINDS, EXPENSE_STATUSES
from domain.invoicing import INVOICE_KINDS, INVOICE_STATUSES
from domain.lasting_state import LASTING_STATES
from domain.ledger import ACCOUNTS, ACTS
from domain.offices import OFFICES
from domain.payroll.situation import SPOUSES
from domain.payrun import RUN_STATES
from domain.people import GENDERS
from domain.quarters import QUARTER_STATES
from domain.regions import REGIONS
from domain.reports.kinds import REPORT_KINDS, REPORT_STATES
from domain.roles import ROLES
from domain.sectors import SECTORS
from domain.shares.joining import JOINING_STATES
from domain.shares.words import (
    CATEGORIES,
    EXIT_KINDS,
    EXIT_STATES,
    MOVEMENTS,
    SUBSCRIPTION_STATES,
)
from domain.submission import ASSIGNMENT_STATUSES
from domain.units import TOOLS
from domain.vat import CLIENT_KINDS, WORK_KINDS
from domain.voting.words import BOARDS, KINDS, MAJORITIES, METHODS, QUORUMS, TIES
from web.models.document import DOCUMENT_KINDS

LABELS_OF: dict[type, Mapping[Any, Msg]] = {
    type(next(iter(table))): table
    for table in (
        ASSEMBLY_KINDS,
        ASSEMBLY_STATES,
        ASSIGNMENT_STATUSES,
        ATTESTATION_KINDS,
        BOARDS,
        CANDIDACY_STATES,
        FUNCTIONS,
        CATEGORIES,
        CLIENT_KINDS,
        CONTRACT_STATUSES,
        CONTRACT_TYPES,
        DEBT_KINDS,
        DIMONA_ACTS,
        DIMONA_STATES,
        DOCUMENT_KINDS,
        ENTITY_CODES,
        EXIT_KINDS,
        EXIT_STATES,
        EXPENSE_KINDS,
        EXPENSE_STATUSES,
        GENDERS,
        INCIDENTS,
        INVOICE_KINDS,
        INVOICE_STATUSES,
        JOINING_STATES,
        KINDS,
        LASTING_STATES,
        MAIL_STATES,
        MAJORITIES,
        METHODS,
        MOVEMENTS,
        OFFICES,
        POLL_STATES,
        QUARTER_STATES,
        QUORUMS,
        REFUSED,
        REGIONS,
        REPORT_KINDS,
        REPORT_STATES,
        ROLES,
        RUN_STATES,
        SECTORS,
        SPOUSES,
        TIES,
        SUBSCRIPTION_STATES,
        TOOLS,
        URGENCIES,
        WORKER_CODES,
        WORK_KINDS,
    )
}
LABELS_OF[type(next(iter(ACCOUNTS)))] = {key: info.label for key, info in ACCOUNTS.items()}
LABELS_OF[type(next(iter(ACTS)))] = ACTS
