"""Reads stated sizes as `total eq 38 members`: kind, relation, number, and what is counted as worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values import births, bounds, growth, paired, vetoes
from pipeline.values.agreeing import grouped, is_sum, lists, summed
from pipeline.values.cues import begun, cued, later, then
from pipeline.values.holders import grown, held
from pipeline.values.listings import members, numbered

#: Which reading of one number wins; a bare one only where there is no other.
_RANK = {"ordinal": 0, "initial": 1, "listed": 2, "total": 3}
#: "its first signatories" and "a third party" are no places in the order of accession.
_PLURAL = re.compile(
    r"(?:members|signatories|adherents|partners|endorsers|countries|governments|allies|parties|third party)$",
    re.I,
)
_FOUNDING = re.compile(
    r"\b(?:founding|original|initial|charter) (?:[\w-]+ )?(?:members?|membership|states?|countries|nations|part)",
    re.I,
)
#: What else gives places: a vote, a race.
_RANKED = re.compile(
    r"\b(?:(?:in|of) (?:the|a) votes?|ranking|ranked|race|contest|competition|poll|scor(?:e|ed|es)|medals?)\b",
    re.I,
)
#: What others a number counts, as its heading, label or subject: "Observers. There are 39", "sponsors, 80 in number".
_OTHERS = re.compile(
    r"\b(?:observers?|applicants?|candidates?|associates?|staff|partners?|sponsors?|supporters?|friends|guests|visitors|"
    r"delegates|offices?|sites?|statements?|projects?|languages?|employees|fees?|dues|costs?)\b[^.;:<>]{0,25}[\s.,:(|-]*"
    r"(?:there (?:are|were) )?$",
    re.I,
)
#: What is read of whole rows of numbers.
_ROWS = (growth.KIND, paired.KIND)
#: The groups of a match that hold what is counted.
_COUNTED = ("counted", "counted2", "counted3")
#: The groups that hold places in the order of accession.
_PLACES = ("value", "value2", "value3", "value4", "value5", "value6")
#: What makes two places the ends of a range.
_TO = re.compile(r" ?- ?| (?:to|through) (?:the |number )?")
#: The rules of ordinals without a noun.
_ELLIPTIC = ("ordinal.elliptic", "ordinal.as-the")
#: No body has fewer members, nor more than there are states.
LEAST, MOST = 3, 250
#: Sizes of which only a list of as many tells that they are.
_DEFINITE = "size.definite"
#: The size that another one is held against.
_COMPARED = "total.compared"
#: What tells of growth, and of whose it says elsewhere.
_GROWN = ("total.grown", "size.counted")
#: The growth of what is only called a number, which may be an organ's.
_BECAME = "total.became"
#: The size of those who are told to have begun a body in whatever words.
_AT_BIRTH = "initial.at-birth"
#: Sizes that are told with the names of as many members.
_AGREEING = "size.agreeing"
#: Sizes behind the words on the foundation.
_ORIGIN_AFTER = "size.origin-after"
#: The sum of a list, which may be that of those who began; those just named, as many as "the three countries".
_IN_ALL, _ALL_STATES = "total.in-all", "total.all-states"
#: Sizes that only an article tells of ("the six"), and those of what has been told of right before ("six of them").
_THE, _THEM = "size.the-n", "size.of-them"


@dataclass(frozen=True, slots=True)
class Count:
    """A stated size, as it stands in a mention's value."""

    kind: str
    relation: str
    value: int
    counted: str

    def __str__(self) -> str:
        return f"{self.kind} {self.relation} {self.value} {self.counted}"

    @classmethod
    def parse(cls, value: str) -> Count:
        """The inverse of `str`."""
        kind, relation, number, counted = value.split(" ", 3)
        return cls(kind, relation, int(number), counted)


def read(hit: Hit) -> Iterable[Span]:
    """One size, each of a list or range of ordinals, or the two ends of a growth."""
    kind, counted = hit.rule.gives["kind"], next(filter(None, map(hit.words, _COUNTED)), "members")
    if _out_of_place(hit, kind):
        return
    if kind == "agreeing":
        yield from _agreeing(hit)
    elif kind == "listed":
        yield from _listed(hit)
    elif kind == "unread":
        yield hit.span(hit.spans("span", "number")[0].value)
    elif kind in _ROWS:
        yield hit.span(str(Count(kind, "eq", 0, counted)), _group(hit))
    elif kind == "ordinal":
        yield from _ordinals(hit, counted)
    elif hit.has("first"):
        yield from _numbers(
            hit, "first", "total" if growth.is_step(hit) else hit.rule.gives["first"], counted
        )
        yield from _numbers(hit, "last", kind, counted)
    elif kind == "sum":
        yield from _numbers(hit, _group(hit), "total", counted) if _adds_up(hit) else ()
    elif (hit.rule.id in {"size.counted", _THEM} and _others(hit)) or (
        "of" in hit.rule.gives and not held(hit)
    ):
        return
    else:
        yield from _numbers(hit, _group(hit), kind, counted)


