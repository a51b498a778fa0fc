"""``flask payslip``: from gross to net for a month, every line with its rate and its source."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.employment import CONTRACT_TYPES, ContractType
from domain.money import Eur
from domain.payroll.payslip import Payslip, Work
from domain.payroll.payslip import payslip as rule
from domain.payroll.situation import SPOUSES, Situation, Spouse
from domain.periods import Month
from web.cli.terminal import amount, in_words, rate_text, tell

KEYS = (
    "gross",
    "social_security",
    "work_bonus_a",
    "work_bonus_b",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
)


def lines(slip: Payslip) -> Iterator[tuple[str, Eur, str]]:
    """The payslip as it is read, from gross to net."""
    for line in slip.lines:
        yield _(line.label), line.amount, rate_text(line.rate) if line.rate else ""
    yield _("Net pay"), slip.net, str(slip.confidence)


@click.command("payslip")
@click.option(
    "--category",
    type=click.Choice([kind.value for kind in CONTRACT_TYPES]),
    default=ContractType.WHITE_COLLAR.value,
    show_default=True,
)
@click.option("--gross", required=True, help="EUR of the month, full time.")
@click.option("--month", required=True, help="Such as 2026-09: its last day fixes every figure.")
@click.option("--children", type=click.IntRange(0, 20), default=0, show_default=True)
@click.option(
    "--spouse",
    type=click.Choice([item.value for item in SPOUSES]),
    default=Spouse.SINGLE.value,
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def payslip(
    category: str, gross: str, month: str, children: int, spouse: str, *, as_json: bool
) -> None:
    """Work out a month of one person with one employer, to the cent."""
    with in_words():
        situation = Situation(spouse=Spouse(spouse), children=children)
        slip = rule([Work(ContractType(category), amount(gross))], situation, Month.read(month))
        facts = {name: f"{getattr(slip, name):f}" for name in KEYS}
        tell(facts, as_json=as_json, text=lambda: lines(slip))
