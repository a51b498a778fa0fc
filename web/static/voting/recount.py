#!/usr/bin/env python3
"""Recount a published vote with nothing but Python: recount.py BOARD.csv [BOARD.csv ...]

docs/voting-format.md has the rules. result.json and definition.json beside a board must agree too.
Any file of ballots: recount.py --method schulze|borda|approval|stv|majority FILE.json
"""

import hashlib
import importlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

CODE, NUMBER = "[A-Z2-7]{10}", re.compile("[1-9][0-9]{0,3}")
sys.path.append(str(Path(__file__).parent))  # recount_stv.py and others lie there


def parts(question, choice):
    """What a choice says of each option it names, and its tiers; None if it does not fit."""
    method, ids = question["method"], {one["id"] for one in question["options"]}
    if method in ("schulze", "borda", "stv"):
        tiers = [tier.split("=") for tier in choice.split(">")]
        named, right = [(one, "") for tier in tiers for one in tier], True
    else:
        mark, most = {"each": "=", "points": ":"}.get(method), question["at_most"]
        named = [part.partition(mark)[::2] if mark else (part, "") for part in choice.split(";")]
        tiers, told = [[one for one, _ in named]], [said for _, said in named]
        right = set(told) <= {"y", "n"} if method == "each" else len(named) <= most
        if method == "points":
            right = all(NUMBER.fullmatch(said) and int(said) <= most for said in told)
    right = right and len(dict(named)) == len(named) and set(dict(named)) <= ids
    return (named, tiers) if right and all(t == sorted(t, key=int) for t in tiers) else None


def outcome(question, choices):
    """The published outcome of one question."""
    counted, ids = Counter(choices), [one["id"] for one in question["options"]]
    known = {"", "y", "n", "a"} if question["method"] == "majority" else {""}
    wrong = [one for one in counted if one not in known and parts(question, one) is None]
    rest = {"invalid": sum(map(counted.pop, wrong)), "blank": counted.pop("", 0)}
    return METHODS[question["method"]](question, ids, counted) | rest


def majority(question, _ids, ballots):
    yes, no = ballots["y"], ballots["n"]
    needs = {"two_thirds": (2, 3), "three_quarters": (3, 4), "four_fifths": (4, 5)}
    above, below = needs.get(question["majority"], (0, 0))
    enough = below * yes >= above * (yes + no) if below else yes > no
    return {"yes": yes, "no": no, "abstain": ballots["a"], "adopted": yes + no > 0 and enough}


def fill(votes, able, seats):
    order = sorted((one for one in votes if one in able), key=lambda one: -votes[one])
    next_ = votes[order[seats]] if len(order) > seats > 0 else -1
    sure = [one for one in order[:seats] if votes[one] > next_]
    left = min(seats, len(order)) - len(sure)
    tie = {"among": [one for one in order if votes[one] == next_], "seats_left": left}
    return {"elected": sure, "tie": tie if left else None, "vacant": max(seats - len(order), 0)}


def total(question, ids, ballots, worth):
    sums = dict.fromkeys(ids, 0)
    for choice, count in ballots.items():
        for one, said in parts(question, choice)[0]:
            sums[one] += count * worth(said)
    return sums


def approval(question, ids, ballots):
    votes = total(question, ids, ballots, lambda _said: 1)
    return {"votes": votes, **fill(votes, [one for one in ids if votes[one]], question["seats"])}


def each(question, ids, ballots):
    yes, no = (total(question, ids, ballots, lambda said, w=want: said == w) for want in "yn")
    able = {one for one in ids if yes[one] > no[one]}
    return {"yes": yes, "no": no, **fill(yes, able, question["seats"])}


def by_score(ids, sums):
    ranking = [[a for a in ids if sums[a] == n] for n in sorted(set(sums.values()), reverse=True)]
    return {"points": sums, "ranking": ranking, "winners": ranking[0]}


def duels(question, ids, ballots):
    duel = {(a, b): 0 for a in ids for b in ids if a != b}
    for choice, count in ballots.items():
        tiers = parts(question, choice)[1]
        place = {one: at - len(tiers) for at, tier in enumerate(tiers) for one in tier}
        for a, b in duel:
            duel[a, b] += count * (place.get(a, 0) < place.get(b, 0))  # not ranked: last
    return duel


