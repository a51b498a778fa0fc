"""Many voters at one urn, in processes that may be killed: JSON in, lines of JSON out.

In:  url, copy, poll, grantors (their names in hexadecimal), processes, threads,
     everyone (each process tries every vote, else each thread its share),
     kills (so many processes die by ``kill -9`` and are replaced), pause (between two, in seconds)
Out: a line of each process that ended by itself, then the places of all acknowledged votes.
"""

import hashlib
import json
import mmap
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domain.errors import RuleError
from domain.voting.envelope import SEALED_SIZE
from web.urn.places import storage_at
from web.urn.urn import Urn

ROOT = Path(__file__).resolve().parents[2]
TRIED, ACKNOWLEDGED = 1, 2


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who votes, where, and how roughly."""

    url: str
    poll: str
    grantors: list[str]
    copy: str = ""
    processes: int = 4
    threads: int = 1
    everyone: bool = False
    kills: int = 0
    pause: float = 0.1


@dataclass(slots=True)
class Seen:
    """What the crowd was told."""

    refused: Counter[str] = field(default_factory=Counter)
    accepted: int = 0  # by processes that ended by themselves
    latest: float = 0.0  # the last moment at which a vote was accepted
    acknowledged: set[int] = field(default_factory=set)  # places of grantors
    kills: int = 0


def box_of(grantor: str, salt: object = "") -> bytes:
    """A sealed ballot of noise that a test can make again."""
    return hashlib.shake_256(f"{grantor}|{salt}".encode()).digest(SEALED_SIZE)


def urn_at(url: str, copy: str = "") -> Urn:
    """The urn at an address."""
    return Urn(storage_at(url, copy))


def gather(crowd: Crowd) -> subprocess.Popen[str]:
    """Send the crowd to the urn."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.urn_crowd"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(crowd)))
    process.stdin.close()
    return process


def told(process: subprocess.Popen[str]) -> Seen:
    """What it saw, once everybody is done."""
    assert process.stdout is not None
    lines = [json.loads(line) for line in process.stdout]
    process.stdout.close()
    assert process.wait() == 0
    *ended, last = lines
    seen = Seen(acknowledged=set(last["acknowledged"]), kills=last["kills"])
    for line in ended:
        seen.refused.update(line["refused"])
        seen.accepted += line["accepted"]
        seen.latest = max(seen.latest, line["latest"])
    return seen


def vote_all(crowd: Crowd) -> Seen:
    """The crowd votes, to the end."""
    return told(gather(crowd))


class Booth:
    """One process of voters."""

    def __init__(self, crowd: Crowd, number: int, states: mmap.mmap) -> None:
        self.crowd, self.number, self.states = crowd, number, states
        self.urn = urn_at(crowd.url, crowd.copy)

    def places(self, thread: int) -> Iterator[int]:
        """The votes that one thread tries."""
        crowd = self.crowd
        if crowd.everyone:
            yield from random.sample(range(len(crowd.grantors)), len(crowd.grantors))
            return
        first, step = self.number * crowd.threads + thread, crowd.processes * crowd.threads
        for place in range(first, len(crowd.grantors), step):
            if not self.states[place]:
                yield place

    def vote(self, thread: int) -> Seen:
        """Cast one after the other."""
        seen = Seen()
        salt = self.number if self.crowd.everyone else ""
        for place in self.places(thread):
            grantor, moments = self.crowd.grantors[place], [0.0]

            def now(moments: list[float] = moments) -> datetime:
                moment = datetime.now(UTC)
                moments.append(moment.timestamp())
                return moment

            self.states[place] = max(self.states[place], TRIED)
            try:
                self.urn.cast(
                    self.crowd.poll, voter=grantor, grantor=grantor,
                    box=box_of(grantor, salt), now=now,
                )  # fmt: skip
            except RuleError as refusal:
                seen.refused[type(refusal).__name__] += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
                seen.refused[f"{type(error).__name__}: {error}"] += 1
            else:
                self.states[place] = ACKNOWLEDGED
                seen.accepted += 1
                seen.latest = max(seen.latest, moments[-1])
        return seen

    def work(self) -> None:
        """All threads of this process; one line for what they saw."""
        with ThreadPoolExecutor(self.crowd.threads) as pool:
            found = list(pool.map(self.vote, range(self.crowd.threads)))
        line = {
            "accepted": sum(one.accepted for one in found),
            "refused": dict(sum((one.refused for one in found), Counter())),
            "latest": max(one.latest for one in found),
        }
        os.write(1, f"{json.dumps(line)}\n".encode())


def start(crowd: Crowd, number: int, states: mmap.mmap) -> int:
    """Fork one process of voters: this one has a single thread and no connection."""
    if child := os.fork():
        return child
    try:
        Booth(crowd, number, states).work()
    except BaseException as error:  # noqa: BLE001 - a child never goes on as its parent
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)
    os._exit(0)


def kill_some(crowd: Crowd, running: dict[int, int], states: mmap.mmap) -> int:
    """Kill one process after the other, and put another in its place; how many were at work."""
    done = 0
    while done < crowd.kills and 0 in states[:]:
        time.sleep(random.uniform(0, 2 * crowd.pause))
        child = random.choice(list(running))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        done += os.WIFSIGNALED(status)
        number = running.pop(child)
        running[start(crowd, number, states)] = number
    return done


def main() -> int:
    """Start, kill, wait."""
    crowd = Crowd(**json.load(sys.stdin))
    states = mmap.mmap(-1, len(crowd.grantors))  # shared with every process
    running = {start(crowd, number, states): number for number in range(crowd.processes)}
    kills = kill_some(crowd, running, states)
    if kills:  # those who have not begun stay at home
        for place in [place for place, state in enumerate(states[:]) if not state]:
            states[place] = TRIED
    failed = 0
    for child in running:
        with suppress(ChildProcessError):
            failed += os.waitpid(child, 0)[1] != 0
    acknowledged = [place for place, state in enumerate(states[:]) if state == ACKNOWLEDGED]
    os.write(1, f"{json.dumps({'acknowledged': acknowledged, 'kills': kills})}\n".encode())
    return failed


if __name__ == "__main__":
    sys.exit(main())
