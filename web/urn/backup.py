"""Hot copies of the urn's file: the newest two, and none of a poll that was destroyed since."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from web.urn.sqlite_storage import duplicate, opened
from web.urn.words import UrnState

KEPT = 2


def back_up(path: Path, folder: Path, now: datetime) -> Path:
    """Copy the file as it stands between two votes; voters wait for less than a second.

    path: the urn's; ``folder``: where copies lie, preferably on another disk
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = folder / f"urn-{now:%Y%m%d-%H%M%S-%f}.sqlite"
    duplicate(path, made)
    gone = _polls(made, destroyed=True)
    copies = sorted(folder.glob("urn-*.sqlite"))
    for place, copy in enumerate(copies):
        if place < len(copies) - KEPT or _polls(copy, destroyed=False) & gone:
            copy.unlink()
    return made


def _polls(path: Path, *, destroyed: bool) -> set[bytes]:
    """The polls that were destroyed in this file, or those that were not."""
    with closing(opened(path)) as file:
        rows = file.execute("SELECT id, state FROM poll").fetchall()
    return {key for key, state in rows if (state == UrnState.DESTROYED) == destroyed}
