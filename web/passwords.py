"""Passwords: argon2id with the OWASP setting (19 MiB, 2 passes), about 25 ms each."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when no such person exists, so that guessing addresses takes the same time.
NOBODY = HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """What is stored."""
    return HASHER.hash(password)


def is_password(stored: str, typed: str) -> bool:
    """Is this the password? An empty ``stored`` costs the same time and is always wrong."""
    try:
        return HASHER.verify(stored or NOBODY, typed) and bool(stored)
    except (VerifyMismatchError, InvalidHashError):
        return False
