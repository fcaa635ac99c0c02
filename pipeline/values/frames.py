"""Puts statements together from matches: who is meant by a pronoun or left out, and which reading wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.language.nlp import Reading
from pipeline.language.spans import Span
from pipeline.values import clauses, commitment, histories
from pipeline.values.acts import Act, Frame, gives
from pipeline.values.standing import COMING, begins, kept, looks_on, settled, sobered, undone

#: In place of a country: who an earlier sentence or clause names.
PRONOUNS = frozenset(("it", "home", "they", "its", "and", "we", "crowd", "head", "event", "former", "latter"))
#: Before the code of a country that is meant by its capital ("Warsaw signed up").
OF = "of:"

#: Before a country that isn't the one spoken of.
_BESIDE = re.compile(
    r"\b(?:in|at|from|with|to|near|than|against|between|by|of|outside|like) (?:the )?$", re.I
)
#: What is to come "once it has ratified": nothing in such a clause has happened.
_PENDING = re.compile(
    r"\b(?:once|when|after|until|if|as soon as|provided|before) (?:[\w'-]+ ){1,5}ha(?:s|ve)\b[^,;]*$", re.I
)
#: What then happens, and what it waits for.
_THEN = re.compile(r"\b(?:becomes?|joins?|accedes?|enters?|begins?|takes? effect)\b", re.I)
_AWAITED = re.compile(
    r"(?: only)? (?:once|when|as soon as|if|provided) (?:[\w'-]+ ){1,5}(?:has|have)\b", re.I
)
#: Before a pronoun that stands for a country yet to be named ("Once it had left, Qatar").
_SUBORDINATE = re.compile(r"\b(?:once|after|when|before|since|until|as) (?:\w+ ){0,2}$", re.I)
#: What still has to be done before a decision makes a member.
_UNDONE = re.compile(
    r"\b(?:still outstanding|ha(?:s|ve) yet to|yet to (?:deposit|ratify|complete)|still (?:has|have) to)\b",
    re.I,
)
#: What a decision takes back or grants "at once" happens with it.
_DECIDES = re.compile(
    r"\b(?:decid\w+|resolv\w+|ruled|ordered|voted|agreed)\b.{0,120}\bthat (?:the )?$", re.I | re.S
)
_AT_ONCE = re.compile(
    r" ?(?:at once|immediately|forthwith|with immediate effect|as (?:of|from) (?:today|that day))\b", re.I
)
#: A line of no more characters than these that holds a date is the date of what stands below it.
_DATELINE = 40
#: What happened late: "Peru did not join until 2012".
_DID_NOT, _LATE = (
    re.compile(r"\bdid(?: not|n't) "),
    re.compile(r",? (?:until|before|till) (?:[\w-]+ ){0,3}\d"),
)
#: How near to its beginning a statement opens a paragraph.
_OPENS = 10
#: A treaty that takes effect for more countries than these on one day takes effect for its first ones.
_FEW = 6
#: What a sentence that begins with it tells may never come about.
_CONDITION = re.compile(r"\W*(?:if|should|were|unless)\b[^,;]*,", re.I)
_UNION = re.compile(r"\W*the (?:european|african) union\b", re.I)
#: What takes back the sentence before.
_DENIED = re.compile(r"\s*(?:it|they|this|that) (?:did|has|have) not ?[.;,]", re.I)
_NO = re.compile(r"\W*(?:a[:.] ?)?no\b(?! (?:longer|less|fewer))", re.I)
_CLAUSE = re.compile(r"[;:,]|\b(?:and|but|while|although|so that) ")
#: A state isn't a step that may be taken or not.
_STATES = frozenset(("founding", "listed", "applicant"))
#: What another statement can take up ("Chile followed").
_TAKEN_UP = frozenset(("join", "leave", "observer"))


def frames(reading: Reading, spans: Sequence[Span]) -> list[Frame]:
    """The statements behind the spans of a reader, in order."""
    found: list[Frame] = []
    for (start, end, rule), values in _hits(spans):
        acts = [Act.parse(value) for value in values]
        named = [_named(reading, start, end, a.country) for a in acts if not _refers(a.country)]
        who = tuple(named) or _whose(found, acts[0]) or _meant(reading, start, acts[0].country, found)
        who = who if named or _as_many(reading, start, who) else ()
        action = gives(rule).get("many", "") if len(who) > _FEW else ""
        frame = Frame(action or acts[0].action, who, start, end, rule)
        if who or acts[0].country == "crowd":
            found += _settled(reading, frame, found)
    return sobered(reading, kept(reading, found))


def _whose(earlier: list[Frame], act: Act) -> tuple[Span, ...]:
    """Whose "the withdrawal" is: that of which an earlier statement tells."""
    told = [f.who for f in earlier if f.who and f.action == act.action and act.country == "event"]
    return told[-1] if told else ()


def _hits(spans: Iterable[Span]) -> Iterator[tuple[tuple[int, int, str], list[str]]]:
    """The values of each match, in order of place; of matches in the same place the longer first."""
    ordered = sorted(spans, key=lambda s: (s.start, -s.end, s.rule))
    for key, group in groupby(ordered, key=lambda s: (s.start, s.end, s.rule)):
        yield key, list(dict.fromkeys(s.value for s in group))


def _as_many(reading: Reading, start: int, who: Sequence[Span]) -> bool:
    """Whether some countries can be whom a statement begins with: "the three joined" tells how many they are."""
    first = reading.plain.startswith(("the ", "The ", "all ", "All "), start) * len("the ")
    told = [n for n in reading.within(start, start + 20, "number") if n.start == start + first]
    return not told or told[0].value == str(len(who))


def _refers(country: str) -> bool:
    return country in PRONOUNS or country.startswith(OF)


def _named(reading: Reading, start: int, end: int, country: str) -> Span:
    return next(s for s in reading.within(start, end, "country") if s.value == country)


def _settled(reading: Reading, frame: Frame, earlier: list[Frame]) -> list[Frame]:
    """The statement with its modality, and, if it takes up another one, with what that says."""
    first, _ = reading.sentence(frame.start)
    if gives(frame.rule).get("model") == "history" and not histories.told(reading, earlier, frame):
        return []
    if frame.who and histories.of_office(reading, frame):
        return []
    if frame.action != "same":
        action = "founding" if begins(reading, frame) else frame.action
        action = "observer" if looks_on(reading, frame, _since(earlier, first)) else action
        return [replace(frame, action=action, modality=_modality(reading, frame))]
    near = gives(frame.rule).get("within") == "sentence"
    reach = first if near else _before(reading, first)
    if not near and frame.start - first < _OPENS and reading.plain.endswith("\n\n", 0, first):
        # "Canada was first", says the paragraph before, and goes on
        reach = reading.plain.rfind("\n\n", 0, max(0, first - 2)) + 1
    only = gives(frame.rule).get("takes")
    taken_up = {only} if only else _TAKEN_UP if near else _TAKEN_UP | {"founding"}
    model = [
        f for f in _since(earlier, reach) if f.action in taken_up and (f.end <= frame.start + 1 or not f.who)
    ]
    told = model and model[-1].who and not (model[-1].like and not model[-1].like.who)
    if gives(frame.rule).get("model") in ("crowd", "asked") and told:
        return []
    answers = gives(frame.rule).get("model") == "asked"
    crowd = model and not model[-1].who
    if not model and gives(frame.rule).get("alone") and histories.began(reading, frame):
        return [replace(frame, action="join", modality="asserted")]
    if not model or (crowd and not answers and histories.is_all(reading, first, frame)):
        return []
    if answers and not histories.asks(reading, model[-1]):
        return []
    modality = model[-1].modality if near else "asserted"
    action = model[-1].action if crowd else model[-1].action.replace("founding", "join")
    taken = replace(frame, action=action, modality=modality, like=model[-1])
    return [replace(taken, action="founding") if begins(reading, taken) else taken]


def _since(earlier: list[Frame], start: int) -> list[Frame]:
    """The statements from `start` on; `earlier` is in order."""
    return earlier[bisect_left(earlier, start, key=lambda f: f.start) :]


def _modality(reading: Reading, frame: Frame) -> str:
    first, last = reading.sentence(frame.start)
    before = _CLAUSE.split(reading.plain[max(first, frame.start - 60) : frame.start])[-1]
    form = gives(frame.rule).get("form")
    if frame.action in _STATES:
        words = reading.unnamed(frame.start, frame.end)
        return "negated" if commitment.verb("", words) == "negated" else "asserted"
    if histories.open_question(reading, first, last):
        return "hypothetical"
    asked = reading.plain[:last].rstrip().endswith("?")
    if _DENIED.match(reading.plain, last) or (asked and _NO.match(reading.plain, last)):
        return "negated"
    if commitment.supposed(before):
        return "hypothetical"
    pending = form != "to" and _PENDING.search(reading.plain[first : frame.end])
    if pending and (COMING.search(reading.plain[first:last]) or _THEN.search(reading.plain, first, last)):
        return "prospective"
    if _THEN.search(reading.plain, frame.start, frame.end) and _AWAITED.match(reading.plain, frame.end):
        return "prospective"
    if form == "told" or settled(reading, frame):
        return "asserted"
    return _committed(reading, frame, before, first, last)


def _committed(reading: Reading, frame: Frame, before: str, first: int, last: int) -> str:
    """What the words of a statement commit to by their form, in the sentence from `first` to `last`."""
    form, words = gives(frame.rule).get("form"), reading.unnamed(frame.start, frame.end)
    after = reading.plain[frame.end : min(last, frame.end + 90)]
    if form == "to" and _DECIDES.search(reading.plain[first : frame.start]) and _AT_ONCE.match(after):
        return "asserted"
    if form == "to":
        late = _LATE.match(after) and _DID_NOT.search(words)
        to_come = "asserted" if late or commitment.done(after) else commitment.infinitive(before, words)
        supposed = to_come == "prospective" and _CONDITION.match(reading.plain, first, frame.start)
        return "hypothetical" if supposed else to_come
    if undone(reading, frame):
        return "prospective"
    if form == "noun" and _UNDONE.search(reading.plain[frame.end : last]):
        return "prospective"
    if form == "noun":
        return commitment.noun(before, words, after)
    if form == "welcome":
        return commitment.welcome(before, words)
    return "asserted" if commitment.done(after) else commitment.verb(before, words)


def _before(reading: Reading, start: int) -> int:
    """Where the sentence before the one at `start` begins."""
    return reading.sentences[max(0, bisect_left(reading.sentences, (start,)) - 1)][0]


def _meant(reading: Reading, start: int, pronoun: str, earlier: list[Frame]) -> tuple[Span, ...]:
    """The countries that a pronoun stands for, or that go on acting."""
    if pronoun in {"crowd", "event"}:
        return ()
    if pronoun in {"head", "former", "latter"} or pronoun.startswith(OF):
        return _pointed_at(reading, start, pronoun)
    first, last = reading.sentence(start)
    if pronoun == "we":
        if speaker := clauses.speaker(reading):
            return (speaker,)
        speakers = _units(reading, first, last)
        if len(speakers) == 1:
            return speakers[0]
        pronoun = "it"
    here = _acting(reading, first, start, pronoun)
    if pronoun == "home" and not here and (head := clauses.headed(reading)):
        return head
    pronoun = "it" if pronoun == "home" else pronoun
    told = [f for f in _since(earlier, first) if f.who]
    if told:
        later = [u for u in here if u[0].start >= told[-1].end]
        return _fitting(pronoun, [told[-1].who, _union(told), *later, *here])
    if here or pronoun == "and":
        return _fitting(pronoun, here)
    later = _units(reading, start, last) if pronoun in {"it", "they"} else []
    if len(later) == 1 and _SUBORDINATE.search(reading.plain[first:start]):
        return _fitting(pronoun, later)
    previous = _naming(reading, first)
    told = [f for f in _since(earlier, previous) if f.start < first and f.who]
    named = [told[-1].who, _union(told)] if told else []
    named = [()] if pronoun == "its" and _UNION.match(reading.plain, first, start) else named
    return _fitting(pronoun, [*named, *_units(reading, previous, first)])


def _acting(reading: Reading, first: int, start: int, pronoun: str) -> list[tuple[Span, ...]]:
    """The countries before a statement in its sentence that may act; none where a city lies goes on acting."""
    here = [u for u in _units(reading, first, start) if not clauses.receives(reading, first, u)]
    return [u for u in here if pronoun != "and" or not clauses.placed(reading, first, u[0])]


def _pointed_at(reading: Reading, start: int, pronoun: str) -> tuple[Span, ...]:
    """The country of the heading, of a capital, or the former or the latter of the two named last."""
    if pronoun == "head":
        return clauses.headed(reading)
    if pronoun.startswith(OF):
        home = reading.within(0, start, "country")
        return tuple([c for c in home if c.value in pronoun.removeprefix(OF).split("|")][-1:])
    pair = reading.within(_before(reading, reading.sentence(start)[0]), start, "country")[-2:]
    return tuple(pair[:1] if pronoun == "former" else pair[-1:])


def _naming(reading: Reading, start: int) -> int:
    """Where the sentence before the one at `start` begins, or the nearest earlier one of the paragraph that names a
    country."""
    first = _before(reading, start)
    while first and not reading.within(first, start, "country"):
        previous = _before(reading, first)
        dateline = start - first < _DATELINE and reading.within(first, start, "date")
        if previous == first or ("\n" in reading.plain[previous:first] and not dateline):
            break
        first = previous
    return first


def _union(told: list[Frame]) -> tuple[Span, ...]:
    return tuple({span.value: span for frame in told for span in frame.who}.values())


def _fitting(pronoun: str, units: list[tuple[Span, ...]]) -> tuple[Span, ...]:
    """The first that is one or many, as the pronoun asks."""
    fits = [u for u in units if pronoun not in {"it", "they"} or (len(u) > 1) == (pronoun == "they")]
    return fits[0] if fits else ()


def _units(reading: Reading, start: int, end: int) -> list[tuple[Span, ...]]:
    """The countries and lists of countries of a stretch, those that only lie beside the matter last."""
    rosters = [r for r in reading.within(start, end, "roster") if "|" not in reading.plain[r.start : r.end]]
    countries = reading.within(start, end, "country")
    alone = [c for c in countries if not any(r.start <= c.start < r.end for r in rosters)]
    units = [
        *(tuple(c for c in countries if r.start <= c.start < r.end) for r in rosters),
        *((c,) for c in alone),
    ]
    return sorted(units, key=lambda u: (_beside(reading, start, u[0]), u[0].start))


def _beside(reading: Reading, start: int, country: Span) -> bool:
    """Whether a country only lies beside the matter, as one that tells where a city lies ("in Nadi, Fiji")."""
    before = reading.plain[max(start, country.start - 20) : country.start]
    return clauses.placed(reading, start, country) or bool(_BESIDE.search(before))
