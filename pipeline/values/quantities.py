"""Reads numbers of something else than a body's members: `gt 450 participants`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, pairwise

from pipeline.language.nlp import Hit
from pipeline.language.spans import Span

#: What may stand between a number and the parts that it is broken down into, and between these parts.
_BROKEN = re.compile(r"[^.;\n]{0,60}?(?:[:(]| - |,|\bwith|\bincluding|\bof which|\bof whom)[^.;]{0,25}")
_NEXT = re.compile(r"[^.;\n]{1,70}")
_ADDED = re.compile(r"[.;\n]|\b(?:join|acced|enter|admi|follow|new|more|add|gain|welcom|let in)", re.I)
_MOVED = re.compile(r"\b(?:up|down|from|against|than|after|before|since|to)\b", re.I)
#: The last part, if it is one and said in words ("90 States and the European Union").
_ONE = re.compile(
    r"[^.;\n]{1,60}?(?:,|\band|\bplus) (?:one\b|a single\b|an? \w|the (?-i:[A-Z])|(?-i:[A-Z]))", re.I
)

#: What leads from parts to their sum ("87 States and the European Union, that is, 88 Members").
_TOTALS = re.compile(r"[^.;]{0,60}\b(?:that is|i\.e\.|making|in all|altogether|total of|so),? ?$")

#: A part that is called the members is not one of the members: "34 states: 23 Member States and 11 others".
_MEMBER = re.compile(
    r" (?:are |is )?(?:now |already )?(?:full )?(?:members?|contracting|states parties|parties)\b", re.I
)


#: Who is counted beside the members, so that the sum is not theirs.
_BESIDE = re.compile(r" (?:[\w-]+ )?(?:others?|observers?|guests?|partners?|associates?|candidates?)\b", re.I)
#: A whole that is called the members is one even of members: "a membership of 193, of which 187 are Member States".
_MEMBERSHIP = re.compile(r"\bmembership (?:of|to|at|stands? at|is)(?: now)? $", re.I)
#: Who is counted with members, but is none.
_OUTSIDE = re.compile(r"\b(?:observers?|associates?|candidates?|applicants?|associated)\b", re.I)


def read(hit: Hit) -> Iterable[Span]:
    """The number in the match with its bound, and what it counts; or the numbers that the first one is the sum of."""
    if hit.rule.gives["what"] == "summand":
        yield from _summands(hit)
        return
    group = next((g for g in ("span", *(f"span{i}" for i in range(2, 7))) if hit.has(g)), "")
    numbers = hit.spans(group, "number", "ordinal")
    if hit.has("first"):
        (first,) = hit.spans("first", "number")
        yield hit.span(f"{first.value} {hit.rule.gives['what']}", "first")
    if numbers and ("exact" not in hit.rule.gives or numbers[0].value.isdigit()):
        yield hit.span(f"{numbers[0].value} {hit.rule.gives['what']}", group)


def _summands(hit: Hit) -> Iterable[Span]:
    """The parts of a number that the words right behind it break it down into: "34: 23 members and 11 others"."""
    reading, (start, _) = hit.reading, hit.offsets()
    whole, *rest = reading.within(start, reading.sentence(start)[1], "number")[:6]
    totalled = rest and _TOTALS.search(reading.plain[whole.end : rest[0].start]) and _follows(whole, rest[0])
    summed = _is_summed(hit, whole, rest)
    if summed and _MEMBER.match(reading.plain, whole.end) and _BESIDE.match(reading.plain, rest[0].end):
        yield Span(hit.rule.kind, rest[1].start, rest[1].end, f"{rest[1].value} part", hit.rule.id)
        return
    if totalled or summed:
        yield Span(hit.rule.kind, whole.start, whole.end, f"{whole.value} part", hit.rule.id)
        return
    if not whole.value.isdigit() or not rest or not _leads(hit, whole, rest[0], _BROKEN):
        return
    joined = [rest[0]]
    for one, following in pairwise(rest):
        if not _leads(hit, one, following, _NEXT):
            break
        joined.append(following)
    sums = list(accumulate(int(n.value.split()[-1]) for n in joined))
    size = int(whole.value)
    if size in sums[1:]:
        parts = joined[: sums.index(size) + 1]
    elif sums[0] == size - 1 and _ONE.match(reading.plain, joined[0].end):
        parts = joined[:1]
    else:
        return
    if not (_MEMBER.match(reading.plain, whole.end) or _MEMBERSHIP.search(reading.plain, 0, whole.start)):
        if any(_MEMBER.match(reading.plain, n.end) for n in parts) and _OUTSIDE.search(
            reading.plain, parts[0].end, reading.sentence(start)[1]
        ):
            yield Span(hit.rule.kind, whole.start, whole.end, f"{whole.value} part", hit.rule.id)
        parts = [n for n in parts if not _MEMBER.match(reading.plain, n.end)]
    yield from (Span(hit.rule.kind, n.start, n.end, f"{n.value} part", hit.rule.id) for n in parts)


def _is_summed(hit: Hit, whole: Span, rest: list[Span]) -> bool:
    """Whether two parts stand right before their sum ("187 states and 6 territories, 193 members in all")."""
    numbers = [whole, *rest[:2]]
    if len(numbers) < 3 or not all(n.value.isdigit() for n in numbers):
        return False
    one, other, both = (int(n.value) for n in numbers)
    between = hit.reading.plain[whole.end : numbers[2].start]
    return one + other == both and not _MOVED.search(between) and not _ADDED.search(between)


def _follows(one: Span, other: Span) -> bool:
    """Whether one more is the other."""
    return one.value.isdigit() and other.value == str(int(one.value) + 1)


def _leads(hit: Hit, one: Span, following: Span, way: re.Pattern[str]) -> bool:
    """Whether the words between two numbers may lead from a whole to its first part, or from part to part."""
    between = hit.reading.plain[one.end : following.start]
    return bool(way.fullmatch(between)) and not _MOVED.search(between)
