"""What is made once from the rules and kept in the user's cache; it may vanish at any time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def kept(name: str) -> bytes | None:
    """What was kept under a name, if it still is."""
    try:
        return (_folder() / name).read_bytes()
    except OSError:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep something under a name, whole or not at all."""
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=_folder(), delete=False) as file:
            file.write(data)
        os.replace(file.name, _folder() / name)
    except OSError:  # a cache that can't be written is none
        return


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rollcall"
