"""Boards are drawn by the worker, and the web server sends them.

A drawing takes tenths of a second, in which a process of the web server answers nobody well, and
each process would keep all that it read for it. So the web server leaves a mark for each kind of
board that is on a screen or asked for, and the worker draws these as soon as it has counted,
packed, into the same folder. Where no worker is at work, the web server draws them itself.
A worker that starts draws all of them, and goes on for a while after the last one looked: whoever
comes first to a meeting waits for nothing.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from flask import current_app

from web import clock
from web.blueprints.figures import source

ON_SCREEN = 10.0  # seconds since a screen asked for its board
LATELY = 600.0  # seconds since then in which the worker still draws it
AT_WORK = 5.0  # seconds since the worker looked
PASSED = 60.0  # seconds after which nobody asks for an older board
LOOK = 0.05  # seconds between two looks of somebody who waits
WORKER = "worker"  # its mark, with the number of the version that it draws
Screen = tuple[str, str]  # its board and language
Draw = Callable[[Screen, int, date], bytes]
TagOf = Callable[[Screen, int, date], str]


def folder() -> Path:
    """Where marks and boards lie; boards can be drawn again, so nobody needs to keep them."""
    found = Path(current_app.config["DATA_DIR"]) / "boards"
    found.mkdir(exist_ok=True)
    return found


def mark(screens: Iterable[Screen]) -> None:
    """These are in use now."""
    for screen in screens:
        _mark_of(screen).touch()


def is_worker_near() -> bool:
    """Will the worker draw?"""
    return _since(folder() / WORKER) < AT_WORK


def fetched(tag: str) -> bytes | None:
    """A board that the worker has drawn, packed."""
    try:
        return _place_of(tag).read_bytes() if is_worker_near() else None
    except FileNotFoundError:
        return None


def awaited(screen: Screen, tag: str, number: int) -> bytes | None:
    """The same, asked for and waited for; None if the worker does not draw this one any more."""
    mark([screen])
    latest = time.monotonic() + AT_WORK
    while (found := fetched(tag)) is None:
        if time.monotonic() > latest or not is_worker_near() or _number_drawn() > number:
            return None
        time.sleep(LOOK)
    return found


def follow(screens: Iterable[Screen], tag_of: TagOf, draw: Draw) -> None:
    """In the worker: draw what is in use, once for each version and day."""
    place, number, day = folder(), source.version(), clock.today()
    (place / WORKER).write_text(str(number))
    screens = list(screens)
    if not current_app.extensions.get("figures_followed"):
        _forget(place.glob("*.gz"))  # by another release, perhaps
        mark(screens)
        current_app.extensions["figures_followed"] = True
    looked = {screen: _since(_mark_of(screen)) for screen in screens}
    wanted = {
        _place_of(tag_of(screen, number, day)): screen
        for screen in sorted(screens, key=lambda one: looked[one] > ON_SCREEN)  # on screens first
        if looked[screen] < LATELY
    }
    missing = {board: screen for board, screen in wanted.items() if not board.exists()}
    for board, screen in missing.items():
        new = board.with_suffix(".new")
        new.write_bytes(draw(screen, number, day))
        new.replace(board)
    if missing:
        others = set(place.glob("*.gz")) - wanted.keys()
        _forget(board for board in others if _since(board) > PASSED)


def _number_drawn() -> int:
    """Asked of the worker: a transaction that has begun sees no new version."""
    return int((folder() / WORKER).read_text() or 0)


def _forget(boards: Iterable[Path]) -> None:
    for board in boards:
        board.unlink(missing_ok=True)


def _place_of(tag: str) -> Path:
    return folder() / f"{tag}.gz"


def _mark_of(screen: Screen) -> Path:
    return folder() / "-".join(screen)


def _since(place: Path) -> float:
    try:
        return clock.age_of(place)
    except FileNotFoundError:
        return float("inf")
