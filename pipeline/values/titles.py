"""The name of a conference, as its words give it: without date and article, with its owner where it needs one."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span
from pipeline.rulebook import table

_LEADING = re.compile(
    r"^(?:the |(?:[Ll]ist|[Ee]ditions|[Tt]able|[Oo]verview|[Cc]alendar|[Hh]istory|[Tt]imeline|[Cc]hronology) of |"
    r"its |our (?!Ocean)|"
    r"(?:annual|regular) (?!(?:(?:Regular|General|Ordinary|Plenary|Ministerial|"
    r"Review) ){0,2}(?:Meeting|Session|Assembl|Conference))|major |a |an |'s? |of )+",
    re.I,
)
_SPACE = re.compile(r"\s+")
#: Organs whose sessions go by the organ's name, unless they are out of turn: "the 36th session of the Assembly of the
#: Alliance". What a meeting is of must be an assembly, or one of parties.
_GATHERED = re.compile(
    r"(?:ordinary |regular |plenary |annual |biennial |formal )*(?:"
    r"sessions? of(?: the| its)? .*\b(?:Assembly|Congress|Conference|Forum|Summit|Meeting of)\b|"
    r"meetings? of(?: the| its)? .*\b(?:Assembly|Congress|Forum|Parties)\b)",
    re.I,
)
#: Names of organs that don't say whose they are.
_BARE = re.compile(
    r"(?:(?:General|Plenary|Parliamentary|Ministerial|Review|Consultative|Plenipotentiary|Diplomatic) )?"
    r"(?:Assembly|Congress|Conference|Forum|Summit|Meeting)(?: of (?:the )?(?:\w+ )?(?:Parties|Members))?",
    re.I,
)
#: Names that tell without their owner what they are of: "World Water Congress", "Conference on Fisheries".
_TELLING = re.compile(
    r"^(?:World|Global|International|Islamic|Arab|Regional|Inter-?\w+|Pan-?\w+) [A-Z][\w'-]+ .*[A-Z]|"
    r".+ (?:on|for|against) "
)
_OF_BODY = re.compile(r" of (?:the )?$")
_SMALL = frozenset("of on for the and in to at against".split())
_PLAIN = frozenset("free open new aid peace arms data day food".split())


@cache
def series() -> dict[str, str]:
    """The conference that the members of a body hold, by the body's code, where it has a name of its own."""
    return {row["body"]: row["series"] for row in table("series")}


def title(hit: Hit, group: str) -> str:
    """The name as worded, without date, article and what only tells whose it is, and not all in capitals."""
    start, end = hit.offsets(group)
    text = hit.reading.plain[start:end]
    for span in reversed(hit.spans(group, "date", "body")):
        a, b = span.start - start, span.end - start
        owned = re.match(r"(?: \([A-Z]+\))?'s? ", text[b:])
        if span.kind == "date":
            text = text[:a] + text[b:]
        elif owned:
            text = text[:a] + _code(span) + text[b + owned.end() :]
    text = re.sub(r" \([A-Z][\w+.-]*\)(?= |$)", "", text)
    telling = _TELLING.match(text) or hit.spans(group, "city")
    if own := next((b for b in hit.spans(group, "body") if b.end == end), None):
        named = text.removesuffix(hit.reading.plain[own.start : end])
        short = _OF_BODY.sub("", named)
        text = short if short != named and _TELLING.match(short) else text
    owner = "" if telling else "".join(_code(span) for span in hit.spans("owner", "body")[:1])
    sitting = f"{hit.words('of')} " if hit.has("of") and not owner else ""
    sitting = "" if _GATHERED.match(sitting + text) and not _BARE.fullmatch(text) else sitting
    return sitting + _cased(_LEADING.sub("", _SPACE.sub(" ", owner + text).strip(" ,")))


def _code(owner: Span) -> str:
    """The code of a name's owner; nothing for "the Coalition's"."""
    return "" if owner.rule.startswith("body.referred") else f"{owner.value} "


def _cased(name: str) -> str:
    """A name out of a headline in capitals with capitals at the start of its words only; acronyms stay."""
    words = name.split(" ")
    if not name.isupper() or len(words) == 1:
        return name
    short = (w.lower() if w.lower() in _SMALL else w for w in words)
    return " ".join(w.capitalize() if len(w) > 4 or w.lower() in _PLAIN else w for w in short)


def noun(hit: Hit) -> str:
    """The noun that stands for a conference of the series spoken of."""
    return (
        re.sub("(?<!s)s$", "", hit.words("generic"))
        or re.sub(r"(?<=[ent])s$", "", hit.words("generic2").lower())
        or hit.words("cop").upper()
        or ("one" if hit.has("generic3") else "series")
    )
