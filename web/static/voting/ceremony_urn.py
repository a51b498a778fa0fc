"""The urn of a vote: opened with two shares, checked, and written as everybody can read it."""

import hashlib
import hmac
import json
import re
from base64 import b32encode, b64decode

import recount
from ceremony_keys import SHARES, THRESHOLD, Refused, canonical, open_key, sha256, sign
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import SealedBox
from nacl.signing import VerifyKey

SIZE, LENGTH = 768, 2
ALWAYS = {"definition.json", "result.json", "signatures.json", "SHA256SUMS"}
TRACKER = re.compile(r"[2-9A-HJKMNP-TV-Z]{8}-[A-Z0-9]{4,12}")


def read_ballot(plain):
    """The ballot in an opened envelope, or None if it is not exactly one of ours."""
    length = int.from_bytes(plain[:LENGTH], "big")
    text, rest = plain[LENGTH : LENGTH + length], plain[LENGTH + length :]
    if len(plain) != SIZE or len(text) != length or any(rest):
        return None
    try:
        ballot = json.loads(text)
        right = set(ballot) == set("cdpst") and all(isinstance(ballot[key], str) for key in "dpst")
        right = (
            right
            and isinstance(ballot["c"], list)
            and all(isinstance(one, str) for one in ballot["c"])
        )
        right = right and ballot["s"] in ("s", "b") and TRACKER.fullmatch(ballot["t"])
    except (ValueError, TypeError):
        return None
    return ballot if right and canonical(ballot) == text else None


def decrypt(told, key):
    """Every ballot that counts, and every envelope that does not, with its reason."""
    definition = told["definition"]
    poll, digest, box_of = definition["poll"], sha256(canonical(definition)), SealedBox(key)
    good, invalid = [], []
    for sealed in map(b64decode, told["boxes"]):
        try:
            ballot, reason = read_ballot(box_of.decrypt(sealed)), "format"
        except (CryptoError, ValueError):
            ballot, reason = None, "opens"
        if ballot and (ballot["d"], ballot["p"]) != (digest, poll):
            ballot, reason = None, "definition"
        if ballot and len(ballot["c"]) != len(definition["questions"]):
            ballot, reason = None, "format"
        if ballot:
            good.append((ballot, sha256(sealed)))
        else:
            invalid.append({"box_sha256": sha256(sealed), "reason": reason})
    count = {}
    for ballot, _box in good:
        count[ballot["t"]] = count.get(ballot["t"], 0) + 1
    invalid += [
        {"box_sha256": box, "reason": "tracker"} for ballot, box in good if count[ballot["t"]] > 1
    ]
    return [ballot for ballot, _box in good if count[ballot["t"]] == 1], sorted(
        invalid, key=canonical
    )


def code(tracker, poll, question):
    mac = hmac.new(tracker.encode(), f"{poll}|{question}".encode(), hashlib.sha256)
    return b32encode(mac.digest()).decode()[:10]


def open_urn(told, shares):
    """The published files, from the exported urn and two shares: a map from name to bytes."""
    definition = told["definition"]
    keys = {key: definition[key] for key in ("public_key", "trustees")}
    key, places = open_key(keys, shares)
    if len(told["boxes"]) != told["cast"]:
        raise Refused("there are not as many ballots as marks on the roll")
    ballots, invalid = decrypt(told, key)
    digest, files, outcomes = sha256(canonical(definition)), {}, []
    for place, question in enumerate(definition["questions"]):
        said = [ballot["c"][place] for ballot in ballots]
        wrong = {one for one in set(said) if recount.outcome(question, [one])["invalid"]}
        said = ["!" if one in wrong else one for one in said]
        codes = [code(ballot["t"], definition["poll"], question["id"]) for ballot in ballots]
        head = {
            "cast": told["cast"],
            "counted": len(ballots),
            "definition_sha256": digest,
            "poll": definition["poll"],
            "question": question,
        }
        name = f"board-{question['id']}"
        tables = {
            f"{name}.csv": ["code,choice", *sorted(map(",".join, zip(codes, said, strict=True)))]
        }
        if question["board"] == "inclusion":
            tables = {
                f"{name}-codes.csv": ["code", *sorted(codes)],
                f"{name}-choices.csv": ["choice", *sorted(said)],
            }
        for file, lines in tables.items():
            files[file] = b"#" + canonical(head) + b"\n" + ("\n".join(lines) + "\n").encode()
        outcomes.append({"id": question["id"], "outcome": recount.outcome(question, said)})
    result = canonical(
        {
            "format": "ensemble-result-1",
            "poll": definition["poll"],
            "definition_sha256": digest,
            "roll": told["roll"],
            "cast": told["cast"],
            "counted": len(ballots),
            "boxes_sha256": sha256(canonical(sorted(map(sha256, map(b64decode, told["boxes"]))))),
            "invalid": invalid,
            "sealed_in_browser": sum(ballot["s"] == "b" for ballot in ballots),
            "files": {file: sha256(data) for file, data in files.items()},
            "questions": outcomes,
        }
    )
    files |= {
        "definition.json": canonical(definition),
        "result.json": result,
        "signatures.json": canonical(sign(result, shares, places)),
    }
    return files | {"SHA256SUMS": sums(files)}


def sums(files):
    """SHA256SUMS of these files, as `sha256sum -c` reads it."""
    return "".join(f"{sha256(data)}  {file}\n" for file, data in sorted(files.items())).encode()


def check_folder(files):
    """Files of a published folder belong together and two trustees signed them."""
    if missing := sorted(ALWAYS - files.keys()):
        raise Refused(f"missing: {', '.join(missing)}")
    result, definition = (json.loads(files[name]) for name in ("result.json", "definition.json"))
    if result["definition_sha256"] != sha256(files["definition.json"]):
        raise Refused("definition.json is not that of the result")
    check_signatures(definition, files["result.json"], json.loads(files["signatures.json"]))
    named = {*result["files"], *ALWAYS} - {"SHA256SUMS"}
    if missing := sorted(named - files.keys()):
        raise Refused(f"missing: {', '.join(missing)}")
    if wrong := sorted(one for one, sha in result["files"].items() if sha256(files[one]) != sha):
        raise Refused(f"not the file that was signed: {', '.join(wrong)}")
    if files["SHA256SUMS"] != sums({name: files[name] for name in named}):
        raise Refused("SHA256SUMS is not that of these files")
    questions = [one["id"] for one in definition["questions"]]
    if [one["id"] for one in result["questions"]] != questions:
        raise Refused("the result does not answer every question")
    boards = {re.sub(r"(-codes|-choices)?\.csv$", "", name) for name in result["files"]}
    if boards != {f"board-{one}" for one in questions}:
        raise Refused("there is not one board for every question")
    return definition, result


def check_signatures(definition, result, signatures):
    """Two different trustees of the definition signed these bytes."""
    places = [one["trustee"] for one in signatures]
    if len(set(places)) != THRESHOLD or not set(places) <= set(range(SHARES)):
        raise Refused("two different trustees must sign")
    for one in signatures:
        verify = VerifyKey(bytes.fromhex(definition["trustees"][one["trustee"]]["verify_key"]))
        try:
            verify.verify(result, bytes.fromhex(one["signature"]))
        except BadSignatureError as error:
            raise Refused("a signature is not that of its trustee") from error
