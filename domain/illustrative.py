"""Figures made up for the demo are refused where something real is at stake."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import N_, Msg, RuleError
from domain.parameters import Confidence, Dated


@dataclass(eq=False)
class IllustrativeFigure(RuleError):
    """A figure that nobody decided."""

    message = N_(
        "The figure “%(title)s” is only an example. "
        "The cooperative must set its own before anything can be issued."
    )
    title: Msg


def check_real(figures: Iterable[Dated | None]) -> None:
    """Refuse the first figure that is only an example."""
    for figure in figures:
        if figure is not None and figure.confidence is Confidence.ILLUSTRATIVE:
            raise IllustrativeFigure(figure.title)
