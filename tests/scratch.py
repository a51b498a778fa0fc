"""Where tests keep what nobody reads afterwards: in memory, where the system offers enough."""

import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3  # bytes


def scratch_folder(prefix: str) -> Path:
    """A new folder; whoever asks for it removes it."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    return Path(tempfile.mkdtemp(prefix=f"ensemble-{prefix}-", dir=MEMORY if roomy else None))
