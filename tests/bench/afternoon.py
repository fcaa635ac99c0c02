"""The script that someone writes in an afternoon: an entity ruler, a few regexes, search_dates, a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.rulebook import table

_SIZE = re.compile(r"(\d+)(?:st|nd|rd|th)? (?:members?|states|governments|countries)")
_JOINED = re.compile(r"(\w+(?: \w+)?) (?:has )?(?:joined|withdrew from|became the)")
_SYMBOL = re.compile(r"[A-Z]/(?:\w+/)?RES/\d+/\d+|resolution \d+/\d+")


def pipeline() -> Any:
    """spaCy with the names of countries and bodies."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("entity_ruler")
    names = [(row["name"], "GPE") for row in table("country_names") if row["language"] in {"en", "*"}]
    names += [(row["name"], "ORG") for row in table("body_names")]
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names])
    return nlp


def extract(nlp: Any, texts: Iterable[str], out: Path) -> None:
    """Read texts and write what was found as Parquet."""
    import pandas as pd
    from dateparser.search import search_dates

    rows: list[tuple[int, str, str]] = []
    for number, doc in enumerate(nlp.pipe(texts)):
        rows += [(number, entity.label_, entity.text) for entity in doc.ents]
        for kind, pattern in (("size", _SIZE), ("joined", _JOINED), ("symbol", _SYMBOL)):
            rows += [(number, kind, match[0]) for match in pattern.finditer(doc.text)]
        rows += [(number, "date", words) for words, _ in search_dates(doc.text, languages=["en"]) or ()]
    pd.DataFrame(rows, columns=["document", "kind", "text"]).to_parquet(out)
