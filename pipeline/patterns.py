"""Compiles regular expressions once: what they compile to is kept in the user's cache.

Large expressions take Python ten milliseconds and more, hundreds of them some seconds in each process.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import sys
import zlib
from _sre import compile as assembled  # type: ignore[import-not-found]
from array import array
from functools import cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.cache import keep, kept

#: Four bytes each.
_CODE = "I"


@cache
def compiled(regex: str, flags: int) -> re.Pattern[str]:
    """An expression, compiled as `re.compile` does it. Raises re.error."""
    what = repr((regex, flags, sys.version)).encode("utf-8", "surrogatepass")
    name = f"{hashlib.sha256(what).hexdigest()[:24]}.pattern"
    if (data := kept(name)) is not None:
        try:
            return _pattern(regex, marshal.loads(zlib.decompress(data)))
        except (zlib.error, EOFError, TypeError, ValueError, RuntimeError):  # damaged
            pass
    parts = _parts(regex, flags)
    keep(name, zlib.compress(marshal.dumps(parts), 1))
    return _pattern(regex, parts)


def _parts(regex: str, flags: int) -> tuple[Any, ...]:
    """What an expression compiles to: its flags, its code, the number of its groups, and their names."""
    parsed = parser.parse(regex, flags)
    names = parsed.state.groupdict
    by_number = {number: name for name, number in names.items()}
    numbered = tuple(by_number.get(number) for number in range(parsed.state.groups))
    code = array(_CODE, compiler._code(parsed, flags)).tobytes()
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, names, numbered


def _pattern(regex: str, parts: tuple[Any, ...]) -> re.Pattern[str]:
    flags, code, *groups = parts
    made: re.Pattern[str] = assembled(regex, flags, array(_CODE, code).tolist(), *groups)
    return made
