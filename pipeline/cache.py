"""What is made once from the rules and kept in the user's cache; it may vanish at any time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: A cache that can't be read or written is none; nor has a user without a home one.
_NONE = (OSError, RuntimeError)


def kept(name: str) -> bytes | None:
    """What was kept under a name, if it still is."""
    try:
        return (_folder() / name).read_bytes()
    except _NONE:
        return None


def keep(name: str, data: bytes) -> None:
    """Keep something under a name, whole or not at all."""
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=_folder())
        try:
            with open(handle, "wb") as file:
                file.write(data)
            os.replace(made, _folder() / name)
        except OSError:
            os.unlink(made)
    except _NONE:
        return


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rollcall"
