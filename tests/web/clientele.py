"""Clients for tests: the form that adds one, the form that corrects one, and the list."""

import re
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from web.extensions import db
from web.models.client import Client

NEW = {
    "kind": "company",
    "country": "BE",
    "enterprise_number": "0999.100.592",
    "vat_registered": "yes",
    "name": "Radio Fictive",
    "street": "Rue du Test 3",
    "postcode": "4000",
    "city": "Liège",
    "email": "",
    "language": "fr",
    "next": "",
}


def form(**changes: Any) -> dict[str, Any]:
    """A client that can be added."""
    return {**NEW, **changes}


def newest() -> Client:
    """The client added last."""
    return db.session.scalars(sa.select(Client).order_by(Client.id.desc()).limit(1)).one()


def client(place: int) -> Client:
    """A client of the demo by its place among the buyers, as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Client, place + 1)


def names(response: TestResponse) -> list[str]:
    """Who is in the list."""
    return re.findall(r'<th scope="row" class="lead"><a href="[^"]*">([^<]*)</a>', response.text)


def edit_form(row: Client, **changes: Any) -> dict[str, Any]:
    """What the page that corrects this client would send."""
    shown = {
        "kind": str(row.kind), "country": row.country, "name": row.name, "street": row.street,
        "enterprise_number": row.enterprise_number or "", "postcode": row.postcode,
        "city": row.city, "email": row.email, "language": row.language, "next": "",
        "vat_registered": "yes" if row.vat_number else "no", "version": str(row.version),
    }  # fmt: skip
    return {**shown, **changes}
