"""The data dictionary of the published tables, for people (README.md) and for machines (datapackage.json).

Both are made from the columns' declarations and the tables themselves, so that they can't tell anything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.contract import resources
from pipeline.schema import CONTRACT, Column, describe, key

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

_OPENING = """# The tables

Made by `make all` from the announcements in `raw/`; every row leads back to the words that it rests on.
This page and `datapackage.json` ([Data Package 2](https://datapackage.org/standard/data-package/)) are made
together with the tables. Contract {contract}, rules {rules}.

```python
import pandas as pd

timeline = pd.read_parquet("processed/timeline.parquet", dtype_backend="pyarrow")
```

With `dtype_backend="pyarrow"` pandas keeps days and lists as they are; else they come as Python objects.

- **Empty** means not stated or not known, never zero or no.
- **Days** are calendar days. What a text states less exactly stands as
  [EDTF](https://www.loc.gov/standards/datetime/) (`2012-09`, `2013-06-16/2013-06-18`, spring `2014-21`), with
  its first and last possible day in columns of their own.
- **Places in a text** count its characters from 0; the end is the place after the last one.
- **Claims** are what documents say, **verdicts** what became of them: a rejected claim stays in its table,
  with the reason.
- **Intervals** hold at least 90 % of the probability. `country_year` takes the middle of each; the day of
  accession counts, the day of leaving doesn't.

| table | a row is | rows |
|---|---|---:|
"""


def readme(tables: Mapping[str, pa.Table], types: Mapping[str, type]) -> str:
    """README.md: what the folder is, its tables with their sizes, and every column."""
    facts = next(iter(tables.values())).schema.metadata
    lines = [_OPENING.format(contract=CONTRACT, rules=facts[b"rollcall.rules"].decode())]
    lines += [
        f"| [`{name}`](#{name}) | {_lower(_meaning(types[name]))} | {table.num_rows:,} |\n"
        for name, table in tables.items()
    ]
    for name in tables:
        keys = ", ".join(f"`{part}`" for part in key(types[name]))
        lines += [f"\n## {name}\n\n{_meaning(types[name])} Key: {keys}.\n\n"]
        lines += ["| column | type | filled | meaning |\n|---|---|---|---|\n"]
        lines += [_row(column, _reference(name, column)) for column in describe(types[name])]
        if name == "mentions":
            lines += ["\n| kind | its `value` |\n|---|---|\n"]
            lines += [f"| `{kind}` | {notation} |\n" for kind, notation in NOTATION.items()]
    return "".join(lines)


def package(tables: Mapping[str, pa.Table], types: Mapping[str, type], origins: Mapping[str, Any]) -> str:
    """datapackage.json: the same for machines, and what the tables were made from besides documents.

    `contentHash` is over the values, not the file's bytes.
    """
    described = [entry | _resource(entry["name"], types[entry["name"]]) for entry in resources(tables)]
    facts = next(iter(tables.values())).schema.metadata
    whole = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rollcall",
        "title": "Membership of coalitions of states, as their announcements tell it",
        "contract": CONTRACT,
        "rules": facts[b"rollcall.rules"].decode(),
        "origins": origins,
        "resources": described,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(column: Column, reference: str) -> str:
    """A column's line: name, type, whether always filled, meaning with code, values and where it leads."""
    filled = "" if column.null else "always"
    notes = [column.meaning.replace("|", "\\|")]
    if column.code:
        notes.append(column.code)
    if column.values:
        notes.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    if reference:
        notes.append(f"see `{reference}`")
    return f"| `{column.name}` | {_TYPES[column.type]} | {filled} | {'; '.join(notes)} |\n"


def _resource(name: str, row: type) -> dict[str, Any]:
    """What a Data Package says of a table besides where it is."""
    schema: dict[str, Any] = {"fields": [_field(c) for c in describe(row)], "primaryKey": list(key(row))}
    if foreign := list(_foreign_keys(name, row)):
        schema["foreignKeys"] = foreign
    kind = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return kind | {"description": _meaning(row), "schema": schema}


def _field(column: Column) -> dict[str, Any]:
    bounds = {"minimum": column.low, "maximum": column.high, "enum": list(column.values)}
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
