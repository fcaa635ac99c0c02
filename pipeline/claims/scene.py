"""What stands around a mention: its sentence, the body it speaks of, the day, and what its words commit to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.records import Document, Mention
from pipeline.sentences import PLAIN, split
from pipeline.spans import within
from pipeline.values.bodies import BACKGROUND, nouns, subject

#: A date after these words is when something else began.
_ORIGIN = re.compile(
    r"\b(?:since|founded|established|created|launched|set up|formed|began|inception|inaugurated|born|started|after)\b"
    r"[^.;]{0,40}$",
    re.I,
)
#: What may stand between a size and the body it is attached to.
_JOINT = re.compile(r"(?: (?!and|but|while)[\w'-]+){0,3}? ?(?:(?:of|in|to|within) )?(?:the |our |this )?")
#: From how many characters on a body behind a size is rather another one.
_FAR = 70
#: Where what was denied or supposed ends.
_CLAUSE = re.compile(r"[;:]|, (?:but|while|whereas|though|although|of which|so) |\. ")
#: Between what a mention says and what the next clause does.
_NEXT = re.compile(r", and that\b")
_PRONOUN = re.compile(r"\b(?:it|its|they|their|which|group|body|club|bloc|family|membership)\b", re.I)


@dataclass(frozen=True)
class Scene:
    """A document with its mentions, as claims are read from them."""

    document: Document
    mentions: Sequence[Mention]

    @cached_property
    def plain(self) -> str:
        """The text with plain quotes and dashes; offsets are the document's."""
        return self.document.text.translate(PLAIN)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences start and end."""
        return split(self.plain, self.document.language)

    @cached_property
    def body(self) -> str:
        """The document's main body, '' if none is named."""
        bodies = self.of("body")
        named = [m for m in bodies if m.rule_id != "body.referred"] or bodies
        return subject(self.plain, [(m.start, m.value) for m in named])

    @cached_property
    def kinds(self) -> dict[str, list[Mention]]:
        """The mentions by kind, in order of their place."""
        kinds: dict[str, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda m: (m.start, -m.end, m.value)):
            kinds.setdefault(mention.kind, []).append(mention)
        return kinds

    def of(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds, in order of their place."""
        return sorted(
            (m for kind in kinds for m in self.kinds.get(kind, ())), key=lambda m: (m.start, -m.end)
        )

    def within(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """The mentions of some kinds between two offsets, in order of their place."""
        found = (m for kind in kinds for m in within(self.kinds.get(kind, []), start, end))
        return sorted(found, key=lambda m: (m.start, -m.end))

    def sentence(self, mention: Mention) -> tuple[int, int]:
        """The sentence that a mention starts in, as far as the mention itself reaches."""
        start, end = self.around(mention.start)
        return start, max(end, mention.end)

    def around(self, place: int) -> tuple[int, int]:
        """The sentence that holds the character at an offset."""
        return self.sentences[max(0, bisect_right(self.sentences, (place, len(self.plain) + 1)) - 1)]

    def beside(self, mention: Mention, *kinds: str) -> list[Mention]:
        """The mentions of some kinds in the same sentence, the nearest first; before an equally near one after."""
        start, end = self.sentence(mention)
        near = [m for m in self.within(start, end, *kinds) if m is not mention]
        return sorted(near, key=lambda m: (gap(mention, m), m.start))

    def body_of(self, mention: Mention) -> tuple[str, str]:
        """The body that a mention speaks of, and how it was found: named, referred or document. ('', '') if none."""
        found = self._attached(mention) or self._in_sentence(mention) or self._antecedent(mention)
        if found:
            return found.value, "referred" if found.rule_id == "body.referred" else "named"
        body = self._called(mention) or self.body
        return (body, "document") if body else ("", "")

    def _called(self, mention: Mention) -> str:
        """The one body of the document that is what the words before the mention call it ("As a coalition of 30")."""
        start, _ = self.sentence(mention)
        called = set(re.findall(r"\w+", self.plain[start : mention.end].lower()))
        fitting = {b.value for b in self.of("body") if called & nouns().get(b.value, frozenset())}
        return "" if len(fitting) != 1 else fitting.pop()

    def _attached(self, mention: Mention) -> Mention | None:
        """A body within the span, or right after it ("members of NATO", "the 38-member FOC")."""
        inside = self.within(mention.start, mention.end, "body")
        if inside:
            return inside[-1]
        after = self.within(mention.end, mention.end + 200, "body")[:1]
        return after[0] if after and _JOINT.fullmatch(self.plain[mention.end : after[0].start]) else None

    def _in_sentence(self, mention: Mention) -> Mention | None:
        """The nearest body before it in its sentence, else the nearest after it, unless that is far off."""
        near = self.beside(mention, "body")
        near = [b for b in near if b.value not in BACKGROUND] or near
        before = [b for b in near if b.end <= mention.start]
        after = [b for b in near if b.start >= mention.end and (gap(mention, b) < _FAR or not self.body)]
        after = [b for b in after if not _NEXT.search(self.plain[mention.end : b.start])]
        return next(iter(before or after), None)

    def _antecedent(self, mention: Mention) -> Mention | None:
        """The first body of the sentence before, if a pronoun refers back to it."""
        start, _ = self.sentence(mention)
        if not _PRONOUN.search(self.plain[start : mention.end]):
            return None
        earlier = self.sentences[: bisect_right(self.sentences, (start, 0))][-1:]
        if not earlier or "\n\n" in self.plain[earlier[0][1] - 2 : start + 2]:
            return None
        named = self.within(*earlier[0], "body")
        return next((b for b in named if b.value == self.body or b.value not in BACKGROUND), None)

    def clause(self, start: int, end: int) -> str:
        """The last clause of the words between two offsets: what is denied or supposed before it is over."""
        return _CLAUSE.split(self.plain[start:end])[-1]

    def date_of(self, mention: Mention, reach: int = 90) -> Mention | None:
        """The date at which what a mention says holds: within it, else the nearest that isn't some origin's."""
        start, _ = self.sentence(mention)
        for date in self.beside(mention, "date"):
            inside = mention.start <= date.start and date.end <= mention.end
            origin = _ORIGIN.search(self.plain[max(start, date.start - 60) : date.start])
            if inside or (gap(mention, date) <= reach and not origin):
                return date
        return None


def gap(one: Mention, other: Mention) -> int:
    """Characters between two mentions, 0 if they overlap."""
    return max(0, other.start - one.end, one.start - other.end)
