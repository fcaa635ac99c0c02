"""The door to the published tables: all that ask them read them here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.published import TABLES
from pipeline.tables import store

if TYPE_CHECKING:
    import pyarrow as pa


def rows(folder: Path, name: str) -> list[Any]:
    """The rows of a published table.

    Raises RollcallError if there is none, SchemaError if it is broken, unfinished or of another contract.
    """
    return store.read(folder / f"{name}.parquet", TABLES[name])


def arrow(folder: Path, name: str) -> pa.Table:
    """The same as an Arrow table."""
    return store.read_table(folder / f"{name}.parquet", TABLES[name])
