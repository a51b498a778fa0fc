"""``flask simulate``: a whole cooperative, invented, of the size of a real one."""

import sys
import time

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from domain.simulated.plan import Plan
from web import clock
from web.cli.terminal import in_words
from web.demo import accounts
from web.demo.people import PASSWORD
from web.demo.reports import drafts
from web.extensions import db
from web.models.person import Person
from web.models.simulation import Simulation
from web.queries.soundness import verdicts
from web.simulate.steps import run, steps
from web.simulate.store import Making


@click.command("simulate")
@click.option("--year", default=2025, show_default=True, help="The year whose totals it follows.")
@click.option("--scale", default="1", show_default=True, help="1 is the whole cooperative.")
@click.option("--seed", default=1, show_default=True, help="Another one makes other people.")
@click.option("--checks/--no-checks", default=True, help="Look for anything wrong at the end.")
@with_appcontext
def simulate(year: int, scale: str, seed: int, *, checks: bool) -> None:
    """Make an invented cooperative in an empty database, or go on where it was stopped."""
    if current_app.config["COOPERATIVE"] != "demo":
        sys.exit("This cooperative is real: COOPERATIVE says so. Nothing was changed.")
    with in_words():
        plan = Plan(year, float(scale), seed)
        plan.totals  # noqa: B018 - refuses a year or a scale that nobody knows
    begin(year, scale, seed)
    making, began, acts = Making(plan), time.perf_counter(), 0
    todo = sum(1 for _ in steps(making))
    with click.progressbar(length=todo, label="A whole year") as bar:
        for step, done in run(making):
            acts += done
            bar.update(1)
            bar.label = f"{step.stage} {step.month}".strip()
    end()
    took = time.perf_counter() - began
    click.echo(f"{acts:,} acts in {took:,.0f} s. Anybody signs in with {PASSWORD}, for example:")
    for told, email, _password in accounts():
        click.echo(f"  {email:<28} {told}")
    if checks and not sound():
        sys.exit("Something does not add up: see above.")


def begin(year: int, scale: str, seed: int) -> None:
    """Mark the cooperative as simulated; refused where other people live."""
    known = db.session.get(Simulation, 1)
    if known is None:
        if db.session.scalar(sa.select(Person.id).limit(1)) is not None:
            sys.exit("People live in this database already. Nothing was changed.")
        db.session.add(Simulation(id=1, year=year, scale=scale, seed=seed, began=clock.now()))
        db.session.commit()
    elif (known.year, known.scale, known.seed) != (year, scale, seed):
        sys.exit(
            f"This cooperative was simulated with --year {known.year} --scale {known.scale} "
            f"--seed {known.seed}. Nothing was changed."
        )


def end() -> None:
    """Everything is there, and the reports of its year are begun."""
    known = db.session.get_one(Simulation, 1)
    if known.ended is None:
        drafts(known.year, clock.now())
        known.ended = clock.now()
        db.session.commit()


def sound() -> bool:
    """Look for anything that does not add up, and say it."""
    fine = True
    for verdict in verdicts():
        for problem in verdict.problems[:10]:
            click.echo(f"{verdict.name}: {problem}")
        fine = fine and verdict.is_sound
    return fine
