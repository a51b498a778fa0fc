"""Searching 35,000 clients: CPU of one request, against its target and a bare Flask route.

``python -P bench/clients.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
On PostgreSQL the server's own CPU is not counted; the time by the clock is printed for that.
"""

import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from os import environ
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import Migrate, upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from domain.clients import Identity  # noqa: E402
from domain.vat import ClientKind  # noqa: E402
from web import clock, create_app  # noqa: E402
from web.access import token_hash  # noqa: E402
from web.actions.imports import insert_clients  # noqa: E402
from web.demo import cast, people  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.person import Person, SignIn  # noqa: E402

CLIENTS = 35_000
TARGET = 8.0  # milliseconds of CPU
ROUNDS = 30
QUESTIONS = (
    "", "t", "th", "theatre", "theatre bru", "bruxelles", "asbl bruxelles", "festival gent vzw",
    "0990.012", "1000", "zzz", "de la",
)  # fmt: skip

FIRST = "Théâtre Festival Studio Atelier Galerie Musée Compagnie Collectif École Maison Centre Orkest Ateliers Groep Bureau Radio Cinéma Éditions Fondation Stad".split()  # noqa: E501, SIM905
SECOND = "Lumière Nord Horizon Deux-Rives Papier Kaleidoscoop Rivage Boréal Zuiderzon Tandem Vlinder Océan Comète Mosaïque Passerelle Sirène Zéphyr Marais Linde Atlas Forêt Rouge".split()  # noqa: E501, SIM905
THIRD = ("des Arts", "de la Ville", "du Parc", "Danse", "Musique", "Productions", "Media", "Design")
FORM = ("asbl", "vzw", "srl", "bv", "sa", "nv", "")
TOWNS = (("Bruxelles", "1000", 18), ("Ixelles", "1050", 8), ("Saint-Gilles", "1060", 7), ("Gent", "9000", 10), ("Antwerpen", "2000", 10), ("Liège", "4000", 9), ("Namur", "5000", 6), ("Leuven", "3000", 5), ("Charleroi", "6000", 5), ("Mons", "7000", 4))  # fmt: skip  # noqa: E501


def identities(count: int = CLIENTS) -> Iterator[Identity]:
    """Believable clients: a fifth of them in one town, a quarter with the same legal form."""
    chance = random.Random(47)
    for place in range(count):
        city, postcode, _ = chance.choices(TOWNS, [weight for *_, weight in TOWNS])[0]
        base = 9_900_000 + place
        number = f"0{base:07d}{97 - base % 97:02d}"
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.choice(THIRD)} {place % 97}"
        yield Identity(
            kind=ClientKind.COMPANY,
            name=f"{name} {chance.choice(FORM)}".strip(),
            country="BE",
            enterprise_number=number,
            vat_number=f"BE{number}",
            street=f"Rue de la Mesure {place % 200}",
            postcode=postcode,
            city=city,
            email="",
            language="fr",
        )


def fill(app: Flask) -> FlaskClient:
    """The cast, 35,000 more clients, and the browser of someone signed in."""
    Migrate(app, db, directory=str(ROOT / "web" / "migrations"))
    upgrade()
    cast.build()
    began = time.process_time()
    insert_clients(list(identities()), now=clock.now(), verified=True, file="bench")
    print(f"{CLIENTS:,} clients written in {time.process_time() - began:.1f} s of CPU")
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
    token, now = secrets.token_urlsafe(32), clock.now()
    person = db.session.scalars(sa.select(Person).where(Person.email == people.MEMBER)).one()
    db.session.add(SignIn(person_id=person.id, token_hash=token_hash(token), began=now, seen=now))
    db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = token
    return browser


def measure(act: Callable[[], object]) -> tuple[float, float]:
    """Median CPU and clock time, in milliseconds."""
    act()
    taken = []
    for _ in range(ROUNDS):
        cpu, clock_time = time.process_time(), time.perf_counter()
        act()
        taken.append((time.process_time() - cpu, time.perf_counter() - clock_time))
    return tuple(1000 * statistics.median(part) for part in zip(*taken, strict=True))  # type: ignore[return-value]  # two columns


def bare() -> float:
    """What Flask itself costs here."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "hello")
    return measure(lambda: app.test_client().get("/"))[0]


def main() -> int:
    """Print a line per question; the exit code says whether every target was met."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"DATA_DIR": folder, "DATABASE_URL": environ.get("DATABASE_URL", "")}
        app = create_app(given)
        with app.app_context():
            browser = fill(app)
            database = db.engine.dialect.name
            db.session.remove()
        floor = bare()
        worst = 0.0
        print(f"{database}; a bare Flask route: {floor:.2f} ms of CPU")
        for question in QUESTIONS:
            cpu, clock_time = measure(
                lambda typed=question: browser.get(
                    "/clients", query_string={"q": typed}, headers={"HX-Request": "true"}
                )
            )
            worst = max(worst, cpu)
            share = f"{cpu / floor:5.1f} × bare"
            print(f"{question!r:22} {cpu:6.2f} ms CPU  {share}  {clock_time:6.2f} ms by the clock")
        print(f"worst {worst:.2f} ms of CPU, target {TARGET} ms")
    return int(worst > TARGET)


if __name__ == "__main__":
    sys.exit(main())
