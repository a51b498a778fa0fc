"""``flask payslip``: from gross to net for a month, every line with its rate and its source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.employment import CONTRACT_TYPES, ContractType
from domain.explain import Line
from domain.hours import Hours, NotHours
from domain.hours import hours as read_hours
from domain.money import Eur, total
from domain.payroll.holiday_pay import HolidayPay, check_paid_by_employer, double_pay, taxed
from domain.payroll.payslip import Payslip, Work
from domain.payroll.payslip import payslip as rule
from domain.payroll.premium import premium
from domain.payroll.situation import SPOUSES, Situation, Spouse
from domain.periods import Month
from web.cli.explain import exact
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
ONCE = ("gross", "social_security", "taxable", "withholding", "net")
KINDS = [kind.value for kind in CONTRACT_TYPES]
PARTS = 4  # KIND:GROSS:DAYS:HOURS


def said(line: Line) -> tuple[str, Eur, str]:
    """A line as it is read."""
    return _(line.label), line.amount, rate_text(line.rate) if line.rate else ""


def lines(slip: Payslip, once: Mapping[str, HolidayPay]) -> Iterator[tuple[str, Eur, str]]:
    """The payslip as it is read, from gross to net, then what comes once."""
    yield from map(said, slip.lines)
    yield _("Net pay"), slip.net, str(slip.confidence)
    for paid in once.values():
        yield from map(said, paid.lines)
        yield _("Net, paid once"), paid.net, str(paid.confidence)
    if once:
        yield _("Net altogether"), altogether(slip, once), ""


def altogether(slip: Payslip, once: Mapping[str, HolidayPay]) -> Eur:
    """The net of the month and of what comes once."""
    return total([slip.net, *(paid.net for paid in once.values())])


def facts(slip: Payslip, once: Mapping[str, HolidayPay], *, whole: bool) -> dict[str, Any]:
    """Every figure by name; exact decimals as strings."""
    found: dict[str, Any] = {**figures(slip, KEYS), **(explained(slip) if whole else {})}
    if once:
        found["once"] = {
            name: {**figures(paid, ONCE), **explained(paid)} for name, paid in once.items()
        }
        found["net_altogether"] = f"{altogether(slip, once):f}"
    return found


def figures(paid: Payslip | HolidayPay, keys: Sequence[str]) -> dict[str, str]:
    """The totals of a payment."""
    return {name: f"{getattr(paid, name):f}" for name in keys}


def explained(paid: Payslip | HolidayPay) -> dict[str, Any]:
    """Each line of a payment, and how sure it is."""
    return {
        "confidence": paid.confidence.value,
        "lines": [exact(line) for line in paid.lines],
    }


def typed_hours(typed: str | None) -> Hours | None:
    """Hours of the month as people type them; none at all are full days."""
    if typed is None:
        return None
    if not typed.replace(",", ".").replace(".", "", 1).isdecimal():
        raise NotHours
    return read_hours(typed.replace(",", "."))


def other_contract(typed: str) -> Work:
    """One more contract of the month, as ``artist:500`` or ``artist:500:3`` or ``…:3:22.8``."""
    kind, _colon, rest = typed.partition(":")
    parts = rest.split(":")
    days = parts[1] if len(parts) > 1 else ""
    if kind not in KINDS or len(parts) >= PARTS or not (days or "0").isdecimal():
        text = _("“%(typed)s” is not a contract. Type it like artist:500.00:3.", typed=typed)
        raise click.ClickException(text)
    return Work(
        ContractType(kind),
        amount(parts[0]),
        int(days) if days else None,
        typed_hours(parts[2] if len(parts) > 2 else None),
    )


def paid_once(
    work: Work, extra: str | None, annual: str | None, situation: Situation, month: Month, *,
    double: bool,
) -> dict[str, HolidayPay]:  # fmt: skip
    """A premium and double holiday pay, taxed on the normal pay of the year."""
    if extra is None and not double:
        return {}
    if annual is None:
        raise click.UsageError(_("Give --annual, the normal gross pay of the year, too."))
    year, day, found = amount(annual), month.last_day, {}
    if extra is not None:
        found["premium"] = premium(amount(extra), work.contract_type, year, situation, day)
    if double:
        check_paid_by_employer(work.contract_type)
        pay = double_pay(work.gross, day)
        found["double_holiday_pay"] = taxed(pay, year, situation, day)
    return found


@click.command("payslip")
@click.option(
    "--category",
    type=click.Choice(KINDS),
    default=ContractType.WHITE_COLLAR.value,
    show_default=True,
)
@click.option("--gross", required=True, help="EUR of the month.")
@click.option("--month", required=True, help="Such as 2026-09: its last day fixes every figure.")
@click.option("--days", type=click.IntRange(1, 31), help="Days worked. Default: the whole month.")
@click.option("--hours", help="Hours worked, such as 83.6. Default: full days.")
@click.option(
    "--also", multiple=True, metavar="KIND:GROSS[:DAYS[:HOURS]]", help="One more contract."
)
@click.option("--children", type=click.IntRange(0, 20), default=0, show_default=True)
@click.option(
    "--spouse",
    type=click.Choice([item.value for item in SPOUSES]),
    default=Spouse.SINGLE.value,
    show_default=True,
)
@click.option("--single-parent", is_flag=True, help="Alone with the children.")
@click.option("--flat-rate", is_flag=True, help="11.11 % on artist contracts (Annex III, no. 80).")
@click.option("--premium", "extra", help="EUR, a premium paid with it; needs --annual.")
@click.option("--double-holiday-pay", "double", is_flag=True, help="In service; needs --annual.")
@click.option("--annual", help="EUR, normal gross pay of the year.")
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@click.option("--lines", "whole", is_flag=True, help="With --json: every line with its source.")
@with_appcontext
def payslip(
    *,
    category: str,
    gross: str,
    month: str,
    days: int | None,
    hours: str | None,
    also: tuple[str, ...],
    children: int,
    spouse: str,
    extra: str | None,
    annual: str | None,
    single_parent: bool,
    flat_rate: bool,
    double: bool,
    as_json: bool,
    whole: bool,
) -> None:
    """Work out a month of one person with one employer, to the cent."""
    with in_words():
        situation = Situation(Spouse(spouse), children, flat_rate, single_parent)
        work = Work(ContractType(category), amount(gross), days, typed_hours(hours))
        read = Month.read(month)
        slip = rule([work, *map(other_contract, also)], situation, read)
        once = paid_once(work, extra, annual, situation, read, double=double)
        tell(facts(slip, once, whole=whole), as_json=as_json, text=lambda: lines(slip, once))
