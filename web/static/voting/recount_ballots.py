"""Count a file of ballots, such as a published election: the part of recount.py for --method."""

import json
from pathlib import Path


def count(method, name, outcome):
    """Print the outcome of every election of the file, options named by their place in it."""
    told = json.loads(Path(name).read_text("utf-8"))
    for one in told.get("vectors", [told]):
        ids = {option: str(at) for at, option in enumerate(one.get("candidates", []), 1)}
        question = {
            "method": method,
            "majority": one.get("rule", "simple"),
            "options": [{"id": place, "label": {"en": option}} for option, place in ids.items()],
            "seats": one.get("seats", 1),
            "at_most": len(ids),
        }
        said = [key for key, answer in ANSWERS.items() for _one in range(one.get(answer, 0))]
        for ballot in one.get("ballots", []):
            said += [text(method, ids, ballot["ranking"])] * ballot["count"]
        found = {"id": one.get("id", ""), "options": ids, "outcome": outcome(question, said)}
        print(json.dumps(found, ensure_ascii=False))
    return False


ANSWERS = {"y": "yes", "n": "no", "a": "abstain"}


def text(method, ids, ranking):
    """A ranking as the board writes it; who approves, approves of the first tier."""
    tiers = [sorted((ids[option] for option in tier), key=int) for tier in ranking if tier]
    if method == "approval":
        return ";".join(tiers[0]) if tiers else ""
    return ">".join(map("=".join, tiers))
