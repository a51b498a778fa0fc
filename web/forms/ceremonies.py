"""Files that come from the offline computer."""

import lzma
import zipfile
import zlib
from io import BytesIO
from typing import Any

from flask import request
from wtforms import FileField

from domain.voting.ceremony import LARGEST, WrongFile
from web.forms.fields import BaseForm, Required
from web.i18n import _l

LARGEST_ZIP = 38 * 1024 * 1024  # bytes, as it comes
LARGEST_ALL = 400 * 1024 * 1024  # bytes, unpacked
LARGEST_RATIO = 200  # text full of codes shrinks a little; a bomb shrinks a thousandfold

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError,
    NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip


class FileForm(BaseForm):
    """One file."""

    file = FileField(_l("File"), [Required()])

    def read(self, *, most: int = LARGEST) -> bytes:
        """Its bytes; nothing, or too much, is not the right file."""
        sent = request.files.get(self.file.name)
        data = sent.stream.read(most + 1) if sent is not None else b""
        if not 0 < len(data) <= most:
            raise WrongFile
        return data


def unpack(data: bytes, names: set[str]) -> dict[str, bytes]:
    """The files of a folder sent as .zip: only those we know, each once, none of them a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            known = [entry for entry in entries if base_name(entry) in names]
            if len(entries) > 2 * len(names) or len(known) != len({*map(base_name, known)}):
                raise WrongFile
            whole = sum(entry.file_size for entry in known)
            if whole > min(LARGEST_ALL, LARGEST_RATIO * len(data)):
                raise WrongFile
            return {base_name(entry): _one(packed, entry) for entry in known}
    except BROKEN as error:
        raise WrongFile from error


def base_name(entry: zipfile.ZipInfo) -> str:
    """Its name without folders: nothing is ever written where a name says."""
    return entry.filename.replace("\\", "/").rpartition("/")[2]


def _one(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with packed.open(entry) as file:
        data: Any = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise WrongFile
    return bytes(data)
