"""What each member of an enum is called: one table per enum, beside it in the domain."""

from collections.abc import Mapping
from typing import Any

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
from domain.payroll.situation import SPOUSES
from domain.payrun import RUN_STATES
from domain.quarters import QUARTER_STATES
from domain.roles import ROLES
from domain.submission import ASSIGNMENT_STATUSES
from domain.units import TOOLS
from domain.vat import CLIENT_KINDS, WORK_KINDS
from web.models.document import DOCUMENT_KINDS

LABELS_OF: dict[type, Mapping[Any, Msg]] = {
    type(next(iter(table))): table
    for table in (
        ASSIGNMENT_STATUSES,
        ATTESTATION_KINDS,
        CLIENT_KINDS,
        CONTRACT_STATUSES,
        CONTRACT_TYPES,
        DEBT_KINDS,
        DIMONA_ACTS,
        DIMONA_STATES,
        DOCUMENT_KINDS,
        ENTITY_CODES,
        EXPENSE_KINDS,
        EXPENSE_STATUSES,
        INVOICE_KINDS,
        INVOICE_STATUSES,
        LASTING_STATES,
        QUARTER_STATES,
        ROLES,
        RUN_STATES,
        SPOUSES,
        TOOLS,
        URGENCIES,
        WORKER_CODES,
        WORK_KINDS,
    )
}
LABELS_OF[type(next(iter(ACCOUNTS)))] = {key: info.label for key, info in ACCOUNTS.items()}
LABELS_OF[type(next(iter(ACTS)))] = ACTS
