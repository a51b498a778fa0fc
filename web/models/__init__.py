"""Tables and constraints, no rules. Importing this package registers every table."""

from web.models import (
    assignment,
    audit,
    client,
    contract,
    document,
    entity,
    expense,
    form_token,
    invoice,
    job,
    ledger,
    pay,
    payslip,
    person,
    unit,
)

__all__ = [
    "assignment",
    "audit",
    "client",
    "contract",
    "document",
    "entity",
    "expense",
    "form_token",
    "invoice",
    "job",
    "ledger",
    "pay",
    "payslip",
    "person",
    "unit",
]
