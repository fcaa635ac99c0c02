"""How well the stages read: precision, recall and F1 of what they find against what a person found.

Gold is a folder of JSON files, one a document, or a file of JSON lines, one a passage with its text. Every
list is a set of distinct values; a value is right only if all of its parts are. Kinds and parts: see `PARTS`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import extract, ingest, relate, store
from pipeline.errors import RollcallError
from pipeline.publish import TABLES
from pipeline.records import Document, PublishedDocument

#: What makes two values of a kind the same; a kind without parts holds plain values.
PARTS: Mapping[str, tuple[str, ...]] = {
    "countries": (),
    "counts": ("body", "kind", "relation", "value"),
    "dates": (),
    "resolutions": ("symbol", "adopted"),
    "joins": ("body", "country", "ordinal", "date"),
    "leaves": ("body", "country", "date"),
    "observers": ("body", "country", "date"),
    "events": ("name", "ordinal", "city", "country", "start", "end"),
    "people": ("name", "role", "country"),
    "published": (),
}

#: The tables that say what was found in a document.
READ = (
    "mentions",
    "count_claims",
    "membership_claims",
    "conference_claims",
    "resolution_citations",
    "people",
)

Value = tuple[Any, ...]
#: What was found in one document: kind -> value -> the words it rests on.
Found = dict[str, dict[Value, str]]


@dataclass(frozen=True, slots=True)
class Gold:
    """What a person found in one document or passage; `sets` holds the kinds that were looked for."""

    name: str
    phenomena: tuple[str, ...]
    sets: Mapping[str, frozenset[Value]]


@dataclass(frozen=True, slots=True)
class Error:
    """A value that is there and wasn't found (`missed`), or was found and isn't there, with its sentence."""

    name: str
    kind: str
    value: Value
    missed: bool
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Of a kind: how many values are there, how many were found, how many of these are right."""

    kind: str
    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Right of found; None if nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right of those that are there; None if none is."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None if nothing is there and nothing was found."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None

    def below(self, least: float) -> bool:
        """Whether values are there and F1 is under `least`."""
        return self.gold > 0 and (self.f1 or 0) < least


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome by kind; by phenomenon how many documents have no error, of how many; every error; and the
    gold entries without a document.
    """

    scores: tuple[Score, ...]
    phenomena: Mapping[str, tuple[int, int]]
    errors: tuple[Error, ...]
    absent: tuple[str, ...]


def read_gold(path: Path, part: str = "") -> list[Gold]:
    """The gold at `path`, a folder of JSON files or a file of JSON lines; only of `part` if one is named."""
    if not path.exists():
        raise RollcallError(path, "does not exist", "name a folder of JSON files or a file of JSON lines")
    golds: list[Gold] = []
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        text = file.read_text("utf-8")
        for number, entry in enumerate(text.splitlines() if file.suffix == ".jsonl" else [text], 1):
            try:
                values = json.loads(entry)
                if part in ("", values.get("part")):
                    golds.append(_gold(values))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = f"is no gold entry ({type(error).__name__}: {error})"
                raise RollcallError(f"{file}:{number}", why, "write it like the others") from error
    return golds


def from_tables(folder: Path) -> dict[str, Found]:
    """What the published tables in `folder` say, by document."""
    documents = store.read(folder / "documents.parquet", PublishedDocument)
    rows: dict[str, dict[str, list[Any]]] = {d.doc_id: {name: [] for name in READ} for d in documents}
    for name in READ:
        table: list[Any] = store.read(folder / f"{name}.parquet", TABLES[name])
        for row in table:
            rows[row.doc_id][name].append(row)
    return {d.doc_id: found(d.published, rows[d.doc_id]) for d in documents}


def from_raw(path: Path) -> dict[str, Found]:
    """What stages 1 to 3 find in a folder of announcements, or in a file of JSON lines, by document."""
    documents, _ = ingest.ingest(path) if path.is_dir() else ingest.read_file(path, path.name)
    return {document.doc_id: _from_document(document) for document in documents}


def _from_document(document: Document) -> Found:
    mentions, _ = extract.extract(document)
    claims = relate.relate(document, mentions)
    rows = {name: getattr(claims, name) for name in READ[1:]}
    return found(document.published, {"mentions": mentions, **rows})


def found(published: date | None, rows: Mapping[str, Sequence[Any]]) -> Found:
    """The values of one document by kind, from its rows by table name, each with its sentence."""
    sentences = {m.mention_id: m.sentence for m in rows["mentions"]}
    starts = {m.mention_id: m.start for m in rows["mentions"]}
    claims = {name: sorted(rows[name], key=lambda row: starts[row.mention_id]) for name in READ[1:]}
    asserted = [c for c in claims["membership_claims"] if c.modality == "asserted"]
    return {
        "countries": {(m.value,): m.sentence for m in rows["mentions"] if m.kind == "country"},
        "dates": {(m.value,): m.sentence for m in rows["mentions"] if m.kind == "date"},
        "counts": {
            (c.body, c.kind, c.relation, c.value): c.evidence
            for c in claims["count_claims"]
            if c.modality == "asserted"
        },
        "resolutions": _first(
            ((c.symbol,), (c.adopted,), sentences[c.mention_id]) for c in claims["resolution_citations"]
        ),
        "joins": _first(
            ((c.body, c.country), (c.ordinal, c.date), c.evidence) for c in asserted if c.action == "join"
        ),
        "leaves": _first(
            ((c.body, c.country), (c.date,), c.evidence) for c in asserted if c.action == "leave"
        ),
        "observers": _first(
            ((c.body, c.country), (c.date,), c.evidence) for c in asserted if c.action == "observer"
        ),
        "events": {
            _event(c.name, c.ordinal, c.city, c.country, *_ends(c.days)): c.evidence
            for c in claims["conference_claims"]
        },
        "people": {(p.name, p.role, p.country): sentences[p.mention_id] for p in claims["people"]},
        "published": {(published.isoformat(),): ""} if published else {},
    }


def judge(golds: Sequence[Gold], finds: Mapping[str, Found]) -> Report:
    """Compare each gold entry with what was found under its name (the last part of a document's id)."""
    by_name: dict[str, Found] = {}
    for doc_id in sorted(finds):
        name = doc_id.rpartition("/")[2]
        if name in by_name:
            raise RollcallError(
                doc_id, "is not the only document of that name", "give gold documents names of their own"
            )
        by_name[name] = finds[doc_id]
    present = [gold for gold in golds if gold.name in by_name]
    errors = tuple(error for gold in present for error in _errors(gold, by_name[gold.name]))
    wrong = {error.name for error in errors}
    tags = Counter(tag for gold in present for tag in gold.phenomena)
    clean = Counter(tag for gold in present if gold.name not in wrong for tag in gold.phenomena)
    return Report(
        tuple(_score(kind, present, by_name) for kind in PARTS),
        {tag: (clean[tag], tags[tag]) for tag in sorted(tags)},
        errors,
        tuple(sorted({gold.name for gold in golds} - by_name.keys())),
    )


def lines(report: Report) -> list[str]:
    """The scores, then the phenomena, as aligned tables."""
    head = f"{'':16}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>8}"
    rows = [
        f"{s.kind:16}{s.gold:6}{s.found:7}{s.right:7}{_share(s.precision):>11}{_share(s.recall):>8}{_share(s.f1):>8}"
        for s in report.scores
    ]
    width = max(map(len, report.phenomena), default=0) + 2
    tags = [f"{tag:{width}}{clean:4} of {total}" for tag, (clean, total) in report.phenomena.items()]
    return [head, *rows, *(["", "documents without an error, by phenomenon", *tags] if tags else [])]


def error_lines(report: Report) -> list[str]:
    """Every error on one line: document, kind, value, and the sentence that a wrong value comes from."""
    return [
        f"{'missed' if e.missed else 'wrong '}  {e.name}  {e.kind}  "
        f"{' | '.join('-' if part is None else str(part) for part in e.value)}"
        + (f"  in: {' '.join(e.sentence.split())}" if e.sentence else "")
        for e in report.errors
    ]


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _gold(entry: Mapping[str, Any]) -> Gold:
    """One gold entry. A passage has an `id`, and its day is given; that of a `file` is to be found."""
    entry = dict(entry)
    day = entry.pop("published", None)
    if "file" in entry:
        entry["published"] = [day] if day else []
    sets = {kind: frozenset(_value(kind, v) for v in entry[kind]) for kind in PARTS if kind in entry}
    name = entry.get("id") or Path(entry["file"]).stem
    return Gold(name, tuple(entry.get("phenomena", ())), sets)


def _value(kind: str, item: Any) -> Value:
    parts = tuple(item[part] for part in PARTS[kind]) if PARTS[kind] else (item,)
    return _event(*parts) if kind == "events" else parts


def _event(name: str, *rest: Any) -> Value:
    """An event's name counts without case, punctuation and article."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(word for word in words if word != "the"), *rest


def _ends(days: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF date or interval."""
    if days is None:
        return None, None
    first, _, last = days.partition("/")
    return first, last or first


def _first(stated: Iterable[tuple[Value, Value, str]]) -> dict[Value, str]:
    """One value for each key, with the first that is stated of every further part, and the first words."""
    merged: dict[Value, tuple[Value, str]] = {}
    for key, rest, sentence in stated:
        known, words = merged.get(key, (rest, sentence))
        merged[key] = tuple(new if old is None else old for old, new in zip(known, rest, strict=True)), words
    return {(*key, *rest): words for key, (rest, words) in merged.items()}


def _errors(gold: Gold, finds: Found) -> Iterator[Error]:
    for kind, values in gold.sets.items():
        for value in sorted(values - finds[kind].keys(), key=str):
            yield Error(gold.name, kind, value, missed=True)
        for value in sorted(finds[kind].keys() - values, key=str):
            yield Error(gold.name, kind, value, missed=False, sentence=finds[kind][value])


def _score(kind: str, golds: Iterable[Gold], finds: Mapping[str, Found]) -> Score:
    pairs = [(gold.sets[kind], finds[gold.name][kind].keys()) for gold in golds if kind in gold.sets]
    return Score(
        kind,
        sum(len(values) for values, _ in pairs),
        sum(len(values) for _, values in pairs),
        sum(len(values & others) for values, others in pairs),
    )
