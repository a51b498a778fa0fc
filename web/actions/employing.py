"""Contracts of employment, from the proposal to the offer and the yes; the caller commits."""

from datetime import datetime

from domain.assignment.shares import Share
from domain.contract_life import ContractStatus, move_contract
from domain.employment import check_made_before_work
from domain.money import ZERO
from domain.submission import NobodyThere, WorkBegun
from web import clock
from web.actions import guesses
from web.actions.audit import record
from web.actions.documents import Paper, ask_for
from web.actions.real_figures import require_real
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract, WorkDay
from web.models.document import DocumentKind
from web.models.person import Person
from web.queries.working import person_with_email

DOCUMENTS = {
    DocumentKind.CONTRACT_PDF: "contract",
    DocumentKind.PAYSLIP_ESTIMATE: "payslip-estimate",
}


def somebody(email: str, asker: Person, *, now: datetime) -> int:
    """Someone by their exact address; who tries many that do not exist is slowed down."""
    tries = guesses.own_bucket("worker", asker.id)
    guesses.check(tries, now=now)
    person_id = person_with_email(email)
    if person_id is None:
        guesses.note(tries, now=now)
        raise NobodyThere
    return person_id


def planned(share: Share) -> list[WorkDay]:
    """The days of work with their hours: full days, unless it says otherwise."""
    return [WorkDay(day=day, hours=share.hours_on(day)) for day in share.days]


def propose(assignment: Assignment, share: Share, language: str) -> Contract:
    """The contract of one person of an assignment, before anyone decided on it."""
    require_real(share.coefficient)
    contract = Contract(
        entity_id=assignment.entity_id,
        unit_id=assignment.unit_id,
        assignment_id=assignment.id,
        person_id=share.key,
        kind=share.contract_type,
        status=ContractStatus.PROPOSED,
        work=assignment.title,
        language=language,
        first_day=min(share.days),
        last_day=max(share.days),
        budget=share.budget,
        coefficient=share.coefficient.value,
        gross=share.gross,
        estimated_net=share.net or ZERO,
        days=planned(share),
    )
    db.session.add(contract)
    return contract


def settle(contract: Contract, *, author_id: int | None, now: datetime) -> None:
    """A proposed contract is offered; who drew it up for themself has said yes by sending it."""
    if contract.person_id == author_id:
        contract.answered = now
        make_contract(contract, now=now)
    else:
        offer(contract, now=now)


def offer(contract: Contract, *, now: datetime) -> None:
    """A proposed contract waits for the worker's answer, before its first day."""
    check_made_before_work(contract.first_day, clock.day_of(now))
    contract.status = move_contract(contract.status, ContractStatus.OFFERED)
    contract.offered = now
    record("contract_offered", contract, gross=contract.gross, first_day=contract.first_day)


def make_contract(contract: Contract, *, now: datetime) -> None:
    """A proposed contract becomes binding, before its first day; its papers are asked for."""
    bind(contract, now=now)
    record("contract_made", contract, gross=contract.gross, first_day=contract.first_day)


def bind(contract: Contract, *, now: datetime) -> None:
    """From now on it binds both: its papers are asked for.

    Its declaration (Dimona) is a task that stays red until somebody records the receipt number.
    """
    check_made_before_work(contract.first_day, clock.day_of(now))
    contract.status = move_contract(contract.status, ContractStatus.MADE)
    contract.made = now
    ask_for(papers_of(contract), language=contract.language, now=now, contract_id=contract.id)


def papers_of(contract: Contract) -> list[Paper]:
    """What is made of a contract that binds."""
    return [Paper(kind, f"{name}-{contract.id}.pdf") for kind, name in DOCUMENTS.items()]


def cancel_contract(contract: Contract, *, now: datetime) -> None:
    """A contract that was not worked yet is taken back, before its first day."""
    begun = contract.status is ContractStatus.MADE and contract.first_day <= clock.day_of(now)
    if begun or contract.status is ContractStatus.CONFIRMED:
        raise WorkBegun(contract.person.name, contract.first_day)
    contract.status = move_contract(contract.status, ContractStatus.CANCELLED)
    record("contract_cancelled", contract, first_day=contract.first_day)
