"""Joining: texts that never change, days of birth, and from when shares count."""

from datetime import date

import pytest

from domain.ledger import Account, shares_carried
from domain.money import ZERO, eur
from domain.shares import consents
from domain.shares.consents import CONSENTS, TITLES, NotAgreed, all_agreed, check_agreed, current
from domain.shares.joining import (
    AlreadyDecided,
    AlreadySent,
    Applicant,
    FewerThanPaid,
    JoiningState,
    MoneyToReturn,
    NotABirthDay,
    OtherBirthDay,
    check_applicant,
    check_enough,
    check_money_wanted,
    check_open,
    check_refusal,
    check_waiting,
    counts_from,
    is_minor,
    packed,
    refused_before,
    unpacked,
    untouched_since,
)

TODAY = date(2026, 9, 14)
# A published text is never changed: a new wording is a new version, with a line of its own here.
PUBLISHED = {
    ("contract_of_use", 1): {
        "en": "7bc55719489a158551d036e903c746284fafd690560bc018624a70b85bbfb5b3",
        "fr": "d3eeb53e83576e42276a69ac2c9967931b5fd9fd51ded9403f7532d0e4f1d8b3",
        "nl": "aa39f5af8610d08b6cf4922826b8b3f966c4c17f4ab97859873fee0b67700e3b",
    },
    ("statutes", 1): {
        "en": "06026e73d56c6a209c62d45e93b107135244554f34ead84ab3a99a57b275c144",
        "fr": "0a66d0518194336fd3a068eeb6322ce46877a20c72fe3a5c4f0fb255bae15860",
        "nl": "35a74784581af6ac952bd101d395fa6deeab3a3bdafa58fa54788f5881195dbb",
    },
    ("data_protection", 1): {
        "en": "d9a9c0d0f6cb2fafc23e58abb637de1c46acfe2cbd17837e6994305b6c3ee06a",
        "fr": "7958fb64bbc74bdff7bd9e034019f9e815405027055ace8b794677b8af3052ab",
        "nl": "9b85f68d3e863a2347732eeee30e29c86352e00dd86b9509f5d0ad1c2cee9b6a",
    },
}


def somebody(**given):
    answers = {
        "given_name": "Ada", "family_name": "Lemmens", "email": "ada@example.org",
        "birth_day": date(1985, 7, 30), "street": "Rue du Test 1", "postcode": "1060",
        "city": "Saint-Gilles", "country": "BE", "language": "fr",
    }  # fmt: skip
    return Applicant(**{**answers, **given})


def test_answers_are_packed_and_unpacked():
    assert unpacked(packed(somebody(phone="0470"))) == somebody(phone="0470")
    assert somebody().name == "Ada Lemmens"


@pytest.mark.parametrize("day", [TODAY, date(2027, 1, 1), date(1890, 1, 1)])
def test_a_day_of_birth_is_past_and_not_beyond_reason(day):
    with pytest.raises(NotABirthDay):
        check_applicant(somebody(birth_day=day), TODAY)


def test_the_national_number_holds_the_same_day():
    check_applicant(somebody(), TODAY)
    check_applicant(somebody(national_number="85073003328"), TODAY)
    with pytest.raises(OtherBirthDay) as refusal:
        check_applicant(somebody(birth_day=date(1985, 7, 31), national_number="85073003328"), TODAY)
    assert refusal.value.day == date(1985, 7, 30)


def test_a_parent_signs_before_eighteen():
    assert is_minor(somebody(birth_day=date(2008, 9, 15)), TODAY)
    assert not is_minor(somebody(birth_day=date(2008, 9, 14)), TODAY)


@pytest.mark.parametrize("state", JoiningState)
def test_who_may_do_what_in_each_state(state):
    def allows(check, *given):
        try:
            check(state, *given)
        except (AlreadySent, AlreadyDecided):
            return False
        return True

    assert allows(check_open) == (state in {"filling", "sent_back"})
    assert allows(check_waiting) == (state == "sent")
    assert allows(check_refusal, ZERO) == (state == "sent")
    assert allows(check_money_wanted) == (state in {"sent", "sent_back"})


def test_nobody_is_refused_while_their_money_is_kept():
    with pytest.raises(MoneyToReturn):
        check_refusal(JoiningState.SENT, eur(30))


def test_what_is_asked_is_never_less_than_what_came():
    check_enough(eur(30), eur(30))
    with pytest.raises(FewerThanPaid):
        check_enough(eur(30), eur(60))


def test_shares_count_once_paid_and_let_in():
    paid = [date(2026, 9, 1), date(2026, 9, 3)]
    assert counts_from(paid, TODAY) == TODAY
    assert counts_from([date(2026, 9, 20)], TODAY) == date(2026, 9, 20)


def test_each_text_is_there_in_each_language():
    for item in CONSENTS:
        assert set(item.texts) == {"fr", "nl", "en"}
        assert len({len(lines) for lines in item.texts.values()}) == 1
        assert item.code in TITLES
    assert len({(item.code, item.version) for item in CONSENTS}) == len(CONSENTS)


def test_published_texts_never_change():
    found = {(i.code, i.version): {lang: i.sha256(lang) for lang in i.texts} for i in CONSENTS}
    assert found == PUBLISHED


def test_every_text_must_be_agreed_to():
    codes = [item.code for item in current()]
    check_agreed(codes)
    with pytest.raises(NotAgreed) as refusal:
        check_agreed(codes[:-1])
    assert refusal.value.field == codes[-1]
    assert "tick" in str(refusal.value)
    versions = {(item.code, item.version) for item in current()}
    assert all_agreed(versions)
    assert not all_agreed(set(list(versions)[1:]))


def test_a_new_version_must_be_agreed_to_again(monkeypatch):
    newer = consents.Consent("statutes", 2, CONSENTS[1].texts)
    agreed = {(item.code, item.version) for item in current()}
    monkeypatch.setattr(consents, "CONSENTS", (*CONSENTS, newer))
    assert not all_agreed(agreed)
    assert ("statutes", 2) in {(item.code, item.version) for item in current()}


def test_money_is_carried_to_the_person_in_the_ledger():
    full = shares_carried(paid=eur(60), entered=eur(60), person_id=7)
    assert [(leg.account, leg.amount, leg.person_id) for leg in full] == [
        (Account.SHARES_IN_ADVANCE, eur(60), None),
        (Account.SHARE_CAPITAL, eur(-60), 7),
    ]
    short = shares_carried(paid=eur(20), entered=ZERO, person_id=7)
    assert [(leg.account, leg.amount, leg.person_id) for leg in short] == [
        (Account.SHARES_IN_ADVANCE, eur(20), None),
        (Account.SHARES_IN_ADVANCE, eur(-20), 7),
    ]


def test_applications_are_kept_for_their_term_and_no_longer():
    assert untouched_since(TODAY) == date(2026, 6, 16), "90 days"
    assert refused_before(TODAY) == date(2026, 3, 18), "180 days"
