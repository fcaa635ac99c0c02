"""Asks whether who signs is a member: of accords and calls, not of treaties that are ratified."""

from __future__ import annotations

import re

from pipeline.language.nlp import Hit
from pipeline.values.bodies import TREATIES, nouns

#: What whose signers are its members is called.
_SIGNED = frozenset(("accords", "call", "declaration", "pledge"))
_TREATY = re.compile(r"\b(?:treaty|convention|protocol|statute)\b", re.I)


def open_to_signers(hit: Hit) -> bool:
    """Whether who signs what a rule says is a member: of accords and calls, not of treaties that are ratified."""
    bodies = hit.spans("", "body") or hit.reading.of("body")
    named = [nouns().get(b.value, frozenset()) for b in bodies]
    if hit.rule.gives.get("but") == "treaties":
        return not any(TREATIES & called for called in named) and not _TREATY.search(hit.words())
    return not hit.rule.gives.get("of") or any(_SIGNED & called for called in named)
