"""Conferences and resolutions: many tellings of one thing, settled field by field by what most documents say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from pipeline.published import Conference, Resolution
from pipeline.records import ConferenceClaim, Issue, ResolutionCitation, issue, make_id

Value = TypeVar("Value", bound=Hashable)

#: How a symbol shows session, number or year, by the organ's style; the first that matches is used.
SYMBOLS = (
    re.compile(r"A/HRC/RES/(?P<session>S-\d+|\d+)/(?P<number>\d+)$"),
    re.compile(r"S/RES/(?P<number>\d+) ?\((?P<year>\d{4})\)$"),
    re.compile(r"E/RES/(?P<year>\d{4})/(?P<number>\d+)$"),
    re.compile(r"A/RES/(?P<session>S-\d+|ES-\d+|\d+)/(?P<number>\d+)$"),
    re.compile(r"A/RES/(?P<number>\d+) ?\((?P<session>[IVXLC]+)\)$"),
    re.compile(r"EP/P\d+_TA\((?P<year>\d{4})\)(?P<number>\d+)$"),
    re.compile(r".*/RES/(?P<number>\d+)$"),
)
#: A conference lasts no more days; what is told as longer is a month or a year.
LONGEST = 14
#: What a name begins with that some tellings leave out: "session of the Assembly".
SITTING = re.compile(r"(?:\w+ )?(?:session|meeting) of ")
UNITED_NATIONS = re.compile(r"(A|S|E)/(HRC/)?RES/")


def conferences(
    claims: Sequence[ConferenceClaim],
) -> tuple[list[ConferenceClaim], list[Conference], list[Issue]]:
    """The claims with their conference, the conferences, and an issue where documents give different days."""
    groups = _groups(sorted(claims, key=lambda c: c.claim_id))
    stamped, meetings, issues = [], [], []
    for key, members in sorted(groups.items(), key=lambda item: str(item[0])):
        own_id = make_id("conference", *key)
        meeting, trouble = _meeting(own_id, members)
        stamped += [replace(c, conference_id=own_id) for c in members]
        meetings.append(meeting)
        issues += trouble
    return stamped, meetings, issues


def _series(claim: ConferenceClaim) -> tuple[str, str]:
    """Body and normalised name of the series a conference belongs to."""
    words = re.sub(r"[^\w ]", " ", SITTING.sub("", claim.name.casefold())).split()
    return claim.body or "", " ".join(w for w in words if w != "the" and not w.isdigit())


def _groups(claims: Sequence[ConferenceClaim]) -> dict[tuple[str, str, str], list[ConferenceClaim]]:
    """Cluster claims by series, then by ordinal, else by year, else by city.

    The year of an ordinal and the city of a year are learnt from the claims that state both, so that a claim with
    the one joins those with the other.
    """
    years: dict[tuple[str, str, int], Counter[int]] = defaultdict(Counter)
    places: dict[tuple[str, str, str], Counter[int]] = defaultdict(Counter)
    for claim in claims:
        if claim.ordinal is not None and claim.start:
            years[*_series(claim), claim.start.year][claim.ordinal] += 1
        if claim.ordinal is not None and claim.city:
            places[*_series(claim), claim.city.casefold()][claim.ordinal] += 1
    groups: dict[tuple[str, str, str], list[ConferenceClaim]] = defaultdict(list)
    for claim in claims:
        series, ordinal = _series(claim), claim.ordinal
        if ordinal is None and claim.start and (*series, claim.start.year) in years:
            ordinal = _best(years[*series, claim.start.year].elements())
        elif ordinal is None and not claim.start and claim.city:
            ordinal = _best(places[*series, claim.city.casefold()].elements())
        if ordinal is not None:
            mark = f"#{ordinal}"
        elif claim.start:
            mark = str(claim.start.year)
        else:
            mark = (claim.city or "").casefold()
        groups[*series, mark].append(claim)
    return groups


def _best(values: Iterable[Value | None]) -> Value | None:
    """The most frequent value; of equally frequent ones the longest as text, then the smallest."""
    votes = Counter(v for v in values if v is not None)
    return min(votes, key=lambda v: (-votes[v], -len(str(v)), str(v))) if votes else None


def _meeting(own_id: str, claims: Sequence[ConferenceClaim]) -> tuple[Conference, list[Issue]]:
    """One conference out of all that is told of it."""
    first = claims[0]
    (start, end), days = _days(claims)
    (fewest, most), people = _participants(claims)
    meeting = Conference(
        conference_id=own_id,
        body=first.body,
        ordinal=_best(c.ordinal for c in claims),
        name=_best(c.name for c in claims) or first.name,
        theme=_best(c.theme for c in claims),
        city=_best(c.city for c in claims),
        country=_best(c.country for c in claims),
        start=start,
        end=end,
        participants_min=fewest,
        participants_max=most,
        documents=tuple(sorted({c.doc_id for c in claims})),
    )
    doubts = (("conference_days_conflict", days), ("conference_participants_conflict", people))
    return meeting, [
        issue(first.doc_id, "reconcile", code, f"{meeting.name} ({own_id}): {words}")
        for code, words in doubts
        if words
    ]


def _choice(chosen: str, votes: int, others: Mapping[str, int], finer: bool) -> str:
    """Why one of several contradicting values was chosen, in a sentence; nothing where there are no others."""
    if not others:
        return ""
    why = "it is the more precise" if finer else "it comes first"
    why = "more documents tell it" if votes > max(others.values()) else why
    against = ", ".join(f"{value} (by {n})" for value, n in sorted(others.items()))
    return f"{chosen} (told by {votes}) is taken, because {why}; told too: {against}"


def _days(claims: Sequence[ConferenceClaim]) -> tuple[tuple[date | None, date | None], str]:
    """First and last day as most documents tell them, of equally many the shortest; and why, if others lie apart."""
    told = {(c.doc_id, (c.start, c.end)) for c in claims if c.start and c.end}
    votes = Counter(s for _, s in told if (s[1] - s[0]).days <= LONGEST) or Counter(s for _, s in told)
    if not votes:
        return (None, None), ""
    chosen = min(votes, key=lambda s: (-votes[s], s[1] - s[0], s))
    apart = {s: n for s, n in votes.items() if s[1] < chosen[0] or chosen[1] < s[0]}
    shorter = all(chosen[1] - chosen[0] < s[1] - s[0] for s in apart)
    others = {f"{first} to {last}": n for (first, last), n in apart.items()}
    return chosen, _choice(f"{chosen[0]} to {chosen[1]}", votes[chosen], others, shorter)


def _participants(claims: Sequence[ConferenceClaim]) -> tuple[tuple[int | None, int | None], str]:
    """Bounds of the number of participants: the exact number that most documents tell, and why, else what is said."""
    told = {
        (c.doc_id, c.participants_relation or "eq", c.participants)
        for c in claims
        if c.participants is not None
    }
    exact = Counter(n for _, relation, n in told if relation == "eq")
    if exact:
        chosen = min(exact, key=lambda n: (-exact[n], n))
        others = {str(n): votes for n, votes in exact.items() if n != chosen}
        return (chosen, chosen), _choice(f"{chosen} participants", exact[chosen], others, False)
    low = [n + (relation == "gt") for _, relation, n in told if relation in ("gt", "ge")]
    high = [n - (relation == "lt") for _, relation, n in told if relation in ("lt", "le")]
    low += [n - max(2, n // 10) for _, relation, n in told if relation == "approx"]
    high += [n + max(2, n // 10) for _, relation, n in told if relation == "approx"]
    bottom, top = max(low, default=None), min(high, default=None)
    if bottom is not None and top is not None and bottom > top:
        return (min(low), max(high)), ""
    return (bottom, top), ""


def resolutions(citations: Sequence[ResolutionCitation]) -> tuple[list[Resolution], list[Issue]]:
    """One row for each symbol; where documents give different days of adoption, the majority's and an issue."""
    groups: dict[str, list[ResolutionCitation]] = defaultdict(list)
    for citation in sorted(citations, key=lambda c: c.mention_id):
        groups[citation.symbol].append(citation)
    rows, issues = [], []
    for symbol, cited in sorted(groups.items()):
        told = {(c.doc_id, c.adopted) for c in cited if c.adopted}
        days = Counter(day for _, day in told)
        adopted = min(days, key=lambda d: (-days[d], -len(d), d)) if days else None
        against = {
            d: n
            for d, n in days.items()
            if adopted and not d.startswith(adopted) and not adopted.startswith(d)
        }
        finer = all(len(d) < len(adopted or "") for d in against)
        if words := _choice(f"adopted {adopted}", days[adopted or ""], against, finer):
            issues.append(issue(cited[0].doc_id, "reconcile", "adoption_conflict", f"{symbol}: {words}"))
        rows.append(_resolution(symbol, cited, adopted))
    return rows, issues


def _resolution(symbol: str, cited: Sequence[ResolutionCitation], adopted: str | None) -> Resolution:
    found = next((m.groupdict() for pattern in SYMBOLS if (m := pattern.match(symbol))), {})
    year = found.get("year") or (adopted[:4] if adopted and adopted[:4].isdigit() else None)
    return Resolution(
        symbol=symbol,
        organ=_best(c.organ for c in cited) or cited[0].organ,
        session=found.get("session"),
        number=found.get("number"),
        year=int(year) if year else None,
        adopted=adopted,
        url=f"https://undocs.org/en/{symbol}" if UNITED_NATIONS.match(symbol) else None,
        documents=tuple(sorted({c.doc_id for c in cited})),
    )
