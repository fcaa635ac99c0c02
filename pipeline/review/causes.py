"""Why a row changed: found from what the two extractions were made from, as their tables and data packages tell.

A document's rows depend on that document, the rules, the names and the code of the stages before; what is settled of
a body depends on its claims, the decisions on them, and the code that settles. Whatever differs between the two
extractions and could reach a row is its cause. If nothing does, the libraries (or limits of a run) made the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.review.changes import (
    CODE,
    DECISION,
    DOCUMENT,
    GAINED,
    KINDS,
    LIBRARY,
    LOST,
    MOVED,
    NAMES,
    RULE,
    UNKNOWN,
    Cause,
    Change,
)
from pipeline.review.sources import Source
from pipeline.running.origins import FURNITURE

#: The stages whose code reaches the rows of a document, by table; the last one made it.
STAGES: Mapping[str, tuple[str, ...]] = {
    "documents": ("ingest", "extract", "relate"),
    "mentions": ("ingest", "extract"),
    **dict.fromkeys(
        ("count_claims", "membership_claims", "conference_claims", "resolution_citations", "people"),
        ("ingest", "extract", "relate"),
    ),
}
#: Fields that are settled by comparing documents or claims, not read from one document.
SETTLED: Mapping[str, frozenset[str]] = {
    "documents": frozenset({"duplicate_of", "cluster"}),
    **dict.fromkeys(
        ("count_claims", "membership_claims"), frozenset({"verdict", "reason", "expected", "explanation"})
    ),
    "conference_claims": frozenset({"conference_id"}),
}
#: What a sidecar may say of a document.
FACTS = ("title", "publisher", "url", "language", "published")
#: Settled fields that gazetteers are looked up for.
NAMED = frozenset({"cow", "explanation"})


class Blame:
    """Knows what differs between two extractions, and whom to blame for which change."""

    def __init__(self, old: Source, new: Source, changes: Sequence[Change]) -> None:
        self.complete = all(source.origins("rules") is not None for source in (old, new))
        self.documents = {cause.name: cause for cause in _documents(old, new, changes)}
        self.rules = _differing(RULE, old.origins("rules"), new.origins("rules"))
        self.names = _differing(NAMES, old.origins("names"), new.origins("names"))
        self.code = _differing(CODE, old.origins("code"), new.origins("code"))
        self.decisions = _differing(DECISION, old.origins("decisions"), new.origins("decisions"))
        self.libraries = _repinned(old.pins(), new.pins())
        self._by_mention: dict[str, tuple[Cause, ...]] = {}
        self._found_by: dict[str, set[str]] = defaultdict(set)
        self._by_body: dict[str, dict[Cause, None]] = defaultdict(dict)
        for change in changes:
            if change.table == "mentions":
                self._learn_rules(change)
        for change in changes:
            if change.table in STAGES and change.what != MOVED:
                self._learn_bodies(change)

    @property
    def inputs(self) -> tuple[Cause, ...]:
        """All that differs between the two."""
        parts = (self.documents, self.rules, self.names, self.code, self.decisions)
        return (*(cause for part in parts for cause in part.values()), *self.libraries)

    def blamed(self, change: Change) -> Change:
        """The change with its causes."""
        read = self._read(change) if _is_read(change) else self._settled(change)
        return replace(change, causes=_ordered(tuple(read)) or self._rest())

    def _learn_rules(self, change: Change) -> None:
        """Remember by which changed rules a mention, and its document's mentions, were found before or are now."""
        found_by = {str(field.old) for field in change.fields if field.name == "rule_id"} | {change.rule_id}
        rules = sorted(found_by & self.rules.keys())
        self._found_by[change.doc_id].update(rules)
        self._by_mention[change.key[0]] = tuple(self.rules[name] for name in rules)

    def _learn_bodies(self, change: Change) -> None:
        """Remember which causes reach what is settled of a claim's body."""
        decided = self.decisions.get(str(change.key[0]))
        if decided or _is_read(change):
            bodies = {change.row.get("body")} | {f.old for f in change.fields if f.name == "body"}
            for body in map(str, bodies - {None}):
                self._by_body[body] |= dict.fromkeys([decided] if decided else self._read(change))

    def _rest(self) -> tuple[Cause, ...]:
        """The cause of what no known difference explains."""
        return (self.libraries or (Cause(LIBRARY),)) if self.complete else (Cause(UNKNOWN),)

    def _read(self, change: Change) -> list[Cause]:
        """The causes of a change in what is read from one document."""
        own = self.documents.get(change.doc_id)
        if own and own.what != "edited":
            return [own]
        if decided := self._decided(change, own):
            return [decided]
        found = [own] if own else []
        if change.table == "documents" or change.what == MOVED:
            found += self._reading()
        if not (found and change.what == MOVED) and (change.table != "documents" or _body_differs(change)):
            found += [*self._rules(change), *self.names.values(), *self._stage(_stages(change))]
        return found if self.complete else [*found, Cause(UNKNOWN)]

    def _decided(self, change: Change, own: Cause | None) -> Cause | None:
        """The decision that corrected a row, its mention or its document, if its document is the same file."""
        if own or (change.what in (GAINED, LOST) and change.key[0] not in self.decisions):
            return None
        ids = (change.key[0], change.row.get("mention_id"), change.doc_id)
        return next((self.decisions[name] for name in map(str, ids) if name in self.decisions), None)

    def _rules(self, change: Change) -> Iterable[Cause]:
        """The changed rules that may have changed the row: its own, else those of its document's finds, else all."""
        own = self._by_mention.get(str(change.row.get("mention_id", change.key[0])))
        if own:
            return own
        near = [self.rules[name] for name in sorted(self._found_by[change.doc_id])]
        return near or self.rules.values()

    def _reading(self) -> list[Cause]:
        """What may have changed the text of any document, if that did."""
        furniture = [self.rules[FURNITURE]] if FURNITURE in self.rules else []
        return [*furniture, *self._stage(("ingest",))]

    def _settled(self, change: Change) -> list[Cause]:
        """The causes of a change in what is settled from many documents."""
        decided = self.decisions.get(str(change.key[0]))
        if decided and any(field.name in ("verdict", "reason") for field in change.fields):
            return [decided]
        if change.table == "documents":
            return [*self.documents.values(), *self._reading()]
        body = change.row.get("code" if change.table == "bodies" else "body")
        found = list(self._by_body.get(str(body), ())) + self._documents_of(change)
        if change.table == "bodies" or NAMED & {field.name for field in change.fields}:
            found += self.names.values()
        found += self._stage(("reconcile", "publish"))
        if found:
            return found
        read = (self.documents, self.rules, self.names, self.decisions)
        return [*(cause for part in read for cause in part.values()), *self._stage(STAGES["people"])]

    def _documents_of(self, change: Change) -> list[Cause]:
        """The changed documents that a row names."""
        named = change.row.get("documents") or ()
        named = {*named, *(doc for f in change.fields if f.name == "documents" for doc in (f.old or ()))}
        return [self.documents[name] for name in sorted(named) if name in self.documents]

    def _stage(self, stages: Sequence[str]) -> list[Cause]:
        """The last of some stages whose code has changed."""
        return [self.code[stage] for stage in stages if stage in self.code][-1:]


