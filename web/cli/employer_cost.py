"""``flask employer-cost``: what pay costs the employer, and what the coefficient leaves of it."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.employment import CONTRACT_TYPES, REFUSED, ContractType, coefficient
from domain.explain import Line
from domain.money import Eur
from domain.payroll.employer import FUNDS, SECTORS, Employer, Fund, Sector
from domain.payroll.employer_cost import (
    EmployerCost,
    Margin,
    margin,
    month_cost,
    quarter_cost,
    quarter_of,
)
from domain.payroll.gross import budget_from_gross
from domain.payroll.payslip import Work, weakest
from domain.periods import Month
from web.cli.explain import exact
from web.cli.terminal import amount, in_words, rate_text, tell


def budget_of(work: Work, month: Month) -> Line | None:
    """The employment budget that this gross pay takes; None where no unit can offer it."""
    if work.contract_type in REFUSED:
        return None
    rate = coefficient(work.contract_type, month.last_day)
    return Line(rate.title, budget_from_gross(work.gross, rate.value), work.gross, rate)


def facts(cost: EmployerCost, left: Margin | None, budget: Line | None) -> dict[str, object]:
    """Every figure by name; exact decimals as strings, null where there is no coefficient."""
    lines = (*cost.lines, *cost.reductions, *([budget] if budget else ()))
    amounts = {
        "gross": cost.gross,
        "before_reductions": cost.before_reductions,
        "reductions": cost.reduced,
        "total": cost.total,
        "employment_budget": left and left.budget,
        "margin_from_coefficient": left and left.from_coefficient,
        "margin_from_reductions": left and left.from_reductions,
        "margin": left and left.total,
    }
    return {
        **{name: None if value is None else f"{value:f}" for name, value in amounts.items()},
        "confidence": cost.confidence.value,
        "margin_confidence": weakest(lines).value if budget else None,
        "left_out": [str(sentence) for sentence in cost.left_out],
        "lines": [exact(line) for line in lines],
    }


def told(cost: EmployerCost, budget: Line | None) -> Iterator[tuple[str, Eur, str]]:
    """The cost as it is read, then the margin."""
    for line in (*cost.lines, *cost.reductions):
        yield _(line.label), line.amount, rate_text(line.rate) if line.rate else ""
    yield _("Cost to the employer"), cost.total, str(cost.confidence)
    if budget is not None and budget.rate is not None:
        yield _("Employment budget"), budget.amount, f"× {rate_text(budget.rate)}"
        yield _("Margin for the common pot"), margin(cost, budget.amount).total, ""


@click.command("employer-cost")
@click.option(
    "--category",
    type=click.Choice([kind.value for kind in CONTRACT_TYPES]),
    default=ContractType.WHITE_COLLAR.value,
    show_default=True,
)
@click.option("--gross", required=True, help="EUR of the month, full time.")
@click.option("--month", required=True, help="Such as 2026-09: its last day fixes every figure.")
@click.option("--quarter", is_flag=True, help="The gross is that of the month's whole quarter.")
@click.option(
    "--employer",
    "sector",
    type=click.Choice([sector.value for sector in SECTORS]),
    default=Sector.COMMERCIAL.value,
    show_default=True,
)
@click.option("--workers", type=int, default=10, show_default=True, help="People employed.")
@click.option(
    "--fund",
    "funds",
    type=click.Choice([fund.value for fund in FUNDS]),
    multiple=True,
    help="A sector fund that the employer pays into.",
)
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def employer_cost(
    category: str,
    gross: str,
    month: str,
    sector: str,
    workers: int,
    funds: tuple[str, ...],
    *,
    quarter: bool,
    as_json: bool,
) -> None:
    """Work out what pay costs the employer, to the cent."""
    with in_words():
        paid, read = Work(ContractType(category), amount(gross)), Month.read(month)
        employer = Employer(
            sector=Sector(sector), workers=workers, funds=frozenset(map(Fund, funds))
        )
        months = quarter_of(read)
        if quarter:
            cost = quarter_cost([paid], employer, months)
        else:
            cost = month_cost([paid], employer, read)
        budget = budget_of(paid, months[-1] if quarter else read)
        left = margin(cost, budget.amount) if budget else None
        tell(facts(cost, left, budget), as_json=as_json, text=lambda: told(cost, budget))
        if not as_json:
            click.echo("\n" + _("Not counted:"))
            for sentence in cost.left_out:
                click.echo(f"- {_(sentence)}")
