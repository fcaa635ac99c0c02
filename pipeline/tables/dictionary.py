"""The data dictionary of the published tables, for people (README.md) and for machines (Data Package, Croissant).

All are made from the columns' declarations and the tables themselves, so that they can't tell anything else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.tables.codebook import CODES
from pipeline.tables.contract import Table, resources
from pipeline.tables.croissant import croissant
from pipeline.tables.schema import CONTRACT, Column, describe, key

if TYPE_CHECKING:
    import pyarrow as pa

#: Codes whose values are the key of a published table, which a column need not say one by one.
_CODE_TABLES = {"Rollcall body code": "bodies.code"}

_TYPES = {"str": "text", "int": "integer", "bool": "yes/no", "date": "day", "list[str]": "list of text"}
_FRICTIONLESS = {"str": "string", "int": "integer", "bool": "boolean", "date": "date", "list[str]": "array"}

#: How each kind of mention writes its value.
NOTATION = {
    "body": "Rollcall body code",
    "city": "name",
    "conference": "number, name, year, with a bar between them",
    "count": "what it is, relation, number, the word counted",
    "country": "ISO 3166-1 alpha-3",
    "date": "EDTF",
    "demonym": "ISO 3166-1 alpha-3 of the country",
    "membership": "what is said, country, place in the order of accession, `@` its day, what the words commit to",
    "person": "name, role, country, with a bar between them",
    "quantity": "relation, number, the word counted",
    "resolution": "official document symbol",
}

#: More of an example than this is cut off.
_SHOWN = 60

_DESCRIPTION = (
    "Who was a member of which coalition of states, when, how many they were, and which words of which announcement "
    "say so: claims with verdicts, and the history that they tell, as tables."
)

_OPENING = """# The tables

