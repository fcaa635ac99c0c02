"""What stands around a mention: its sentence, the body it speaks of, the day, and what its words commit to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pipeline.language.sentences import PLAIN, split
from pipeline.language.spans import within
from pipeline.records import Document, Mention
from pipeline.values.bodies import GENERIC, nouns
from pipeline.values.mainbody import BACKGROUND, LISTED, listed, resumes, stands_by, subject

#: A date after these words is when something else began.
_ORIGIN = re.compile(
    r"\b(?:since|founded|established|created|launched|set up|formed|began|inception|inaugurated|born|started|after)\b"
    r"[^.;]{0,40}$",
    re.I,
)
#: What may stand between a size and the body it is attached to.
_JOINT = re.compile(
    r"(?: (?!and|but|while|as|its|when|after|since)[\w'-]+){0,3}? ?(?:(?:of|in|to|within) )?(?:the |our |this )?"
)
#: What was made by those of a size.
_MADE = re.compile(
    r"\b(?:founded|established|created|launched|formed|set up)\b[^.;]{0,40} by (?:the |just |only )?$", re.I
)
#: Whose a size is, if the words right before it tell.
_OWNER = re.compile(
    r"(?:\b(?:our|its|the|their|an?|another)|'s) (?:[\w-]+ ){0,3}?(protocol|free trade area|treaty|convention|"
    r"agreement|amendment|annex|fund|bank|court|agency|centre|center|union|institute|commission|"
    r"group of friends)\b[^.;]{0,80}?"
    r"(?:, (?:with|(?:in|to) which|which (?:now |currently )?<has>)| (?:now |currently )?<has>(?: now)?| <by>) "
    r"(?:its |now )?$".replace("<has>", r"(?:has|counts|numbers|comprises|brings together|unites)").replace(
        "<by>", r"(?:has|have|had) (?:\w+ )?been (?:ratified|accepted|approved|signed|endorsed|adopted) by"
    ),
    re.I,
)
#: From how many characters on a body behind a size is rather another one.
_FAR = 70
#: Where what was denied or supposed ends.
_CLAUSE = re.compile(
    r"\b(?:tell|say|report|confirm|announce|inform|note|recall|add|state|write)(?:s|ed)? (?:\w+ ){0,2}that |"
    r"[;:]|, (?:but|while|whereas|though|although|of which|so) |\. "
)
#: What stands between a body and its size ("the EU's 27 members", "the EU, which has only 27").
_OWNS = re.compile(
    r"(?:'s?)? |(?::| -| \|) |\)? \((?:with |now |currently )?| with (?:its|only|just) |"
    r"\)?,? (?:which|that|whose|(?<=, )with|and its|has|had|have|counts|"
    r"comprises|numbers|now|currently)\b[^,;:]{0,40}"
)
#: Where what follows a size is no longer about it.
_APART = re.compile(
    r"[;:]|, (?:as|while|whereas|and|but|compared|against|among)\b|\bof (?:which|whom|them)\b|\bthan\b|"
    r"\b(?:not (?:counting|including)|excluding|besides|next to|outside)\b|,? (?:and|plus|as well as) (?:the )?$"
)
#: What begins a sentence whose subject is the body that follows ("Set up by the G7 with 16 members, the FATF grew").
_OPENING = re.compile(
    r"\W*(?:(?:set up|born|begun|with|from|originally|initially|now|once|once \w+)|\w+ed)\b[^.;]*, (?:the |our )?$",
    re.I,
)
_SUBJECT = re.compile(r"\b(?:it|they|which)\b", re.I)
#: How many sentences back a pronoun may lead, each with one of its own.
_BACK = 3
#: What begins a sentence on the body of the one before ("Its 38 members ...").
_WHOSE = re.compile(r"\W*(?:its|their) (?:[\w-]+ )?", re.I)
_OTHER = re.compile(r"\b(?:its|their|group|body|club|bloc|family|membership)\b", re.I)


#: The heading of a section about something that has a name, with its first paragraph; so far it may stand above.
_ABOUT = re.compile(
    r"(?:^|\n)[^\w\n]*(?i:about|what is) (?!us\b)(?:the |this )?"
    r"([^\n.]*[A-Z][^\n.]{0,60})\n+(?:(?!\n\n)[^\n]|\n(?=\S))*$"
)
_SECTION = 600


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
        named = [m for m in bodies if not m.rule_id.startswith("body.referred")]
        named = named if any(m.value not in BACKGROUND for m in named) else bodies
        return subject(self.plain, [(m.start, m.end, m.value) for m in named])

    @cached_property
    def kinds(self) -> dict[str, list[Mention]]:
        """The mentions by kind, in order of their place."""
        kinds: dict[str, list[Mention]] = {}
        for mention in sorted(self.mentions, key=lambda m: (m.start, -m.end, m.value)):
            kinds.setdefault(mention.kind, []).append(mention)
        return kinds

    def without(self, mentions: Collection[Mention]) -> Scene:
        """The scene without some mentions."""
        if not mentions:
            return self
        other = Scene(self.document, [m for m in self.mentions if m not in mentions])
        other.__dict__.update(plain=self.plain, sentences=self.sentences)
        return other

    def of(self, *kinds: str) -> list[Mention]:
        """The mentions of some kinds, in order of their place."""
        return _ordered([self.kinds.get(kind, []) for kind in kinds])

    def within(self, start: int, end: int, *kinds: str) -> list[Mention]:
        """The mentions of some kinds between two offsets, in order of their place."""
        if len(kinds) == 1:
            return within(self.kinds.get(kinds[0], ()), start, end)
        return _ordered([within(self.kinds.get(kind, ()), start, end) for kind in kinds])

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
        found = self._attached(mention) or self._in_sentence(mention)
        body = found.value if found else self._called(mention) or self.body
        if not body or self._elsewhere(mention, body) or (not found and self._under_other(mention)):
            return "", ""
        if not found:
            return body, "document"
        return body, "referred" if found.rule_id.startswith("body.referred") else "named"

    def _under_other(self, mention: Mention) -> bool:
        """Whether a size stands in the paragraph below a heading about something else: "About the Rivers cohort"."""
        above = self.plain[max(0, mention.start - _SECTION) : mention.start]
        heading = _ABOUT.search(above)
        start = mention.start - len(above) + (heading.start(1) if heading else 0)
        return bool(heading) and not self.within(start, start + len(heading[1] if heading else ""), "body")

    def _called(self, mention: Mention) -> str:
        """The one body of the document that is what the words before the mention call it ("As a coalition of 30")."""
        start, _ = self.sentence(mention)
        called = set(re.findall(r"\w+", self.unnamed(start, mention.end).lower())) - GENERIC
        fitting = {b.value for b in self.of("body") if called & nouns().get(b.value, frozenset())}
        return "" if len(fitting) != 1 else fitting.pop()

    def _elsewhere(self, mention: Mention, body: str) -> bool:
        """Whether a size has its owner right before it, and that is no name for a body ("our Protocol, with its 68
        Parties" in a text about a convention)."""
        start, _ = self.sentence(mention)
        owner = _OWNER.search(self.plain, start, mention.start)
        if not owner or self.within(owner.start(), mention.start, "body"):
            return False
        known = nouns().get(body)
        return bool(known and owner[1].lower() not in known | GENERIC)

    def _attached(self, mention: Mention) -> Mention | None:
        """A body within the span, right before or right after it ("NATO's 32 members", "the 32-member NATO"); not one
        that is listed."""
        listed = mention.kind == "count" and mention.value.startswith("listed ")
        inside = [] if listed else self._apart(self.within(mention.start, mention.end, "body"))
        owner = self.within(mention.start - 60, mention.start, "body")[-1:]
        if inside or (owner and self.plain[owner[0].end : mention.start] in {"'s ", "' "}):
            return (inside or owner)[-1]
        after = self._apart(self.within(mention.end, mention.end + 200, "body")[:1])
        if not after or not _JOINT.fullmatch(self.plain[mention.end : after[0].start]):
            return None
        return None if self._made_by(mention) or self._owner_before(mention) else after[0]

    def _owner_before(self, mention: Mention) -> list[Mention]:
        """The body of the sentence before, if this one begins with what it has: "Its 38 members"."""
        start, _ = self.sentence(mention)
        whose = _WHOSE.fullmatch(self.plain, start, mention.start)
        return self._antecedent(mention, _OTHER) if whose else []

    def _apart(self, bodies: Sequence[Mention]) -> list[Mention]:
        """Those of some bodies that don't only stand by, in a document that has a body of its own."""
        by = (stands_by(self.plain, b.start, b.end) or self._in_list(b) for b in bodies)
        return [b for b, beside in zip(bodies, by, strict=True) if not (self.body and beside)]

    def _made_by(self, mention: Mention) -> bool:
        """Whether a size is of those by whom something was made: members of another body ("The bank was set up by
        eight members of the Council")."""
        start, _ = self.sentence(mention)
        return bool(_MADE.search(self.plain[start : mention.start]))

    def _in_sentence(self, mention: Mention) -> Mention | None:
        """The owner right before it or the nearest body before it in its sentence; else whom a subject there means
        (of a place in the order of accession it is the country); else the nearest body after it, unless that is
        far off or in another clause; else whom any other pronoun means."""
        near = self.beside(mention, "body")
        apart = self._apart(near)
        beside = [b for b in near if b not in apart]
        owner = [b for b in near if _OWNS.fullmatch(self.plain[b.end : mention.start])]
        owner = [b for b in owner if b not in beside or not self.plain.startswith(", with", b.end)]
        start, _ = self.sentence(mention)
        owner += [
            b for b in apart if b.start >= mention.end and _OPENING.fullmatch(self.plain[start : b.start])
        ][:1]
        near = [b for b in apart if b.value not in BACKGROUND] or apart
        before = [b for b in near if b.end <= mention.start]
        owner = [*self._resumed(mention, before), *owner]
        found = owner or before or self._owner_before(mention)
        if not found and not mention.value.startswith("ordinal "):
            found = self._antecedent(mention, _SUBJECT)
        found = found or [b for b in near if b.start >= mention.end and self._reaches(mention, b)]
        return next(iter(found or self._antecedent(mention, _OTHER)), None)

    def _in_list(self, body: Mention) -> bool:
        """Whether a large body stands among countries, as one of those who belong to another."""
        near = self.within(body.start - 10, body.end + 12, "country")
        large = body.value in BACKGROUND and body.value != self.body
        return large and listed(self.plain, body.start, body.end, [(c.start, c.end) for c in near])

    def _resumed(self, mention: Mention, before: Sequence[Mention]) -> list[Mention]:
        """The text's body, if the sentence names it, then another one by the way, and comes back to its own ("The bank
        was set up at a conference of the OAS, and it has 42 members"; the nearest first)."""
        named = [b for b in before if b.value == self.body]
        if not named or named[0] is before[0]:
            return []
        back = resumes(self.plain, before[0].start, before[0].end, mention.start)
        return named[:1] if back else []

    def _reaches(self, mention: Mention, body: Mention) -> bool:
        """Whether a size can belong to a body named behind it."""
        between = self.plain[mention.end : body.start]
        apart = _APART.search(between) or (body.value in BACKGROUND and LISTED.fullmatch(between))
        return (len(between) < _FAR or not self.body) and not apart

    def _antecedent(self, mention: Mention, pronoun: re.Pattern[str]) -> list[Mention]:
        """The first body of the sentence before, if a pronoun refers back to it."""
        start, _ = self.sentence(mention)
        if not pronoun.search(self.plain[start : mention.end + len(" it ")]):
            return []
        for first, last in reversed(self.sentences[: bisect_right(self.sentences, (start, 0))][-_BACK:]):
            if "\n\n" in self.plain[last - 2 : start + 2]:
                return []
            named = self.within(first, last, "body")
            if named or not _SUBJECT.match(self.plain, first):
                return [b for b in named if b.value == self.body or b.value not in BACKGROUND][:1]
            start = first
        return []

    def clause(self, start: int, end: int) -> str:
        """The last clause of the words between two offsets: what is denied or supposed before it is over."""
        return _CLAUSE.split(self.unnamed(start, end))[-1]

    def unnamed(self, start: int, end: int) -> str:
        """The words between two offsets without the names of bodies: a plan in a name is none."""
        words = self.plain[start:end]
        for body in reversed(self.within(start, end, "body")):
            words = words[: body.start - start] + words[body.end - start :]
        return words

    def date_of(self, mention: Mention, reach: int = 90) -> Mention | None:
        """The date at which what a mention says holds: within it, else the nearest that isn't some origin's."""
        start, _ = self.sentence(mention)
        for date in self.beside(mention, "date"):
            inside = mention.start <= date.start and date.end <= mention.end
            origin = _ORIGIN.search(self.plain[max(start, date.start - 60) : date.start])
            if inside or (gap(mention, date) <= reach and not origin):
                return date
        return None


def _ordered(found: Sequence[list[Mention]]) -> list[Mention]:
    """Mentions of some kinds, each in order, in order of their place."""
    if len(found) == 1:
        return found[0][:]
    return sorted(chain.from_iterable(found), key=lambda m: (m.start, -m.end))


def gap(one: Mention, other: Mention) -> int:
    """Characters between two mentions, 0 if they overlap."""
    return max(0, other.start - one.end, one.start - other.end)
