"""Tells which rules may match in a text, by one scan for the words that all of them need.

A rule has ways to match (see needs.py); a way is open in a text that holds a word of each of its
needs. Every way has a bit in each of some planes, one for each need; a word sets the bits of the needs that it meets,
and the ways whose bits are set in all planes are open. Words and bits are kept in the user's cache, by their rules.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.cache import keep, kept
from pipeline.language import needs

#: For each rule its expression, with characters in place of words, and these words.
Sources = Sequence[tuple[str, Mapping[str, str]]]
#: Letters without case, digits as 0; marks and all else beyond ASCII stay.
_PLAIN = bytes(range(256)).lower().translate(bytes.maketrans(b"123456789", b"000000000"))
#: Letters beyond ASCII that equal one of it without case; with digits beyond it, they are odd.
_TWINS = "\u0130\u0131\u017f\u212a"


@dataclass(frozen=True, slots=True)
class Sieve:
    """The words that some rules need, compiled; the bits of each, those set from the start; the rule of each way."""

    database: Any
    bits: tuple[int, ...]
    start: int
    planes: int
    ways: tuple[int, ...]

    def passing(self, text: str) -> list[int]:
        """The rules that may match in a text, by their place in the list, in order."""
        seen: list[int] = []
        self.database.scan(encoded(text), match_event_handler=_see, context=seen)
        found = self.start
        for word in seen:
            found |= self.bits[word]
        count = len(self.ways)
        open_ways = (1 << count) - 1
        for plane in range(self.planes):
            open_ways &= found >> plane * count
        rules: list[int] = []
        while open_ways:
            first = open_ways & -open_ways
            rule = self.ways[first.bit_length() - 1]
            if not rules or rule != rules[-1]:
                rules.append(rule)
            open_ways ^= first
        return rules


def _see(word: int, _start: int, _end: int, _flags: int, seen: list[int]) -> None:
    seen.append(word)


def encoded(text: str) -> bytes:
    """A text as it is scanned."""
    return text.encode("utf-8", "surrogatepass").translate(_PLAIN)


def sieve(sources: Sources) -> Sieve:
    """The sieve of some rules."""
    import hyperscan

    name = _name(sources)
    if (data := kept(name)) is not None:
        head, _, dump = data.partition(b"\n")
        try:
            return _sieve(json.loads(head), hyperscan.loadb(dump, mode=hyperscan.HS_MODE_BLOCK))
        except (hyperscan.error, ValueError):  # damaged, or from a machine with other instructions
            pass
    tellers = {id(words): needs.Teller(words) for _, words in sources}
    ways = [(n, way) for n, (form, words) in enumerate(sources) for way in tellers[id(words)].ways(form)]
    made, words = _bits(ways)
    database = _database(words, len(made["bits"]) - 1)
    keep(name, json.dumps(made).encode() + b"\n" + hyperscan.dumpb(database))
    return _sieve(made, database)


def _sieve(made: Mapping[str, Any], database: Any) -> Sieve:
    import hyperscan

    database.scratch = hyperscan.Scratch(database)
    bits = tuple(int(bits, 16) for bits in made["bits"])
    return Sieve(database, bits, int(made["start"], 16), made["planes"], tuple(made["ways"]))


def _bits(ways: Sequence[tuple[int, needs.Way]]) -> tuple[dict[str, Any], dict[str, int]]:
    """What a sieve is made of: sets of bits (that of odd letters at last: all), those set from the start, the rule of
    each way; and for each word the place of its set, which many words share."""
    planes = max((len(way) for _, way in ways), default=0)
    words: dict[str, int] = {}
    start = 0
    for place, (_, way) in enumerate(ways):
        for plane in range(planes):
            bit = 1 << (plane * len(ways) + place)
            start |= 0 if plane < len(way) else bit
            for word in way[plane] if plane < len(way) else ():
                words[word] = words.get(word, 0) | bit
    sets = {bits: place for place, bits in enumerate(sorted(set(words.values())))}
    every = (1 << planes * len(ways)) - 1
    rules = [rule for rule, _ in ways]
    made = {
        "bits": [f"{b:x}" for b in (*sets, every)],
        "start": f"{start:x}",
        "planes": planes,
        "ways": rules,
    }
    return made, {word: sets[words[word]] for word in sorted(words)}


def _database(words: Mapping[str, int], odd: int) -> Any:
    """Words compiled, to be told of by their number, once for all of the same; and by another what is odd."""
    import hyperscan

    forms = [*((number, _escaped(word)) for word, number in words.items()), *((odd, form) for form in _odd())]
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[form for _, form in forms],
        ids=[number for number, _ in forms],
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(forms),
    )
    return database


def _escaped(word: str) -> bytes:
    return _hex(encoded(word)).encode()


@cache
def _odd() -> tuple[bytes, ...]:
    """Forms of what may equal a letter or digit of ASCII though it isn't one: where it stands, all rules pass."""
    tens: dict[bytes, list[int]] = {}
    for char in (*_TWINS, *(c for c in map(chr, range(128, sys.maxunicode + 1)) if c.isdecimal())):
        data = encoded(char)
        tens.setdefault(data[:-1], []).append(data[-1])
    return tuple(f"{_hex(head)}[{_hex(sorted(lasts))}]".encode() for head, lasts in tens.items())


def _hex(data: Iterable[int]) -> str:
    return "".join(rf"\x{byte:02x}" for byte in data)


def _name(sources: Sources) -> str:
    """The name under which the sieve of some rules is kept."""
    how = b"".join(Path(sys.modules[m].__file__ or "").read_bytes() for m in (needs.__name__, __name__))
    what = repr(([(s, dict(w)) for s, w in sources], version("hyperscan"), sys.version_info[:2]))
    return f"{hashlib.sha256(how + what.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.sieve"
