"""How large the tables are, for the database to know: it chooses its indexes by that."""

import sqlalchemy as sa

from web.extensions import db


def weigh() -> None:
    """Let it look. Without this SQLite takes every index for as good as any other. Commits.

    Three seconds for the whole cooperative, while nobody else writes.
    """
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
