"""Resolution citations: the symbol, its organ, and the day of adoption that the words give to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.claims.scene import Scene
from pipeline.records import Mention, ResolutionCitation
from pipeline.values.dates import bounds

_ORGANS = {
    "A/HRC/": "HRC", "A/RES/": "UNGA", "S/": "UNSC", "E/RES/": "ECOSOC", "E/CN.4/": "CHR", "PACE/": "PACE", "EP/": "EP",
    "ITU/": "ITU", "WHA": "WHO", "EB": "WHO", "AG/RES": "OAS", "ACHPR/": "ACHPR", "CM/": "COE", "RC/": "ICC",
    "ICC-ASP": "ICC",
}  # fmt: skip
_ADOPT = re.compile(r"\b(?:adopt|pass|agree|approv|vot)\w*|\b(?:of|on|dated|from)\W*$", re.I)
#: "1 and 2 March 2010": two days, when resolutions are told apart by "respectively".
_TWO_DAYS = re.compile(r"(?:\D*\d{1,2}\D*?(?:and|,)\D*?){1}\d{1,2}", re.I)


def read(scene: Scene) -> Iterator[ResolutionCitation]:
    """The resolutions that a document cites, each with its day if one can be told."""
    for run in _runs(scene):
        days = _days(scene, run)
        for i, mention in enumerate(run):
            day = days[i] if len(days) == len(run) else days[0] if len(days) == 1 else None
            first, last = (bounds(day) if day else None) or (None, None)
            organ = _organ(mention.value)
            explicit = _named(scene, mention, organ)
            yield ResolutionCitation(
                mention.mention_id, scene.document.doc_id, mention.value, organ, explicit, day, first, last
            )


def _named(scene: Scene, mention: Mention, organ: str) -> bool:
    """Whether the citation itself says whose resolution it is: by its symbol, or by naming the organ beside it."""
    whole = mention.text.replace(" ", "").startswith(mention.value.replace(" ", "")[:4])
    return whole or any(body.value == organ for body in scene.beside(mention, "body"))


def _organ(symbol: str) -> str:
    return next((organ for start, organ in _ORGANS.items() if symbol.startswith(start)), "UNESCO")


def _runs(scene: Scene) -> Iterator[list[Mention]]:
    """Resolutions of one sentence and one organ with nothing but a list's words between them."""
    found = scene.of("resolution")
    run = found[:1]
    for one, two in pairwise(found):
        words = scene.plain[one.end : two.start]
        if (
            _organ(one.value) != _organ(two.value)
            or len(words) > 60
            or re.search(r"\d{4}|\badopt|\bpassed|[.;]\s", words)
            or _dates_between(scene, one.end, two.start)
        ):
            yield run
            run = []
        run.append(two)
    if run:
        yield run


def _dates_between(scene: Scene, start: int, end: int) -> list[Mention]:
    return [d for d in scene.of("date") if start <= d.start and d.end <= end]


def _days(scene: Scene, run: list[Mention]) -> list[str]:
    """The days that follow a run in its sentence before the next resolution, else those right before it."""
    start, end = scene.sentence(run[0])
    following = [m.start for m in scene.of("resolution") if m.start >= run[-1].end and m.start < end]
    limit = min([end, *following])
    after = _dates_between(scene, run[-1].end, limit)
    if after and _ADOPT.search(scene.plain[run[-1].end : after[0].start]):
        if not following or len(after) <= len(run):
            return _spread(scene, after, run)
        return _spread(scene, after[: len(run)], run)
    earlier = [m.end for m in scene.of("resolution") if start <= m.start < run[0].start]
    before = _dates_between(scene, start, run[0].start) if not earlier else []
    lead = scene.plain[before[-1].end : run[0].start] if before else ""
    if (
        before
        and re.search(
            r"\b(?:adopt|pass|approv|agree|vot|consensus)\w*",
            lead + scene.plain[start : before[-1].start],
            re.I,
        )
        and len(lead) < 90
    ):
        return _spread(scene, before[-len(run) :] if len(before) >= len(run) else before[-1:], run)
    return []


def _spread(scene: Scene, dates: list[Mention], run: list[Mention]) -> list[str]:
    """The days of some dates; one date of as many days as there are resolutions is so many days."""
    if len(dates) == 1 and "/" in dates[0].value and len(run) > 1:
        return dates[0].value.split("/") if len(run) == 2 and _TWO_DAYS.search(dates[0].text) else []
    return (
        [d.value for d in dates][: len(run)]
        if len(dates) >= len(run)
        else [dates[0].value]
        if len(dates) == 1
        else []
    )
