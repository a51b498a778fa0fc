"""HTTP in, HTTP out: one blueprint per noun."""

from flask import Blueprint

from web.blueprints import (
    account,
    assignments,
    audit,
    auth,
    clients,
    contracts,
    declarations,
    documents,
    expenses,
    finance,
    health,
    home,
    invoice_drafts,
    ledger,
    people,
    queue,
    rules,
    simulator,
    units,
)

ALL: tuple[Blueprint, ...] = (
    account.bp,
    assignments.bp,
    audit.bp,
    auth.bp,
    clients.bp,
    contracts.bp,
    declarations.bp,
    documents.bp,
    expenses.bp,
    finance.bp,
    health.bp,
    home.bp,
    invoice_drafts.bp,  # the routes of invoices, drafts included
    ledger.bp,
    people.bp,
    queue.bp,
    rules.bp,
    simulator.bp,
    units.bp,
)