def _out_of_place(hit: Hit, kind: str) -> bool:
    """Whether a later meeting than the first is told of as if it were the foundation, an organ as if it were a body, or
    the sentence before lacks the cue that a rule wants there."""
    if kind == paired.KIND and not paired.fits(hit):
        return True
    if hit.rule.id in _GROWN and not grown(hit):
        return True
    if hit.rule.id == _BECAME and vetoes.seats(hit.reading, hit.spans("first", "number")[0]):
        return True
    if kind in {"initial", "listed"} and any(o.value != "1" for o in hit.spans("", "ordinal")):
        return True
    start, _ = hit.reading.sentence(hit.offsets("")[0])
    if hit.rule.id == _AT_BIRTH:
        return not births.of_birth(hit.reading, hit.spans("span", "number")[0], hit.offsets("span")[1])
    cue = hit.rule.gives.get("after")
    return cue is not None and not (start > 0 and cued(hit.reading, start - 1, cue))


def _adds_up(hit: Hit) -> bool:
    """Whether a number is broken down into others right behind it."""
    _, end = hit.offsets(_group(hit))
    first = hit.reading.within(end, end + 60, "number")[:1]
    return any(
        q.rule == "quantity.summand" and q.start == n.start for n in first for q in hit.reading.of("quantity")
    )


def _group(hit: Hit) -> str:
    """The group of the match that holds the size."""
    return next((g for g in ("span", *(f"span{i}" for i in range(2, 10))) if hit.has(g)), "")


def _ordinals(hit: Hit, counted: str) -> Iterable[Span]:
    """Places in the order of accession, no ranks; "first" only alone, of one country, with what was done."""
    group, places = _group(hit), _places(hit)
    plain, (start, end) = hit.reading.plain, hit.offsets(group)
    first, last = hit.reading.sentence(start)
    plural = len(places) == 1 and hit.has("counted") and _PLURAL.search(hit.words("span"))
    if not plural and not _RANKED.search(plain, first, last):
        bare = hit.rule.id in _ELLIPTIC and not plain.startswith(" to ", end)
        least = 2 if bare or hit.reading.within(first, start, "roster") else _least(hit, 1)
        some = [p for p in places if p >= least and not vetoes.of_period(plain, end, last, p)]
        for place in some:
            yield hit.span(str(Count("ordinal", "eq", place, counted)), group)


def _others(hit: Hit) -> bool:
    """Whether what stands right before a number without a noun, or at the end of the sentence before "... of them",
    tells that it counts others."""
    start = hit.spans("", "number")[0].start
    start = hit.reading.sentence(start)[0] if hit.rule.id == _THEM else start
    return bool(_OTHERS.search(hit.reading.plain, max(0, start - 60), start))


def _numbers(hit: Hit, group: str, kind: str, counted: str) -> Iterable[Span]:
    """The first number within a group."""
    for number in hit.spans(group, "number")[:1]:
        bound, _, value = number.value.rpartition(" ")
        reaches = hit.rule.gives.get("reaches", "")
        if not hit.reading.plain[number.start : number.end].lower().startswith(reaches):
            continue
        relation = bounds.relation(hit.reading, number, bound, hit.offsets(group))
        if kind == "total" and (
            _of_founders(hit)
            or then(hit.reading, number.start)
            or begun(hit.reading, number)
            or births.were(hit.reading, number)
            or (hit.rule.id == _IN_ALL and births.in_year(hit.reading, number))
        ):
            kind = "initial"
        if kind == "initial" and births.of_now(hit.reading, number, after=hit.rule.id == _ORIGIN_AFTER):
            kind = "total"
        if int(value) < _least(hit, LEAST if kind == "total" else 1):
            continue
        yield hit.span(str(Count(kind, relation, int(value), counted)), group)


def _of_founders(hit: Hit) -> bool:
    """Whether the noun of a number or what leads to it says that founders are counted ("its founding states: 77")."""
    end = hit.match.end(_group(hit) or 0)
    return not hit.has("first") and bool(_FOUNDING.search(hit.match.string, hit.match.start(), end))


def _least(hit: Hit, otherwise: int) -> int:
    """The least number that a rule takes for a size: the less its words say, the more likely few are a part."""
    return int(hit.rule.gives.get("least", otherwise))


def _places(hit: Hit) -> list[int]:
    """The places of "34th", "35th and 36th" or "35th to 37th"."""
    told = (hit.spans(group, "ordinal") for group in _PLACES)
    spans = next(filter(None, told), None) or hit.spans(_group(hit), "number")
    places = [int(s.value.split()[-1]) for s in spans]
    if len(places) == 2 and _TO.fullmatch(hit.reading.plain[spans[0].end : spans[1].start]):
        return list(range(places[0], places[1] + 1))
    return places


