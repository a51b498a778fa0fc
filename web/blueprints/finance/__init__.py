"""The money of the cooperative: what clients pay, what people are paid."""

from flask import Blueprint

bp = Blueprint("finance", __name__, url_prefix="/finance")

from web.blueprints.finance import due, files, payments, payslips, receivables  # noqa: E402, F401
