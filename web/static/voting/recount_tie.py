"""Equal votes decided after a count: the part of recount.py that reads tie-q1.json."""

import hashlib
import json


def settled(question, found, keys):
    """The outcome with the seats that a tie left open given to the lowest keys."""
    if question["method"] == "stv" or not found["tie"]:
        return found  # recount_stv.py follows the keys while it counts
    first, left = sorted(found["tie"]["among"], key=keys.get), found["tie"]["seats_left"]
    if keys[first[left - 1]] == keys[first[left]]:
        return found
    return found | {"elected": found["elected"] + first[:left], "tie": None}


def decided(file, question, choices, outcome, checks):
    """What was decided; what must be right about it joins the checks.

    outcome: the counting function of recount.py
    """
    told, near, name = json.loads(file.read_bytes()), file.parent, file.name
    keys = told["keys"]
    found = settled(question, outcome({**question, "keys": keys}, choices), keys)
    same = told["outcome"] == found and not found["tie"]
    checks[f"{name} is of another question"] = told["question"] == question["id"]
    checks[f"{name} follows another rule"] = told["rule"] == question["tie"]
    checks[f"the outcome in {name} differs from this count"] = same
    if told["rule"] == "lot":
        texts = {one: f"{told['result_sha256']}|{told['number']}|{one}" for one in keys}
        drawn = {one: hashlib.sha256(text.encode()).hexdigest() for one, text in texts.items()}
        checks[f"the lot in {name} was not drawn so"] = keys == drawn
    if (result := near / "result.json").is_file():
        sha256 = hashlib.sha256(result.read_bytes()).hexdigest()
        checks[f"{name} is of another result"] = told["result_sha256"] == sha256
    if (definition := near / "definition.json").is_file():
        asked = json.loads(definition.read_bytes())
        named = (asked["poll"], asked.get("lot", "") if told["rule"] == "lot" else "")
        checks[f"another number was named than in {name}"] = named == (told["poll"], told["named"])
    by = f"{told['rule']} {told['number']}".strip()
    order = sorted(keys, key=keys.get)
    return {"tie decided": {"by": by, "order": order, "elected": found["elected"]}}
