"""One declaration per column: from it come the Arrow schema, the check on every write, and the data dictionary.

A table's row is a frozen dataclass whose fields are made with `column(...)`; `describe(Row)` reads them back.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

if typing.TYPE_CHECKING:
    import pyarrow as pa

#: Version of the tables' contract. What changes which of its numbers, and what each version brought: docs/contract.md.
CONTRACT = "1.2"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: `type` is one of str, int, bool, date, list[str]; `null` says whether it may be empty."""

    name: str
    type: str
    null: bool
    meaning: str
    key: bool = False
    code: str = ""
    values: tuple[str, ...] = ()
    low: int | None = None
    ref: str = ""


def column(
    meaning: str,
    *,
    key: bool = False,
    code: str = "",
    values: tuple[str, ...] = (),
    low: int | None = None,
    ref: str = "",
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare one column of a row type.

    `meaning` is its line in the data dictionary; `key` makes it part of the table's key; `code` names the standard
    of its values ("ISO 3166-1 alpha-3"); `values` lists all it may hold; `low` is the least that an integer may be;
    `ref` ("documents.doc_id") says where each value must occur. Type and nullability come from the annotation.
    """
    facts = {
        "meaning": meaning,
        "key": key,
        "code": code,
        "values": values,
        "low": low,
        "ref": ref,
    }
    return dataclasses.field(default=default, metadata=facts)


@cache
def describe(row: type) -> tuple[Column, ...]:
    """The declared columns of a row type, in order."""
    hints = typing.get_type_hints(row)
    return tuple(Column(f.name, *_plain(hints[f.name]), **f.metadata) for f in dataclasses.fields(row))


def _plain(hint: Any) -> tuple[str, bool]:
    """(`str` | `int` | `bool` | `date` | `list[str]`, may be null) of an annotation."""
    if isinstance(hint, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        return _plain(inner)[0], True
    if typing.get_origin(hint) is tuple:
        return "list[str]", False
    return hint.__name__, False


def key(row: type) -> tuple[str, ...]:
    """The names of a row type's key columns."""
    return tuple(c.name for c in describe(row) if c.key)


@cache
def arrow(row: type) -> pa.Schema:
    """The Arrow schema of a row type, with meanings and codes in the fields' metadata."""
    import pyarrow as pa

    kinds = {
        "str": pa.string(),
        "int": pa.int64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "list[str]": pa.list_(pa.string()),
    }
    return pa.schema(
        pa.field(
            c.name,
            kinds[c.type],
            nullable=c.null,
            metadata={"description": c.meaning} | ({"code": c.code} if c.code else {}),
        )
        for c in describe(row)
    )