Made by `make all` from the announcements in `raw/`; every row leads back to the words that it rests on.
Made together with them: this page, `datapackage.json` ([Data Package 2](https://datapackage.org/standard/data-package/))
and `croissant.json` ([Croissant 1.0](https://docs.mlcommons.org/croissant/)). Contract {contract}, rules {rules}.

```python
import pandas as pd

timeline = pd.read_parquet("processed/timeline.parquet", dtype_backend="pyarrow")
```

With `dtype_backend="pyarrow"` pandas keeps days and lists as they are; else they come as Python objects.
Polars (`pl.read_parquet`) and DuckDB (`select * from 'processed/timeline.parquet'`) keep them too.

- **Empty** means not stated or not known, never zero or no.
- **Days** are calendar days. What a text states less exactly stands as
  [EDTF](https://www.loc.gov/standards/datetime/) (`2012-09`, `2013-06-16/2013-06-18`, spring `2014-21`), with
  its first and last possible day in columns of their own.
- **Places in a text** count its characters from 0; the end is the place after the last one.
- **Claims** are what documents say, **verdicts** what became of them: a rejected claim stays in its table,
  with the reason.
- **Intervals** hold at least 90 % of the probability. `memberships` has them for the first and the last day of each
  spell: `joined_min` to `joined_max`, `left_min` to `left_max`.
- **The panel** `country_year` has a row for every country that ever was a member and every year from the foundation of
  the body to the end of the record, before its accession and after its departure too; observers have none. A country
  is a member from the middle of the interval of its accession to the middle of that of its departure: the day of
  accession counts, the day of leaving doesn't. `member_any` asks for any day of the year, `member_jan1` and
  `member_dec31` for one day.
- **Countries** are ISO 3166-1 alpha-3 codes, of former states ISO 3166-3, of Kosovo XKX. `cow` is the number of the
  [Correlates of War](https://correlatesofwar.org/data-sets/state-system-membership/) Project in that year, after its
  State System Membership List 2016; `cow_from` and `cow_to` say in which years the country has it.
- **Codes** are explained [at the end](#codes), with the number of rows that have them.

| table | a row is | rows |
|---|---|---:|
"""


def texts(
    tables: Mapping[str, Table], types: Mapping[str, type], origins: Mapping[str, Any], licence: str = ""
) -> dict[str, str]:
    """What lies beside the tables, by the name of its file; the Data Package, which is their receipt, last."""
    machine = package(tables, types, origins, licence)
    return {
        "README.md": readme(tables, types),
        "croissant.json": croissant(json.loads(machine)),
        "datapackage.json": machine,
    }


def licence(folder: Path) -> str:
    """The SPDX identifier in the first line of the file LICENSE beside the tables: their owner's word; or nothing."""
    path = folder / "LICENSE"
    first = path.read_text("utf-8").partition("\n")[0] if path.exists() else ""
    mark, _, name = first.partition(":")
    return name.strip() if mark == "SPDX-License-Identifier" else ""


def readme(tables: Mapping[str, Table], types: Mapping[str, type]) -> str:
    """README.md: what the folder is, its tables with their sizes, every column, and every code."""
    facts = next(iter(tables.values())).schema.metadata
    lines = [_OPENING.format(contract=CONTRACT, rules=facts[b"rollcall.rules"].decode())]
    lines += [
        f"| [`{name}`](#{name}) | {_lower(_meaning(types[name]))} | {table.num_rows:,} |\n"
        for name, table in tables.items()
    ]
    for name, table in tables.items():
        keys = ", ".join(f"`{part}`" for part in key(types[name]))
        lines += [f"\n## {name}\n\n{_meaning(types[name])} Key: {keys}.\n\n"]
        lines += ["| column | type | filled | meaning | example |\n|---|---|---|---|---|\n"]
        lines += [
            _row(column, _reference(name, column), _example(_pieces(table, column.name)))
            for column in describe(types[name])
        ]
        if name == "mentions":
            lines += ["\n| kind | its `value` |\n|---|---|\n"]
            lines += [f"| `{kind}` | {notation} |\n" for kind, notation in NOTATION.items()]
    return "".join([*lines, *_codes(tables)])


def package(
    tables: Mapping[str, Table],
    types: Mapping[str, type],
    origins: Mapping[str, Any],
    licence: str = "",
) -> str:
    """datapackage.json: the same for machines, and what the tables were made from besides documents.

    `contentHash` is over the values, not the file's bytes.
    """
    described = [entry | _resource(entry["name"], types[entry["name"]]) for entry in resources(tables)]
    facts = next(iter(tables.values())).schema.metadata
    spdx = {"name": licence, "path": f"https://spdx.org/licenses/{licence}.html"}
    whole = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rollcall",
        "title": "Membership of coalitions of states, as their announcements tell it",
        "description": _DESCRIPTION,
        "version": __version__,
        **({"licenses": [spdx]} if licence else {}),
        "contract": CONTRACT,
        "rules": facts[b"rollcall.rules"].decode(),
        "origins": origins,
        "resources": described,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(column: Column, reference: str, example: str) -> str:
    """A column's line: name, type, whether always filled, meaning with code, values and where it leads."""
    filled = "" if column.null else "always"
    notes = [column.meaning.replace("|", "\\|")]
    if column.code:
        notes.append(column.code)
    if column.values:
        notes.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    if reference:
        notes.append(f"see `{reference}`")
    return f"| `{column.name}` | {_TYPES[column.type]} | {filled} | {'; '.join(notes)} | {example} |\n"


def _pieces(table: Table, column: str) -> Iterable[pa.ChunkedArray]:
    """The values of a column, of which no more than a piece need be looked at in one go."""
    values = table.column(column)
    return values if isinstance(values, Iterator) else [values]


def _example(pieces: Iterable[pa.ChunkedArray]) -> str:
    """The first value that says something, as code on one line; nothing if all are empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for piece in pieces:
        full = pc.list_flatten(piece) if pa.types.is_list(piece.type) else piece.drop_null()
        if len(full):
            shown = " ".join(str(full[0].as_py()).split())
            shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1].rstrip() + "…"
            return f"`{shown.replace('`', chr(39)).replace('|', chr(92) + '|')}`"
    return ""


def _codes(tables: Mapping[str, Table]) -> Iterator[str]:
    """The codebook: every set of codes with the columns that hold it, the meanings, and the rows that have them."""
    yield "\n## Codes\n"
    alike: dict[int, list[str]] = {}
    for name, codes in CODES.items():
        alike.setdefault(id(codes), []).append(name)
    for names in alike.values():
        yield f"\n{', '.join(f'`{name}`' for name in names)}\n\n"
        yield "| code | meaning | rows |\n|---|---|---:|\n"
        rows = _counted(tables, names)
        yield from (f"| `{code}` | {words} | {rows[code]:,} |\n" for code, words in CODES[names[0]].items())


def _counted(tables: Mapping[str, Table], columns: Sequence[str]) -> Counter[str]:
    import pyarrow.compute as pc

    found: Counter[str] = Counter()
    for table, _, column in (name.partition(".") for name in columns):
        for piece in _pieces(tables[table], column):
            found.update({entry["values"]: entry["counts"] for entry in pc.value_counts(piece).to_pylist()})
    return found


def _resource(name: str, row: type) -> dict[str, Any]:
    """What a Data Package says of a table besides where it is."""
    schema: dict[str, Any] = {"fields": [_field(c) for c in describe(row)], "primaryKey": list(key(row))}
    if foreign := list(_foreign_keys(name, row)):
        schema["foreignKeys"] = foreign
    kind = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return kind | {"description": _meaning(row), "schema": schema}


def _field(column: Column) -> dict[str, Any]:
    bounds = {"minimum": column.low, "enum": list(column.values)}
    constraints = {"required": not column.null} | {k: v for k, v in bounds.items() if v not in (None, [])}
    field = {"name": column.name, "type": _FRICTIONLESS[column.type], "description": column.meaning}
    return field | ({"code": column.code} if column.code else {}) | {"constraints": constraints}


def _foreign_keys(name: str, row: type) -> Iterator[dict[str, Any]]:
    """The references of single values: the standard knows none for lists."""
    for column in describe(row):
        table, _, target = _reference(name, column).partition(".")
        if table and column.type == "str":
            yield {"fields": [column.name], "reference": {"resource": table, "fields": [target]}}


def _reference(name: str, column: Column) -> str:
    """Where each value of the column occurs as a key: `table.column`, or nothing."""
    reference = column.ref or _CODE_TABLES.get(column.code, "")
    return "" if reference == f"{name}.{column.name}" else reference


def _meaning(row: type) -> str:
    """The first line of the row type's docstring."""
    return (row.__doc__ or "").strip().splitlines()[0]


def _lower(sentence: str) -> str:
    """The sentence as the end of another: small first letter, no full stop."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
