"""Places and days at which a conference only was to be, or never was."""

from __future__ import annotations

import re

from pipeline.claims.scene import Scene
from pipeline.claims.settings import Setting

#: Before a place or day that is only planned, unless the words go on to where something really was.
_PLANNED = re.compile(
    r"\b(?:planned|scheduled|due|originally|initially|postponed(?! (?:to|until|till)\b)|foreseen|first set|was to|"
    r"were to)\b(?![^.;]*(?<!be )(?<!been )\b(?:held|took place|hosted|staged|convened|met|moved|postponed)\b)",
    re.I,
)
#: Behind the place and day of a plan that came to nothing.
_CHANGED = re.compile(
    r"\b(?:was|were|be|been|is) (?:put off|postponed|cancelled|called off|moved|relocated|rescheduled|shifted|delayed|"
    r"deferred|transferred)\b|\b(?:went|became) virtual\b|\binstead\b"
)
_MEANT = re.compile(
    r"\b(?:was|were) (?:to|supposed to|meant to|due to) (?:have )?(?:host|h[eo]ld|stag|organi)\w*\b[^,;.]*$"
)
#: Before a place where it wasn't held after all, or where only a paper on it came out.
_UNREAL = re.compile(
    r"\b(?:should|would|could) (?:\w+ )?have\b|\b(?:was|were|is|are|been) (?:\w+ly )?(?:published|released|issued|"
    r"printed|presented|submitted|sent|posted|written|circulated|discussed|translated|approved)\b"
)
#: Before a time of every year.
_YEARLY = re.compile(
    r"\b(?:each|every) (?:\w+ )?(?:year|spring|summer|autumn|winter|[A-Z]\w+)|\b(?:annually|yearly)\b"
)
_REACH = 30


def is_planned(scene: Scene, start: int, setting: Setting) -> bool:
    """Whether the words before a setting, or before the conference at `start`, tell of a plan."""
    before = _PLANNED.search(scene.plain, max(0, setting.start - _REACH), setting.start)
    return bool(before or _MEANT.search(scene.plain, scene.around(start)[0], start))


def came_to_nothing(scene: Scene, start: int, setting: Setting) -> bool:
    """Whether the sentence of the conference at `start` tells behind a setting that it wasn't held there and then."""
    return _CHANGED.search(scene.plain, setting.end, scene.around(start)[1]) is not None


def is_unreal(gap: str, setting: Setting) -> bool:
    """Whether the words between a conference and a setting tell that it wasn't there and then: it should have been, it
    is a paper that came out, or a time of every year is meant."""
    every_year = _YEARLY.search(gap) and setting.date and not re.search(r"\d{4}", setting.date.text)
    return bool(_UNREAL.search(gap) or every_year)
