"""The terminal, for people and scripts alike."""

import os
from pathlib import Path

from flask import Flask

from web.cli import (
    amateur_arts,
    demo,
    dimona,
    dmfa,
    documents,
    employer_cost,
    equation,
    explain,
    figures,
    holiday_pay,
    imports,
    ledger,
    payrun,
    payslip,
    quarter,
    register,
    simulate,
    statistics,
    tally,
    urn,
    work,
)
from web.extensions import db

COMMANDS = (
    amateur_arts.amateur_arts,
    demo.demo,
    dimona.dimona,
    dmfa.dmfa,
    documents.documents,
    employer_cost.employer_cost,
    equation.equation,
    explain.explain,
    figures.figures,
    holiday_pay.holiday_pay,
    imports.import_clients,
    imports.import_members,
    ledger.check_ledger,
    payrun.payrun,
    payslip.payslip,
    quarter.quarter,
    register.register,
    simulate.simulate,
    statistics.statistics,
    tally.tally,
    urn.urn,
    work.work,
)


def init_app(app: Flask) -> None:
    """Add our commands to ``flask``."""
    for command in COMMANDS:
        app.cli.add_command(command)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        add_migrations(app)


def add_migrations(app: Flask) -> None:
    """``flask db``: only in the terminal, because Alembic takes a fifth of a second to import."""
    from flask_migrate import Migrate  # noqa: PLC0415 - see above

    Migrate(app, db, directory=str(Path(__file__).parent.parent / "migrations"))
