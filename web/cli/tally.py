"""``flask tally``: count a file of ballots, in the shape that docs/voting-format.md describes."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from domain.errors import N_
from domain.voting.choices import approvals, ranking
from domain.voting.counting import outcome_of
from domain.voting.definition import Option, Question
from domain.voting.words import Kind, Majority, Method
from web.cli.terminal import in_words

KINDS = {
    "schulze": Kind.PREFERENCE,
    "borda": Kind.PREFERENCE,
    "approval": Kind.ELECTION,
    "stv": Kind.ELECTION,
    "majority": Kind.RESOLUTION,
}
LABELS = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "abstain": N_("Abstentions"),
    "adopted": N_("Adopted"),
    "votes": N_("Votes"),
    "elected": N_("Elected"),
    "tie": N_("Equal votes, not decided"),
    "vacant": N_("Seats left vacant"),
    "pairwise": N_("Duels"),
    "paths": N_("Strongest paths"),
    "ranking": N_("Ranking"),
    "winners": N_("In first place"),
    "points": N_("Points"),
    "quota": N_("Quota"),
    "rounds": N_("Rounds"),
    "blank": N_("Blank"),
    "invalid": N_("Invalid"),
}
LARGEST = 20 * 1024 * 1024  # bytes
MOST = 1000  # options


@dataclass(frozen=True, slots=True)
class Asked:
    """How the file is to be counted; what is not said, the file says."""

    method: Method
    seats: int | None
    rule: str | None


@click.command("tally")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--method", type=click.Choice(list(KINDS)), required=True)
@click.option("--seats", type=click.IntRange(1, 1000), help="Default: as the file says, or 1.")
@click.option(
    "--rule", type=click.Choice([one.value for one in Majority]), help="Default: as the file says."
)
@click.option("--id", "wanted", default="", help="Which vector of a file that holds several.")
@click.option("--json", "as_json", is_flag=True, help="Exact numbers for scripts.")
@with_appcontext
def tally(
    file: Path, method: str, seats: int | None, rule: str | None, wanted: str, *, as_json: bool
) -> None:
    """Count the ballots of FILE: {"candidates": […], "ballots": [{"count", "ranking"}, …]}.

    Approval takes the first tier of each ranking. Majority takes {"yes", "no", "abstain"}.
    """
    with in_words():
        asked = Asked(Method(method), seats, rule)
        told = chosen(read(file), wanted)
        names, found = (resolution if method == "majority" else election)(told, asked)
        if as_json:
            click.echo(json.dumps(named(found, names), ensure_ascii=False, indent=2))
            return
        for line in lines(found, names):
            click.echo(line)


def wrong(text: str) -> click.ClickException:
    """Why the file cannot be counted."""
    return click.ClickException(_("This file cannot be counted: %(why)s", why=text))


def read(file: Path) -> Any:
    """The content of the file, if it can be one of ballots."""
    if file.stat().st_size > LARGEST:
        raise wrong(_("it is larger than %(size)s MB.", size=LARGEST // 1024 // 1024))
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise wrong(_("it is not JSON (%(why)s).", why=str(error))) from error


def chosen(told: Any, wanted: str) -> Mapping[str, Any]:
    """The election itself, or the one of several that was asked for."""
    if isinstance(told, dict) and isinstance(told.get("vectors"), list):
        several = {str(one.get("id")): one for one in told["vectors"] if isinstance(one, dict)}
        if wanted not in several:
            raise wrong(_("choose one with --id: %(known)s.", known=", ".join(several)))
        told = several[wanted]
    elif wanted:
        raise wrong(_("it holds one election only; --id chooses among several."))
    if not isinstance(told, dict):
        raise wrong(_("it holds no election."))
    return told


def whole(value: Any, name: str) -> int:
    """A number of ballots, votes or seats; nothing is rounded or guessed."""
    if type(value) is not int or value < 0:
        raise wrong(_("“%(name)s” must be a whole number, 0 or more.", name=name))
    return value


def resolution(told: Mapping[str, Any], asked: Asked) -> tuple[dict[str, str], dict[str, Any]]:
    """Count yes and no."""
    rule = asked.rule or told.get("rule", Majority.SIMPLE)
    if rule not in [*Majority]:
        raise wrong(_("“rule” is none of: %(known)s.", known=", ".join(Majority)))
    if not {"yes", "no"} <= told.keys():
        raise wrong(_("a majority is counted from “yes”, “no” and “abstain”."))
    said = {name[0]: whole(told.get(name, 0), name) for name in ("yes", "no", "abstain")}
    return {}, outcome_of(question(asked.method, [], majority=Majority(rule)), said)


def election(told: Mapping[str, Any], asked: Asked) -> tuple[dict[str, str], dict[str, Any]]:
    """Count rankings: the names of the options, and the outcome."""
    listed, ballots = told.get("candidates"), told.get("ballots")
    if not isinstance(listed, list) or not isinstance(ballots, list):
        raise wrong(_("it needs “candidates” and “ballots”."))
    if not all(isinstance(name, str) for name in listed) or len(set(listed)) != len(listed):
        raise wrong(_("each candidate must be a text, and stand there once."))
    if len(listed) > MOST:
        raise wrong(_("it has more than %(most)s candidates.", most=MOST))
    ids = {name: str(at) for at, name in enumerate(listed, 1)}
    counted: Counter[str] = Counter()
    for place, ballot in enumerate(ballots, 1):
        tiers = tiers_of(ballot, ids, place)
        approves = asked.method is Method.APPROVAL
        text = approvals(tiers[0] if tiers else []) if approves else ranking(tiers)
        counted[text] += whole(ballot.get("count"), f"ballots[{place}].count")
    given = {}
    if KINDS[asked.method] is Kind.ELECTION:
        given["seats"] = asked.seats or whole(told.get("seats", 1), "seats")
    if asked.method is Method.APPROVAL:
        given["at_most"] = len(listed)
    found = outcome_of(question(asked.method, listed, **given), counted)
    return {one: name for name, one in ids.items()}, found


def tiers_of(ballot: Any, ids: Mapping[str, str], place: int) -> list[list[str]]:
    """The ranking of a ballot, in ids."""
    told = ballot.get("ranking") if isinstance(ballot, dict) else None
    if not isinstance(told, list) or not all(isinstance(tier, list) for tier in told):
        raise wrong(_("ballot %(place)s has no “ranking” made of lists.", place=place))
    names = [name for tier in told for name in tier]
    for name in names:
        if not isinstance(name, str) or name not in ids:
            text = _(
                "ballot %(place)s names “%(name)s”, who is no candidate.", place=place, name=name
            )
            raise wrong(text)
    if len(set(names)) != len(names):
        raise wrong(_("ballot %(place)s names somebody twice.", place=place))
    return [[ids[name] for name in tier] for tier in told if tier]


def question(method: Method, names: list[str], **given: Any) -> Question:
    """What is counted, as a question of a poll."""
    options = tuple(Option(str(at), {"en": name}) for at, name in enumerate(names, 1))
    kind = KINDS[method]
    asked = Question(
        id="q1", number="1", title={}, kind=kind, method=method, options=options, **given
    )
    asked.check()
    return asked


def named(found: Any, names: Mapping[str, str]) -> Any:
    """The outcome with names instead of ids."""
    if isinstance(found, dict):
        return {
            ">".join(names.get(part, part) for part in key.split(">")): named(value, names)
            for key, value in found.items()
        }
    if isinstance(found, list):
        return [named(value, names) for value in found]
    return names.get(found, found) if isinstance(found, str) else found


def lines(found: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    """The outcome for people."""
    for key, value in found.items():
        label = _(LABELS[key])
        if key == "rounds":
            for number, each in enumerate(named(value, names), 1):
                yield _("Round %(number)s", number=number) + f": {told(each['votes'])}"
        elif key == "ranking":
            tiers = (" = ".join(tier) for tier in named(value, names))
            yield f"{label}: {' > '.join(tiers)}"
        elif key == "tie" and value:
            among = ", ".join(named(value["among"], names))
            left = _("seats left: %(seats)s", seats=value["seats_left"])
            yield f"{label}: {among} ({left})"
        else:
            yield f"{label}: {told(named(value, names))}"


def told(value: Any) -> str:
    """A part of the outcome on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(value) or "–"
    if value is None or isinstance(value, bool):
        answer: str = _("yes") if value else _("no")
        return answer
    return str(value)
