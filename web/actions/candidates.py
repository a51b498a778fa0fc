"""Standing for the board: written, sent, checked by the office, proclaimed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa

from domain.assembly.candidates import (
    ListClosed,
    check_in_time,
    check_statement,
    move,
)
from domain.assembly.mandates import check_may_stand, last_day
from domain.assembly.words import CandidacyState, PollState
from web import clock
from web.actions.audit import record
from web.actions.locks import alone
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy, Mandate
from web.models.poll import Poll
from web.models.share import Shareholder
from web.queries.candidates import terms_of


def _of(item: AgendaItem) -> Assembly:
    return db.session.get_one(Assembly, item.assembly_id)


def fixed_polls(assembly_id: int) -> sa.Select[int]:
    """The polls that rely on agenda, roll and candidates; one given up before opening does not."""
    given_up = sa.and_(Poll.state == PollState.DESTROYED, Poll.cast.is_(None))
    return sa.select(Poll.id).where(
        Poll.assembly_id == assembly_id, Poll.state != PollState.DRAFT, ~given_up
    )


def check_list_open(assembly_id: int) -> None:
    """Refuse changes once a ballot of this assembly is fixed."""
    if db.session.scalar(fixed_polls(assembly_id).limit(1)) is not None:
        raise ListClosed


def check_stands(holder: Shareholder, assembly: Assembly) -> None:
    """Refuse somebody who has had the mandates that the statutes allow."""
    terms = terms_of([holder.id])[holder.id]
    check_may_stand(holder.name, terms, assembly.starts.date())


def save(
    item: AgendaItem,
    holder: Shareholder,
    statements: Mapping[str, str],
    *,
    photo: str | None,
    send: bool,
    now: datetime,
) -> Candidacy:
    """Keep what somebody wrote; with ``send``, ask the office to put it on the list.

    photo: SHA-256 of a picture in the archive; None keeps the one before
    """
    assembly = _of(item)
    until = assembly.candidates_until
    check_in_time(now, until, day=clock.day_of(until or now))
    check_list_open(assembly.id)
    check_stands(holder, assembly)
    row = db.session.scalars(
        alone(
            sa.select(Candidacy).where(
                Candidacy.item_id == item.id, Candidacy.shareholder_id == holder.id
            )
        )
    ).one_or_none()
    if row is None:
        row = Candidacy(item_id=item.id, shareholder_id=holder.id, statements={})
        row.state = CandidacyState.DRAFT
        db.session.add(row)
    elif row.state is not CandidacyState.DRAFT:
        row.state = move(row.state, CandidacyState.DRAFT)
    row.statements = dict(statements)
    if photo is not None:
        row.photo_sha256 = photo
    if send:
        check_statement(statements)
        row.state = move(row.state, CandidacyState.SUBMITTED)
        row.submitted = now
    db.session.flush()
    record("candidacy_sent" if send else "candidacy_written", row, who=holder.name)
    db.session.commit()
    return row


def withdraw(candidacy: Candidacy) -> None:
    """Stand no more; the statement is kept and can be sent again in time."""
    check_list_open(db.session.get_one(AgendaItem, candidacy.item_id).assembly_id)
    candidacy.state = move(candidacy.state, CandidacyState.WITHDRAWN)
    record("candidacy_withdrawn", candidacy)
    db.session.commit()


def answer(candidacy: Candidacy, *, accepted: bool, reason: str = "") -> None:
    """The office puts somebody on the list, or says why not."""
    item = db.session.get_one(AgendaItem, candidacy.item_id)
    check_list_open(item.assembly_id)
    if accepted:
        holder = db.session.get_one(Shareholder, candidacy.shareholder_id)
        check_stands(holder, _of(item))
    state = CandidacyState.ACCEPTED if accepted else CandidacyState.REFUSED
    candidacy.state = move(candidacy.state, state)
    candidacy.answer = reason
    record("candidacy_accepted" if accepted else "candidacy_refused", candidacy, reason=reason)
    db.session.commit()


def proclaim(
    item: AgendaItem, elected: Collection[int], day: date, *, waiting: Collection[int] = ()
) -> None:
    """Mark who was elected and begin their mandates; part of the caller's transaction.

    elected: ids of shareholders; somebody over the limit of mandates is refused, here too
    day:     of the assembly
    waiting: those between whom a tie is not decided yet
    """
    terms = terms_of(elected)
    query = sa.select(Candidacy).where(
        Candidacy.item_id == item.id,
        Candidacy.state == CandidacyState.ACCEPTED,
        Candidacy.shareholder_id.not_in(waiting),
    )
    for candidacy in db.session.scalars(query):
        chosen = candidacy.shareholder_id in elected
        state = CandidacyState.ELECTED if chosen else CandidacyState.NOT_ELECTED
        candidacy.state = move(candidacy.state, state)
        if not chosen:
            continue
        holder = db.session.get_one(Shareholder, candidacy.shareholder_id)
        check_may_stand(holder.name, terms[holder.id], day)
        mandate = Mandate(shareholder_id=holder.id, since=day, until=last_day(day), item_id=item.id)
        db.session.add(mandate)
        db.session.flush()
        record("mandate_begun", mandate, who=holder.name, until=mandate.until)
