"""Resolution citations: the symbol, its organ, and the day of adoption that the words give to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.claims.scene import Scene
from pipeline.edtf import bounds
from pipeline.records import Mention, ResolutionCitation

#: How symbols of the organs begin; a symbol that begins otherwise has its organ before the first slash.
_ORGANS = {
    "A/HRC/": "HRC", "A/RES/": "UNGA", "S/": "UNSC", "E/RES/": "ECOSOC", "E/CN.4/": "CHR", "WHA": "WHO", "EB": "WHO",
    "CD": "PAHO", "CSP": "PAHO", "AG/": "OAS", "CP/": "OAS", "CM/Res.": "OAU", "AHG/": "OAU", "CM/": "COE",
    "RC/": "ICC", "ICC-ASP": "ICC", "A.": "IMO", "MSC.": "IMO", "MEPC.": "IMO", "LEG.": "IMO", "FAL.": "IMO",
    "GC(": "IAEA", "Conf.": "CITES", "UNEP/EA": "UNEA", "UNEP/CMS": "CMS", "HSP/": "UNHABITAT", "CAC/": "UNCAC",
    "CTOC/": "UNTOC", "ATCM/": "ATS", "A/RES.": "ECOWAS", "C/RES.": "ECOWAS",
}  # fmt: skip
_STYLES = ((r"A\d\d-", "ICAO"), (r"\d\d C/", "UNESCO"), (r"[IVX]+\.", "RAMSAR"))
_ADOPT = (
    r"\b(?:adopt|pass(?:ed|ing|age)|approv|vot(?:e|ed|ing)\b|agreed|consensus|endors|enact|prois|aprob|aprov"
    r"|verabschied|carried\b|took(?= (?:(?:its|the|this|a) )?(?:resolutions? )?$)|went through|"
    r"came (?:in|on)\b|(?<!to )dat(?:e|es|ed|ing)\b)\w*"
)
#: Words by which something else was done, to the resolution or with it; and what else is adopted.
_OTHER = re.compile(
    r"\b(?:recall|reaffirm|welcom|under\b|pursuant|accord|follow|based|in line|implement|refer|cit(?:e|ing)|renew"
    r"|report|review|exten|enter|entry|anniversary|declaration|statement|decision|agenda|draft|programme|plan\b|strategy"
    r"|convention|treaty|guide)\w*",
    re.I,
)
#: What leads from a resolution straight to the day of its adoption, or does if it is being adopted; and the way back.
#: What leads from date to date of a list, and what says that they go with what was listed before, each with its own.
_TOGETHER = re.compile(r"(?:,|,? (?:and|&))(?: (?:on|of|in))? ")
_EACH = re.compile(r"[^.;]{0,25}\b(?:respectively|in (?:that|this) order|in turn)\b")
#: A line that cites a resolution with its title and, at its end, its day.
_CITED, _CLOSES = (
    re.compile(r"[\W\d]*(?:(?:[A-Z][\w']*|the|of|on) ){0,5}(?:[Rr]es(?:olution|\.) )?"),
    re.compile(r"\W*(?:\n|$)"),
)
_STRAIGHT = re.compile(
    r"[^()]*\(|\W*(?:which )?followed(?: suit)?(?: in| on)?\W*|.*\b(?:in|by|with) which\b.*"
    r"|(?:\W*\b(?:of|by|the|on|dated|from|l[ea]|du|de[lrs]?|d[ao]|vom|em|el|am|[A-Z][\w']*))*\W*"
)
_WHEN = re.compile(
    r"(?:(?!, and |;|\b(?:and|or) (?:the|on|in)\b|\b(?:which|that|has|was|were|will)\b).){0,120}"
    r"\W(?:on|in|of|en|im|em|back in|this|last)?\W*"
)
_THERE = re.compile(
    r"[^\w.;)]*(?:(?:its|the|by|of|in|as|for|l[ea]|die|[A-Z]+|Council|Assembly|text|resolutions?|r[eé]soluci[oó]n|résolution|resolução)"
    r"(?:'s)?[^\w.;)]+)*"
)
#: A day with its resolution in brackets; a day on which an organ did something by its resolution, and not by another.
_BRACKET = re.compile(r" ?\((?:[\w'. ]+ )?")
_BY = re.compile(
    r"[^.;:(]{0,160}?(?:\b(?:in|through|with|via|(?<!ed )by)(?: its| the| a)?(?: [a-z]+)?(?: (?:resolutions?|res\.))? "
    r"|\((?:in )?(?:its )?(?:resolutions? |res\. )?)"
)
#: From an organ to the day on which it did something.
_WHICH = re.compile(r",? (?:which|that|had|has|then|also)*,? ?(?:on|in) (?:the )?$")
_OPEN = re.compile(r"\((?:[^()]|\([^()]*\))*$")
#: So many characters behind a resolution its organ may stand.
_NEAR = 40
_NOUN = re.compile(r"\b(?:Council|Assembly|Conference|Parliament)\b")
#: What was made by a resolution, right before it: "created by resolution 26/7 in 2014"; and the way to the day.
_MADE = re.compile(
    r"\b(?:creat|establish|set up|renew|exten|mandat|launch|appoint|introduc|found)\w*(?: up)? (?:by|through|with)"
    r"(?: (?:the|its|of|[A-Z][\w']*))* (?:resolutions? )?$"
)
_IN = re.compile(r"\W*(?:in|on)\W*")
_WITH = re.compile(r"(?:With|By|Through|In) (?:its )?(?:\w+ ){0,2}resolutions? |(?:With|By|Through) ")
_SAME_DAY = re.compile(r" (?:of|on) (?:that|the same) (?:day|date)\b")
_AGAIN = re.compile(
    r"\b(?:recall|reaffirm|accord|pursuan|line with|requir|set out|described|called for (?:in|by)|than|had)",
    re.I,
)
_PASSIVE = re.compile(rf"\W*(?:was|were|has been|had been) (?:\w+ly )?{_ADOPT}", re.I)
#: A sentence that goes on about the resolution that the one before named, and one that names what that one told of.
_IT = re.compile(
    rf"\W*(?:(?:It|They|Both|Th[ei]s?e?(?: \w+)?) (?:(?:was|were|has been|had been) (?:\w+ ){{0,2}})?{_ADOPT}"
    r"|(?:Date|Adopt)[^:\n]{0,20}:|Adopted (?:by|at|on|without))",
    re.I,
)
_ONE = re.compile(r"\bthe (?:(?P<last>latter|second|last)|former|first)\b", re.I)
_THE = re.compile(r"\W*Th(?:e|is)(?: new)? (?:resolution|text|document)\W*", re.I)
_ABOVE = re.compile(r"\W*(?:Resolutions? )?adopted (?:by|at|on)\b[^.]*$", re.I)
#: "1 and 2 March 2010": two days, when resolutions are told apart by "respectively".
_TWO_DAYS = re.compile(r"\D*\d{1,2}\D*?(?:and|,)\D*?\d{1,2}", re.I)


def read(scene: Scene) -> Iterator[ResolutionCitation]:
    """The resolutions that a document cites, each with its day if one can be told, be it of another citation."""
    runs = [(run, _days(scene, run)) for run in _runs(scene)]
    days = {mention: day for run, found in runs for mention, day in zip(run, found, strict=False) if day}
    stated = {mention.value: day for mention, day in reversed(days.items())}
    for mention in scene.of("resolution"):
        day = days.get(mention, stated.get(mention.value))
        first, last = (bounds(day) if day else None) or (None, None)
        organ = _organ(mention.value)
        explicit = _named(scene, mention, organ)
        yield ResolutionCitation(
            mention.mention_id, scene.document.doc_id, mention.value, organ, explicit, day, first, last
        )


def _named(scene: Scene, mention: Mention, organ: str) -> bool:
    """Whether the citation itself says whose resolution it is: by its symbol, or by naming the organ beside it."""
    whole = mention.text.replace(" ", "").startswith(mention.value.replace(" ", "")[:4])
    return whole or any(body.value == organ for body in scene.beside(mention, "body"))


def _organ(symbol: str) -> str:
    prefix = next((organ for start, organ in _ORGANS.items() if symbol.startswith(start)), "")
    style = next((organ for style, organ in _STYLES if re.match(style, symbol)), "")
    return prefix or style or symbol.split("/")[0]


def _runs(scene: Scene) -> Iterator[list[Mention]]:
    """Resolutions of one sentence and one organ with nothing but a list's words between them."""
    found = scene.of("resolution")
    run = found[:1]
    for one, two in pairwise(found):
        words = scene.plain[one.end : two.start]
        if (
            (
                _organ(one.value) != _organ(two.value)
                and not _paired(scene, [*run, two], scene.sentence(two)[1])
            )
            or len(words) > 60
            or re.search(
                r"\d{4}|\badopt|\bpassed|[.;]\s|, and (?:later |then )?(?:in|by|with|through) ", words
            )
            or scene.within(one.end, two.start, "date")
        ):
            yield run
            run = []
        run.append(two)
    if run:
        yield run


