"""What holds for every test: its databases, and a limit on its time."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.browser.site"]

# A slow machine is not a broken law; what failed is printed so that it can be tried again.
settings.register_profile("shared machine", deadline=None, print_blob=True)
settings.load_profile("shared machine")

LONGEST = 600  # seconds: a test that hangs must not take the whole run with it


def too_long(_number: int, _frame: object) -> None:
    raise TimeoutError(f"a test may take {LONGEST} seconds")


def limited() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(LONGEST)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    return (yield from limited())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    return (yield from limited())