def borda(question, ids, ballots):
    duel, cast = duels(question, ids, ballots), sum(ballots.values())
    twice = {a: sum(cast + duel[a, b] - duel[b, a] for b in ids if b != a) for a in ids}
    points = {one: f"{sum_}/2" if sum_ % 2 else sum_ // 2 for one, sum_ in twice.items()}
    return by_score(ids, twice) | {"points": points}


def schulze(question, ids, ballots):
    duel = duels(question, ids, ballots)
    path = {(a, b): won * (won > duel[b, a]) for (a, b), won in duel.items()}
    for via, (a, b) in ((via, pair) for via in ids for pair in path if via not in pair):
        path[a, b] = max(path[a, b], min(path[a, via], path[via, b]))
    ranking, rest = [], ids
    while rest:
        ranking.append([a for a in rest if all(a == b or path[a, b] >= path[b, a] for b in rest)])
        rest = [one for one in rest if one not in ranking[-1]]
    told = [{f"{a}>{b}": n for (a, b), n in table.items()} for table in (duel, path)]
    return {"pairwise": told[0], "paths": told[1], "ranking": ranking, "winners": ranking[0]}


def beside(name):
    return importlib.import_module(f"recount_{name}")  # another file, in the same folder


METHODS = {one.__name__: one for one in (majority, approval, each, borda, schulze)}
METHODS["stv"] = lambda *given: beside("stv").transferable(*given, parts)
METHODS["points"] = lambda question, ids, ballots: by_score(ids, total(question, ids, ballots, int))


def rows(path, column):
    head, names, *found = path.read_bytes().decode().split("\n")
    if not head.startswith("#") or names != column or found.pop() or found != sorted(found):
        raise ValueError(f"this is not a sorted board of {column}")
    return json.loads(head[1:]), found


def recount(path):
    """The head of a board, its outcome, and what is wrong with it."""
    name, files, comma = re.sub(r"-(codes|choices)\.csv$", "", path.name), [path], ""
    if name == path.name:
        (head, lines), comma = rows(path, "code,choice"), ","
        other, codes, choices = head, [row[:11] for row in lines], [row[11:] for row in lines]
    else:
        files = [path.with_name(f"{name}-{kind}.csv") for kind in ("codes", "choices")]
        (head, codes), (other, choices) = rows(files[0], "code"), rows(files[1], "choice")
    found = outcome(head["question"], choices)
    checks = {
        "two files do not belong together": head == other,
        "there are not as many rows as announced": len(codes) == len(choices) == head["counted"],
        "a code stands here twice": len(set(codes)) == len(codes),
        "a code is wrong": all(re.fullmatch(CODE + comma, one) for one in codes),
        "a choice does not fit the question": found["invalid"] == choices.count("!"),
    }
    sha256 = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    if (definition := path.with_name("definition.json")).is_file():
        told, digest = json.loads(text := definition.read_bytes()), hashlib.sha256(text).hexdigest()
        same = (digest, told["poll"]) == (head["definition_sha256"], head["poll"])
        checks["definition.json asks otherwise"] = same and head["question"] in told["questions"]
    if (result := path.with_name("result.json")).is_file():
        told = json.loads(result.read_bytes())
        mine = [one["outcome"] for one in told["questions"] if one["id"] == head["question"]["id"]]
        same = all(head[k] == told[k] for k in ("poll", "definition_sha256", "cast", "counted"))
        same = same and sha256 == [told["files"].get(file.name) for file in files]
        checks["this is not the file of result.json"] = same
        sum_ = told["counted"] + len(told["invalid"])
        checks["the numbers of result.json do not add up"] = told["cast"] == sum_ <= told["roll"]
        checks["the published outcome differs from this count"] = mine == [found]
    if (tie := path.with_name(f"tie-{head['question']['id']}.json")).is_file():
        found = found | beside("tie").decided(tie, head["question"], choices, outcome, checks)
    return head, found, [why for why, right in checks.items() if not right]


def words(told, names):
    """A part of an outcome as people read it."""
    if isinstance(told, dict):
        return ", ".join(f"{names.get(key, key)} {words(one, names)}" for key, one in told.items())
    if isinstance(told, list):
        mark = " > " if told and isinstance(told[0], list) else " / "
        return mark.join(words(one, names) for one in told) or "nobody"
    return names.get(told, str(told))


def main(given):
    if given[:1] == ["--method"]:
        return beside("ballots").count(*given[1:3], outcome)
    wrong = [] if given else ["name a board"]
    for path in map(Path, given):
        try:
            head, found, why = recount(path)
            asked, wrong = head["question"], wrong + [f"{path.name}: {one}" for one in why]
            names = {one["id"]: f"{one['id']} {one['label'].get('en')}" for one in asked["options"]}
            print(path.name, asked["number"], asked["title"].get("en"), f"({head['cast']} cast)")
            print(*(f"  {key}: {words(one, names)}" for key, one in found.items()), sep="\n")
        except (ValueError, LookupError, OSError, TypeError, AttributeError) as error:
            wrong.append(f"{path.name}: {error!r}")
    print("RECOUNT DISAGREES: " + "; ".join(wrong) if wrong else "RECOUNT AGREES")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
