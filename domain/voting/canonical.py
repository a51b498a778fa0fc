"""One way to write a value down, so that everybody who hashes it gets the same hash."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON in UTF-8: keys sorted, no spaces, letters as they are, no final newline."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def sha256_hex(data: bytes) -> str:
    """The fingerprint that is printed and compared."""
    return hashlib.sha256(data).hexdigest()
