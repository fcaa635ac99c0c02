"""Reads which of its series a conference is: "fourth", "V", "the ninth" behind its name."""

from __future__ import annotations

import re

from pipeline.language.nlp import Hit, Reading
from pipeline.values.numbers import roman

#: "South Africa attended its first summit": the country's first, not the series'.
_OWN_FIRST = re.compile(r"\b(?:attend\w*|join\w*|part in) (?:its|their|his|her) first$", re.I)
#: Between a conference and its number: "this year's Ministerial Conference, the thirteenth, opens".
_APPOSED = re.compile(
    r"(?: (?:in|at|of) [^,.;()\n]{2,60}?)?(?: \([^()\n]{3,60}\))?(?:, which [^,.;\n]{3,80},)?"
    r"(?:,| (?:is|was|will be)(?: already)?) (?:the|its|their|our|(?:the )?(?:[A-Z][\w-]* ?){1,4}'s) "
)
#: A number right behind a name, where no day begins: "Ocean Conference II (Lima)".
_NUMBERED, _CLOSE = re.compile(r" ([IVX]{1,5}|\d{1,2})(?= ?[|(:])"), 4
_FIRST_HELD = re.compile(r" (?:was|were) first (?:held|convened|hosted|organi[sz]ed)\b")
#: Between a conference and its number: "the Forum, our yearly gathering, meets for the ninth time", not there.
_MEETS_FOR = re.compile(
    r"(?:, [^,.;]{3,60},)? (?:will |is to |has |have )?(?:meets?|met|convene[sd]?|gather(?:s|ed)?|t(?:ook|akes?) place|"
    r"(?:was |is |be |been )?held|returns?)(?: again)? for (?:the|its) "
)


def ordinal(hit: Hit) -> int | None:
    """The number of a conference, within its words or right behind them."""
    if digits := re.sub(r"\D", "", hit.words("digits")):
        return int(digits)
    if words := [i for i in range(1, 11) if hit.has(f"n{i}")]:
        return words[0]
    if spans := [
        s for g in ("ordinal", "nth2", "nth3", "nth4", "nth5", "nth6") for s in hit.spans(g, "ordinal")
    ]:
        return None if _OWN_FIRST.search(hit.reading.plain[: spans[0].end][-30:]) else int(spans[0].value)
    if hit.has("ordinal"):
        return roman(re.sub(r"[^XVIL]", "", hit.words("ordinal")))
    return _behind(hit.reading, hit.offsets()[1])


def _behind(reading: Reading, end: int) -> int | None:
    """The number told behind a name that ends at an offset: "Conference II (", "Conference, the ninth,"."""
    last = _NUMBERED.match(reading.plain, end)
    if last and not reading.within(end, end + _CLOSE, "date"):
        return int(last[1]) if last[1].isdigit() else roman(last[1])
    if _FIRST_HELD.match(reading.plain, end):
        return 1
    behind = reading.within(end, end + 120, "ordinal")[:1]
    if behind and reading.plain.startswith(" time", behind[0].end) and behind[0].value != "1":
        return int(behind[0].value) if _MEETS_FOR.fullmatch(reading.plain, end, behind[0].start) else None
    placed = behind and _APPOSED.fullmatch(reading.plain, end, behind[0].start)
    closed = placed and reading.plain.startswith(
        (",", ";", ".", " in a series", " of its kind", " of the "), behind[0].end
    )
    return int(behind[0].value) if closed else None


def number(reading: Reading, place: int, letters: str | None) -> int | None:
    """The number behind the letters that a conference goes by; a year, or the end of one told beside it, is none."""
    if not letters:
        return None
    years = {span.value[2:4] for span in reading.within(*reading.sentence(place), "date")}
    found = int(letters) if letters.isdigit() else roman(letters)
    return found if found and found < 1000 and letters not in years else None
