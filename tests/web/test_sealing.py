"""National numbers and IBANs cannot be read, moved or copied in the database."""

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy.exc import IntegrityError

from web.demo.people import MEMBER, OTHER_MEMBER
from web.extensions import db
from web.models.person import Person
from web.sealing import seal, unseal


def person(email: str) -> Person:
    return db.session.execute(sa.select(Person).filter_by(email=email)).scalar_one()


def test_the_database_holds_no_readable_number(app: Flask):
    with app.app_context():
        nour = person(MEMBER)
        stored = b"".join([nour.iban_sealed or b"", nour.national_number_sealed or b""])
        assert nour.iban.startswith("BE")
        assert nour.iban.encode() not in stored
        assert nour.national_number.encode() not in stored


def test_a_value_moved_to_another_row_does_not_open(app: Flask):
    with app.app_context():
        nour, lotte = person(MEMBER), person(OTHER_MEMBER)
        lotte.iban_sealed = nour.iban_sealed
        with pytest.raises(InvalidTag):
            _ = lotte.iban


def test_a_national_number_belongs_to_one_person(app: Flask):
    with app.app_context():
        person(OTHER_MEMBER).national_number = person(MEMBER).national_number
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_an_equal_number_is_found_without_opening_any(app: Flask):
    with app.app_context():
        nour = person(MEMBER)
        index = Person.national_number.fingerprint(nour.national_number)
        assert (
            db.session.scalar(sa.select(Person.id).filter_by(national_number_index=index))
            == nour.id
        )


def test_keys_rotate_without_a_stop(app: Flask):
    with app.app_context():
        old = seal(b"secret", "a|b|c")
        app.config["FIELD_KEYS"] = [(2, b"\x09" * 32), *app.config["FIELD_KEYS"]]
        try:
            assert unseal(old, "a|b|c") == b"secret"
            assert seal(b"secret", "a|b|c")[0] == 2
        finally:
            app.config["FIELD_KEYS"].pop(0)
