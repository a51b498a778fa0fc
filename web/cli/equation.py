"""``flask equation``: from a price to what someone earns, or from the net to the price."""

from collections.abc import Iterator
from datetime import datetime

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.assignment import Equation, defects
from domain.assignment.draft import Direction
from domain.assignment.review import figures as rates
from domain.employment import OFFERED_TYPES, ContractType
from domain.errors import RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, total
from domain.payroll.payslip import weakest
from domain.simulation import Simulation, simulate, working_days
from web import clock
from web.cli.terminal import amount, in_words, rate_text, tell
from web.i18n import word

MOST_DAYS = 250


def figures(equation: Equation) -> dict[str, object]:
    """Every figure by name; exact decimals as strings."""
    (share,) = equation.shares
    added = [month.added for month in share.payslips]
    used = [Line(rate.title, ZERO, rate=rate) for rate in rates([share])]
    amounts: dict[str, Eur] = {
        "price": equation.price,
        "contribution": equation.contribution.amount,
        "expenses": equation.expenses,
        "employment_budget": equation.budget,
        "gross": share.gross,
        "gross_per_day": share.gross_per_day,
        "minimum_per_day": share.minimum.amount if share.minimum else ZERO,
        "social_security": total(item.social_security for item in added),
        "withholding": total(item.withholding for item in added),
        "special_contribution": total(item.special for item in added),
        "net": total(item.net for item in added),
        "left_over": equation.left_over,
        "margin": equation.margin,
    }
    return {
        **{name: f"{amount:f}" for name, amount in amounts.items()},
        "coefficient": f"{share.coefficient.value:f}",
        "contract": share.contract_type.value,
        "days": [day.isoformat() for day in share.days],
        "confidence": weakest((equation.contribution, *used)).value,
    }


def lines(equation: Equation) -> Iterator[tuple[str, Eur, str]]:
    """Every figure in reading order, with its rate, its day and its source."""
    (share,) = equation.shares
    taken = equation.contribution
    added = [month.added for month in share.payslips]
    yield _("Price excluding VAT"), equation.price, ""
    yield _(taken.label), Eur(-taken.amount), rate_text(taken.rate) if taken.rate else ""
    yield _("Expenses of the assignment"), Eur(-equation.expenses), ""
    yield _("Employment budget"), equation.budget, ""
    yield _("Gross pay"), share.gross, f"÷ {rate_text(share.coefficient)}"
    yield _("Gross pay of one day"), share.gross_per_day, ""
    if share.minimum and share.minimum.rate:
        yield _(share.minimum.label), share.minimum.amount, rate_text(share.minimum.rate)
    yield _("Social security"), Eur(-total(item.social_security for item in added)), ""
    yield _("Withholding tax"), Eur(-total(item.withholding for item in added)), ""
    yield _("Special social security contribution"), Eur(-total(item.special for item in added)), ""
    yield _("Net pay, estimated"), total(item.net for item in added), ""
    yield _("Left over"), equation.left_over, ""


def refuse(found: tuple[RuleError, ...]) -> None:
    """Say everything that is wrong, and stop."""
    if found:
        raise click.ClickException("\n".join(word(reason) for reason in found))


@click.command("equation")
@click.option("--price", help="What the client pays, excluding VAT.")
@click.option("--net", help="The net pay that is wanted, instead of a price.")
@click.option(
    "--contract",
    type=click.Choice([kind.value for kind in OFFERED_TYPES]),
    default=ContractType.WHITE_COLLAR.value,
    show_default=True,
)
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=1, show_default=True)
@click.option("--expenses", default="0", help="Planned, excluding VAT.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the invoice and first day of work, if it is a working day. Default: today.",
)
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def equation(
    price: str | None,
    net: str | None,
    contract: str,
    days: int,
    expenses: str,
    on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Work an assignment of one person out, to the cent."""
    if (price is None) == (net is None):
        raise click.UsageError("Give --price or --net, one of the two.")
    day = on.date() if on else clock.today()
    with in_words():
        found = simulate(
            Simulation(
                direction=Direction.PRICE if net is None else Direction.NET,
                amount=amount((price or "") if net is None else net),
                expenses=amount(expenses),
                contract_type=ContractType(contract),
                days=working_days(day, days),
                day=day,
            )
        )
        refuse(defects(found))
        tell(figures(found), as_json=as_json, text=lambda: lines(found))
