"""Recording that a declaration of employment was made: the only thing this program knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.declarations import receipt_numbers
from domain.dimona.acts import (
    DimonaAct,
    DimonaState,
    Told,
    act_due,
    move_declaration,
    state,
)
from domain.dimona.content import periods
from domain.errors import N_, RuleError
from web.actions.audit import record
from web.actions.locks import alone
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.queries.dimona_tasks import student_days

JOB_VERBS: Mapping[DimonaAct | None, str] = {
    DimonaAct.OUT: "dimona_ended",
    DimonaAct.CANCEL: "dimona_cancelled",
}


@dataclass(eq=False)
class DeclaredOnce(RuleError):
    """A month of an open-ended employment is declared with the whole of it."""

    message = N_(
        "This is a month of an open-ended contract, which is declared once. "
        "Record the receipt with that contract."
    )


def told_of(contract: Contract) -> Told:
    """What was agreed and declared of a contract."""
    return Told(
        status=contract.status,
        number=contract.dimona_number,
        last_day=contract.last_day,
        told_last_day=contract.dimona_last_day,
    )


def told_of_job(job: Employment) -> Told:
    """The same of an open-ended employment; its end counts as declared once a number says so."""
    return Told(
        status=job.status,
        number=job.dimona_number,
        last_day=job.last_day,
        told_last_day=job.last_day if job.dimona_out_number else None,
        open_ended=True,
    )


def known_of(told: Told, out_number: str | None = None) -> str:
    """The number that stands there now, which a form shows and sends back."""
    ends = act_due(told) is DimonaAct.OUT
    return (out_number if ends else told.number) or ""


def record_receipt(contract: Contract, typed: str, *, known: str) -> None:
    """Keep the number of the Dimona receipt; an empty one takes back a number noted by mistake.

    known: the number that the reader saw; if it is another one now, someone was faster
    """
    note_receipt(contract.id, typed, known=known)
    db.session.commit()


def note_receipt(contract_id: int, typed: str, *, known: str) -> None:
    """The same as a part of an act on many."""
    row: Contract = db.session.scalars(
        alone(sa.select(Contract).where(Contract.id == contract_id))
    ).one()
    if row.employment_id is not None:
        raise DeclaredOnce
    told = told_of(row)
    if (row.dimona_number or "") != known:
        raise StaleDataError
    act, number = act_due(told), _number(row, typed, known)
    move_declaration(state(told), _after(act, number))
    if act is DimonaAct.CANCEL:
        row.dimona_number, row.dimona_last_day = None, None
        record("dimona_cancelled", row, number=number, before=known)
    else:
        row.dimona_number = number or None
        row.dimona_last_day = row.last_day if number else None
        changed = act is DimonaAct.CHANGE and number
        verb = "dimona_changed" if changed else "dimona_recorded" if number else "dimona_erased"
        record(verb, row, number=number, before=known, last_day=row.last_day)


def _number(row: Contract, typed: str, known: str) -> str:
    """The numbers typed; nothing typed takes back what is known, except of a cancelled contract."""
    told = state(told_of(row))
    if not typed.strip() and known and told is not DimonaState.TO_CANCEL:
        return ""
    days = student_days(Contract.id == row.id).get(row.id, ())
    wanted = len(periods(row.kind, row.first_day, row.last_day, days))
    return receipt_numbers(typed, wanted)


def _after(act: DimonaAct | None, number: str) -> DimonaState:
    if act is DimonaAct.CANCEL:
        return DimonaState.NOTHING_LEFT
    return DimonaState.RECORDED if number else DimonaState.TO_DECLARE


def record_job_receipt(job: Employment, typed: str, *, known: str) -> None:
    """Keep the number of the receipt of an employment's beginning, end or cancellation."""
    note_job_receipt(job.id, typed, known=known)
    db.session.commit()


def note_job_receipt(job_id: int, typed: str, *, known: str) -> None:
    """The same as a part of an act on many."""
    row: Employment = db.session.scalars(
        alone(sa.select(Employment).where(Employment.id == job_id))
    ).one()
    told = told_of_job(row)
    if known_of(told, row.dimona_out_number) != known:
        raise StaleDataError
    act = act_due(told)
    erases = not typed.strip() and known and act is None
    number = "" if erases else receipt_numbers(typed)
    move_declaration(state(told), _after(act, number))
    if act is DimonaAct.OUT:
        row.dimona_out_number = number
    elif act is DimonaAct.CANCEL:
        row.dimona_number = row.dimona_out_number = None
    else:
        row.dimona_number = number or None
        # An end that is known already was given in the IN.
        row.dimona_out_number = (number or None) if row.last_day else None
    verb = JOB_VERBS.get(act) or ("dimona_recorded" if number else "dimona_erased")
    record(verb, row, number=number, before=known, last_day=row.last_day or "")
    _tell_months(row)


def _tell_months(job: Employment) -> None:
    """The months of an employment carry its number: nothing of them is declared apart."""
    months = sa.update(Contract).where(Contract.employment_id == job.id)
    told = Contract.last_day if job.dimona_number else None
    db.session.execute(months.values(dimona_number=job.dimona_number, dimona_last_day=told))
