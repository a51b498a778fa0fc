"""Boards on screens are drawn by the worker, before the web server tells anybody of them.

A drawing takes tenths of a second, in which a process of the web server would answer nobody well.
So the web server leaves a mark for each kind of board that is on a screen, and the worker draws
these as soon as it has counted, packed, into the same folder. Where no worker is at work, the web
server draws them itself.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from flask import current_app

from web import clock
from web.blueprints.figures import source

ON_SCREEN = 10.0  # seconds since a screen asked for its board
AT_WORK = 5.0  # seconds since the worker looked
WORKER = "worker"  # its mark
Screen = tuple[str, str]  # its board and language


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
        return (folder() / f"{tag}.gz").read_bytes()
    except FileNotFoundError:
        return None


def follow(
    screens: Iterable[Screen], draw: Callable[[Screen, int, date], tuple[str, bytes]]
) -> None:
    """In the worker: draw what is on screens, once for each version and day."""
    place, found = folder(), (source.version(), clock.today())
    (place / WORKER).touch()
    if current_app.extensions.get("figures_followed") == found:
        return
    before = set(place.glob("*.gz"))
    for screen in screens:
        if _since(_mark_of(screen)) < ON_SCREEN:
            tag, packed = draw(screen, *found)
            new = place / f"{tag}.new"
            new.write_bytes(packed)
            new.replace(place / f"{tag}.gz")
            before.discard(place / f"{tag}.gz")
    current_app.extensions["figures_followed"] = found
    for old in before:
        old.unlink(missing_ok=True)


def _mark_of(screen: Screen) -> Path:
    return folder() / "-".join(screen)


def _since(place: Path) -> float:
    try:
        return time.time() - place.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