def _paired(scene: Scene, run: list[Mention], end: int, *, each: bool = False) -> list[Mention]:
    """The dates behind a run, up to `end`, that are listed as it is: as many, one for each resolution. `each`: and said
    to be so."""
    dates = scene.within(run[-1].end, end, "date")
    while len(dates) > 1 and not _TOGETHER.fullmatch(scene.plain, dates[0].end, dates[1].start):
        dates = dates[1:]
    listed = dates[:1]
    for one, two in pairwise(dates):
        if not _TOGETHER.fullmatch(scene.plain, one.end, two.start):
            break
        listed.append(two)
    if not len(listed) == len(run) > 1:
        return []
    said = _EACH.search(scene.plain, run[-1].end, listed[0].start) or _EACH.match(scene.plain, listed[-1].end)
    return listed if said or not each else []


def _titled(scene: Scene, run: list[Mention], date: Mention) -> bool:
    """Whether a line begins with a citation and ends with its only date."""
    first = scene.plain.rfind("\n", 0, run[0].start) + 1
    return (
        len(run) == 1
        and "\n" not in scene.plain[run[0].end : date.start]
        and bool(_CITED.fullmatch(scene.plain, first, run[0].start) and _CLOSES.match(scene.plain, date.end))
        and scene.plain.endswith((", ", " (", " - ", " | "), 0, date.start)
    )


