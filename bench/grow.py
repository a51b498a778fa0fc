"""A cooperative several times as large: every member, unit, client and act of one, again and again.

``python -P bench/grow.py FOLDER TARGET TIMES`` copies a data folder that ``flask simulate`` made
into a new one, and multiplies in SQLite what people did: numbers of rows move up by a round step
(the third copy of contract 222421 is 3222421), and what may exist once only becomes another valid
one. What a cooperative has once stays as it is: assemblies, polls, reports, legal entities. Pages
on a large database can be measured so without ten different years being invented for it.
"""

import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate, upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.grown import AMONG, DOCUMENTS, LEFT, MOVED, RENEWED, SCALED, Copy  # noqa: E402
from bench.measure import GROWN, TODAY  # noqa: E402
from web import create_app  # noqa: E402
from web.actions.figures import rebuild  # noqa: E402
from web.extensions import Base, db  # noqa: E402
from web.models.simulation import Simulation  # noqa: E402
from web.sealing import seal, unseal  # noqa: E402

BEFORE = "before"  # the name under which the rows to copy are read
FILE = "ensemble.sqlite"
SETTINGS = (
    "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "foreign_keys=OFF",
    "cache_size=-1000000", "threads=2",
)  # fmt: skip
SHOWN = ("person", "unit", "client", "invoice", "contract", "payslip", "posting", "audit_entry")
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """Prints what is done, with how long it took."""

    began: float

    def __call__(self, text: str) -> None:
        """One line."""
        print(f"{time.monotonic() - self.began:7.1f} s  {text}", flush=True)


def moved_tables() -> list[sa.Table]:
    """Tables whose rows are copied, those that others refer to first."""
    return [table for table in Base.metadata.sorted_tables if table.name in MOVED]


def step_of(column: sa.Column[Any]) -> str | None:
    """The table by whose step the numbers of a column move up, if they do."""
    if column.name == "id" and column.primary_key:
        return str(column.table.name)
    for key in column.foreign_keys:
        if key.column.table.name in MOVED:
            return str(key.column.table.name)
    return None


def unique_keys(table: sa.Table) -> Iterator[list[sa.Column[Any]]]:
    """Everything of a table that may exist only once."""
    for rule in table.constraints:
        if isinstance(rule, sa.PrimaryKeyConstraint | sa.UniqueConstraint):
            yield list(rule.columns)
    for index in table.indexes:
        if index.unique:
            yield list(index.columns)


def undecided() -> list[str]:
    """Tables, and unique columns of copied ones, of which nobody has said what becomes of them."""
    unknown = [name for name in Base.metadata.tables if (name in MOVED) == (name in LEFT)]
    for table in moved_tables():
        unknown += [
            f"{table.name}: {', '.join(one.name for one in key)}"
            for key in unique_keys(table)
            if not any(step_of(one) or f"{table.name}.{one.name}" in RENEWED for one in key)
        ]
    return unknown


def linked(source: str, target: str) -> str:
    """Documents are never written again: one file in both folders. The rest is copied."""
    path = Path(source)
    if DOCUMENTS in path.parent.parts:
        try:
            Path(target).hardlink_to(path)
        except OSError:  # another disk
            pass
        else:
            return target
    return str(shutil.copy2(source, target))


