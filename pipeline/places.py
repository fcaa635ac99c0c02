"""Where files lie: in a folder of this machine, or in an object store, behind the same few verbs.

A folder of this machine is a `Path`; `s3://bucket/folder`, `gs://...`, `hdfs://...` is a `Remote`, which knows the
verbs of Path that Rollcall uses. An object shows in its store when it is complete; it needs no temporary name.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeAlias, cast

from pipeline.errors import RollcallError

#: Facts that an object store tells of an object, and that change with its content.
_TOLD = ("ETag", "etag", "md5Hash", "checksum", "generation", "LastModified", "mtime", "modification_time")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or folder of an object store, by its address."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Remote:
        return Remote(f"{self.url.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.url.rstrip("/").rpartition("/")[2]

    @property
    def parent(self) -> Remote:
        """The folder around it."""
        return Remote(self.url.rstrip("/").rpartition("/")[0])

    def exists(self) -> bool:
        """Whether there is such a file or folder."""
        with self._reached():
            return bool(self._store.exists(self._key))

    def open(self, mode: str = "r", **options: Any) -> IO[Any]:
        """The file, opened for reading. Raises OSError."""
        with self._reached():
            return cast(IO[Any], self._store.open(self._key, mode, **options))

    def read_bytes(self) -> bytes:
        """All of the file. Raises OSError."""
        with self._reached():
            return bytes(self._store.cat_file(self._key))

    def read_text(self, encoding: str) -> str:
        """The same as text."""
        return self.read_bytes().decode(encoding)

    def take(self, file: Path) -> None:
        """Put a file of this machine here, whole or not at all."""
        with self._reached():
            self._store.put_file(str(file), self._key)

    def folders(self) -> list[str]:
        """The names of the folders in it."""
        if not self.exists():
            return []
        with self._reached():
            found = self._store.ls(self._key, detail=True)
        return sorted(entry["name"].rpartition("/")[2] for entry in found if entry["type"] == "directory")

    def remove(self) -> None:
        """Remove the folder with all that it holds."""
        with self._reached():
            self._store.rm(self._key, recursive=True)

    def files(self) -> Iterator[tuple[str, str]]:
        """Every file below it: its path from here, and what changes with its content."""
        with self._reached():
            found = self._store.find(self._key, detail=True)
        for key, facts in found.items():
            told = [str(facts[fact]) for fact in ("size", *_TOLD) if facts.get(fact) is not None]
            yield key.removeprefix(self._key).lstrip("/"), " ".join(told)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn what the store's own library raises, beside OSError, into one line for the user."""
        try:
            yield
        except (OSError, RollcallError):
            raise
        except Exception as error:
            why = f"can't be reached ({type(error).__name__}: {' '.join(str(error).split())})"
            raise RollcallError(self, why, "mend the address, or your rights to it") from error

    @property
    def _store(self) -> Any:
        return _connected(self.url)[0]

    @property
    def _key(self) -> str:
        return str(_connected(self.url)[1])


Place: TypeAlias = Path | Remote


def place(name: str) -> Path:
    """The place of that name: an address of an object store, or else a folder of this machine.

    An address passes for a Path among all who ask it for nothing but the verbs of Remote.
    """
    return cast(Path, Remote(name)) if "://" in name else Path(name)


def marks(folder: Place, names: Iterable[str]) -> dict[str, str]:
    """What changes with the content of some files of a folder, by their names."""
    if isinstance(folder, Remote):
        return dict(folder.files())
    return {name: _mark(folder / name) for name in names}


def _mark(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    try:
        if not path.is_file():  # a pipe would never end
            return "no file"
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        return f"errno {error.errno}"
    return digest.hexdigest()


def size(file: BinaryIO) -> int:
    """The size of an open file in bytes; it is at its beginning after that."""
    end = file.seek(0, io.SEEK_END)
    file.seek(0)
    return end


def _connected(url: str) -> tuple[Any, str]:
    try:
        import fsspec

        return cast(tuple[Any, str], fsspec.core.url_to_fs(url, use_listings_cache=False))
    except (ImportError, ValueError) as error:
        words = " ".join(str(error).split())
        raise RollcallError(url, f"can't be reached ({words})", "pip install 'rollcall[cluster]'") from error


def subfolders(folder: Place) -> list[str]:
    """The names of the folders in a folder; none if there is no such folder."""
    if isinstance(folder, Remote):
        return folder.folders()
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")
            )
    except FileNotFoundError:
        return []
