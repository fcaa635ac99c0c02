"""Tells which rules may match where, by one scan of a text for the outlines of all of them.

Most rules match nowhere in most texts. Hyperscan tries the outlines of all rules at once; the rules themselves are then
tried only where theirs was seen, which loses no match. Compiled outlines are kept in the user's cache, by rules.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.cache import keep, kept
from pipeline.outlines import encoded, outlines

#: What a sieve is made from: for each rule its expression and flags.
Sources = Sequence[tuple[str, int]]
#: Shorter outlines than this are never too large for hyperscan, or hardly ever.
_LARGE = 2600


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


def sieve(sources: Sources, *, longest: int, once: bool) -> Sieve:
    """The sieve of some rules; if `once`, it tells of each rule only that it may match in a text, at one place.

    The longer outlines may be, the fewer texts they let through in vain, and the longer it takes to make them.
    """
    import hyperscan

    flags = hyperscan.HS_FLAG_ALLOWEMPTY | (hyperscan.HS_FLAG_SINGLEMATCH if once else 0)
    name = _name(sources, longest, flags)
    if (data := kept(name)) is not None:
        try:
            return Sieve(_loaded(data))
        except hyperscan.error:  # damaged, or from a machine with other instructions
            pass
    database = _compiled(sources, longest, flags)
    keep(name, hyperscan.dumpb(database))
    return Sieve(database)


def _loaded(data: bytes) -> Any:
    import hyperscan

    database = hyperscan.loadb(data, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


def _compiled(sources: Sources, longest: int, flags: int) -> Any:
    """All outlines in one database; those that are too large for it are made coarser."""
    import hyperscan

    found = [outlines(pattern, options, longest) for pattern, options in sources]
    for rule, forms in enumerate(found):
        if sum(map(len, forms)) > _LARGE:
            found[rule] = _small(*sources[rule], longest, flags)
    try:
        return _database(found, flags)
    except hyperscan.error:
        return _database([_small(*source, longest, flags) for source in sources], flags)


def _small(pattern: str, options: int, longest: int, flags: int) -> tuple[bytes, ...]:
    """The outlines of an expression, as coarse as they must be to be compiled; as a last resort one of anything."""
    while longest > 10:
        if _compiles(found := outlines(pattern, options, longest), flags):
            return found
        longest //= 2
    return (b"",)


def _compiles(forms: tuple[bytes, ...], flags: int) -> bool:
    import hyperscan

    try:
        _database([forms], flags)
    except hyperscan.error:
        return False
    return True


def _database(forms: Sequence[tuple[bytes, ...]], flags: int) -> Any:
    """The outlines of each rule, compiled."""
    import hyperscan

    every = [(rule, form) for rule, these in enumerate(forms) for form in these]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[form for _, form in every], ids=[rule for rule, _ in every], flags=[flags] * len(every)
    )
    return database


def _name(sources: Sources, longest: int, flags: int) -> str:
    """The name under which the sieve of some rules is kept."""
    how = Path(sys.modules[outlines.__module__].__file__ or "").read_bytes()
    what = repr((list(sources), longest, flags, version("hyperscan"), sys.version_info[:2])).encode(
        "utf-8", "surrogatepass"
    )
    return f"{hashlib.sha256(how + what).hexdigest()[:24]}.sieve"
