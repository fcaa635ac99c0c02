"""Tells which rules may match where, by one scan of a text for the outlines of all of them.

Most rules match nowhere in most texts. Hyperscan tries the outlines of all rules at once; the rules themselves are then
tried only where theirs was seen, which loses no match. Compiled outlines are kept in the user's cache, by rules.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.cache import keep, kept
from pipeline.outlines import LONGEST, encoded, outlines

#: What a sieve is made from: for each rule its expression and flags.
Sources = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Sieve:
    """The compiled outlines of some rules, known by their place in the list."""

    database: Any

    def ends(self, text: str) -> list[tuple[int, int]]:
        """(rule, offset in bytes of the text's `encoded` form) of every place where an outline may end, unordered."""
        found: list[tuple[int, int]] = []

        def see(rule: int, _: int, end: int, *__: Any) -> None:
            found.append((rule, end))

        self.database.scan(encoded(text), match_event_handler=see)
        return found


def sieve(sources: Sources, *, once: bool) -> Sieve:
    """The sieve of some rules; if `once`, it tells of each rule only that it may match in a text, at one place."""
    import hyperscan

    flags = hyperscan.HS_FLAG_ALLOWEMPTY | (hyperscan.HS_FLAG_SINGLEMATCH if once else 0)
    name = _name(sources, flags)
    if (data := kept(name)) is not None:
        try:
            return Sieve(_loaded(data))
        except hyperscan.error:  # damaged, or from a machine with other instructions
            pass
    database = _compiled(sources, flags)
    keep(name, hyperscan.dumpb(database))
    return Sieve(database)


def _loaded(data: bytes) -> Any:
    import hyperscan

    database = hyperscan.loadb(data, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


def _compiled(sources: Sources, flags: int) -> Any:
    """All outlines in one database; those that are too large for it are made coarser."""
    import hyperscan

    forms: list[tuple[int, bytes]] = []
    for rule, (pattern, options) in enumerate(sources):
        longest = LONGEST
        found = outlines(pattern, options)
        while longest > 10 and not _compiles(found, flags):
            longest //= 2
            found = outlines(pattern, options, longest)
        forms += [(rule, form) for form in (found if longest > 10 else (b"",))]
    return _database(forms, flags)


def _compiles(forms: Iterable[bytes], flags: int) -> bool:
    import hyperscan

    try:
        _database([(0, form) for form in forms], flags)
    except hyperscan.error:
        return False
    return True


def _database(forms: Sequence[tuple[int, bytes]], flags: int) -> Any:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[form for _, form in forms], ids=[rule for rule, _ in forms], flags=[flags] * len(forms)
    )
    return database


def _name(sources: Sources, flags: int) -> str:
    """The name under which the sieve of some rules is kept."""
    how = Path(sys.modules[outlines.__module__].__file__ or "").read_bytes()
    what = repr((list(sources), flags, version("hyperscan"), sys.version_info[:2])).encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(how + what).hexdigest()[:24]}.sieve"
