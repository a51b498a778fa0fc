"""How pay is computed: every step with its figures, and a month worked out by the engine itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.employment import ContractType
from domain.errors import Msg, RuleError
from domain.money import Eur, eur
from domain.pay_rules import Gap, explanation, gaps
from domain.payments import PayIncrement, amounts
from domain.payroll.payslip import Payslip, Situation, Work, payslip
from domain.payroll.steps import STEPS
from domain.periods import Month
from web.i18n import locale
from web.queries.rules import Version, version

SCALE = (1000, 1500, 2000, 2500, 3000, 4000, 6000)  # EUR gross, for the short table


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigure:
    """One figure of a step, with every value it had."""

    name: str
    title: Msg
    unit: Msg
    history: tuple[Version, ...]  # newest first
    gaps: tuple[Gap, ...]  # days on which it is not known

    @property
    def id(self) -> str:
        """Where it stands in the page."""
        return self.name.replace("/", "-").replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One step of pay, as it is read."""

    key: str
    title: Msg
    rule: Msg  # empty: its figures speak for it
    figures: tuple[StepFigure, ...]


def steps() -> tuple[StepShown, ...]:
    """Every step in the order used, with the words of the reader's language."""
    return _steps(locale(), tuple(STEPS))


@lru_cache(maxsize=8)
def _steps(_locale: str, keys: tuple[str, ...]) -> tuple[StepShown, ...]:
    """Figures only change when the program does: their words are made once."""
    return tuple(
        StepShown(
            key=key,
            title=STEPS[key].title,
            rule=explanation(key),
            figures=tuple(_figures(key)),
        )
        for key in keys
    )


def _figures(key: str) -> Iterator[StepFigure]:
    """Each figure of a step once."""
    for figure in {figure.name: figure for figure in STEPS[key].figures}.values():
        yield StepFigure(
            name=figure.name,
            title=figure.title,
            unit=Msg(figure.unit),
            history=tuple(version(dated, in_force=False) for dated in figure.history),
            gaps=gaps(figure.history),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One month worked out, and the same month with other pay."""

    slip: Payslip
    scale: tuple[PayIncrement, ...]


def example(kind: ContractType, gross: Eur, situation: Situation, month: Month) -> Example:
    """A whole month, full time, with one employer; the same engine as every payslip."""
    slip = payslip([Work(kind, gross)], situation, month)
    return Example(slip=slip, scale=tuple(_scale(kind, situation, month)))


def _scale(kind: ContractType, situation: Situation, month: Month) -> Iterator[PayIncrement]:
    for gross in SCALE:
        try:
            yield amounts(payslip([Work(kind, eur(gross))], situation, month))
        except RuleError:
            continue  # no such pay for this kind of contract
