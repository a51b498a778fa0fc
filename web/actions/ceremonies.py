"""Keys, rehearsals, the export of the urn, and publication: each checked before it is kept."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import current_app
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.signing import VerifyKey

from domain.assembly.poll_life import check_draft, move_poll
from domain.assembly.words import PollState
from domain.voting.canonical import canonical, sha256_hex
from domain.voting.ceremony import (
    AnotherPoll,
    NotFrozenYet,
    SamePair,
    WrongAnswers,
    WrongFile,
    WrongSignature,
    read_keys,
    read_proof,
    read_signatures,
)
from domain.voting.publishing import RESULT, SIGNATURES, check, expected_names
from web import urn
from web.actions.audit import actor_id, record
from web.actions.polls import locked, rehearsed
from web.actions.ties import proclaim_result
from web.documents import archive
from web.extensions import db
from web.models.poll import BoardFile, Poll, Rehearsal
from web.queries.polls import definition_of, pairs_rehearsed
from web.queries.publication import outcomes

PAPERS = 8  # test ballots of one rehearsal
NONCE = 32  # bytes


def set_keys(poll: Poll, data: bytes) -> None:
    """Keep what the ceremony published; a new ceremony replaces it until the poll is frozen."""
    keys = read_keys(data)
    try:
        SealedBox(PublicKey(bytes.fromhex(keys["public_key"]))).encrypt(b"")
    except CryptoError as error:  # a point to which nothing can be sealed
        raise WrongFile from error
    row = locked(poll.id)
    check_draft(row.state)
    row.keys = keys
    record("poll_keys_set", row, public_key=keys["public_key"])
    db.session.commit()


def nonces(poll: Poll) -> list[bytes]:
    """What the test ballots hold: made again from our own secret, so that nothing is stored."""
    key = current_app.config["SECRET_KEY"].encode()
    text = f"rehearsal|{poll.uid}|{poll.definition_sha256}"
    return [
        hmac.new(key, f"{text}|{place}".encode(), sha256).digest()[:NONCE]
        for place in range(PAPERS)
    ]


def rehearsal_file(poll: Poll) -> bytes:
    """Test ballots sealed to the poll's own key, for two trustees to open."""
    if poll.definition is None:
        raise NotFrozenYet
    box = SealedBox(PublicKey(bytes.fromhex(poll.keys["public_key"])))
    papers = [b64encode(box.encrypt(nonce)).decode() for nonce in nonces(poll)]
    return canonical({"keys": poll.keys, "papers": papers, "poll": poll.uid})


def record_rehearsal(poll: Poll, data: bytes, *, now: datetime) -> None:
    """Keep the proof of one pair of trustees; with the second pair the poll is rehearsed."""
    proof = read_proof(data)
    row = locked(poll.id)
    if row.definition is None:
        raise NotFrozenYet
    if proof["poll"] != row.uid:
        raise AnotherPoll
    signed = canonical({key: proof[key] for key in ("answers", "pair", "poll")})
    _check_signatures(row, signed, proof["signatures"])
    if sorted(one["trustee"] for one in proof["signatures"]) != proof["pair"]:
        raise WrongSignature
    if proof["answers"] != [nonce.hex() for nonce in nonces(row)]:
        raise WrongAnswers
    pair = "-".join(map(str, proof["pair"]))
    done = pairs_rehearsed(row.id)
    if pair in done:
        raise SamePair
    made = Rehearsal(poll_id=row.id, pair=pair, proof=data, recorded=now, recorded_by_id=actor_id())
    db.session.add(made)
    db.session.flush()
    record("poll_pair_rehearsed", row, pair=pair)
    if len(done) + 1 == 2:
        rehearsed(row)
    db.session.commit()


def _check_signatures(poll: Poll, data: bytes, signatures: list[dict[str, Any]]) -> None:
    """Two different trustees of this poll signed these bytes."""
    for one in signatures:
        trustee = poll.keys["trustees"][one["trustee"]]
        try:
            key = VerifyKey(bytes.fromhex(trustee["verify_key"]))
            key.verify(data, bytes.fromhex(one["signature"]))
        except (BadSignatureError, ValueError) as error:
            raise WrongSignature from error


def urn_file(poll: Poll) -> bytes:
    """The sealed ballots and what two trustees need to open them, once the poll is closed."""
    definition = definition_of(poll)
    boxes = [b64encode(box).decode() for box in urn.export(poll.uid)]
    record("poll_urn_exported", poll, ballots=len(boxes))
    db.session.commit()
    told = {
        "boxes": boxes,
        "cast": poll.cast,
        "definition": definition.to_json(),
        "roll": definition.roll_count,
    }
    return canonical(told)


def publish(poll: Poll, files: Mapping[str, bytes], *, now: datetime) -> None:
    """Check everything again, then let everybody read it."""
    row = locked(poll.id)
    state = move_poll(row.state, PollState.PUBLISHED)
    definition = definition_of(row)
    boxes = frozenset(sha256_hex(box) for box in urn.export(row.uid))
    check(definition, files, cast=row.cast or 0, boxes=boxes)
    _check_signatures(row, files[RESULT], read_signatures(files[SIGNATURES]))
    for name in sorted(expected_names(definition)):
        data = files[name]
        place = BoardFile(poll_id=row.id, name=name, sha256=archive.store(data), size=len(data))
        db.session.add(place)
    row.result, row.signatures, row.published = files[RESULT], files[SIGNATURES], now
    row.state = state
    for question, outcome in outcomes(row):
        proclaim_result(row, question, outcome)
    record("poll_published", row, result=sha256_hex(files[RESULT]))
    db.session.commit()
    urn.set_tallied(row.uid)  # afterwards: an urn still closed can be published again
