"""The Croissant description of the published tables, as a translation of their Data Package.

Croissant (https://docs.mlcommons.org/croissant/) is what catalogues of data sets and loaders of training data read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_TYPES = {"string": "Text", "integer": "Integer", "boolean": "Boolean", "date": "Date", "array": "Text"}

#: What words stand for, as the standard prescribes it for every file, whether it uses them or not.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
} | {
    word: f"cr:{word}"
    for word in (
        "citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset "
        "jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate separator source "
        "subField transform"
    ).split()
}


def croissant(package: Mapping[str, Any]) -> str:
    """croissant.json, from the Data Package as a dictionary.

    The tables are made anew with every announcement, so that the set is called live and its files have no checksum;
    the Data Package has one for the content of each.
    """
    whole = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "description": package["description"],
        "version": package["version"],
        **({"license": package["licenses"][0]["path"]} if "licenses" in package else {}),
        "isLiveDataset": True,
        "distribution": [_file(table) for table in package["resources"]],
        "recordSet": [_records(table) for table in package["resources"]],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _file(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": table["path"],
        "name": table["path"],
        "contentUrl": table["path"],
        "encodingFormat": "application/x-parquet",  # not yet the registered name: loaders know this one
    }


def _records(table: Mapping[str, Any]) -> dict[str, Any]:
    schema = table["schema"]
    leads = {
        key["fields"][0]: f"{key['reference']['resource']}/{key['reference']['fields'][0]}"
        for key in schema.get("foreignKeys", ())
    }
    return {
        "@type": "cr:RecordSet",
        "@id": table["name"],
        "name": table["name"],
        "description": table["description"],
        "key": [{"@id": f"{table['name']}/{name}"} for name in schema["primaryKey"]],
        "field": [_field(table, field, leads.get(field["name"])) for field in schema["fields"]],
    }


def _field(table: Mapping[str, Any], field: Mapping[str, Any], leads: str | None) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table['name']}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": f"sc:{_TYPES[field['type']]}",
        **({"repeated": True} if field["type"] == "array" else {}),
        **({"references": {"field": {"@id": leads}}} if leads else {}),
        "source": {"fileObject": {"@id": table["path"]}, "extract": {"column": field["name"]}},
    }
