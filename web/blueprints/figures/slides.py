"""The slides of a room: one thing each, large enough for the last row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.errors import N_, Msg
from domain.figures.catalogue import table
from web.blueprints.figures.boards import INSIDE, LEADS, PUBLIC, Asked, FigureShown, figures_of
from web.blueprints.figures.plates import any_table, money_flow, trend
from web.figure_charts import ChartShown
from web.figure_drawing import FLOW_TITLE
from web.figure_words import translated


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing to show: key figures, or a chart."""

    key: str
    title: Msg
    figures: tuple[str, ...] = ()
    public: bool = True


def _tables(keys: tuple[str, ...], *, public: bool) -> tuple[Slide, ...]:
    return tuple(Slide(key, table(key).title, public=public) for key in keys)


SLIDES: Mapping[str, Slide] = {
    slide.key: slide
    for slide in (
        Slide("lead", N_("The year so far"), LEADS),
        *(Slide(key, title, keys) for key, title, keys in PUBLIC),
        Slide("flow", FLOW_TITLE),
        Slide("trend", N_("Turnover by month")),
        *_tables(
            ("holders_by_region", "units_by_turnover", "turnover_by_gender", "holders_by_clients"),
            public=True,
        ),
        *(Slide(key, title, keys, public=False) for key, title, keys in INSIDE),
        *_tables(("holders_by_office", "turnover_by_age", "turnover_by_seniority"), public=False),
    )
}
FIRST = "lead"


@dataclass(frozen=True, slots=True)
class SlideShown:
    """A slide as it is drawn."""

    key: str
    title: str
    figures: tuple[FigureShown, ...]
    chart: ChartShown | None


def slides_of(*, public: bool) -> list[Slide]:
    """What a screen can show, in order."""
    return [slide for slide in SLIDES.values() if slide.public or not public]


def beside(slides: list[Slide], key: str) -> tuple[Slide | None, Slide | None]:
    """The slides before and after one."""
    place = next((i for i, slide in enumerate(slides) if slide.key == key), 0)
    before = slides[place - 1] if place else None
    return before, slides[place + 1] if place + 1 < len(slides) else None


def slide_shown(slide: Slide, day: date) -> SlideShown:
    """A slide with its figures of the day."""
    found = figures_of(Asked("inside", day), slide.figures)
    figures = tuple(found[key] for key in slide.figures if key in found)
    chart = None if slide.figures else _chart(slide.key, day)
    return SlideShown(slide.key, translated(slide.title), figures, chart)


def _chart(key: str, day: date) -> ChartShown:
    if key == "flow":
        return money_flow(day)
    return trend("turnover", day) if key == "trend" else any_table(key, day)
