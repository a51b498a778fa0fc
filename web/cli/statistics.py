"""``flask statistics``: people, hours and pay of a year; docs/rules/statistics.md defines them."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.statistics import BANDS, Band, Ratio
from web import clock
from web.cli.terminal import in_words
from web.i18n import euro, month_text, number, percent
from web.queries.statistics import YearWork, year_work

TENTH_OF_PERCENT = Decimal("0.001")


def share_of(bands: Mapping[Band, int], band: Band) -> str:
    """The part of all people and months that is in one band."""
    whole = sum(bands.values())
    return percent((Decimal(bands[band]) / whole).quantize(TENTH_OF_PERCENT)) if whole else "–"


def ratio_facts(ratio: Ratio | None) -> dict[str, Any] | None:
    """A ratio for scripts."""
    if ratio is None:
        return None
    return {
        "value": f"{ratio.value:f}",
        "highest": f"{ratio.highest:f}",
        "lowest": f"{ratio.lowest:f}",
        "people": ratio.people,
    }


def facts(work: YearWork) -> dict[str, Any]:
    """Everything, exact decimals as strings."""
    return {
        "year": work.year,
        "people": work.people,
        "people_who_hold_no_unit": work.not_holders,
        "contracts": work.contracts,
        "days": work.days,
        "hours": f"{work.hours:f}",
        "gross": f"{work.gross:f}",
        "full_time_equivalents": f"{work.full_time:f}",
        "bands": {band.value: many for band, many in work.bands.items()},
        "salary_ratio": ratio_facts(work.ratio),
        "salary_ratio_support_team": ratio_facts(work.support),
        "open_ended_jobs": work.lasting,
        "open_ended_jobs_full_time": work.lasting_full_time,
        "months": [
            {
                "month": str(item.month),
                "people": item.people,
                "contracts": item.contracts,
                "days": item.days,
                "hours": f"{item.hours:f}",
                "gross": f"{item.gross:f}",
                "bands": {band.value: many for band, many in item.bands.items()},
            }
            for item in work.months
        ],
    }


def ratio_text(ratio: Ratio | None) -> str:
    """A ratio as it is read."""
    if ratio is None:
        return "–"
    return str(
        _(
            "1 to %(ratio)s (%(lowest)s to %(highest)s for a full-time month, %(people)s people)",
            ratio=number(ratio.value),
            lowest=euro(ratio.lowest),
            highest=euro(ratio.highest),
            people=number(ratio.people),
        )
    )


def lines(work: YearWork) -> Iterator[str]:
    """A year as people read it."""
    told = (
        (_("People paid"), number(work.people)),
        (_("Of them, who hold no unit"), number(work.not_holders)),
        (_("Contracts"), number(work.contracts)),
        (_("Days"), number(work.days)),
        (_("Hours"), number(work.hours)),
        (_("Gross pay"), euro(work.gross)),
        (_("Full-time equivalents"), number(work.full_time)),
        (_("Salary ratio"), ratio_text(work.ratio)),
        (_("Salary ratio, support team"), ratio_text(work.support)),
        (_("Open-ended jobs"), number(work.lasting)),
    )
    wide = max(len(label) for label, _text in told)
    yield from (f"{label:<{wide}}  {text}" for label, text in told)
    yield ""
    yield _("Hours of a person in a month")
    for band, title in BANDS.items():
        yield f"  {_(title):<{wide}}  {share_of(work.bands, band):>8}  {work.bands[band]}"
    for item in work.months:
        text = _("%(people)s people, %(hours)s hours", people=item.people, hours=number(item.hours))
        yield f"{month_text(item.month)}: {text}"


@click.command("statistics")
@click.option("--year", type=click.IntRange(2000, 2099), help="Default: this year.")
@click.option("--json", "as_json", is_flag=True, help="Exact decimals as strings.")
@with_appcontext
def statistics(year: int | None, *, as_json: bool) -> None:
    """Count people, hours and pay of a year, from confirmed work."""
    with in_words():
        work = year_work(year or clock.today().year)
        if as_json:
            click.echo(json.dumps(facts(work), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(lines(work)))