def _days(scene: Scene, run: list[Mention]) -> list[str | None]:
    """The days that follow a run in its sentence, else those before it, else a neighbouring sentence's."""
    start, end = scene.sentence(run[0])
    others = scene.within(start, end, "resolution")
    begin = max((m.end for m in others if m.end <= run[0].start), default=start)
    limit = min((m.start for m in others if m.start >= run[-1].end), default=end)
    after, lead = scene.within(run[-1].end, limit, "date"), scene.plain[begin : run[0].start]
    if paired := _paired(scene, run, limit, each=True):
        return _spread(paired, run)
    if len(after) == 1 and limit == end and _titled(scene, run, after[0]):
        return _spread(after, run)
    made = after and _MADE.search(lead) and _IN.fullmatch(scene.plain, run[-1].end, after[0].start)
    adopting = _adopting(lead) or bool(_WITH.fullmatch(lead))
    if made or (after and _leads(scene, run[-1].end, after[0], adopting)):
        return _of_one(scene, after if limit == end or len(after) <= len(run) else after[: len(run)], run)
    before = scene.within(begin, run[0].start, "date")
    same = _SAME_DAY.match(scene.plain, run[-1].end)
    if before and (same or _follows(scene, start, before[-1], run)):
        return _spread(before[-len(run) :] if len(before) >= len(run) else before[-1:], run)
    if _IT.match(scene.plain, end):
        return _of_one(
            scene, [d for d in scene.within(*scene.around(end), "date") if _leads(scene, end, d, False)], run
        )
    return _spread(_told(scene, start, run[0]), run)


