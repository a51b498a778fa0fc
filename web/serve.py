"""Serves the cooperative on this machine: ``python -P web/serve.py``, once its data are ready.

Starts the web server and the worker as two processes, says when the address answers, restarts
the worker if it dies, and stops both together. It imports nothing of ours until the address
answers: the two processes start sooner.
"""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
START_LIMIT = 120.0  # seconds until the address must answer
STOP_LIMIT = 20.0  # seconds in which the worker may finish its task
LOOK = 0.1  # seconds between two looks at the processes
LINES = 10_000  # files and lines that a process may have open, where the system lets it
STEADY = 60.0  # seconds after which a worker counts as well again

Process = subprocess.Popen[bytes]


class NotServingError(Exception):
    """Something outside the program is not as it must be; the message says what to do."""


class StoppedError(Exception):
    """Someone asked us to stop."""


def read_address() -> tuple[str, int]:
    """HOST and PORT, or this machine's port 8000."""
    port = os.environ.get("PORT", "8000")
    if not (port.isdecimal() and 0 < int(port) <= 65535):
        raise NotServingError(f"PORT is a number from 1 to 65535, not “{port}”.")
    return os.environ.get("HOST", "127.0.0.1"), int(port)


def claim(host: str, port: int) -> None:
    """Refuse a port that is in use before anything is started."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise NotServingError(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                "Choose another one: make run PORT=8123"
            ) from error


def say(*lines: str) -> None:
    """Tell the person at the terminal."""
    print(*lines, sep="\n", flush=True)


def die_with_parent() -> None:
    """On Linux, a child is told to stop even when we are killed without a word."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def allow_lines() -> None:
    """Each reader's line is an open file: as many as the system lets us and our children have."""
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = LINES if most == resource.RLIM_INFINITY else min(LINES, most)
    if least != resource.RLIM_INFINITY and least < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, most))


def start(*module: str) -> Process:
    """Start a Python module as a process of its own, out of reach of the terminal's Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - safe: we have one thread
    )


def start_web(host: str, port: int) -> Process:
    """The production server: two processes of eight threads that share one loaded application.

    Lines are kept a little longer than a live board waits until it asks again; its questions are
    answered without a thread.
    """
    allow_lines()
    shape = "-k web.screens.Worker -w 2 --threads 8 --preload"
    lines = "--keep-alive 5 --worker-connections 4000"
    quiet = "--no-control-socket --log-level warning"
    options = (*shape.split(), *lines.split(), *quiet.split(), "--bind", f"{host}:{port}")
    return start("gunicorn", "wsgi:app", *options)


def start_worker() -> Process:
    """What makes documents and sends things, one task at a time."""
    return start("flask", "--app", "wsgi", "work")


def answers(host: str, port: int) -> bool:
    """Does the address answer a request?"""
    try:
        with socket.create_connection((host, port), timeout=5) as line:
            line.sendall(f"HEAD / HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False


def greet(host: str, port: int) -> None:
    """Print the address, and in a demo who can sign in."""
    say("", f"Ensemble is ready: http://{host}:{port}")
    if os.environ.get("COOPERATIVE", "demo") == "demo":
        start("web.demo").wait()
    say("", "Ctrl-C stops it.")


def wait_until_ready(web: Process, host: str, port: int) -> None:
    """Wait until the address answers."""
    latest = time.monotonic() + START_LIMIT
    while not answers(host, port):
        if web.poll() is not None or time.monotonic() > latest:
            raise NotServingError("The web server did not start; what it says is above.")
        time.sleep(LOOK / 5)


def watch(running: list[Process]) -> NoReturn:
    """Keep the worker alive, trying later and later if it keeps dying; end with the web server."""
    web, worker = running
    pause = 0.5
    while True:
        began = time.monotonic()
        while worker.poll() is None:
            if web.poll() is not None:
                raise NotServingError("The web server has ended; what it says is above.")
            time.sleep(LOOK)
        pause = 1.0 if time.monotonic() - began > STEADY else min(pause * 2, STEADY)
        say(f"The worker ended ({worker.returncode}); starting another in {pause:.0f} s")
        time.sleep(pause)
        running[1] = worker = start_worker()


def stop(running: list[Process]) -> None:
    """Ask all to stop, let them finish what they are doing, insist at the end."""
    latest = time.monotonic() + STOP_LIMIT
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(max(latest - time.monotonic(), LOOK))
        except subprocess.TimeoutExpired:
            process.kill()


def on_signal(_number: int, _frame: FrameType | None) -> NoReturn:
    """SIGTERM and Ctrl-C: stop in good order."""
    raise StoppedError


def serve() -> None:
    """Serve until stopped."""
    host, port = read_address()
    claim(host, port)
    running: list[Process] = []  # the web server, then the worker: nobody waits for that one
    try:
        running.append(start_web(host, port))
        wait_until_ready(running[0], host, port)
        running.append(start_worker())
        greet(host, port)
        watch(running)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave one running
        stop(running)


def main() -> None:
    """Serve; end quietly when asked to, with one sentence when something is wrong."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    try:
        serve()
    except StoppedError:
        say("Stopped.")
    except NotServingError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
