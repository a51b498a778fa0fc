"""Amendments for tests: of a contract of WORKER through the studio of OTHER_MEMBER."""

from datetime import date

from domain.amending import new_terms
from domain.hours import FULL_DAY, hours
from domain.money import eur
from tests.web import make
from tests.web.issuing import STUDIO, issued, one_line
from tests.web.offering import TO_COME
from web import clock
from web.actions import amendments
from web.actions.amendments import Change
from web.demo.people import OTHER_MEMBER
from web.extensions import db
from web.models.amendment import Amendment

MONDAY, TUESDAY = TO_COME
WEDNESDAY = date(2026, 9, 23)
THREE_DAYS = ((MONDAY, FULL_DAY), (TUESDAY, FULL_DAY), (WEDNESDAY, hours("4.00")))


def a_contract(**more):
    """Of WORKER through the studio of OTHER_MEMBER, which has 2,000 EUR less contribution."""
    issued(one_line("2000"), unit=STUDIO)
    return make.contract(days=TO_COME, unit_id=STUDIO, **more)


def change(contract, *, days=THREE_DAYS, gross="700.00", work="Regie", reason="More to do"):
    terms = new_terms(work=work, days=days, gross=eur(gross), coefficient=contract.coefficient)
    return Change(terms=terms, reason=reason)


def propose(contract, by=OTHER_MEMBER, **more):
    wanted = change(contract, **more)
    return amendments.propose(contract, wanted, author_id=make.person(by).id, now=clock.now())


def accept(amendment):
    amendments.accept(amendment, now=clock.now())


def again(amendment_id):
    db.session.expire_all()
    return db.session.get_one(Amendment, amendment_id)