@contextmanager
def bare(target: Path) -> Iterator[sa.Connection]:
    """The database with nothing that protects it: whoever stops in the middle begins again."""
    engine = sa.create_engine(f"sqlite:///{target / FILE}", poolclass=sa.NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in SETTINGS:
            connection.exec_driver_sql(f"PRAGMA {setting}").close()
        connection.exec_driver_sql(f"ATTACH '{target / BEFORE}' AS {BEFORE}")
        yield connection


def reseal(connection: sa.Connection) -> None:
    """Let SQL seal a text for another row: it opens only in the one that it was sealed for."""

    def resealed(value: bytes | None, before: str, after: str) -> bytes | None:
        return None if value is None else seal(unseal(value, before), after)

    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.create_function("resealed", 3, resealed)


def put_away(connection: sa.Connection) -> list[str]:
    """Drop triggers, and indexes of tables that grow; the statements that make them again."""
    query = "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
    again = []
    for kind, name, table, text in connection.exec_driver_sql(query).all():
        if kind == "trigger" or (kind == "index" and table in MOVED):
            connection.exec_driver_sql(f"DROP {kind} main.{name}")
            again.append(text)
    return again


def values(copy: Copy, table: sa.Table, before: sa.Table) -> Mapping[str, Any]:
    """What each column of a copied row holds."""
    found: dict[str, Any] = {}
    for column in table.columns:
        own, moves = before.c[column.name], step_of(column)
        renewed = RENEWED.get(f"{table.name}.{column.name}")
        if renewed:
            found[column.name] = renewed(copy, before)
        elif moves:
            found[column.name] = copy.moved(own, moves)
        elif column.name.endswith("_sealed"):
            place = sa.literal(f"{table.name}|{column.name.removesuffix('_sealed')}|")
            uid = RENEWED[f"{table.name}.uid"](copy, before)
            found[column.name] = sa.func.resealed(own, place + before.c.uid, place + uid)
        else:
            found[column.name] = own
    return found


def multiply(connection: sa.Connection, times: int, told: Told) -> None:
    """Insert every copy of every table; what counts or adds up rows counts the copies as well."""
    steps = {}
    for table in moved_tables():
        last = None
        if "id" in table.c:
            last = connection.scalar(sa.select(sa.func.max(table.c.id)))
        steps[table.name] = 10 ** len(str(last or 0))
    for table in moved_tables():
        before = table.to_metadata(sa.MetaData(), schema=BEFORE)
        rows = 0
        for number in range(1, times):
            new = values(Copy(number, steps), table, before)
            query = sa.select(*new.values()).order_by(*before.primary_key)
            if table.name in AMONG:
                query = query.where(AMONG[table.name](before))
            insert = sa.insert(table).from_select(list(new), query, include_defaults=False)
            rows += connection.execute(insert).rowcount
        if rows:
            told(f"{table.name}: {rows:,} more")
    for name, (columns, where) in SCALED.items():
        table = Base.metadata.tables[name]
        sums = {one: sa.type_coerce(table.c[one], sa.BigInteger) * times for one in columns}
        connection.execute(sa.update(table).where(where(table)).values(sums))


def grow(app: Flask, target: Path, times: int, told: Told) -> None:
    """Multiply what is in the folder, then count its figures again."""
    Migrate(app, db, directory=str(ROOT / "web" / "migrations"))
    with app.app_context():
        upgrade()
        year = db.session.scalar(sa.select(sa.func.max(Simulation.year)))
        app.config["TODAY"] = date(year, 12, 31) if year else app.config["TODAY"]
        db.session.remove()
        db.engine.dispose()  # the last one to close it brings its log into the database
        shutil.copyfile(target / FILE, target / BEFORE)
        told("copied")
        with bare(target) as connection:
            reseal(connection)
            again = put_away(connection)
            multiply(connection, times, told)
            for text in again:
                connection.exec_driver_sql(text)
            told("indexes and triggers are back")
            connection.exec_driver_sql("ANALYZE main")
            told("analysed")
        (target / BEFORE).unlink()
        rebuild()
        told("figures counted again")
        for name in SHOWN:
            table = Base.metadata.tables[name]
            many = db.session.scalar(sa.select(sa.func.count()).select_from(table))
            print(f"  {many:12,} {name}")
        db.session.remove()
        db.engine.dispose()


def made(folder: Path, target: Path, times: int) -> None:
    """Copy the folder, multiply what is in the copy."""
    if unknown := undecided():
        sys.exit(f"Nobody has said whether these are copied or left: {'; '.join(unknown)}")
    if target.exists():
        sys.exit(f"{target} is there already. Nothing was changed.")
    told = Told(time.monotonic())
    shutil.copytree(folder, target, copy_function=linked)
    grow(create_app({"DATA_DIR": str(target), "TODAY": TODAY}), target, times, told)
    (target / GROWN).touch()
    size = (target / FILE).stat().st_size / MB
    told(f"done: {size:,.0f} MB, {times} times {folder}")


def main() -> int:
    """Make it, or say what is asked for."""
    if len(sys.argv) != 4 or not sys.argv[3].isdigit():
        sys.exit("python -P bench/grow.py FOLDER TARGET TIMES")
    made(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
