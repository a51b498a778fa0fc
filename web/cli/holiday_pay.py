"""``flask holiday-pay``: what holidays bring, every line with its rate and its source."""

from collections.abc import Callable, Iterator
from datetime import date

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.money import Eur
from domain.payroll import holiday_pay as rule
from domain.payroll.holiday_pay import HolidayPay
from domain.payroll.situation import Situation
from domain.periods import Month
from web.cli.explain import exact
from web.cli.terminal import amount, in_words, rate_text, tell

Rule = Callable[[Eur, date], HolidayPay]


def from_fund(gross: Eur, day: date) -> HolidayPay:
    """What a fund pays; what it takes off is its own affair."""
    return HolidayPay(paid=(rule.fund_pay(gross, day),), security=())


RULES: dict[str, Rule] = {
    "leaving": rule.leaving_pay,
    "double": rule.double_pay,
    "fund": from_fund,
}


def lines(pay: HolidayPay, *, taxed: bool) -> Iterator[tuple[str, Eur, str]]:
    """The payment as it is read."""
    for line in pay.lines:
        yield _(line.label), line.amount, rate_text(line.rate) if line.rate else ""
    if taxed:
        yield _("Net pay"), pay.net, str(pay.confidence)
    elif pay.security:
        yield _("Taxable; give --annual to see the tax"), pay.taxable, str(pay.confidence)


def facts(pay: HolidayPay, *, taxed: bool) -> dict[str, object]:
    """Every figure by name; exact decimals as strings, null where it was not worked out."""
    return {
        "gross": f"{pay.gross:f}",
        "social_security": f"{pay.social_security:f}" if pay.security else None,
        "taxable": f"{pay.taxable:f}" if pay.security else None,
        "withholding": f"{pay.withholding:f}" if taxed else None,
        "net": f"{pay.net:f}" if taxed else None,
        "confidence": pay.confidence.value,
        "lines": [exact(line) for line in pay.lines],
    }


@click.command("holiday-pay")
@click.option("--leaving", "kind", flag_value="leaving", default="leaving", help="A contract ends.")
@click.option("--double", "kind", flag_value="double", help="In service, on a month's gross.")
@click.option("--fund", "kind", flag_value="fund", help="Blue-collar workers and artists.")
@click.option("--gross", required=True, help="EUR earned, or of the month with --double.")
@click.option("--month", required=True, help="Such as 2026-09: its last day fixes every figure.")
@click.option("--annual", help="EUR, normal gross pay of the year: without it no tax is shown.")
@click.option("--children", type=click.IntRange(0, 20), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def holiday_pay(
    kind: str, gross: str, month: str, annual: str | None, children: int, *, as_json: bool
) -> None:
    """Work holiday pay out, to the cent."""
    if kind == "fund" and annual:
        raise click.UsageError("The fund works its own tax out: leave --annual out.")
    with in_words():
        day = Month.read(month).last_day
        pay = RULES[kind](amount(gross), day)
        taxed = annual is not None
        if annual is not None:
            pay = rule.taxed(pay, amount(annual), Situation(children=children), day)
        tell(facts(pay, taxed=taxed), as_json=as_json, text=lambda: lines(pay, taxed=taxed))
