"""Make one document that was asked for and put it in the archive."""

from web import clock
from web.actions import documents


def run(document_id: int) -> None:
    """Make it, unless it is there already."""
    documents.make(document_id, now=clock.now())
