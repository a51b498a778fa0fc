"""Elections with a known outcome, and questions to count them with."""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

from domain.voting.choices import ranking
from domain.voting.definition import Option, Question
from domain.voting.words import Kind, Majority, Method

CASES = Path(__file__).parent / "cases" / "voting"
SCRIPTS = Path(__file__).resolve().parents[2] / "web" / "static" / "voting"
KIND_OF = {
    Method.MAJORITY: Kind.RESOLUTION,
    Method.APPROVAL: Kind.ELECTION,
    Method.EACH: Kind.ELECTION,
    Method.STV: Kind.ELECTION,
}


def words(text):
    return {"fr": text, "nl": text, "en": text}


def question(method, names=(), **given):
    options = tuple(Option(str(at), words(name)) for at, name in enumerate(names, 1))
    kind = KIND_OF.get(method, Kind.PREFERENCE)
    return Question(
        id="q1", number="1", title=words("?"), kind=kind, method=method, options=options, **given
    )


def resolution(majority=Majority.SIMPLE):
    return question(Method.MAJORITY, majority=majority)


def vectors(file):
    return json.loads((CASES / f"{file}.json").read_text("utf-8"))


class Vector:
    """One published election with rankings."""

    def __init__(self, told):
        self.id, self.expected = told["id"], told["expected"]
        self.names, self.seats = told["candidates"], told.get("seats", 1)
        self.id_of = {name: str(at) for at, name in enumerate(self.names, 1)}
        self.name_of = {one: name for name, one in self.id_of.items()}
        self.ballots = Counter()
        for ballot in told["ballots"]:
            tiers = [[self.id_of[name] for name in tier] for tier in ballot["ranking"]]
            self.ballots[ranking(tiers)] += ballot["count"]

    @property
    def choices(self):
        return list(self.ballots.elements())

    def question(self, method):
        seats = {"seats": self.seats} if method is Method.STV else {}
        return question(method, self.names, **seats)

    def pair(self, pair):
        a, b = pair.split(">")
        return f"{self.id_of[a]}>{self.id_of[b]}"

    def named(self, ids):
        return [self.name_of[one] for one in ids]


def ranked_vectors():
    files = ("schulze_paper", "debian_dpl", "small_published")
    return [Vector(told) for file in files for told in vectors(file)["vectors"]]


def script(name):
    """One of the published scripts, loaded as anybody would run it."""
    if str(SCRIPTS) not in sys.path:
        sys.path.append(str(SCRIPTS))
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
