"""Encryption of what must not be readable in a stolen database: national numbers, IBANs, files.

AES-256-GCM. The context (table, column, row) is authenticated with the text, so that a
sealed value moved to another row no longer opens. Keys come from FIELD_KEYS, newest first.
"""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE = 12  # bytes, the size GCM is defined for


def seal(plain: bytes, context: str) -> bytes:
    """Encrypt for one place: key number, nonce, sealed bytes."""
    number, key = current_app.config["FIELD_KEYS"][0]
    nonce = os.urandom(NONCE)
    return bytes([number]) + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """Decrypt; raises ``InvalidTag`` if the bytes were changed or belong elsewhere."""
    key = dict(current_app.config["FIELD_KEYS"])[sealed[0]]
    nonce, body = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    return AESGCM(key).decrypt(nonce, body, context.encode())


def blind_index(plain: str, context: str) -> str:
    """A keyed fingerprint by which an equal value can be found without opening any."""
    _, key = current_app.config["FIELD_KEYS"][-1]  # the oldest: it must not change with rotation
    return hmac.new(key, f"{context}|{plain}".encode(), hashlib.sha256).hexdigest()
