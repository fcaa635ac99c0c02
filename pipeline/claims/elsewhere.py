"""The day of an accession or a leaving that is told in a sentence beside the one that tells of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from pipeline.claims.scene import Scene
from pipeline.records import Mention
from pipeline.values.acts import Act, gives

#: A membership mention, the body it speaks of, how that was found, and what it says.
Stated = tuple[Mention, str, str, Act]
#: The body, the country and what it does.
Event = tuple[str, str, str]

#: What an event is called, by the act, and what names any event.
_CALLED = {
    "join": "(?:accession|admission|adhesion|membership|entry|ratification)s?",
    "leave": "(?:withdrawal|exit|departure|denunciation)s?",
}
_STEP = "(?:decision|step|move|change)"
#: Papers by which a country accedes.
_PAPER = "(?:(?:instrument|document|paper)s?|accession (?:agreement|protocol|treaty))"
_EFFECT = (
    "(?:(?:takes?|taking|took)(?: formal| full| legal)? effect|(?:became|becomes?) (?:effective|official|final|"
    "complete)|(?:came|comes?|enter(?:s|ed)?) into (?:effect|force)|(?:was|were|is|are) (?:effective|effected|"
    "completed|finali[sz]ed)|beg[ai]ns?|start(?:s|ed)|dates? from|has been (?:effective|in force))"
)
_FORMAL = (
    r"(?:(?:was|were) (?:\w+ )?(?:taken|adopted|approved|agreed|endorsed|deposited|handed (?:over|in)|lodged|"
    r"accepted|signed|sealed|formali[sz]ed|confirmed|made)|took place|came|happened)"
)
#: What is not, or not yet so; and whose decision makes no member.
_OPEN = re.compile(
    r"\b(?:not|never|would|could|should|may(?! \d)|might|expected|if|unless|until|before|after|parliament|senate|"
    r"cabinet|referendum|voters)\b"
)
#: The verdict of an organ that makes a member, with its day: "the chair declared on 3 May that".
_VERDICT = re.compile(r"\b(?:declared|proclaimed|certified|determined)(?: on)? $")


#: What makes a statement one of the day of the report, and a decision one of what came of it later.
_RECENT = re.compile(
    r"\b(?:today|yesterday|tonight|this (?:morning|afternoon|evening|week)|earlier this week|last (?:night|week))\b|"
    r"\b(?:on |this |last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?!,? (?:the )?\d|"
    r",? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.I,
)
_DECISION = re.compile(r"\b(?:decid\w+|approv\w+|agreed|voted?|endors\w+|announced|invit\w+)\b", re.I)
#: What "it" is in the sentence right behind.
_THIS = re.compile(
    rf"\W*(?:It|This|That|They|Both)\b[^.;]{{0,30}}?\b(?:(?:be|become) (?:effective|final)|{_EFFECT})\b"
)
_CLAUSE = re.compile(r"; (?:and )?|, and |: ")
#: How long a whole day is as EDTF.
_DAY = len("2013-06-18")
#: Between "on Friday" and what happened then.
_LEADS = re.compile(r",?(?: (?:in|at|the|of|by|[A-Z][\w'-]*),?){0,5},? (?:the )?")
#: Between the words that tell of an effect and its day.
_FROM = re.compile(r"(?: as)?(?: on| from| of)? (?:the )?")


def _telling(subjects: str, verbs: str) -> re.Pattern[str]:
    """What a sentence that tells the day of an event begins with."""
    whose = r"(?:the|its|their|this|that|these|[A-Z][\w ]{2,30}'s?) (?:(?:formal|official|full|new|actual) )*"
    opening = r"(?:(?i:on|in|under|according to|pursuant to|as of) [^;.]{3,60}?,? )?"
    return re.compile(rf"\W*{opening}(?:(?i:{whose})(?:{subjects}))\b[^.;]{{0,70}}?\b{verbs}\b")


#: An organ that makes a country a member, with its day: "The Board took the decision in Berlin on 14 October 2020".
_ORGAN = re.compile(
    r"\W*(?:(?i:(?:the|its|this|our) (?:[\w'&-]+ ){0,5}?(?:board|council|assembly|conference|committee|ministers|"
    r"members|plenary|governors|commission|summit|leaders|heads of \w+|congress|meeting)(?: of [\w ]{3,40}?)?)"
    r"(?: has)? (?:\w+ly )?(?:took|made|reached|adopted|approved|passed|decided|confirmed|endorsed|agreed|accepted|"
    r"sealed)(?: (?:on|to|so|upon))? (?:(?:this|the|that|its|their|[A-Z]\w+'s?) (?:\w+ ){0,2}?(?:decision|step|"
    r"resolution|accession|admission|membership|entry)\b|this\b|that\b|so\b|it\b)"
    r"(?! (?:to|that|for|of)\b| on (?!\d|the \d))|"
    r"(?:This|That|It) was (?:\w+ly )?(?:decided|agreed|approved|confirmed|resolved|adopted)\b)"
)
#: By the act, what tells its day: an effect rather than a formality, which ends nothing.
_TELLING = {
    "join": (
        _telling(f"{_CALLED['join']}|{_STEP}", _EFFECT),
        _telling(f"{_CALLED['join']}|{_STEP}|{_PAPER}", _FORMAL),
    ),
    "leave": (_telling(f"{_CALLED['leave']}|{_STEP}", _EFFECT),),
}
#: Who hands in what makes a country a member: "Its ambassador lodged the instrument on 3 May".
_HANDED = re.compile(
    r"\W*(?:[Tt]he|[Ii]ts|[Aa]n?|[A-Z][\w'-]+)\b[^.;]{0,80}?\b(?:deposited|handed (?:over|in)|lodged|submitted|"
    r"presented|delivered)\b[^.;]{0,50}?\b(?:instruments?|papers|documents|agreement|treaty|letter of accession)\b"
)
#: What makes the day of the news that of an accession of which no other is told: in the sentence behind, in its own
#: behind it, and before it.
_NEWS = re.compile(
    r"\W*(?:The (?:announcement|news) (?:was (?:made|given|broken)|came|is)\b|[A-Z][^.;]{2,90}? "
    r"(?:received|got|heard|learn(?:ed|t)(?: of)?|was (?:given|told|handed|brought)) "
    r"(?:the|this) (?:\w+ )?(?:news|word|decision|message)\b|"
    r"[A-Z][^.;]{2,90}? "
    r"(?:made the announcement|broke the news|announced (?:it|this|"
    r"(?:the|its) (?:move|step|accession|admission|decision|news)))\b)"
)
#: Before the days of a meeting, none of which is that of what it decided.
_SAT = re.compile(r"\b(?:met|meeting|held|convened|sat|gathered|session)\b[^.;]{0,60}$", re.I)
_ADDED = re.compile(r",[^,.;]{3,90} announced(?: on)? $")
_AHEAD = re.compile(r"\bannounced(?: on)? $")
_THAT = re.compile(r"(?: announced)? that (?:the )?")
#: What tells of the notice of a leaving, whose day is that of the leaving if no other is told.
_NOTICE = re.compile(
    r"\W*(?i:(?:the|its|their|a|this) )?(?i:(?:formal|official|written) )*"
    r"(?i:notice|notification|letter|instrument|note)s?"
    r"(?: of (?:its |their )?(?:withdrawal|denunciation|departure|exit))?\b[^.;]{0,30}?\b"
    r"(?:reach(?:es|ed)|arrive[sd]|came in|(?:was|were|is|has been|had been) (?:\w+ )?"
    r"(?:served|given|handed|delivered|received|deposited|sent|lodged|submitted))\b"
)
#: The paper by which a country tells that it leaves, before its day: "In a letter dated 3 May it gave notice".
_LETTER = re.compile(
    r"\W*(?:In|By|With|Through) an? (?:\w+ )?(?:letter|note|notice|communication|message)(?: verbale)?,?"
    r"(?: (?:sent|dated|received|delivered|handed over|signed))?\b(?=[^.;]*\b(?:notice|withdr\w+|pull\w*|leav\w+|"
    r"quit\w*|ceas\w+|end\w*)\b)"
)
#: Of one leaver alone any sentence tells, if it speaks of a withdrawal; how near one must stand that needn't.
_LEAVING, _NEAR = _telling(_CALLED["leave"], _EFFECT), 2


def dated(scene: Scene, acts: Sequence[Stated]) -> Iterator[Stated]:
    """The statements, an undated one with the day that is told beside it, if nothing else tells the day.

    Who is about to leave leaves on the day on which that takes effect.
    """
    recent = {_key(b, a) for m, b, _, a in acts if _asserted(a) and _recent(scene, m)}
    acts = _agreeing(scene, acts, recent)
    told = recent | {_key(b, a) for m, b, _, a in acts if a.date and _asserted(a) and not _rough(m, a)}
    for mention, body, basis, act in acts:
        open_day = _happens(act) and _key(body, act) not in told
        day = (
            _beside(scene, acts, mention, act) or _verdict(scene, mention) or _announced(scene, mention, act)
            if open_day
            else None
        )
        exact = day and day.startswith(act.date or "")
        yield mention, body, basis, replace(act, date=day, modality="asserted") if exact else act


def _rough(mention: Mention, act: Act) -> bool:
    """Whether the day of a leaving is only the month or year at the head of its line."""
    return (
        act.action == "leave"
        and act.date is not None
        and len(act.date) < _DAY
        and act.date[:4] not in mention.text
    )


def _agreeing(scene: Scene, acts: Sequence[Stated], recent: Container[Event]) -> list[Stated]:
    """The statements: of what happened today none has the day of the decision before it, and an entry of a list has
    the day that a sentence tells, rather than its month or year."""
    days = {
        _key(b, a): a.date
        for m, b, _, a in reversed(acts)
        if _asserted(a) and a.date and len(a.date) == _DAY and not m.rule_id.startswith("list.")
    }
    agreeing = []
    for mention, body, basis, act in acts:
        day = days.get(_key(body, act)) or ""
        if _key(body, act) in recent and _decided(scene, mention, act):
            act = replace(act, date=None)
        elif (
            act.date
            and mention.rule_id.startswith("list.")
            and day[:4] == act.date[:4]
            and len(act.date) < _DAY
        ):
            act = replace(act, date=day)
        agreeing.append((mention, body, basis, act))
    return agreeing


def _key(body: str, act: Act) -> Event:
    return body, act.country, act.action


def _asserted(act: Act) -> bool:
    return act.modality == "asserted"


def _recent(scene: Scene, mention: Mention) -> bool:
    """Whether a statement is one of today, yesterday or a day of the week, whatever day that may be."""
    if gives(mention.rule_id).get("day") == "notice" and mention.value.startswith("leave"):
        return False
    start, end = scene.sentence(mention)
    return any(
        _LEADS.fullmatch(scene.plain, *sorted((said.end(), mention.start)))
        if said.start() < mention.start
        else said.start() <= mention.end + 1
        for said in _RECENT.finditer(scene.plain, start, end)
    )


def _decided(scene: Scene, mention: Mention, act: Act) -> bool:
    """Whether the day of a statement is that of a decision, which may lie before what came of it."""
    start, end = scene.sentence(mention)
    return bool(act.date and not _recent(scene, mention) and _DECISION.search(scene.plain, start, end))


def _happens(act: Act) -> bool:
    ahead = act.action == "leave" and act.modality == "prospective"
    return act.action in _TELLING and (act.modality == "asserted" or ahead)


def _beside(scene: Scene, acts: Sequence[Stated], mention: Mention, act: Act) -> str | None:
    """The day told by one of the two sentences behind, or by the one before, in the paragraph of a statement; by any
    sentence, if the text tells of one leaver alone."""
    at = bisect_right(scene.sentences, (mention.start, len(scene.plain) + 1)) - 1
    only = act.action == "leave" and len({o.country for *_, o in acts if o.action == "leave"}) == 1
    beside = list(range(len(scene.sentences))) if only else [at + 1, at + 2, at - 1]
    tellings = [(telling, [*beside, at]) for telling in _TELLING[act.action]]
    leaving = [(_LEAVING, [at]), (_THIS, [at + 1]), (_NOTICE, [at, at + 1]), (_LETTER, [at + 1])]
    tellings += (
        leaving if act.action == "leave" else [(_ORGAN, [at + 1]), (_HANDED, [at + 1]), (_NEWS, [at + 1])]
    )
    for telling, places in tellings:
        for other in places:
            if not 0 <= other < len(scene.sentences):
                continue
            start, end = scene.sentences[other]
            start = max(start, _next_clause(scene, mention)) if other == at else start
            low, high = sorted((mention.start, start))
            close = abs(other - at) <= _NEAR and "\n\n" not in scene.plain[low:high].rstrip()
            near = close or (only and _LEAVING.match(scene.plain, start, end))
            day = _day(scene, telling, act, start, end)
            if day and near and _alone(acts, act, start):
                owners = [o for m, _, _, o in acts if start <= m.start < end and o.country != act.country]
                return None if day.value in {o.date for o in owners} else day.value
    return None


def _next_clause(scene: Scene, mention: Mention) -> int:
    """Where the clause behind a statement begins; where its sentence ends, if there is none."""
    _, end = scene.sentence(mention)
    found = _CLAUSE.search(scene.plain, mention.end, end)
    return found.end() if found else end


def _day(scene: Scene, telling: re.Pattern[str], act: Act, start: int, end: int) -> Mention | None:
    """The one date of a sentence that tells the day of an event, unless it is that of another country."""
    found = telling.match(scene.plain, start, end)
    dates = scene.within(start, end, "date")
    dates = [d for d in dates if "/" not in d.value or not _SAT.search(scene.plain, start, d.start)]
    right = [d for d in dates if found and _FROM.fullmatch(scene.plain, found.end(), d.start)]
    if not found or len(right or dates) != 1:
        return None
    dates = right or dates
    whose = {m.value for m in scene.within(start, found.end(), "country")}
    if whose and act.country not in whose:
        return None
    return None if _OPEN.search(scene.plain[start : max(found.end(), dates[0].end)].lower()) else dates[0]


def _alone(acts: Sequence[Stated], act: Act, place: int) -> bool:
    """Whether it is this act that "the accession" means at a place: the last one told before, else the next."""
    same = [(m, o) for m, _, _, o in acts if o.action == act.action]
    before = max((m.start for m, _ in same if m.start < place), default=None)
    nearest = before if before is not None else min(m.start for m, _ in same)
    return act.country in {o.country for m, o in same if m.start == nearest}


def _verdict(scene: Scene, mention: Mention) -> str | None:
    """The day of the verdict by which a country is a member, if the sentence tells no other."""
    start, _ = scene.around(mention.start)
    dates = scene.within(start, mention.start, "date")
    given = len(dates) == 1 and _VERDICT.search(scene.plain[start : dates[0].start])
    return dates[0].value if given and scene.plain[dates[0].end :].startswith(" that ") else None


def _announced(scene: Scene, mention: Mention, act: Act) -> str | None:
    """The one day of the sentence of an accession, if it is that on which it was announced to have happened."""
    start, end = scene.sentence(mention)
    dates = scene.within(start, end, "date")
    if act.action != "join" or len(dates) != 1:
        return None
    day = dates[0]
    before, between = scene.plain[start : day.start], scene.plain[mention.end : day.start]
    ahead = _THAT.match(scene.plain, day.end) and (
        _AHEAD.search(before) or "announced" in scene.plain[day.end : mention.start]
    )
    return day.value if _ADDED.fullmatch(between) or (ahead and mention.start > day.start) else None
