"""The door to interim/ and processed/: checked rows in, checked rows out, whole or not at all.

`write` puts a folder's tables on disk, its receipt last; `read` gives the rows back and refuses a table that
the receipt does not vouch for, so that a run killed in the middle of a write never passes for a finished one.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from pipeline.errors import RollcallError, SchemaError, of_system
from pipeline.places import Place, Remote
from pipeline.tables.contract import Row, rows
from pipeline.tables.joining import Joined
from pipeline.tables.schema import CONTRACT, arrow

if TYPE_CHECKING:
    import pyarrow as pa

#: Writes the content of a file into it.
Fill = Callable[[IO[bytes]], object]

#: The files that a write can end with: their `resources` name every table with its content hash.
RECEIPTS = ("receipt.json", "datapackage.json")


def write(folder: Place, tables: Mapping[str, pa.Table | Joined], texts: Mapping[str, str]) -> None:
    """Put `tables` (as NAME.parquet) and `texts` (by file name, the receipt last) into `folder`. Raises as `put`."""
    import pyarrow.parquet as pq

    files: dict[str, Fill | bytes] = {}
    for name, table in tables.items():
        whole = partial(pq.write_table, table, compression="zstd")
        files[f"{name}.parquet"] = table.write if isinstance(table, Joined) else whole
    for name, text in texts.items():
        files[name] = text.encode()
    put(folder, files)


def put(folder: Place, files: Mapping[str, Fill | bytes]) -> None:
    """Put files into `folder` in their order, each given as its bytes or as what writes them.

    Everything is on disk under temporary names before the first of them is renamed; what a killed run left
    behind goes too. Raises RollcallError where the disk is full or the folder can't be written.
    """
    with _explained(folder):
        if isinstance(folder, Remote):
            _upload(folder, files)
            return
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, content in files.items():
                with _temporary(folder / name) as file:
                    _fill(file, content)
            for name in files:
                os.replace(folder / f".{name}.tmp", folder / name)
            _sync(folder)
        finally:
            for leftover in folder.glob(".*.tmp"):
                leftover.unlink()


def _upload(folder: Remote, files: Mapping[str, Fill | bytes]) -> None:
    """The same in an object store, where a file shows when all of it is there."""
    with TemporaryDirectory() as name:
        scratch = Path(name)
        for number, content in enumerate(files.values()):
            with (scratch / str(number)).open("wb") as file:
                _fill(file, content)
        for number, name in enumerate(files):
            (folder / name).take(scratch / str(number))


def _fill(file: IO[bytes], content: Fill | bytes) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        content(file)


def receipt(folder: Place) -> dict[str, Any]:
    """What a folder's receipt says; nothing if there is none, or if a table is gone that it vouches for."""
    try:
        said: dict[str, Any] = json.loads((folder / RECEIPTS[0]).read_text("utf-8"))
        whole = all((folder / entry["path"]).exists() for entry in said["resources"])
    except (FileNotFoundError, ValueError, KeyError):
        return {}
    return said if whole else {}


def remove(folder: Place) -> None:
    """Remove a folder of tables, its receipt first: what is left of it after a kill vouches for nothing."""
    with _explained(folder):
        if isinstance(folder, Remote):
            folder.remove()
            return
        (folder / RECEIPTS[0]).unlink(missing_ok=True)
        shutil.rmtree(folder)


def read(path: Place, row: type[Row]) -> list[Row]:
    """The rows of a table that `write` finished. Raises as `read_table` does."""
    return rows(read_table(path, row), row)


def read_table(path: Place, row: type, columns: list[str] | None = None) -> pa.Table:
    """The same as an Arrow table, all its columns or some.

    Raises RollcallError if there is none, SchemaError if it is broken, unfinished or of another contract.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.exists():
        raise RollcallError(path, "does not exist", "run the stage that makes it, or `make`")
    try:
        with _explained(path), _opened(path) as opened, pq.ParquetFile(opened) as file:
            schema, table = file.schema_arrow, file.read(columns)
    except pa.ArrowException as error:
        raise SchemaError(path, "is no whole Parquet file", "remove it and run `make` again") from error
    facts = schema.metadata or {}
    contract = facts.get(b"rollcall.contract", b"none").decode()
    if contract != CONTRACT or not schema.equals(arrow(row)):
        why = f"follows contract {contract}, this version reads {CONTRACT}"
        raise SchemaError(path, why, "run `make clean`, then `make`")
    if facts.get(b"rollcall.content", b"").decode() not in _vouched(path.parent):
        raise SchemaError(path, "is not in its folder's receipt: a run was stopped", "run `make` again")
    return table


def _opened(path: Place) -> Any:
    """A table's file, opened by Arrow where it can: for a file of Python's its threads need Python's lock now and then,
    and one that asks for it while the process ends aborts that."""
    import pyarrow as pa

    return path.open("rb") if isinstance(path, Remote) else pa.OSFile(str(path))


@contextmanager
def lock(folder: Place) -> Iterator[None]:
    """Keep other runs out of `folder`. Raises RollcallError, naming its process, if one is there already.

    The system drops the lock with the process, however that ends. Windows has no such lock, nor has an object
    store: there, nothing keeps two runs apart.
    """
    if sys.platform == "win32" or isinstance(folder, Remote):
        yield
        return
    path = folder / ".lock"
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = _locked(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        file.close()


def _locked(path: Path) -> IO[str]:
    """The open lock file, held and bearing this process's number."""
    import fcntl

    while True:
        file = path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            why = f"process {file.read().strip() or 'unknown'} is at work here"
            file.close()
            raise RollcallError(path.parent, why, "wait for its end, then run again") from None
        with suppress(FileNotFoundError):
            # The holder before us may have removed the file between our opening and our locking it.
            if os.path.samestat(os.stat(path), os.fstat(file.fileno())):
                file.truncate(0)
                file.write(str(os.getpid()))
                file.flush()
                return file
        file.close()


def _vouched(folder: Place) -> set[str]:
    """The content hashes that the folder's receipt names."""
    hashes: set[str] = set()
    for path in (folder / name for name in RECEIPTS):
        with suppress(FileNotFoundError, ValueError, KeyError):
            hashes |= {entry["contentHash"] for entry in json.loads(path.read_text("utf-8"))["resources"]}
    return hashes


@contextmanager
def _temporary(path: Path) -> Iterator[IO[bytes]]:
    """A file that is safely on disk under its temporary name when the block ends."""
    with path.with_name(f".{path.name}.tmp").open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the renames in `folder` outlive a power cut (Windows can't open a folder, and need not)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(where: Place) -> Iterator[None]:
    """Turn a fault of the file system into one line for the user."""
    try:
        yield
    except OSError as error:
        raise of_system(error, where) from error
