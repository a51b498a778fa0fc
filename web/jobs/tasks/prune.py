"""Forget what nobody needs any more: finished jobs, tokens of old forms, old wrong passwords."""

from datetime import timedelta

import sqlalchemy as sa

from web import clock
from web.extensions import db
from web.models.form_token import FormToken
from web.models.job import Job
from web.models.person import SignInFailure

KEPT = timedelta(days=7)

FINISHED = sa.text(
    """DELETE FROM procrastinate_jobs
    WHERE status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND id IN (
        SELECT job_id FROM procrastinate_events GROUP BY job_id
        HAVING max(at) < now() - make_interval(days => :days))"""
)


def run() -> None:
    """Delete it; running again finds nothing more."""
    before = clock.now() - KEPT
    db.session.execute(sa.delete(FormToken).where(FormToken.sent < before))
    db.session.execute(sa.delete(SignInFailure).where(SignInFailure.at < before))
    db.session.execute(sa.delete(Job).where(Job.done < before))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(FINISHED, {"days": KEPT.days})
    db.session.commit()
