"""Which passwords are accepted: long ones that a guesser does not try first."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from domain.errors import N_, RuleError

SHORTEST, LONGEST = 12, 128
FEWEST_SIGNS = 5  # different ones
COMMON = frozenset(
    line
    for line in (Path(__file__).parent / "common.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
ROWS = ("0123456789" * 13, "abcdefghijklmnopqrstuvwxyz" * 5)


@dataclass(eq=False)
class PasswordTooShort(RuleError):
    """Short passwords are guessed."""

    message = N_("A password has at least %(shortest)s signs. Four words in a row are a good one.")
    field: ClassVar[str] = "new_password"
    shortest: int = SHORTEST


@dataclass(eq=False)
class PasswordTooLong(RuleError):
    """Nobody types that; checking it would only cost time."""

    message = N_("A password has at most %(longest)s signs.")
    field: ClassVar[str] = "new_password"
    longest: int = LONGEST


@dataclass(eq=False)
class PasswordCommon(RuleError):
    """Many people use it, so guessers try it first."""

    message = N_(
        "Many people use this password or one like it, so it is guessed first. "
        "Choose another one: four words in a row, for example."
    )
    field: ClassVar[str] = "new_password"


@dataclass(eq=False)
class PasswordIsAddress(RuleError):
    """The e-mail address is the first thing a guesser knows."""

    message = N_("The password may not contain your e-mail address or your name.")
    field: ClassVar[str] = "new_password"


def check_password(typed: str, *, email: str, names: tuple[str, ...] = ()) -> None:
    """Refuse a password that is short, common, or built on what everyone knows of the person.

    names: given and family name; those of four letters and more may not be most of the password
    Source: OWASP ASVS 5.0.0, chapter 6.2: length and a list of known passwords, no composition
    """
    if len(typed) < SHORTEST:
        raise PasswordTooShort
    if len(typed) > LONGEST:
        raise PasswordTooLong
    bare = typed.casefold()
    if _is_theirs(bare, email, names):
        raise PasswordIsAddress
    if _is_common(bare):
        raise PasswordCommon


def _is_theirs(bare: str, email: str, names: tuple[str, ...]) -> bool:
    rest = bare
    for part in (email.casefold(), email.casefold().partition("@")[0], *map(str.casefold, names)):
        if len(part) >= 4:
            rest = rest.replace(part, "")
    return len(rest) < len(bare) and len(rest) < FEWEST_SIGNS + 1


def _is_common(bare: str) -> bool:
    """Is it a known one, perhaps with a little around it, a row of keys or a repetition?"""
    word = bare.strip("".join(sign for sign in set(bare) if not sign.isalpha()))
    size = len(bare)
    begins = any(bare[:end] in COMMON for end in range(size - FEWEST_SIGNS + 1, size + 1))
    repeats = any(bare == (bare[:part] * size)[:size] for part in range(1, size // 2 + 1))
    row = any(bare in row for row in ROWS)
    return begins or word in COMMON or len(set(bare)) < FEWEST_SIGNS or repeats or row
