"""What an offer and an amendment come to, and what may still become of them."""

from datetime import date
from decimal import Decimal

import pytest

from domain.ages import UnderAge
from domain.amending import (
    BegunDayChanged,
    ChangedMeanwhile,
    NotAmendable,
    NothingChanges,
    check_amendable,
    check_change,
    check_still,
    new_terms,
)
from domain.assignment.review import NationalNumberMissing
from domain.contract_life import ContractStatus
from domain.employment import ContractType, DayTooEarly, NoDay
from domain.hours import FULL_DAY, hours
from domain.minimum_pay import BelowMinimumForHours, BelowMinimumPay
from domain.money import eur
from domain.offers import Answerer, OfferOver, OfferTooLate, PayTooLowNow, check_acceptable
from domain.terms import Terms, check_pay, from_json, in_order, to_json

TODAY = date(2026, 9, 14)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23)
OFFICE = ContractType.WHITE_COLLAR
SACHA = Answerer(name="Sacha", birth_day=date(2001, 7, 21), has_national_number=True)


def terms(gross="300.00", days=((MONDAY, FULL_DAY), (TUESDAY, FULL_DAY)), work="Regie"):
    return Terms(work=work, days=days, gross=eur(gross), budget=eur(Decimal(gross) * 2))


class TestTerms:
    def test_they_tell_their_ends_and_their_hours(self):
        found = terms(days=((MONDAY, hours("4")), (WEDNESDAY, FULL_DAY)))
        assert (found.first_day, found.last_day) == (MONDAY, WEDNESDAY)
        assert found.dates == (MONDAY, WEDNESDAY)
        assert found.hours == Decimal("11.60")
        assert found.part_time
        assert not terms().part_time

    def test_they_are_kept_and_read_again(self):
        found = terms(days=((MONDAY, hours("3.50")),))
        assert from_json(to_json(found)) == found

    def test_days_are_put_in_order(self):
        assert in_order({TUESDAY: FULL_DAY, MONDAY: hours(4)}) == (
            (MONDAY, hours(4)),
            (TUESDAY, FULL_DAY),
        )

    def test_pay_under_the_minimum_of_a_day_is_refused(self):
        with pytest.raises(BelowMinimumPay):
            check_pay(terms("150.00"), OFFICE, None)
        check_pay(terms("300.00"), OFFICE, None)

    def test_pay_of_a_short_day_is_measured_by_the_hour(self):
        short = ((MONDAY, hours("3.80")),)
        check_pay(terms("60.00", short), OFFICE, None)
        with pytest.raises(BelowMinimumForHours):
            check_pay(terms("30.00", short), OFFICE, None)

    def test_the_highest_minimum_of_its_months_counts(self):
        """Someone of 17 turns 18 between the months: the second one decides."""
        born = date(2008, 9, 29)
        days = ((date(2026, 9, 28), FULL_DAY), (date(2026, 9, 30), FULL_DAY))
        check_pay(terms("160.00", days[:1]), OFFICE, born)
        with pytest.raises(BelowMinimumPay):
            check_pay(terms("180.00", days), OFFICE, born)


class TestAccepting:
    def accept(self, status=ContractStatus.OFFERED, found=None, who=SACHA, today=TODAY):
        check_acceptable(status, found or terms(), OFFICE, who, today)
        return True

    def test_an_open_offer_is_accepted(self):
        assert self.accept()

    @pytest.mark.parametrize(
        "status", [item for item in ContractStatus if item is not ContractStatus.OFFERED]
    )
    def test_what_is_no_offer_any_more_is_refused(self, status):
        with pytest.raises(OfferOver):
            self.accept(status)

    def test_the_day_before_is_early_enough_and_the_day_itself_too_late(self):
        assert self.accept(today=date(2026, 9, 20))
        with pytest.raises(OfferTooLate):
            self.accept(today=MONDAY)

    def test_without_a_national_number_it_cannot_be_declared(self):
        who = Answerer(name="Sacha", birth_day=None, has_national_number=False)
        with pytest.raises(NationalNumberMissing):
            self.accept(who=who)

    def test_too_young_is_refused(self):
        who = Answerer(name="Kim", birth_day=date(2012, 1, 1), has_national_number=True)
        with pytest.raises(UnderAge):
            self.accept(who=who)

    @pytest.mark.parametrize("days", [((MONDAY, FULL_DAY),), ((MONDAY, hours("7.5")),)])
    def test_pay_under_the_minimum_of_now_is_refused(self, days):
        with pytest.raises(PayTooLowNow):
            self.accept(found=terms("50.00", days))


class TestAmending:
    def test_only_a_contract_that_is_made(self):
        check_amendable(ContractStatus.MADE)
        for status in set(ContractStatus) - {ContractStatus.MADE}:
            with pytest.raises(NotAmendable):
                check_amendable(status)

    def test_the_cost_follows_from_the_coefficient(self):
        found = new_terms(
            work="Regie",
            days=((MONDAY, FULL_DAY),),
            gross=eur("100.01"),
            coefficient=Decimal("1.6"),
        )
        assert found.budget == eur("160.02")

    def test_a_contract_keeps_a_day(self):
        with pytest.raises(NoDay):
            new_terms(work="Regie", days=(), gross=eur(100), coefficient=Decimal("1.6"))

    def test_something_changes(self):
        before = terms()
        cent_more = Terms(
            work=before.work, days=before.days, gross=before.gross, budget=eur("600.01")
        )
        with pytest.raises(NothingChanges):
            check_change(before, cent_more, TODAY)
        check_change(before, terms(work="Licht"), TODAY)
        check_change(before, terms("310.00"), TODAY)
        check_change(before, terms(days=((MONDAY, FULL_DAY),)), TODAY)

    def test_days_to_come_may_change_and_days_begun_may_not(self):
        before = terms()
        later = ((MONDAY, FULL_DAY), (WEDNESDAY, FULL_DAY))
        check_change(before, terms(days=later), MONDAY)
        for wrong in (((TUESDAY, FULL_DAY),), ((MONDAY, hours(4)), (TUESDAY, FULL_DAY))):
            with pytest.raises(BegunDayChanged):
                check_change(before, terms(days=wrong), MONDAY)

    def test_a_day_that_has_begun_is_not_added(self):
        earlier = ((TODAY, FULL_DAY), (MONDAY, FULL_DAY), (TUESDAY, FULL_DAY))
        with pytest.raises(DayTooEarly):
            check_change(terms(), terms(days=earlier), TODAY)

    def test_it_applies_to_the_contract_that_it_was_written_for(self):
        check_still(terms(), terms())
        with pytest.raises(ChangedMeanwhile):
            check_still(terms(), terms("301.00"))