def _listed(hit: Hit) -> Iterable[Span]:
    """A list of at least three countries, and what goes on it in the next sentences ("The remaining seven are ...")."""
    (roster,) = hit.spans("span2" if hit.has("span2") else "span", "roster")
    names, end = members(hit, roster)
    if len(names) >= 3:
        count = Count("listed", "eq", len(dict.fromkeys(names)), "members")
        yield replace(hit.span(str(count)), start=roster.start, end=end)


def _agreeing(hit: Hit) -> Iterable[Span]:
    """A list of members and their number, if both agree: of the founders, if the sentence speaks of the foundation."""
    group = "agreeing2" if hit.has("agreeing2") else "agreeing"
    for listed, number in product(_listed(hit), hit.spans(group, "number")):
        value = Count.parse(listed.value).value
        cues = {cue for cue in ("origin", "rest") if cued(hit.reading, number.start, cue)}
        cues |= {"origin"} if births.told(hit.reading, number) else set()
        kind = "initial" if "origin" in cues and not later(hit.reading, number) else "total"
        sure = cues or is_sum(hit.reading, number)
        if number.value == str(value) and value >= (LEAST if sure else _least(hit, LEAST)):
            yield hit.span(str(Count(kind, "eq", value, "members")), group)


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """One reading for each number, none for a number that counts something else."""
    others = vetoes.others(reading)
    best: dict[tuple[Span, str], Span] = {}
    for span in (s for s in spans if s.kind == "count" and not s.value.startswith(_ROWS)):
        count = Count.parse(span.value)
        for number in vetoes.inside(reading, span):
            key = (number, span.value if count.kind == "ordinal" else "")
            vetoed = number in others and not vetoes.holds(reading, span, others[number])
            vetoed |= vetoes.elided(reading, span, number, others)
            vetoed |= span.rule == _THE and vetoes.told_before(reading, number, others)
            if not vetoed and count.value <= MOST and (key not in best or _rank(span) < _rank(best[key])):
                best[key] = span
    best |= {(number, ""): size for number, size in growth.sizes(reading, spans, best, others)}
    best |= {(number, ""): size for number, size in paired.sizes(reading, spans)}
    founded = {s.value.replace("initial", "total", 1) for s in best.values() if s.value.startswith("initial")}
    kept = [s for s in dict.fromkeys(best.values()) if s.rule != _AGREEING or s.value not in founded]
    kept = [s for s in kept if s.rule != _COMPARED or vetoes.beside_size(reading, s, best, others)]
    unread = list(_unread(reading, spans, {number for number, _ in best}))
    found = [*kept, *bounds.lowers(reading, best), *_listing(reading, kept), *numbered(reading)]
    once = {(s.start, s.end, s.value): s for s in reversed(found)}
    told = {(s.start, s.end, s.value) for s in reading.of("count")}  # by the rules of another file
    found = [s for place, s in reversed(once.items()) if place not in told]
    found = [s for s in found if not vetoes.of_a_part(reading, s, others, best)]
    found = [s for s in found if s.rule != _ALL_STATES or not vetoes.just_named(reading, s)]
    listed = {Count.parse(s.value).value for s in found if s.value.startswith("listed ")}
    return [*(s for s in found if s.rule != _DEFINITE or Count.parse(s.value).value in listed), *unread]


def _listing(reading: Reading, counts: list[Span]) -> Iterator[Span]:
    """Lists that name just as many as a size, though no word says that they name the members."""
    listed = {roster for span in counts for roster in reading.within(span.start, span.end, "roster")}
    groups = list(grouped(reading))
    yield from summed(reading, groups)
    for span in counts:
        count = Count.parse(span.value)
        if count.kind in {"total", "initial"} and count.relation == "eq" and count.value >= LEAST:
            for roster in lists(reading, groups, span, count.value, count.kind):
                if roster not in listed:
                    listed.add(roster)
                    yield replace(
                        roster, kind="count", value=f"listed eq {count.value} members", rule=span.rule
                    )


def _unread(reading: Reading, spans: list[Span], read: set[Span]) -> Iterator[Span]:
    """Numbers of members that neither count nor are known to be something else, noted for the table of issues."""
    other = {number for quantity in reading.of("quantity") for number in vetoes.inside(reading, quantity)}
    for span in (s for s in spans if s.kind == "unread"):
        if not {*vetoes.inside(reading, span)} & (read | other):
            words = reading.plain[span.start : span.end]
            reading.note("unread_count", f"{words}: no rule tells whether this is a size", span)
            yield span


def _rank(span: Span) -> tuple[int, int]:
    last = 9 * span.rule.startswith("size.") + 10 * (span.rule == _AT_BIRTH)
    return _RANK[Count.parse(span.value).kind] + last, span.start - span.end
