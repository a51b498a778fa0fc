"""Secrets that a browser or a link carries: the database keeps only what they hash to."""

import hashlib
import secrets

SIZE = 32  # bytes of chance


def new_token() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(SIZE)


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
