"""Keys of a vote: made, split in three shares, put together from two, and used to sign."""

import hashlib
import json
import re
from base64 import b64decode
from pathlib import Path

from nacl.public import PrivateKey, SealedBox
from nacl.signing import SigningKey
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

SHARES, THRESHOLD, WORDS = 3, 2, 33


class Refused(Exception):
    """Something does not fit together; said in words."""


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def signing_key(words):
    """Each share also signs: its key follows from its words and from nothing else."""
    return SigningKey(hashlib.sha256(b"ensemble trustee|" + words.encode()).digest())


def make_keys(names):
    """The content of keys.json and the words of each share."""
    if len(names) != SHARES or len(set(names)) != SHARES:
        raise Refused("three trustees with different names are needed")
    key = PrivateKey.generate()
    shares = generate_mnemonics(1, [(THRESHOLD, SHARES)], bytes(key))[0]
    trustees = [
        {"name": name, "verify_key": bytes(signing_key(words).verify_key).hex()}
        for name, words in zip(names, shares, strict=True)
    ]
    public = bytes(key.public_key).hex()
    return {"public_key": public, "threshold": THRESHOLD, "trustees": trustees}, shares


def sheet(keys, place, words):
    """What a trustee keeps on paper."""
    grouped = "\n".join(" ".join(words.split()[at : at + 6]) for at in range(0, WORDS, 6))
    name, public = keys["trustees"][place]["name"], in_groups(keys["public_key"])
    return (
        f"Share {place + 1} of {SHARES} of the key of a vote, kept by {name}\n"
        f"Public key, as it stands in the convocation:\n{public}\n\n{grouped}\n\n"
        "Print this twice, keep both in different places, and delete this file.\n"
        "Two trustees together open the urn. One alone can open nothing.\n"
    )


def in_groups(digits):
    """Digits as people compare them."""
    return " ".join(re.findall(".{8}", digits))


def read_share(path):
    """The words of a share: from its sheet, from a file of words alone, or typed (path: -)."""
    typed = str(path) == "-"
    text = input(f"Type the {WORDS} words of a share: ") if typed else Path(path).read_text("utf-8")
    words, known = text.lower().split() if typed else text.split(), set(WORDLIST)
    if typed and (strange := [one for one in words if one not in known]):
        raise Refused(f"these are no words of a share: {', '.join(strange)}")
    for at in range(len(words) - WORDS + 1):
        if known.issuperset(words[at : at + WORDS]):
            return " ".join(words[at : at + WORDS])
    raise Refused(f"{path} holds no share of {WORDS} words")


def open_key(keys, shares):
    """The key of the vote from two shares, and which trustees they belong to."""
    verify = [bytes(signing_key(words).verify_key).hex() for words in shares]
    known = [one["verify_key"] for one in keys["trustees"]]
    places = [known.index(one) if one in known else None for one in verify]
    if None in places or len(set(places)) != THRESHOLD:
        raise Refused("these are not two different shares of this vote")
    key = PrivateKey(combine_mnemonics(shares))
    if bytes(key.public_key).hex() != keys["public_key"]:
        raise Refused("these shares make another key")
    return key, places


def sign(data, shares, places):
    """Both trustees sign the same bytes."""
    pairs = sorted(zip(places, shares, strict=True))
    return [
        {"trustee": place, "signature": signing_key(words).sign(data).signature.hex()}
        for place, words in pairs
    ]


def rehearse(told, shares):
    """Open the test papers and prove it."""
    key, places = open_key(told["keys"], shares)
    answers = [SealedBox(key).decrypt(b64decode(box)).hex() for box in told["papers"]]
    proof = {"answers": answers, "pair": sorted(places), "poll": told["poll"]}
    return {**proof, "signatures": sign(canonical(proof), shares, places)}
