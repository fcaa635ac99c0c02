"""Reads what the brackets behind a country tell of it: "Spain (1961, left 1969, rejoined 1983)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.nlp import Hit, Reading
from pipeline.language.spans import Span
from pipeline.values.acts import Act

#: A country's brackets: what may open them is the day itself, or words that say what happened on it.
BRACKETS = re.compile(r" ?\(([^()\n]{2,140})\)")
#: What happened on a day, by the words before it and behind the day before. The first that is found tells.
_STEPS = {
    "": re.compile(
        r"\b(?:sign|assoc|candida|appli|found|charter|original|initial|suspend|host|notif|notice|announc|chair|invit|"
        r"independ|provision|president|capital|pop|not yet|expected|planned|due|partner)",
        re.I,
    ),
    "observer": re.compile(r"\bobserver", re.I),
    "join": re.compile(
        r"\b(?:(?:re-?)?(?:join|enter|acced|access|admi|adher|instat)|ratif|return|came|come|back|again|anew|"
        r"member|full)",
        re.I,
    ),
    "leave": re.compile(
        r"\b(?:left|leav|withdr|quit|exit|depart|gone|out|expel|exclu|ceas|end|lapse|denounc|until|till|to\b|up to)",
        re.I,
    ),
}
#: What begins with a day, if no word says what.
_SINCE = re.compile(r"\b(?:since|from)\b", re.I)
#: A place in the order of accession among what stands in brackets: "(August 2021, no. 33)", "(31st member, 2019)".
_RANK = re.compile(
    r"(?:\b(?:no\.?|nr\.?|number|member)|#) ?(\d{1,3})\b|"
    r"\b(\d{1,3})(?:st|nd|rd|th)\b(?! (?!members?\b|states?\b|countr|nation|part|signator|to (?:join|sign|accede))\w)",
    re.I,
)
#: A longer line is no label of a part of a list.
_PROSE = 80
#: What came to nothing.
_VOID = re.compile(r"\b(?:rescind\w*|revoke\w*|cancel\w*|never|reversed)\b", re.I)


@dataclass(frozen=True, slots=True)
class Step:
    """What a country did, and on which day."""

    action: str
    date: str


def read(hit: Hit) -> Iterator[Span]:
    """One span for each step of the country right before the brackets of a match, or for each country behind which
    there is the day that a match explains."""
    start, end = hit.offsets()
    if hit.rule.id == "bracket.explained":
        yield from _explained(hit, end) or _explained(hit, 0)
        return
    for country in hit.reading.within(max(0, start - 60), start, "country"):
        if country.end == start:
            for step in steps(hit.reading, country, hit.rule.gives.get("key", "")) or ():
                act = Act(step.action or "join", country.value, None, step.date)
                yield Span(hit.rule.kind, country.start, end, str(act), hit.rule.id)


def _explained(hit: Hit, start: int) -> list[Span]:
    """The accessions of the countries behind a place that have nothing but a day in their brackets, to where the text
    goes on with something else."""
    plain, found = hit.reading.plain, list[Span]()
    for line in re.compile(r"[^\n]+").finditer(plain, start):
        entries = []
        for country in hit.reading.within(*line.span(), "country"):
            note = BRACKETS.match(plain, country.end)
            day = hit.reading.within(*note.span(1), "date") if note else []
            if note and [d.start for d in day] == [note.start(1)] and day[0].end == note.end(1):
                act = Act("join", country.value, None, day[0].value)
                entries.append(Span(hit.rule.kind, country.start, note.end(), str(act), hit.rule.id))
        if found and not entries and len(line[0]) > _PROSE:
            break
        found += entries
    return found


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """Those of countries that no list has told of already: in it the brackets are read as well."""
    told = {s.end for s in reading.of("membership") if s.rule.startswith(("list.", "series."))}
    return [s for s in spans if s.end not in told]


def steps(reading: Reading, country: Span, action: str) -> list[Step] | None:
    """The steps that the brackets behind a country tell of, the first of which is `action` if no word says what it is.

    None if it has no brackets with a day in them, unless these say that there is none ("Chile (founder)").
    """
    found = BRACKETS.match(reading.plain, country.end)
    if not found:
        return None
    days = reading.within(*found.span(1), "date")
    if not days:
        return [] if _STEPS[""].search(found[1]) else None
    if _VOID.search(found[1]):
        return []
    told: list[Step] = []
    start = found.start(1)
    for day in days:
        step = said(reading.plain[start : day.start], action if not told else "")
        told += parts(step, day.value)
        start = day.end
    return told


def noted_place(plain: str, end: int) -> int | None:
    """The place in the order of accession that is told in the brackets behind a country that ends at `end`."""
    found = BRACKETS.match(plain, end)
    told = _RANK.search(found[1]) if found else None
    return int(told[1] or told[2]) if told else None


def counted(plain: str, countries: Sequence[Span]) -> dict[str, int]:
    """The places of countries that are told by bare numbers in brackets, if these go up one by one: "Peru (39) and
    Chile (40)"."""
    found = [(c.value, BRACKETS.match(plain, c.end, c.end + 7)) for c in countries]
    told = {
        country: int(match[1])
        for country, match in found
        if match and match[1].isdigit() and len(match[1]) < len("2019")
    }
    places = [*told.values()]
    return told if len(places) > 1 and places == [*range(places[0], places[0] + len(places))] else {}


def finer(reading: Reading, country: Span, day: str) -> str:
    """The day of the year of a row or line that stands in the brackets behind a country: "2019: Peru (4 June)"."""
    found = BRACKETS.match(reading.plain, country.end)
    days = reading.within(*found.span(1), "date") if found and len(day) == len("2019") else []
    named = any(re.search(r"\d{4}", reading.plain[d.start : d.end]) for d in days)
    return day + days[0].value[len("2019") :] if len(days) == 1 and not named else day


def said(words: str, action: str) -> str:
    """The action that the words before a day tell, the last one of them; else the one given. Empty for a mere step."""
    last = re.split(r"[,;]|\b(?:and|then)\b", words)
    near = last[-1] if last[-1].strip() else words
    found = next((step for step, known in _STEPS.items() if known.search(near)), action)
    if found or action:
        return found
    return "leave" if words.strip() == "-" else "join" if _SINCE.search(near) else ""


def void(words: str) -> bool:
    """Whether words tell of what is no step of a member: an application, a chair."""
    return bool(_STEPS[""].search(words))


def parts(action: str, days: str) -> Iterator[Step]:
    """A step on a day; from one year to another it is membership, with a beginning and an end."""
    first, _, last = days.partition("/")
    if not last or first[:4] == last[:4] or action not in {"join", "leave"}:
        if action:
            yield Step(action, days if first[:4] == last[:4] else first)
        return
    yield Step("join", first)
    yield Step("leave", last)