def _told(scene: Scene, start: int, mention: Mention) -> list[Mention]:
    """The dates of the sentence before, if it told of the adoption of what this one calls "the resolution", or is
    the line above this one's head."""
    if not start:
        return []
    first, last = scene.around(start - 1)
    if not (_THE.fullmatch(scene.plain, start, mention.start) or _ABOVE.match(scene.plain, first, last)):
        return []
    told = [d for d in scene.within(first, last, "date") if _adopting(scene.plain[first : d.start])]
    return told if not scene.within(first, last, "resolution") else []


def _of_one(scene: Scene, dates: list[Mention], run: list[Mention]) -> list[str | None]:
    """The days of dates after a run: of all its resolutions, or of "the latter" alone."""
    one = _ONE.search(scene.plain, run[-1].end, dates[0].start) if dates else None
    if not one or len(dates) > 1:
        return _spread(dates, run)
    rest: list[str | None] = [None] * (len(run) - 1)
    return [*rest, dates[0].value] if one["last"] else [dates[0].value, *rest]


def _leads(scene: Scene, start: int, date: Mention, adopting: bool) -> bool:
    """Whether the words from a resolution to a date say that it was adopted then; `adopting`: those before it do."""
    words = scene.unnamed(start, date.start)
    if len(date.value) == 4 and not re.search(r"\b(?:in|of|from|en|im|em) $|\($", words):
        return False
    if words == ", in " and scene.plain.startswith(",", date.end):
        return True
    if _STRAIGHT.fullmatch(words) or (adopting and _WHEN.fullmatch(words) and not _OTHER.search(words)):
        return True
    verbs = [*re.finditer(_ADOPT, words, re.I)]
    return bool(verbs) and not _OTHER.search(words[max(0, verbs[0].start() - 25) :])


def _follows(scene: Scene, start: int, date: Mention, run: list[Mention]) -> bool:
    """Whether the words around a date before a resolution say that it was adopted then."""
    head, lead = scene.plain[start : date.start], scene.unnamed(date.end, run[0].start)
    if _BRACKET.fullmatch(lead) and scene.plain.startswith(")", run[-1].end):
        return True
    organ, behind = _organ(run[0].value), run[-1].end + _NEAR
    if len(lead) < _NEAR and _BY.fullmatch(lead) and _adopting(head):
        return True
    doer = any(
        b.value == organ and _WHICH.match(head, b.end - start)
        for b in scene.within(start, date.start, "body")
    )
    if doer and _BY.fullmatch(lead):
        return not _AGAIN.search(lead)
    if _BY.fullmatch(lead) and (
        _NOUN.search(scene.plain, date.end, behind)
        or any(
            body.value == organ
            for body in scene.within(start if len(lead) < _NEAR else date.end, behind, "body")
        )
    ):
        return not _AGAIN.search(lead)
    if _THERE.fullmatch(lead):
        return _adopting(head) or not re.search(r"\b(?:on|in) $", head, re.I)
    if len(lead) < 120 and (_adopting(lead) or _PASSIVE.match(scene.plain, run[-1].end)):
        return True
    return bool(_OPEN.search(lead)) and bool(
        re.search(r"\bresolutions?\b[^.;]*\b(?:of|on|dated|in) $", head, re.I)
    )


def _adopting(lead: str) -> bool:
    """Whether the words before a resolution say that it, and nothing else, is being adopted."""
    verbs = [*re.finditer(_ADOPT, lead, re.I)]
    return bool(verbs) and not _OTHER.search(lead[verbs[-1].end() :])


def _spread(dates: list[Mention], run: list[Mention]) -> list[str | None]:
    """A day for each resolution, none if they don't match. One date of two days is a day for each of two."""
    days = [d.value for d in dates]
    if len(days) == 1 and "/" in days[0] and len(run) > 1:
        days = days[0].split("/") if len(run) == 2 and _TWO_DAYS.search(dates[0].text) else []
    if len(days) == 1:
        return [*days] * len(run)
    return [*days[: len(run)]] if len(days) >= len(run) else []
