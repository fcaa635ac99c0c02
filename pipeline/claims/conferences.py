"""Conference claims: a named conference with the place, days, theme and participants that its sentences give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims.scene import Scene, gap
from pipeline.records import ConferenceClaim, Mention, make_id
from pipeline.values.conferences import Meeting
from pipeline.values.dates import bounds

_THEME = re.compile(r"^[^.\"]{0,60}?\"([^\"]{8,160})\"")
_HOSTED = re.compile(r"\b(?:host(?:s|ed|ing)?|organi[sz](?:es|ed|ing)|government of)\b", re.I)
_NAMES_END = re.compile(r"(?:\W|the|in|of|by)*$", re.I)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is gathered of one conference."""

    mention: Mention
    meeting: Meeting
    city: str | None
    country: str | None
    days: str


def read(scene: Scene) -> Iterator[ConferenceClaim]:
    """The conferences that a document tells of with a place or a date, each once."""
    told = _merge([t for m in scene.of("conference") for t in [_tell(scene, m)]], scene)
    for one in told:
        if one.days or one.city or one.country:
            yield _claim(scene, one)


def _tell(scene: Scene, mention: Mention) -> _Told:
    meeting = Meeting.parse(mention.value)
    rivals = [m for m in scene.beside(mention, "conference") if Meeting.parse(m.value).name != meeting.name]
    place = _place(scene, mention, rivals)
    date = meeting.days or _days(scene, mention, rivals)
    country = _country(scene, mention, place, rivals)
    return _Told(mention, meeting, place.value if place else None, country, date)


def _mine(scene: Scene, mention: Mention, other: Mention, rivals: list[Mention]) -> bool:
    """Whether `other` belongs to this conference: no other one of the sentence is nearer, or stands between."""
    return not any(
        gap(rival, other) < gap(mention, other) and (rival.start > mention.start or other.end <= rival.start) for rival in rivals
    )


def _place(scene: Scene, mention: Mention, rivals: list[Mention]) -> Mention | None:
    """The city after it ("was held in Tallinn"), else the one before ("in Nairobi ... hosted the second Conference")."""
    cities = [c for c in scene.beside(mention, "city") if not (mention.start <= c.start < mention.end)]
    cities = [c for c in cities if _mine(scene, mention, c, rivals) and re.search(r"\b(?:in|at|to|,)\W*(?:the )?$|^\W*$", scene.plain[: c.start][-9:])]
    after = [c for c in cities if c.start >= mention.end]
    return (after or cities or [None])[0]


def _days(scene: Scene, mention: Mention, rivals: list[Mention]) -> str:
    dates = [d for d in scene.beside(mention, "date") if _mine(scene, mention, d, rivals)]
    after = [d for d in dates if d.start >= mention.end]
    best = sorted(after or dates, key=lambda d: (-len(d.value.split("/")[0]), gap(mention, d)))
    return best[0].value if best else ""


def _country(scene: Scene, mention: Mention, place: Mention | None, rivals: list[Mention]) -> str | None:
    """The country beside the city ("Tallinn, Estonia"), else the one that hosts."""
    countries = [c for c in scene.beside(mention, "country") if not (mention.start <= c.start < mention.end)]
    if place:
        for country in countries:
            if re.fullmatch(r",? ?\(?(?:the )?", scene.plain[place.end : country.start]):
                return country.value
    for country in countries:
        start, end = sorted((mention, country), key=lambda m: m.start)
        between = scene.plain[start.end : end.start]
        after = scene.plain[country.end : country.end + 30]
        if _mine(scene, mention, country, rivals) and (_HOSTED.search(between) or _HOSTED.search(scene.plain[: country.start][-25:]) or _HOSTED.match(after.lstrip(" '’s"))):
            return country.value
        if not place and country.start >= mention.end and re.fullmatch(r"[^.,;]{0,25}\bin (?:the )?", between):
            return country.value
    return None


def _merge(told: list[_Told], scene: Scene) -> list[_Told]:
    """One entry for each conference: same series and number, year or place. A nameless one belongs to the series
    that the document names most or last."""
    series = _series(told)
    merged: list[_Told] = []
    for one in told:
        if not one.meeting.name:
            if not one.meeting.ordinal or not series:
                continue
            one = replace(one, meeting=replace(one.meeting, name=series))
        for i, other in enumerate(merged):
            if _same(one, other):
                merged[i] = _join(other, one)
                break
        else:
            merged.append(one)
    return merged


def _series(told: list[_Told]) -> str:
    names = [t.meeting.name for t in told if t.meeting.name and t.meeting.ordinal] or [t.meeting.name for t in told if t.meeting.name]
    return max(sorted(set(names)), key=names.count, default="")


def _key(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower()).strip().removeprefix("the ")


def _same(one: _Told, other: _Told) -> bool:
    a, b = _key(one.meeting.name), _key(other.meeting.name)
    if not (a == b or a.endswith(" " + b) or b.endswith(" " + a)):
        return False
    if one.meeting.ordinal and other.meeting.ordinal:
        return one.meeting.ordinal == other.meeting.ordinal
    if one.days and other.days:
        return one.days[:4] == other.days[:4]
    return not (one.city and other.city) or one.city == other.city


def _join(one: _Told, other: _Told) -> _Told:
    days = max(one.days, other.days, key=lambda d: len(d.split("/")[0]))
    name = max(one.meeting.name, other.meeting.name, key=len)
    meeting = replace(one.meeting, name=name, ordinal=one.meeting.ordinal or other.meeting.ordinal)
    return replace(one, meeting=meeting, days=days, city=one.city or other.city, country=one.country or other.country)


def _claim(scene: Scene, told: _Told) -> ConferenceClaim:
    mention, document = told.mention, scene.document
    first, last = (bounds(told.days) if told.days else None) or (None, None)
    count, relation = _participants(scene, mention)
    theme = _THEME.match(scene.plain[mention.end : scene.sentence(mention)[1]])
    body, _ = scene.body_of(mention)
    return ConferenceClaim(
        make_id("conference", mention.mention_id),
        document.doc_id,
        mention.mention_id,
        body or None,
        told.meeting.name,
        told.meeting.ordinal,
        theme[1].strip(" ,") if theme else None,
        told.city,
        told.country,
        told.days or None,
        first,
        last,
        count,
        relation,
        mention.sentence,
    )


def _participants(scene: Scene, mention: Mention) -> tuple[int | None, str | None]:
    """People who came, from this sentence or the one that follows, unless another conference is told there."""
    start, end = scene.sentence(mention)
    following = [s for s in scene.sentences if s[0] >= end][:1]
    reach = following[0][1] if following else end
    others = [m.start for m in scene.of("conference") if m.start > mention.end and Meeting.parse(m.value).name]
    reach = min([reach, *others])
    for quantity in scene.of("quantity"):
        if start <= quantity.start < reach and quantity.value.endswith(" participants"):
            *relation, number, _ = quantity.value.split(" ")
            return int(number), relation[0] if relation else "eq"
    return None, None
