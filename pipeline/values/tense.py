"""Tells whether the words beside a date speak of what is to come or of what has been."""

from __future__ import annotations

import re

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span

#: Words beside what is to come.
_COMING = re.compile(
    r"\b(?:will(?! (?:be aware|know|recall|remember|have (?:seen|heard|noticed|read)))|shall|is to|are to|upcoming"
    r"|takes? place|next"
    r"|(?:is|are|be) (?:due|set|scheduled|slated|planned|expected|fixed|booked|foreseen|pencilled in) (?:for|to|on|in)"
    r"|turns \w+ in"
    r"|(?<!state )(?<!country )(?<!nation )(?<!member )(?<!government )(?<!first )(?<!last )(?<!latest )"
    r"to (?:be|rise|join|meet|host|open|begin|start|sign)"
    r"|(?:ends|opens|closes|begins|starts|runs|winds up|kicks off|follows|takes over|falls|passes|hands over|opening"
    r"|meets|hosts|gathers|convenes|concludes|resumes|expires|is due) (?:[\w ]{0,30} )?(?:on|in))\b"
)
#: What has been is told with: "In September the Council met".
_GONE = re.compile(
    r"(?<!is )(?<!are )(?<!be )(?<!being )"
    r"\b(?:was|were|had|met|held|took|came|became|left|went|joined|signed|acceded|ratified|"
    r"adopted|approved|elected|withdrew|hosted|deposited|agreed|welcomed|announced|followed|entered)\b"
)
#: Where a clause begins before a date.
_RELATIVE = re.compile(r";|,? (?:(?:of|in|at|during|after) )?(?:which|who|whom|whose|where)\b")
#: A line of a list, and a heading over one of what is to come.
_LISTED = re.compile(r"\s*(?:[-•|]|\*(?!\*)|\d+[.)]|$|.* \| )")
_AHEAD = re.compile(
    r"[\W_]*(?:(?:our |the |key |important |next |coming |upcoming |forthcoming )*(?:calendar|diary|dates?|events?|"
    r"meetings)(?: (?:of|for) .{4,30})?|(?:coming|next) up|upcoming|what's next|what comes next|looking ahead|"
    r"save the dates?|dates for (?:your|the) diary|next steps|forthcoming)[\W_]*",
    re.I,
)
#: So many characters above a line of a list its heading is looked for.
_REACH = 1500


def ahead(reading: Reading, span: Span) -> bool:
    """Whether the words beside a date speak of the future."""
    start, end = reading.sentence(span.start)
    after = reading.plain[span.end : min(end, span.end + 30)]
    if not reading.plain[start : span.start].removesuffix("On ").strip():
        after = after.removeprefix(",")
    beside = reading.plain[_clause(reading, span) : span.end] + re.split(r"[,;.]| and ", after)[0]
    line = max(start, reading.plain.rfind("\n", start, span.start) + 1)
    return bool(_COMING.search(beside) or _listed_ahead(reading.plain, line))


def behind(reading: Reading, span: Span) -> bool:
    """Whether the words beside a date speak of the past."""
    if ahead(reading, span):
        return False
    after = (span.end, reading.sentence(span.start)[1]) if _begins(reading, span) else (0, 0)
    return any(_GONE.search(reading.plain, *at) for at in ((_clause(reading, span), span.start), after))


def _clause(reading: Reading, span: Span) -> int:
    """Where the clause that leads to a date begins: no further back than a relative one that holds it."""
    start, _ = reading.sentence(span.start)
    parts = [m.end() for m in _RELATIVE.finditer(reading.plain, start, span.start)]
    return max(start, span.start - 110, *parts)


def _listed_ahead(plain: str, start: int) -> bool:
    """Whether a line stands in a list beneath a heading that promises what is to come: "Calendar"."""
    above = plain[max(0, start - _REACH) : start].rstrip("\n")
    for line in reversed(above.split("\n")):
        if not _LISTED.match(line):
            return _AHEAD.fullmatch(line) is not None
    return False


def _begins(reading: Reading, span: Span) -> bool:
    """Whether a sentence begins with a day or month and goes on with what was then."""
    start, _ = reading.sentence(span.start)
    before = reading.plain[start : span.start].strip().lower()
    return before in ("", "in", "on", "during", "early in", "late in")
