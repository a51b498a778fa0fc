"""Applications to join that nobody finished, and refused ones, are removed after their time."""

from web import clock
from web.actions import forgetting


def run() -> None:
    """Empty those that are due; running again finds nothing more."""
    forgetting.forget_applications(clock.today())
