"""Publishing figures: their values are frozen, and corrected only by an erratum."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa

from domain.figures.catalogue import TABLES, figure
from domain.figures.cells import is_small
from domain.figures.definition import FigureUnit, Key
from domain.figures.refused import title_of
from domain.figures.releasing import (
    AlreadyReplaced,
    DayNotOver,
    NothingChanged,
    TooFew,
    kept,
    read,
    written,
)
from domain.work import NeedsReason
from web import clock
from web.actions.audit import record
from web.actions.figures import refresh
from web.actions.locks import alone, flush_or
from web.extensions import db
from web.models.figure import FigureRelease, FigureStamp
from web.queries import figures, releases
from web.queries.figures.remembered import Part


def publish(
    keys: Iterable[str], day: date, *, by: int | None, now: datetime
) -> dict[str, FigureRelease]:
    """Freeze the values of figures and of the shown cells of tables at the end of a day.

    What was published of that day before stays as it is: two reports say the same numbers.
    """
    wanted = list(keys)
    _begin(day, now)
    found = releases.ready(wanted, day)
    for refusal in found.objections:
        raise refusal
    published = releases.current(wanted, day)
    new = [
        _release(key, day, value, by=by, now=now)
        for key, value in found.values.items()
        if written(key) not in published
    ]
    db.session.add_all(new)
    db.session.flush()
    for release in new:
        record("figure_published", release, **_told(release))
    db.session.commit()
    return published | {release.key: release for release in new}


def correct(
    release: FigureRelease,
    *,
    reason: str,
    value: Decimal | None = None,
    by: int | None,
    now: datetime,
) -> FigureRelease:
    """Replace a published value, and say why: the one before stays to be read.

    value: None counts it again from the acts
    """
    if not reason.strip():
        raise NeedsReason
    _begin(release.period_end, now)
    if release.id in set(db.session.scalars(releases.REPLACED)):
        raise AlreadyReplaced
    key = read(release.key)
    right = kept(_again(key, release.period_end) if value is None else value)
    _check_small(key, right)
    if right == release.value:
        raise NothingChanged
    erratum = _release(key, release.period_end, right, by=by, now=now)
    erratum.replaces_id, erratum.reason = release.id, reason.strip()
    db.session.add(erratum)
    flush_or(AlreadyReplaced())
    record(
        "figure_corrected",
        erratum,
        before=f"{release.value.normalize():f}",
        reason=reason,
        **_told(erratum),
    )
    db.session.commit()
    return erratum


def _begin(day: date, now: datetime) -> None:
    """Count everything that changed, then let one act at a time publish."""
    if day >= clock.day_of(now):
        raise DayNotOver(day)
    while refresh():
        pass
    db.session.execute(alone(sa.select(FigureStamp).where(FigureStamp.id == Part.ALL)))


def _release(
    key: Key, day: date, value: Decimal, *, by: int | None, now: datetime
) -> FigureRelease:
    about = figure(key if isinstance(key, str) else TABLES[key[0]].figure)
    return FigureRelease(
        key=written(key),
        version=about.version,
        period_end=day,
        value=kept(value),
        made=now,
        made_by_id=by,
        reason="",
    )


def _again(key: Key, day: date) -> Decimal:
    """The value as it is counted now, if it may be published."""
    if isinstance(key, str):
        found = figures.values([key], day)[key].amount
    else:
        name, *place = key
        cell = figures.table(name, day).cells[place[0], place[1]]
        found = cell.amount if cell.amount is not None else _number(cell.people)
    if found is None:
        raise TooFew(title_of(key), key)
    return found


def _number(people: int | None) -> Decimal | None:
    return None if people is None else Decimal(people)


def _check_small(key: Key, value: Decimal) -> None:
    about = figure(key if isinstance(key, str) else TABLES[key[0]].figure)
    counts = about.unit is FigureUnit.PEOPLE or not isinstance(key, str)
    if counts and about.unit is not FigureUnit.EUR and is_small(int(value)):
        raise TooFew(title_of(key), key)


def _told(release: FigureRelease) -> dict[str, object]:
    return {
        "figure": release.key,
        "day": release.period_end.isoformat(),
        "value": f"{release.value.normalize():f}",
    }
