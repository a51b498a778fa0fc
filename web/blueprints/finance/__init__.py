"""The money of the cooperative: what clients pay, what people are paid."""

from flask import Blueprint

bp = Blueprint("finance", __name__, url_prefix="/finance")

from web.blueprints.finance import (  # noqa: E402
    dmfa,  # noqa: F401
    due,  # noqa: F401
    files,  # noqa: F401
    payments,  # noqa: F401
    payslip_all,  # noqa: F401
    payslips,  # noqa: F401
    quarters,  # noqa: F401
    receivables,  # noqa: F401
)
