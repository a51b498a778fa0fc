"""The board publishes figures, and corrects what is published by errata."""

from datetime import date

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.figures.catalogue import FIGURES, TABLES
from domain.figures.releasing import DayNotOver, read, written
from domain.periods import ONE_DAY
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import releases as actions
from web.blueprints.figures import bp
from web.blueprints.figures.defining import is_counted
from web.blueprints.figures.released_shown import (
    NOUN_OF,
    NOUNS,
    address_of,
    name_of,
    unit_of,
    value_of,
)
from web.figure_words import figure_shown, translated
from web.forms.releases import CorrectForm, DayForm, PublishForm
from web.htmx import page
from web.i18n import word
from web.models.figure import FigureRelease
from web.navigation import notify
from web.once import once
from web.queries import releases

QUARTERS = 5  # days proposed: the last end of a year is among them


def offered() -> dict[str, str]:
    """What can be published, with its name: figures that are kept, and their tables."""
    figures = {key: name_of(key) for key, about in FIGURES.items() if about.kept}
    tables = {key: translated(one.title) for key, one in TABLES.items() if is_counted(one)}
    return figures | tables


def by_noun(named: dict[str, str]) -> dict[str, dict[str, str]]:
    """The same under the noun that is counted."""
    nouns = {key: NOUN_OF[TABLES[key].figure if key in TABLES else key] for key in named}
    return {
        translated(title): {key: name for key, name in named.items() if nouns[key] == noun}
        for noun, (title, _keys) in NOUNS.items()
        if noun in nouns.values()
    }


def quarter_ends(today: date) -> list[date]:
    """The last days of quarters that are over, the newest first."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    found: list[date] = []
    while len(found) < QUARTERS:
        found.append(first - ONE_DAY)
        first = date(found[-1].year, found[-1].month - 2, 1)
    return found


def concerned(refusal: RuleError) -> set[str]:
    """The figures and tables to leave out, so that nothing is refused for this reason."""
    keys = [getattr(refusal, "figure", ""), *getattr(refusal, "parts", ())]
    return {key if isinstance(key, str) else key[0] for key in keys} - {""}


def objections(form: PublishForm) -> list[RuleError]:
    """What stands in the way of what is ticked; a day that is not over is refused at its field."""
    day, keys = form.day.data, form.keys.data
    if day is None or form.errors or not keys:
        return []
    if day >= clock.today():
        form.refuse(DayNotOver(day))
        return []
    return releases.objections(keys, day)


def day_of(form: PublishForm) -> date:
    """The day that is typed, once the form is valid."""
    day: date = form.day.data or clock.today()
    return day


def asked(form: PublishForm, found: list[RuleError], *, status: int = 200) -> Response:
    """Figures and tables to tick, after what cannot be published."""
    named, day = offered(), day_of(form)
    told = []
    for one in found:
        about = [key for key in named if key in concerned(one)]
        places = [key if key in FIGURES else (key, "", "") for key in about]
        links = [(named[key], address_of(at, day)) for key, at in zip(about, places, strict=True)]
        told.append((word(one), links))
    return page(
        "figures/publish.html",
        status=422 if form.errors else status,
        form=form,
        ticked=set(form.keys.data or ()),
        ends=quarter_ends(clock.today()),
        objections=told,
        nouns=by_noun(named),
    )


@bp.get("/publish")
@allow(Role.BOARD)
def publishing() -> Response:
    """Choose a day; every figure and table is proposed."""
    keys, typed = list(offered()), DayForm(request.args)
    if "day" not in request.args:
        typed = DayForm(data={"day": quarter_ends(clock.today())[0]})
    elif not typed.validate():
        form = PublishForm(data={"keys": keys}).offer(keys)
        form.day.raw_data, form.day.errors = typed.day.raw_data, typed.day.errors
        return asked(form, [])
    form = PublishForm(data={"day": typed.day.data, "keys": keys}).offer(keys)
    return asked(form, objections(form))


@bp.post("/publish")
@allow(Role.BOARD)
@once("figures.published")
def publish() -> BaseResponse:
    """First it says what will happen; once that is confirmed, it happens."""
    form = PublishForm(request.form).offer(offered())
    found = objections(form) if form.validate() else []
    if "leave_out" in request.form and found:
        out = {key for refusal in found for key in concerned(refusal)}
        form.keys.data = [key for key in form.keys.data if key not in out]
        return asked(form, objections(form))
    if form.errors or found:
        return asked(form, found, status=422)
    if not form.confirmed.data:
        return confirming(form)
    return published_now(form)


def confirming(form: PublishForm) -> Response:
    """What will happen, in words."""
    day, keys = day_of(form), form.keys.data
    before = releases.current(keys, day)
    new = [key for key in releases.ready(keys, day).values if written(key) not in before]
    return page(
        "figures/publish_confirm.html", day=day, keys=keys, new=len(new), before=len(before)
    )


def published_now(form: PublishForm) -> BaseResponse:
    """Publish, and show what everybody reads from now on."""
    day = day_of(form)
    try:
        values = actions.publish(form.keys.data, day, by=g.person.id, now=clock.now())
    except RuleError as refusal:
        form.refuse(refusal)
        return asked(form, [])
    notify(ngettext("%(num)s value is published.", "%(num)s values are published.", len(values)))
    return redirect(url_for(".published", day=day.isoformat()), code=303)


CORRECT = "/published/<int:release_id>/correct"


def correction(release: FigureRelease, form: CorrectForm) -> Response:
    """The erratum to write, beside what is published and what is counted now."""
    key, unit = read(release.key), unit_of(read(release.key))
    told = next(one for one in releases.released(release.key) if one.release.id == release.id)
    now = None
    if isinstance(key, str):
        now = releases.value_on(key, release.period_end)
    return page(
        "figures/correct.html",
        status=422 if form.errors or form.form_errors else 200,
        form=form,
        value=value_of(told),
        now=figure_shown(now.live, unit) if now and now.live is not None else "",
        differs=now is not None and now.differs,
        percent=unit == "share",
        back=shown_at(release),
    )


def shown_at(release: FigureRelease) -> str:
    """Where everybody reads a published value."""
    day = release.period_end.isoformat()
    if release.key in FIGURES:
        return url_for(".definition", key=release.key, day=day, _anchor="published")
    return url_for(".published", day=day)


@bp.get(CORRECT)
@allow(Role.BOARD)
def correcting(release_id: int) -> Response:
    """Ask why, and from where the right value comes."""
    release = find(FigureRelease, release_id)
    return correction(release, CorrectForm(unit=unit_of(read(release.key))))


@bp.post(CORRECT)
@allow(Role.BOARD)
@once("figures.published")
def correct(release_id: int) -> BaseResponse:
    """Write the erratum; the value before it stays to be read."""
    release = find(FigureRelease, release_id)
    form = CorrectForm(request.form, unit=unit_of(read(release.key)))
    if not form.validate():
        return correction(release, form)
    told = {"reason": form.reason.data, "value": form.right}
    try:
        erratum = actions.correct(release, **told, by=g.person.id, now=clock.now())
    except RuleError as refusal:
        form.refuse(refusal)
        return correction(find(FigureRelease, release_id), form)
    notify(_("The erratum is published. The value before it stays to be read."))
    return redirect(shown_at(erratum), code=303)
