"""Sealing a ballot to the key of its poll: this server cannot open it again."""

from __future__ import annotations

from functools import lru_cache

from nacl.public import PublicKey, SealedBox


@lru_cache(maxsize=16)
def _box(public_key: str) -> SealedBox[PublicKey]:
    return SealedBox(PublicKey(bytes.fromhex(public_key)))


def seal(public_key: str, padded: bytes) -> bytes:
    """One sealed ballot.

    public_key: 64 hexadecimal digits; ``padded``: of ``domain.voting.envelope``
    """
    return bytes(_box(public_key).encrypt(padded))