@cache
def _ordered(causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Each cause once, kind by kind. Many rows have the same."""
    return tuple(sorted(set(causes), key=lambda cause: (KINDS.index(cause.kind), cause)))


def _body_differs(change: Change) -> bool:
    return any(field.name == "body" for field in change.fields)


def _stages(change: Change) -> tuple[str, ...]:
    """The stages whose code reaches a row that is read from one document."""
    return STAGES[change.table] if change.table in STAGES else (str(change.row.get("stage")),)


def _is_read(change: Change) -> bool:
    """Whether a change is in what is read from a document."""
    if change.table == "issues":
        return bool(change.row.get("stage") in ("ingest", "extract", "relate"))
    if change.table not in STAGES:
        return False
    settled = SETTLED.get(change.table, frozenset())
    return change.what in (GAINED, LOST) or any(field.name not in settled for field in change.fields)


def _documents(old: Source, new: Source, changes: Iterable[Change]) -> Iterator[Cause]:
    """The documents that came, went, or are another file now; or of which a sidecar says something else."""
    for change in changes:
        if change.table != "documents":
            continue
        if change.what in (GAINED, LOST):
            yield Cause(DOCUMENT, change.doc_id, "added" if change.what == GAINED else "removed")
        elif any(field.name == "sha256" for field in change.fields) or _told_by_sidecar(change):
            yield Cause(DOCUMENT, change.doc_id, "edited")


def _told_by_sidecar(change: Change) -> bool:
    """Whether something else is known of a document because its sidecar says so, or no longer does."""
    fields = {field.name: field for field in change.fields}
    for name in FACTS:
        basis = fields.get(f"{name}_basis")
        bases = (basis.old, basis.new) if basis else (change.row.get(f"{name}_basis"),)
        if name in fields and "sidecar" in bases:
            return True
    return False


def _differing(kind: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> dict[str, Cause]:
    """A cause for each name whose hash is another, or which only one side has; `order` if only that is another."""
    if old is None or new is None:
        return {}
    found = {}
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) != new.get(name):
            what = "added" if name not in old else "removed" if name not in new else "edited"
            found[name] = Cause(kind, name, what)
    if kind == RULE and [n for n in old if n in new] != [n for n in new if n in old]:
        found["order"] = Cause(RULE, "order", "edited")
    return found


def _repinned(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Cause, ...]:
    """The libraries of which another version is locked; none if one side locks nothing."""
    both = sorted(old.keys() | new.keys()) if old and new else ()
    return tuple(
        Cause(LIBRARY, name, f"{old.get(name, 'nothing')} -> {new.get(name, 'nothing')}")
        for name in both
        if old.get(name) != new.get(name)
    )
