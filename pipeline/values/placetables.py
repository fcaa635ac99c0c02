"""Tells the head of a table of places and days, each row of which is a conference of the series the text is about."""

from __future__ import annotations

import re

from pipeline.language.nlp import Hit

#: The titles of the columns that such a table has, and what makes it one of other things.
_PLACES = re.compile(r"\b(?:place|(?:host )?city|venue|location|where|host(?:ed by)?|hosts)\b", re.I)
_DAYS = re.compile(r"\b(?:dates?|days|years?|when|held)\b", re.I)
_OF_OTHERS = re.compile(
    r"\b(?:event|what|activity|titles?|name|occasion|type|purpose|topic|members?|meetings?|sessions?|workshops?|"
    r"webinars?|trainings?|seminars?|missions?|visits?|chairs?|offices?|texts?|documents?|statements?|working|"
    r"committee|board)\b", re.I
)  # fmt: skip
#: So much of the line above a table is its heading.
_HEADING = 90


def of_places(hit: Hit) -> bool:
    """Whether the titles ask for places and days, and neither they nor the line above for anything else."""
    plain, start = hit.reading.plain, hit.offsets()[0]
    titles = hit.words("generic3") + hit.words("titles")
    above = plain[:start].rstrip("\n |*_").rpartition("\n")[2]
    heading = "" if above.endswith(".") else above[:_HEADING]
    asked = _PLACES.search(titles) and _DAYS.search(titles)
    return bool(asked) and not _OF_OTHERS.search(titles) and not _OF_OTHERS.search(heading)
