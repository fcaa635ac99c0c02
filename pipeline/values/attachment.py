"""Whether a date in a statement's sentence is the statement's own: what stands between the two, before and in it."""

from __future__ import annotations

import re

from pipeline.language.spans import Span
from pipeline.values import neighbours
from pipeline.values.acts import gives
from pipeline.values.commitment import DID
from pipeline.values.neighbours import Room

#: Between a statement and a date that isn't its own: another clause, another event, a report.
_APART = re.compile(
    r"[;:]|, (?:and|but|while|where|which|who|whose|whereas|although|after|before|following)\b|\b(?:founded|"
    r"established|created|launched|set up|formed|born|signed|announc\w+|said|says|told|report\w*|confirm\w*|"
    r"declar\w+|according|"
    r"ahead of|prior to|in time for|in the run-up to|"
    r"(?:years?|months?|weeks?|days?) (?:after|before)(?!, |[^,;]*, (?:on|in) (?:the )?$)|"
    r"since \w+ \w+ \w+|"
    r"(?:after|before|following)(?! ?,| (?:it|them|that),|[^,;]*, (?:on|in) (?:the )?$| (?:[\w'-]+ ){1,3}"
    r"(?:years?|months?|weeks?|days?|decades?|notice|membership)\b)|whose|will|would|hosted|published|"
    r"après|avant|después|antes|dopo|prima|depois)\b",
    re.I,
)
#: Between a date and a statement that it doesn't introduce.
_ELSEWHERE = re.compile(
    r"[;:.]|^\)? ?(?:\([^()]*\) )?--? |"
    r"\b(?:after|before|until|following|once|later|ago|that(?! day)|had been|announc\w+|said|founded|hosted|"
    r"and invited|news|circulated|informed)\b",
    re.I,
)
_CLEFT = re.compile(r"\bit was(?:n't| not)? (?:only |not until |until |before )?(?:in |on )?$", re.I)
#: Before the day of a dateline: "(Geneva, 1 July 2011) Grenada has acceded".
_DATELINE = re.compile(r"\W*\((?:[^()]{2,40}, )?", re.I)
#: What may be put in between: "Today, six months after the notice, Togo left".
_PUT_IN = re.compile(r"^, (?:[\w-]+ ){0,4}(?:after|before|following) [^,;.]{0,90}, $", re.I)
#: The same between a statement and its day: "Togo left NATO, which it had joined in 1970, on 3 May 2012".
PUT_BEHIND = re.compile(
    r"(?: (?:to|with|at|in) (?:the )?[\w' ]{2,50})?,? (?:which|who|whose|having|as)\b[^,;.]{0,80},"
    r"(?= (?:on|in|with|as|from|effective)\b)",
    re.I,
)
_REPORT = re.compile(
    r"\b(?:announc\w+|said|says|told|report\w*|confirm\w*|declar\w+|wrote|published|posted|founded|launched|"
    r"interview\w*|speech|speaking|asked|article|briefing|lecture)\b"
    r"(?:(?! that )[^,;.]){0,40}$",
    re.I,
)
#: Of a statement that follows another one and its day.
_LATER_ON = re.compile(r"\b(?:later|then|since|soon|afterwards|return\w*|re-?join\w*|back|again)\b", re.I)
#: What a country did on a day before it went on to what is stated: "Peru applied in 2012 and joined".
_DID = re.compile(
    r"\b(?:appl\w+|ask\w*|request\w*|began|begun|start\w*|open\w*|announc\w+|decid\w+|voted|left|withdrew|"
    r"negotiat\w+|was invited|sent)\b[^,;.]*$"
)
_AND = re.compile(r",? and (?:then |later |so |finally |in turn |has |have |had )*")
#: Before a statement in a clause that only leads up to the next one: "Since Peru joined, two meetings were held".
_SUBORDINATE = re.compile(
    r"\W*(?:ever )?(?:since|when|once|after|as|because|although|now that) (?:the )?$", re.I
)
_MAIN = re.compile(r",(?! (?:on|in|at)? ?(?:the )?$)")
_RELATIVE = re.compile(r",? (?:which|who|that|having|an? (?:[\w-]+ )?(?:member|observer))\b", re.I)
_JOINED = re.compile(
    r"\b(?:join|enter|acced|adher|ratif|admit|let in|taken in|c[ao]me (?:in|aboard|on board|after|next|later)|sign|"
    r"follow)",
    re.I,
)
#: Of what happened at a meeting the day is that of the meeting.
_AT = re.compile(r" (?:at|during|in|on the (?:sidelines|occasion) of|by) (?:the|its|an?|our|their) ", re.I)
_MEETING = re.compile(
    r",? (?:which |that )?(?:was |were )?(?:held|hosted|met|took place|convened|meeting|meets?)\b", re.I
)
#: Once more what is said already, before its day: "the newest is Peru, which joined in 2015".
_WHICH = re.compile(
    r", (?:which|who) (?:both |all |only )?(?:joined|acceded|entered|ratified|came (?:in|aboard)|"
    r"signed(?: up| the [^,;.]{3,40}?)?)"
    r"(?= (?:in|on) )",
    re.I,
)
#: Behind the day since which something is so: what happened on it.
_WHEN = re.compile(r", (?:the (?:very )?(?:day|date|month|year) (?:on|in) which|when)\b")
#: Before and behind the day on which a step is promised.
_PROMISED = re.compile(
    r"\b(?:announc|sa(?:id|ys)|decid|declar|promis|pledg|vow|agree|vot|resolv|confirm|indicat|inform|notif|appl|ask|"
    r"chose|stat)\w*\b[^,;.]*$"
)
_TO_COME = re.compile(r",? (?:to|that [^,;.]*(?:to|will|would|should))\b")
#: That what was to come was done, before its day: "it would join, which it did on 3 May".
_DID_SO = re.compile(rf"{DID}(?=,? (?:in|on|only|a|two|three|as|\w+ly)\b)", re.I)
#: The same of the status of an observer.
_GIVEN = re.compile(
    r", (?:which|a (?:status|role|position) (?:that |which )?)(?: (?:it|they))? (?:was |were |has |have |had |been )*"
    r"(?:given|granted|accorded|obtained|received|got|gained|won|had|held|enjoyed)(?= (?:in|on|since) )",
    re.I,
)
#: Of what a resolution makes of a country the day is that of the resolution.
_PASSED = re.compile(
    r"(?<= )(?:under|by|through|with) [^,;.]{0,30}\b(?:resolution|decision)\b[^,;.]{0,20}, (?:which|that)\b"
    r"[^,;.]{0,40}?\b(?:passed|adopted|approved|voted)(?= )",
    re.I,
)
#: Before a day, what only says that it is later than that of the others ("joined after them, both in 2022").
_THEREAFTER = re.compile(r"\b(?:after|following) (?:it|that|this|them|these|those)(?= ?,| in )", re.I)
#: Of who is in "after depositing its instrument" the day is that of the deposit.
_DEPOSITING = re.compile(
    r",? (?:after|on|upon|by|following) (?:having )?(?:(?:the|its) )?"
    r"(?:deposit\w*|lodg\w+|handing (?:over|in)|submitt\w+)\b(?= [^,;.]*\b(?:instruments?|ratification)\b)",
    re.I,
)
#: Of who was announced as a member the day is that of the news, if none other is told.
_ANNOUNCED = re.compile(
    r",? (?:was|were|had been|has been|have been) (?:[\w-]+ly )?(?:announced|unveiled|proclaimed|made public)"
    r"(?= (?:on|in) )"
)
#: Before the day of the paper by which a country acts: "Peru, by letter of 3 May 2012, informed the Chair that it".
_BY_LETTER = re.compile(
    r"\b(?:by|in|with|through) (?:an? |its |their |the )?(?:[\w-]+ )?(?:letter|note|note verbale|notice|notification|"
    r"communication|message)s? (?:of|dated|signed|sent|received|delivered|handed over)(?: on)? (?:the )?$",
    re.I,
)
#: Of what an organ decides to be so at once.
_DECIDED = re.compile(r"\b(?:decided|resolved|ruled|declared|determined) that (?:the )?$", re.I)
_HAVE = re.compile(r"\bha(?:s|ve)\b")
#: Before a date that only bounds the day of what happened.
_BOUND = re.compile(r"\b(?:after|before) (?:the )?(?:end of )?$", re.I)
#: How far a date may stand behind the words that it dates, and before those that it introduces, in characters.
_REACH, _LEAD = 130, 75
#: A date so close behind a statement is its own, and not that of the next one.
_TIGHT = 12


