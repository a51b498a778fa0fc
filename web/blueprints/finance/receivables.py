"""What clients owe, by age, and the same as a table for a spreadsheet."""

from flask import Response, request
from flask_babel import gettext as _

from domain.receivables import AGES, Age
from domain.roles import Role
from web import clock
from web.access import allow
from web.blueprints.finance import bp
from web.formats.sheet_file import sheet_file
from web.htmx import page
from web.i18n import language
from web.queries import receivables as queries


@bp.get("/receivables")
@allow(Role.FINANCE)
def receivables() -> Response:
    """Open invoices by how late they are."""
    today = clock.today()
    age = Age(request.args["age"]) if request.args.get("age") in AGES else None
    ages = queries.by_age(today)
    return page(
        "finance/receivables.html",
        fragment="rows",
        ages=ages,
        outstanding=queries.outstanding(ages),
        age=age,
        found=queries.open_invoices(
            queries.of_age(age, today) if age else None,
            after=request.args.get("after", 0, type=int),
        ),
        today=today,
    )


@bp.get("/receivables.csv")
@allow(Role.FINANCE)
def export() -> Response:
    """Every open invoice, for a spreadsheet."""
    today = clock.today()
    rows = (
        (
            item.number,
            item.client,
            item.unit,
            item.issue_day,
            item.due_day,
            str(item.days_late(today)),
            item.gross,
            item.paid,
            item.due,
            item.communication,
        )
        for item in queries.everything()
    )
    response = Response(sheet_file(heads(), rows, language()), mimetype="text/csv")
    name = f"receivables-{today.isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def heads() -> list[str]:
    """What the columns of the table are called."""
    return [
        _("Invoice"),
        _("Client"),
        _("Unit"),
        _("Issued on"),
        _("Due on"),
        _("Days late"),
        _("Amount with VAT"),
        _("Paid"),
        _("Still owed"),
        _("Structured communication"),
    ]
