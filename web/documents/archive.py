"""The archive: bytes stored once under their SHA-256, sealed, checked whenever they are read."""

import hashlib
import os
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from flask import current_app

from web.sealing import seal, unseal


class DamagedDocumentError(Exception):
    """The file is gone, or its bytes are not the ones that were stored."""


def _place(sha256: str) -> Path:
    folder: Path = current_app.config["DATA_DIR"]
    return folder / "documents" / sha256[:2] / sha256


def _context(sha256: str) -> str:
    return f"document|{sha256}"


def store(data: bytes) -> str:
    """Keep the bytes for ever; returns their SHA-256. The same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, seal(data, _context(sha256)))
    return sha256


def _write(place: Path, sealed: bytes) -> None:
    """All or nothing, on the disk before we return: a power cut leaves no half document."""
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(place.parent)
    _sync(place.parent.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def load(sha256: str) -> bytes:
    """The bytes that were stored, or a refusal: never other ones."""
    try:
        data = unseal(_place(sha256).read_bytes(), _context(sha256))
    except (OSError, InvalidTag, KeyError, IndexError) as error:
        raise DamagedDocumentError(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedDocumentError(sha256)
    return data