def in_aside(room: Room, date: Span) -> bool:
    """Whether a date belongs to another act, told in a relative clause: "Ecuador, which joined in 1973, left"."""
    start = max((s.end for s in room.frame.who if s.end <= date.start), default=date.start)
    aside = room.words(start, date.start)
    same = room.frame.action == "join" and _JOINED.search(aside)
    return bool(_RELATIVE.match(aside)) and not same and "," in room.words(date.end, room.frame.end)


def bounds(room: Room, date: Span) -> bool:
    """Whether something happened only after or before a date: "those that joined after 1990 include Peru"."""
    return room.frame.action == "join" and bool(_BOUND.search(room.words(room.frame.start, date.start)))


def apart(room: Room, date: Span) -> bool:
    """Whether a date within a statement is another one's: in an aside, a bound, or the brackets of something else."""
    opened = room.reading.plain.rfind("(", room.frame.start, date.start)
    other = opened >= 0 and ")" not in room.words(opened, date.start)
    other = other and all(abs(opened - s.end) > len(", ") for s in room.frame.who)
    return other or in_aside(room, date) or bounds(room, date) or _of_promise(room, date)


def _of_promise(room: Room, date: Span) -> bool:
    """Whether a date is that of the word given, not of the step: "Peru said in 2011 that it would join"."""
    promised = _PROMISED.search(room.words(room.frame.start, date.start))
    step = gives(room.frame.rule).get("form") == "to" and _TO_COME.match(room.words(date.end, room.frame.end))
    return bool(promised and step)


