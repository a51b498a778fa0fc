"""The hours of a contract: declared, sent back, approved by silence, locked."""

from datetime import date

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus, ForbiddenContractMove
from domain.declaring import HoursLocked, MoreThanPlanned, NotBegun, NotDeclared, NothingWorked
from domain.hours import NO_HOURS, TooManyHours, hours
from domain.work import NeedsReason
from tests.web import make
from tests.web.declaring import declared_by_worker, longer
from tests.web.working import GOING_ON, PLANNED, due, the
from web import clock
from web.actions import contracts
from web.actions import hours as actions
from web.demo.people import MEMBER
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.audit import AuditEntry

FIRST, SECOND = make.SEPTEMBER

pytestmark = pytest.mark.usefixtures("app_context")


def acts():
    return list(db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"days": PLANNED}, NotBegun),
        ({"status": ContractStatus.OFFERED}, ForbiddenContractMove),
    ],
)
def test_an_offer_or_work_to_come_has_no_hours_yet(changes, refusal):
    contract = make.contract(**changes)
    with pytest.raises(refusal):
        actions.declare(contract, now=clock.now())


def test_more_than_24_hours_over_all_contracts_are_refused():
    contract, other = make.contract(), make.contract(unit_id=2)
    longer(other.id, "18.00")
    with pytest.raises(TooManyHours):
        actions.declare(contract, now=clock.now())
    db.session.rollback()
    said = {FIRST: hours("6.00"), SECOND: NO_HOURS}
    assert actions.declare(contract, now=clock.now(), hours=said).declared


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({FIRST: hours("7.61")}, MoreThanPlanned),
        ({FIRST: NO_HOURS, SECOND: NO_HOURS}, NothingWorked),
    ],
)
def test_the_act_refuses_what_the_page_does(said, refusal):
    contract = make.contract()
    with pytest.raises(refusal):
        actions.declare(contract, now=clock.now(), hours=said)


def test_what_is_not_declared_is_not_sent_back():
    contract = make.contract()
    with pytest.raises(NotDeclared):
        actions.send_back(contract, reason="Why?")
    db.session.rollback()
    with pytest.raises(NeedsReason):
        actions.send_back(declared_by_worker(contract), reason=" ")
    db.session.rollback()
    contracts.confirm(contract, now=clock.now())
    with pytest.raises(HoursLocked):
        actions.send_back(contract, reason="Why?")


def test_a_silent_holder_approves_after_three_working_days(later):
    kept = declared_by_worker(make.contract(), {FIRST: hours("3.80")}).id
    untold = make.contract(days=[date(2026, 9, 7)]).id
    going_on = make.contract(days=GOING_ON).id
    actions.declare(the(going_on), now=clock.now())
    later(days=3)
    assert actions.approve_in_silence(clock.now()) == 0
    later(days=1)
    TASKS["approve"]()
    TASKS["approve"]()
    row = the(kept)
    assert (row.status, row.confirmed_by_id) == (ContractStatus.CONFIRMED, None)
    assert [the(key).status for key in (untold, going_on)] == [ContractStatus.MADE] * 2
    assert acts().count("hours_approved_in_silence") == 1
    assert len(due()) == 1


def test_what_a_holder_filled_in_is_not_approved_by_silence(later):
    contract = actions.declare(make.contract(), now=clock.now())
    contract.declared_by_id = make.person(MEMBER).id
    db.session.commit()
    later(days=14)
    assert actions.approve_in_silence(clock.now()) == 0


def test_silence_leaves_what_a_rule_refuses_to_people(later):
    contract_id = declared_by_worker(make.contract(days=[date(2026, 2, 3)])).id
    good = declared_by_worker(make.contract()).id
    later(days=14)
    assert actions.approve_in_silence(clock.now()) == 1
    assert the(contract_id).status is ContractStatus.MADE
    assert the(good).status is ContractStatus.CONFIRMED
    assert acts().count("hours_approved_in_silence") == 1
