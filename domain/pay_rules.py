"""How pay is worked out, in words: one explanation a step, and the days without a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.errors import N_, Msg
from domain.parameters import Dated
from domain.periods import ONE_DAY

# Beside the steps of domain.payroll.steps, by the same names.
EXPLAINED: Mapping[str, Msg] = {
    "minimum-pay": N_(
        "Checked before a contract is made. Gross pay of a day is at least the monthly minimum "
        "× 3 ÷ 65, rounded up; an hour is the month × 3 ÷ 13 ÷ the hours of a week. Younger people "
        "and students have a part of it; a joint committee may ask for more."
    ),
    "joint-committee": N_(
        "Which joint committee an employer belongs to. It decides whether more than the legal "
        "minimum is due."
    ),
    "least-age": N_(
        "Checked before a contract is made: nobody works below this age, and younger people only "
        "do what the law allows."
    ),
    "social-security": N_(
        "The worker's own contribution, counted on gross pay. Where a holiday fund pays the "
        "holidays, gross pay × 1.08 counts, rounded to the cent before the rate applies. It is "
        "rounded once for each kind of contract."
    ),
    "work-bonus": N_(
        "Low pay contributes less. The two parts depend on what a whole month at this pace would "
        "pay: gross pay ÷ time worked × full time. Each part is whole up to its lower threshold, "
        "then shrinks to nothing. A part of a month has the same part of the bonus, and the bonus "
        "is never more than the contribution."
    ),
    "withholding": N_(
        "Taxable pay is gross pay less the contribution, plus the work bonus. It is brought to a "
        "year, less expenses, taxed bracket by bracket, reduced by the family situation, and "
        "brought back to a month. A part of the work bonus comes off. It is never below zero."
    ),
    "special-contribution": N_(
        "A contribution by quarter that follows the income of the household. Each month takes a "
        "third of what a quarter of three such months would cost. The last payslip of the quarter "
        "settles it: the contribution on the pay of the three months, less what they took already."
    ),
    "holiday-pay": N_(
        "What was earned gives holiday pay: from the employer on leaving or each year, or from a "
        "holiday fund."
    ),
    "exceptional-pay": N_(
        "Holiday pay and premiums are taxed at one rate, by the normal gross pay of the year and "
        "the number of children."
    ),
    "employer-cost": N_(
        "What the employer pays on top of gross pay. The unit pays it through the coefficient of "
        "the contract; what is left over goes to the common pot."
    ),
    "structural-reduction": N_(
        "The employer's contribution is lower for low pay, by quarter. The reduction goes to the "
        "common pot, never to one unit."
    ),
    "student-quota": N_(
        "Students pay the solidarity contribution up to this many hours a year, over all "
        "employers; beyond it they have the ordinary contribution and tax."
    ),
    "amateur-arts": N_(
        "An allowance for amateur artists is not pay: up to these limits no contribution and no "
        "tax is due. Beyond them it is ordinary pay."
    ),
    "flexi": N_(
        "Flexi-jobs have a contribution of their own. We do not offer them as long as a figure "
        "that they need is not confirmed."
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody knows a figure; open at an end where that end is not known either."""

    first: date | None
    last: date | None


def gaps(history: Sequence[Dated]) -> tuple[Gap, ...]:
    """The days before, between and after the values of a figure, the latest first.

    history: newest first
    """
    newest, oldest = history[0], history[-1]
    after = [Gap(newest.until + ONE_DAY, None)] if newest.until else []
    between = [
        Gap(older.until + ONE_DAY, newer.since - ONE_DAY)
        for newer, older in pairwise(history)
        if older.until is not None and older.until + ONE_DAY < newer.since
    ]
    return (*after, *between, Gap(None, oldest.since - ONE_DAY))


def explanation(step: str) -> Msg:
    """What a step does; a step without words of its own stands with its figures alone."""
    return EXPLAINED.get(step, Msg(""))