def in_brackets(room: Room, date: Span) -> bool:
    """Whether a date before the statement stands in brackets: it is rather that of what stands before these."""
    before = room.words(room.reach, date.start)
    return before.rfind("(") > before.rfind(")") and ")" in room.words(date.end, room.frame.start)


def follows(room: Room, date: Span) -> bool:
    """Whether a date behind the statement is its own: nothing else that happens stands between."""
    between = room.words(room.frame.end, date.start)
    if aside := PUT_BEHIND.match(between):
        between = between[aside.end() :]
    between = _MEETING.sub("", between) if _AT.match(between) else between
    between = _DID_SO.sub("", between)
    between = _WHICH.sub("", between) if room.frame.action == "join" else between
    between = _ANNOUNCED.sub("", between) if room.frame.action == "join" else between
    between = _GIVEN.sub("", between) if room.frame.action == "observer" else between
    between = _PASSED.sub("", between)
    between = _THEREAFTER.sub("", between)
    between = _DEPOSITING.sub("", between) if room.frame.action == "join" else between
    start, _ = room.reading.sentence(room.frame.start)
    leads_up = _SUBORDINATE.fullmatch(room.words(start, room.frame.start)) and _MAIN.search(between)
    return len(between) <= _REACH and not leads_up and not _APART.search(between)


def _since(room: Room, before: str) -> bool:
    """Whether a day is only that from which something was done: "Since 2021, Italy and Chile have joined"."""
    if before.startswith("Since "):
        return (
            len(before) <= len("Since the ")
            and _HAVE.search(room.words(room.frame.start, room.frame.end)) is not None
        )
    return before.endswith(("since ", "since the "))


def introduces(room: Room, date: Span) -> bool:
    """Whether a date before the statement is its own: "On 3 May 2012 Togo left"."""
    between = room.words(date.end, room.frame.start)
    before = room.words(room.reading.sentence(date.start)[0], date.start)
    if _DATELINE.fullmatch(before) and between.startswith(")"):
        return False
    if _BY_LETTER.search(before) and ";" not in between:
        return True
    if _CLEFT.search(before):
        between = between.removeprefix(" that")
    if room.frame.action == "leave":
        between = _DECIDED.sub("", between)
    between = _PUT_IN.sub("", between)
    if between == ": " and room.reach == room.reading.sentence(date.start)[0]:
        return not _REPORT.search(before) and not neighbours.is_dateline(room, date)
    if between.startswith(")") and neighbours.is_dateline(room, date):
        return False
    tight = (
        len(room.words(room.reach, date.start)) < _TIGHT and room.reach > room.reading.sentence(date.start)[0]
    )
    if tight and _LATER_ON.search(room.words(date.end, room.frame.end + _TIGHT)):
        return False
    later = _LATER_ON.search(room.words(room.frame.end, room.frame.end + 2 * _TIGHT))
    if _AND.fullmatch(between) and (later or _DID.search(before)):
        return False
    if gives(room.frame.rule).get("day") != "since" and _since(room, before) and not _WHEN.match(between):
        return False
    opens = min(
        room.frame.start, *(s.start for s in room.frame.who if s.start > date.end), len(room.reading.plain)
    )
    far = len(between) > _LEAD and opens - date.end > _LEAD
    return not far and not _ELSEWHERE.search(between) and not _REPORT.search(before)
