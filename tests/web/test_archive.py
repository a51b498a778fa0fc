"""The archive: sealed, complete or absent, and never other bytes than those that went in."""

import hashlib

import pytest

from web.documents import archive


def test_bytes_are_kept_once_sealed_and_come_back(app_context):
    data = b"%PDF something private"
    sha256 = archive.store(data)
    assert archive.store(data) == sha256 == hashlib.sha256(data).hexdigest()
    files = [path for path in app_context.config["DATA_DIR"].rglob("*") if path.is_file()]
    assert [path.name for path in files] == [sha256]
    assert b"private" not in files[0].read_bytes()
    assert archive.load(sha256) == data


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "swapped", "empty"])
def test_a_damaged_file_is_never_given_out(app_context, harm):
    sha256, other = archive.store(b"one"), archive.store(b"other")
    place = app_context.config["DATA_DIR"] / "documents" / sha256[:2] / sha256
    sealed = place.read_bytes()
    if harm == "gone":
        place.unlink()
    else:
        elsewhere = app_context.config["DATA_DIR"] / "documents" / other[:2] / other
        place.write_bytes(
            {
                "changed": sealed[:-1] + bytes([sealed[-1] ^ 1]),
                "cut": sealed[:-5],
                "swapped": elsewhere.read_bytes(),
                "empty": b"",
            }[harm]
        )
    with pytest.raises(archive.DamagedDocumentError):
        archive.load(sha256)


def test_a_failed_write_leaves_nothing(app_context, monkeypatch):
    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr(archive.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        archive.store(b"data")
    assert [path for path in app_context.config["DATA_DIR"].rglob("*") if path.is_file()] == []
