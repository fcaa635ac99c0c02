"""Where an extraction is read from: a folder of tables, a git revision of one, or a single table.

A revision is read out of the repository into a temporary folder; the working tree is never touched.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.errors import RollcallError
from pipeline.published import TABLES
from pipeline.tables.schema import describe

if TYPE_CHECKING:
    import pyarrow as pa

#: The folder that a revision without one means.
FOLDER = "processed"
_MEND = "name a folder of tables, a .parquet file, or a revision such as HEAD or main:processed"


@dataclass(frozen=True)
class Source:
    """One extraction: its name as typed, its files by the name of their table, and its folder.

    `only` is the table that was asked for, if it was a single one; `revision` the commit that it was read from, empty
    for what lies on disk.
    """

    name: str
    folder: Path
    files: Mapping[str, Path]
    only: str = ""
    revision: str = ""

    def table(self, name: str) -> pa.Table:
        """A table by name. Raises RollcallError if its file is no Parquet."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.files[name]) as file:
                return file.read()
        except (pa.ArrowException, OSError) as error:
            raise RollcallError(self.files[name], "is no whole Parquet file", "make it again") from error

    def columns(self, name: str) -> frozenset[str]:
        """The names of a table's columns."""
        import pyarrow.parquet as pq

        return frozenset(pq.read_schema(self.files[name]).names)

    @cached_property
    def package(self) -> Mapping[str, Any]:
        """What the folder's data package says; nothing if there is none."""
        path = self.folder / "datapackage.json"
        if self.folder == Path() or not path.exists():
            return {}
        try:
            return dict(json.loads(path.read_text("utf-8")))
        except ValueError as error:
            raise RollcallError(path, f"is no JSON ({error})", "run `make` again") from error

    def origins(self, kind: str) -> Mapping[str, str] | None:
        """The hashes of what it was made from: `rules`, `names`, `code` or `decisions`; None if it carries none."""
        return self.package["origins"].get(kind) if "origins" in self.package else None

    def pins(self) -> dict[str, str]:
        """The versions of libraries in the requirements.lock beside the tables; none if there is none."""
        path = self.folder.resolve().parent / "requirements.lock"
        if self.revision:
            text = git("show", f"{self.revision}:./requirements.lock").decode()
        else:
            text = path.read_text("utf-8") if self.folder != Path() and path.exists() else ""
        return dict(re.findall(r"^([\w.-]+)==([\w.+!-]+)", text, re.M))


@contextmanager
def opened(name: str) -> Iterator[Source]:
    """The extraction that `name` means. Raises RollcallError if it means none."""
    path = Path(name)
    if path.is_dir() or (path.suffix == ".parquet" and path.exists()):
        yield _on_disk(name, path)
        return
    revision, _, folder = name.partition(":")
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise RollcallError(name, "is neither a folder, nor a table, nor a git revision", _MEND)
    inside = PurePosixPath(folder or FOLDER)
    single = inside.suffix == ".parquet"
    with TemporaryDirectory() as place:
        where = Path(place, "tables")
        unpack(commit.decode().strip(), str(inside.parent if single else inside), where)
        yield _on_disk(name, where / inside.name if single else where, commit.decode().strip())


def unpack(commit: str, folder: str, where: Path) -> None:
    """Put a folder of a commit, `.` for all of it, at `where`. Raises RollcallError if there is none of that name."""
    tree = git("rev-parse", "--verify", "--quiet", f"{commit}:./{folder}".removesuffix("/."))
    if not tree:
        raise RollcallError(f"{commit[:9]}:{folder}", "is not in that revision", _MEND)
    packed = git("archive", "--format=zip", "-0", tree.decode().strip())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(where)


def git(*words: str) -> bytes:
    """What git answers; nothing where it fails. Raises RollcallError where there is no git."""
    try:
        return subprocess.run(["git", *words], capture_output=True, check=False).stdout
    except FileNotFoundError:
        raise RollcallError("git", "is not installed", "install it, or name two folders of tables") from None


def _on_disk(name: str, path: Path, revision: str = "") -> Source:
    """The tables of a folder; a table that stands in one comes with the others, which tell the causes."""
    single = path.suffix == ".parquet"
    folder = path.parent if single else path
    files = {table: folder / f"{table}.parquet" for table in TABLES if (folder / f"{table}.parquet").exists()}
    if single and (path.stem not in files or not (folder / "datapackage.json").exists()):
        table = _which(path)
        return Source(name, Path(), {table: path}, table, revision)
    if not files:
        raise RollcallError(name, "holds no tables", "run `make` first, or name another folder")
    source = Source(name, folder, files, path.stem if single else "", revision)
    _whole(source)
    return source


def _which(path: Path) -> str:
    """The table that a single file holds: by its name, else by its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.stem in TABLES:
        return path.stem
    try:
        columns = set(pq.read_schema(path).names)
    except pa.ArrowException as error:
        raise RollcallError(path, "is no whole Parquet file", "make it again") from error
    for name, row in TABLES.items():
        if columns == {column.name for column in describe(row)}:
            return name
    raise RollcallError(
        path, "is none of the tables by its name or its columns", f"call it {', '.join(TABLES)}"
    )


def _whole(source: Source) -> None:
    """Raise RollcallError if a run was stopped in the middle of writing the folder."""
    import pyarrow.parquet as pq

    named = {entry.get("name"): entry.get("contentHash") for entry in source.package.get("resources", ())}
    for name, path in source.files.items():
        held = (pq.read_schema(path).metadata or {}).get(b"rollcall.content", b"").decode()
        if named and named.get(name) != held:
            raise RollcallError(path, "is not in its folder's receipt: a run was stopped", "run `make` again")
