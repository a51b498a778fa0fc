"""Receipts as people send them: told by their content, and drawn anew before anyone opens them.

A photo keeps its pixels and loses what is hidden beside them (place, device). A PDF becomes
pictures of its pages. Both are drawn in a process of its own with little time and memory, so that
nothing active survives and nothing hostile is read here.
"""

import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import ClassVar

from PIL import Image

from domain.errors import N_, RuleError
from web.documents.receipt_process import MOST_PAGES, TOO_MANY_PAGES, TOO_MANY_PIXELS

LARGEST = 10 * 1024 * 1024  # bytes
SECONDS = 20  # for the whole file
LONGEST_NAME = 80
PREVIEW_SIDE = 480  # pixels

KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"%PDF-": "PDF"}
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "PDF": "application/pdf"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "PDF": "pdf"}
IMAGES = frozenset({"image/jpeg", "image/png"})
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class CleanReceipt:
    """A receipt that is safe to keep and to open."""

    data: bytes
    media_type: str
    ending: str


@dataclass(eq=False)
class ReceiptTooLarge(RuleError):
    """More bytes than a receipt needs."""

    message = N_("This file is larger than 10 MB. Take a smaller photo, or scan it again.")
    field: ClassVar[str] = "receipt"


@dataclass(eq=False)
class TooManyPixels(RuleError):
    """A picture that says it is enormous, perhaps to fill the memory."""

    message = N_("This picture is far too large to open. Take a smaller photo.")
    field: ClassVar[str] = "receipt"


@dataclass(eq=False)
class TooManyPages(RuleError):
    """Not a receipt but a book."""

    message = N_(
        "This PDF has more than %(most)s pages. Send only the pages that show what you paid."
    )
    field: ClassVar[str] = "receipt"
    most: int


@dataclass(eq=False)
class NotAReceipt(RuleError):
    """Neither a PDF nor a photo, whatever its name says."""

    message = N_("This file is not a PDF, JPEG or PNG. Send a photo or a scan of the receipt.")
    field: ClassVar[str] = "receipt"


@dataclass(eq=False)
class UnreadableReceipt(RuleError):
    """It begins like a receipt but cannot be drawn."""

    message = N_("This file cannot be opened: it may be damaged or protected. Take a new photo.")
    field: ClassVar[str] = "receipt"


def clean(data: bytes) -> CleanReceipt:
    """Check a file by its content and make it anew, or refuse it with the reason.

    The same file twice gives the same bytes, so that it is recognised.
    """
    if len(data) > LARGEST:
        raise ReceiptTooLarge
    kind = next((kind for magic, kind in KINDS.items() if data.startswith(magic)), None)
    if kind is None:
        raise NotAReceipt
    return CleanReceipt(_redraw(data, kind), MEDIA_TYPES[kind], ENDINGS[kind])


def _redraw(data: bytes, kind: str) -> bytes:
    """Draw it in another process, which knows none of our secrets and may be killed."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("receipt_process.py")), kind]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableReceipt from error
    if done.returncode == TOO_MANY_PAGES:
        raise TooManyPages(MOST_PAGES)
    if done.returncode == TOO_MANY_PIXELS:
        raise TooManyPixels
    magic = next(magic for magic, known in KINDS.items() if known == kind)
    if done.returncode != 0 or not done.stdout.startswith(magic):
        raise UnreadableReceipt
    return done.stdout


def file_name(given: str, ending: str) -> str:
    """A name to give the file back under: what people called it, with its true ending.

    given: as the browser sent it, which may be a path, a trick or nothing
    """
    name = PurePosixPath(given.replace("\\", "/")).name
    plain = "".join(sign for sign in name if unicodedata.category(sign)[0] in "LNPSZ")
    while ENDING.search(plain):
        plain = ENDING.sub("", plain)
    kept = re.sub(r"[\s\"%*:;<>?|]+", " ", plain).strip(" .-")[:LONGEST_NAME].strip()
    return f"{kept or 'receipt'}.{ending}"


def preview(data: bytes) -> tuple[bytes, str]:
    """A small picture of a photo that we drew ourselves, and its media type."""
    with Image.open(BytesIO(data), formats=["JPEG", "PNG"]) as image:
        image.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        small = image.convert("RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue(), MEDIA_TYPES["JPEG"]
