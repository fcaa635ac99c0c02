"""Reads the lines of a dated list that hold a name alone, where the others tell who joined: "9 May: Mexico"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span, within
from pipeline.values import leads
from pipeline.values.acts import Frame
from pipeline.values.columns import about
from pipeline.values.headings import over

#: So many lines of a list must tell of an accession, if its heading doesn't.
_FEWEST = 2
#: Between the date at the head of a line and the names, between these, and where they end, with nothing else told.
_HEAD, _AND, _END = (
    re.compile(r"[*_ ]*[-:|.–] ?[*_ ]*(?:the )?"),
    re.compile(r",? (?:and |& )?(?:the )?"),
    re.compile(
        r"(?:,(?![^.;\n]*\b(?:is|are|was|were|has|have|had|will|would|host\w*|chair\w*|presid\w+|left|leav\w+|withdr\w+|"
        r"observ\w+)\b)|[.;\n]|$)",
        re.I,
    ),
)


def entries(reading: Reading, told: Sequence[Frame]) -> list[Frame]:
    """The accessions that a line tells by its date and a name alone."""
    joins = [f for f in told if f.action == "join" and f.modality == "asserted"]
    heads = leads.heads(reading) if joins else {}
    lines = {reading.plain.rfind("\n", 0, f.start) + 1: f for f in joins}
    models = [frame for start, frame in lines.items() if start in heads]
    if not models or (len(models) < _FEWEST and about(over(reading.plain, models[0].start)) != "join"):
        return []
    rest = heads.keys() - {reading.plain.rfind("\n", 0, f.start) + 1 for f in told}
    found = (_named(reading, start) for start in sorted(rest))
    return [Frame("join", tuple(who), who[0].start, who[-1].end, models[0].rule) for who in found if who]


def _named(reading: Reading, start: int) -> list[Span]:
    """The countries of a line that tells nothing else of them than its date."""
    end = reading.plain.find("\n", start)
    end = end if end >= 0 else len(reading.plain)
    dates, countries = reading.within(start, end, "date"), reading.within(start, end, "country")
    if not dates or not countries or not _HEAD.fullmatch(reading.plain, dates[0].end, countries[0].start):
        return []
    named = countries[:1]
    for country in countries[1:]:
        if not _AND.fullmatch(reading.plain, named[-1].end, country.start):
            break
        named.append(country)
    alone = _END.match(reading.plain, named[-1].end)
    return named if alone and not within(reading.of("membership"), start, end) else []
