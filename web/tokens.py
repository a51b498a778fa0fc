"""Secrets that a browser or a link carries: the database keeps only what they hash to."""

import base64
import hashlib
import hmac
import secrets

from flask import current_app

SIZE = 32  # bytes of chance


def new_token() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(SIZE)


def token_of(purpose: str, seed: str) -> str:
    """The same secret for the same seed: a form sent twice leads to one thing. It is not stored."""
    key = str(current_app.secret_key).encode()
    mixed = hmac.digest(key, f"{purpose}|{seed}".encode(), "sha256")
    return base64.urlsafe_b64encode(mixed).decode().rstrip("=")


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
