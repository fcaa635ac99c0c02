"""How the raw files are parted for stages 1 to 3, so that each part is worked on without a look at another.

Files whose documents might get the same id (`a.html`, `a.txt`, a row `b` of `a.jsonl` and `a/b.txt`) and sidecars share
a home, and a home is never torn. The homes are shared out by a hash of their names: halved, and halved again, until no
part has more than it may. So the parts depend on names alone, and a new file changes one part: the one it comes to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

#: Homes in a part, at most.
LARGEST = 256
#: Documents in a sheet, at most: what stages 2 and 3 work on at once. A part has several if its files hold many.
SHEET = 1000


def share(known: Iterable[str]) -> Mapping[str, list[str]]:
    """The homes of each part, by its name: the first binary digits of their hashes."""
    return dict(sorted(_halved("", [(_digits(name), name) for name in sorted(known)])))


def _halved(digits: str, members: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    if len(members) <= LARGEST:
        if members:
            yield f"part{digits}", [name for _, name in members]
        return
    for digit in "01":
        half = [member for member in members if member[0][len(digits)] == digit]
        yield from _halved(digits + digit, half)


def _digits(name: str) -> str:
    return f"{int.from_bytes(hashlib.blake2b(name.encode(), digest_size=16).digest()):0128b}"
