"""Print one published report in one language and put it in the archive."""

from web import clock
from web.actions.report_papers import make


def run(paper_id: int) -> None:
    """Make it, unless it is there already."""
    make(paper_id, now=clock.now())
