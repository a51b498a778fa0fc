"""Print one paper of an assembly and put it in the archive."""

from web import clock
from web.actions.assembly_papers import make


def run(paper_id: int) -> None:
    """Make it, unless it is there already."""
    make(paper_id, now=clock.now())
