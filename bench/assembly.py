"""A general assembly of 45,598 shareholders and fifteen questions, on one machine, to the recount.

``python -P bench/assembly.py [SHAREHOLDERS]``. The ballots are sealed and cast straight into the
urn by two processes; what each request costs beyond that is in ``vote.py`` and ``storm.py``.
"""

import base64
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TOOLS = ROOT / "web" / "static" / "voting"
sys.path.append(str(TOOLS))

import ceremony  # noqa: E402

from bench import voters  # noqa: E402
from bench.measure import Result, application, report  # noqa: E402
from domain.voting.canonical import sha256_hex  # noqa: E402
from domain.voting.definition import Definition, Trustee  # noqa: E402
from domain.voting.envelope import Envelope, SealedBy, padded  # noqa: E402
from domain.voting.publishing import check  # noqa: E402
from domain.voting.tracker import ALPHABET, OURS  # noqa: E402
from tests.web.urn_crowd import urn_at  # noqa: E402
from web import urn  # noqa: E402
from web.extensions import db  # noqa: E402
from web.urn.seal import seal  # noqa: E402

SHAREHOLDERS, PROCESSES = 45_598, 2
WHOLE = 600.0  # seconds: minutes, not hours
HOUR = timedelta(hours=1)
Found = TypeVar("Found")


class Steps:
    """What is done one after the other, and how long each takes by the clock."""

    def __init__(self) -> None:
        self.results: list[Result] = []

    def take(self, what: str, act: Callable[[], Found]) -> Found:
        """One step."""
        began = time.monotonic()
        found = act()
        self.results.append(Result(what, time.monotonic() - began, "s"))
        return found

    @property
    def total(self) -> float:
        """All of them."""
        return sum(result.value for result in self.results)


def choices(chance: random.Random) -> tuple[str, ...]:
    """Thirteen answers, up to four candidates, a ranking."""
    candidates = range(1, voters.CANDIDATES + 1)
    named = sorted(chance.sample(candidates, chance.randint(0, voters.SEATS)))
    ranked = chance.sample(range(1, voters.OBJECTIVES + 1), chance.randint(0, voters.OBJECTIVES))
    return (
        *(chance.choice("yyyna") for _resolution in range(voters.RESOLUTIONS)),
        ";".join(map(str, named)),
        ">".join(map(str, ranked)),
    )


def cast_part(url: str, asked: bytes, names: list[str], seed: int) -> int:
    """Seal and cast the ballots of a part of the roll, in a process of its own."""
    definition, place = Definition.from_bytes(asked), urn_at(url)
    chance = random.Random(seed)
    for name in names:
        half = "".join(chance.choice(ALPHABET) for _sign in range(OURS))
        paper = Envelope(
            definition.poll, definition.sha256, f"{half}-{name[:8].upper()}",
            choices(chance), SealedBy.SERVER,
        )  # fmt: skip
        box = seal(definition.public_key, padded(paper))
        place.cast(
            definition.poll, voter=name, grantor=name, box=box, now=lambda: datetime.now(UTC)
        )
    return len(names)


def cast_all(url: str, definition: Definition, names: list[str]) -> int:
    """Every vote of the roll."""
    asked = definition.canonical()
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = [
            pool.submit(cast_part, url, asked, names[start::PROCESSES], start)
            for start in range(PROCESSES)
        ]
        return sum(part.result() for part in parts)


def recounted(folder: Path, files: dict[str, bytes]) -> str:
    """What a stranger's Python says of the published files."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    boards = sorted(str(path) for path in folder.glob("board-*.csv"))
    done = subprocess.run(
        [sys.executable, "-I", str(TOOLS / "recount.py"), *boards],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


def assembly(many: int, url: str, folder: Path, steps: Steps) -> Iterator[Result]:
    """Everything from the roll to the recount."""
    keys, shares = steps.take("keys, split in three", lambda: ceremony.make_keys(["A", "B", "C"]))
    poll, names = steps.take("people, roll and urn", lambda: roll_and_urn(many, keys))
    cast = steps.take(f"{many:,} ballots sealed and cast", lambda: cast_all(url, poll, names))
    later = datetime.now(UTC) + 12 * HOUR
    closed = steps.take("closed", lambda: urn.close(poll.poll, lambda: later))
    boxes = steps.take("exported", lambda: urn.export(poll.poll))
    told = {
        "boxes": [base64.b64encode(box).decode() for box in boxes],
        "cast": closed.cast,
        "definition": poll.to_json(),
        "roll": poll.roll_count,
    }
    files = steps.take(
        "opened by two shares, counted", lambda: ceremony.open_urn(told, [shares[0], shares[2]])
    )
    hashes = frozenset(map(sha256_hex, boxes))
    result = steps.take(
        "checked and counted again", lambda: check(poll, files, cast=closed.cast, boxes=hashes)
    )
    said = steps.take("recounted by a stranger", lambda: recounted(folder, files))
    size = sum(map(len, files.values())) / 1e6
    yield from steps.results
    yield Result("all of it", steps.total, "s", WHOLE)
    yield Result("published files", size, "MB")
    yield Result("votes cast but not counted", cast - result["counted"], "", 0)
    yield Result("recounts that disagree", said != "RECOUNT AGREES", "", 0)


def roll_and_urn(many: int, keys: Mapping[str, Any]) -> tuple[Definition, list[str]]:
    """The people and their rights, by the rows; the urn is filled and open."""
    now = datetime.now(UTC)
    opens_at, closes_at = now - timedelta(minutes=1), now + 8 * HOUR
    asked = replace(
        voters.definition(many, now, opens_at, closes_at),
        public_key=keys["public_key"],
        trustees=tuple(Trustee(**one) for one in keys["trustees"]),
    )
    people = [
        voters.Voter(number, secrets.token_hex(16), f"voter{number}@bench.example")
        for number in range(1, many + 1)
    ]
    voters.write_poll(asked, now, opens_at, closes_at)
    names = voters.write_people(people, now)
    db.session.commit()
    urn.put_poll(
        asked.poll, opens_at=opens_at, closes_at=closes_at, definition_sha256=asked.sha256,
        public_key=asked.public_key,
        rights=[urn.Right(name, name, urn.RightKind.OWN) for name in names],
    )  # fmt: skip
    urn.set_rehearsed(asked.poll)
    urn.open_poll(asked.poll)
    return asked, names


def main() -> int:
    """One assembly on an empty database, with its urn beside it."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else SHAREHOLDERS
    with application() as app, tempfile.TemporaryDirectory() as given, app.app_context():
        results = list(assembly(many, app.config["URN_URL"], Path(given), Steps()))
        urn.forget()
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
