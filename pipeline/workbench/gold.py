"""What a person found: the gold that findings are judged by.

Gold is a folder of JSON files, one a document, or a file of JSON lines, one a passage with its text. Every list is
a set of distinct values. tests/gold/README.md tells what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import RollcallError
from pipeline.language.sentences import PLAIN, split
from pipeline.workbench.findings import PARTS, Value, Words, event


@dataclass(frozen=True, slots=True)
class Gold:
    """What a person found in one document or passage; `sets` holds the kinds that were looked for, `words` what
    is known of their places.
    """

    name: str
    phenomena: tuple[str, ...]
    sets: Mapping[str, frozenset[Value]]
    words: tuple[Words, ...] = ()


def read_gold(path: Path, part: str = "", kinds: Collection[str] = (), phenomenon: str = "") -> list[Gold]:
    """The gold at `path`, a folder of JSON files or a file of JSON lines; only of a part, of some kinds, or of what
    tests a phenomenon, if these are named.
    """
    if not path.exists():
        raise RollcallError(path, "does not exist", "name a folder of JSON files or a file of JSON lines")
    golds: list[Gold] = []
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        text = file.read_text("utf-8")
        for number, entry in enumerate(text.splitlines() if file.suffix == ".jsonl" else [text], 1):
            try:
                values = json.loads(entry)
                if part in ("", values.get("part")):
                    golds.append(_gold(values, kinds))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = f"is no gold entry ({type(error).__name__}: {error})"
                raise RollcallError(f"{file}:{number}", why, "write it like the others") from error
    golds = [gold for gold in golds if not phenomenon or phenomenon in gold.phenomena]
    if not golds:
        raise RollcallError(path, "holds no such gold", "name another folder, part or phenomenon")
    return golds


def _gold(entry: Mapping[str, Any], kinds: Collection[str]) -> Gold:
    """One gold entry. A passage has an `id`, and its day is given; that of a `file` is to be found."""
    entry = dict(entry)
    day = entry.pop("published", None)
    if "file" in entry:
        entry["published"] = [day] if day else []
    wanted = [kind for kind in PARTS if kind in entry and (not kinds or kind in kinds)]
    sets = {kind: frozenset(_value(kind, v) for v in entry[kind]) for kind in wanted}
    name = entry.get("id") or Path(entry["file"]).stem
    words = tuple(_words(entry["text"], entry["spans"])) if "spans" in entry else ()
    return Gold(name, tuple(entry.get("phenomena", ())), sets, words)


def _words(text: str, spans: Iterable[Sequence[Any]]) -> Iterator[Words]:
    """The marked words of a passage: kind, words, their n-th occurrence, value."""
    sentences = split(text.translate(PLAIN))
    for _, words, nth, value in spans:
        at = -1
        for _ in range(nth):
            at = text.index(words, at + 1)
        start, end = next((s, e) for s, e in sentences if s <= at < e)
        yield Words(str(value), words, text[start:end].strip())


def _value(kind: str, item: Any) -> Value:
    parts = tuple(item[part] for part in PARTS[kind]) if PARTS[kind] else (item,)
    return event(*parts) if kind == "events" else parts
