"""The state whose paper a document is: its own people go by their office alone ("the Foreign Minister, Ann Lee")."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from itertools import islice

from pipeline.claims.hosts import dateline, lies_in
from pipeline.claims.scene import Scene
from pipeline.language.gazetteer import homes
from pipeline.rulebook import table
from pipeline.values.offices import office_of

#: What heads a paper that a government's own people speak in: in how many lines, and of how many characters.
_GOVERNMENT = re.compile(
    r"\b(?:National (?:Assembly|Council)|House of Representatives|Parliament|Senate|Prime Minister's|Ministry|"
    r"Embassy|High Commission|(?:Permanent )?Mission|Government|Cabinet|Chancellery|Department of|Foreign Office)\b"
)
_HEAD, _FOOT, _SHORT = 3, 4, 80
#: Before whom a note is from; between the city and the state of a meeting that a paper is of.
_FROM = re.compile(
    r"\W*(?:(?:From|Sender|Sent by)\W*: ?|(?:National )?(?:Statement|Remarks|Intervention|Note|Letter|Message|Address|"
    r"Speech|Submission|Comments) (?:by|of|from) )(?:the )?(?:[\w ]{3,40} of (?:the )?)?", re.I
)  # fmt: skip
_IN = re.compile(r", (?:the )?| \((?:the )?")
_TOP = 6
_OWNED = re.compile(r"©|\bcopyright\b|\(c\)", re.I)
#: The address of a government: "gov.pl", "www.gob.cl", "mfa.ee".
_ADDRESS = re.compile(r"\b(?:go(?:v|uv|b)|govt|government|admin|mfa)\.([a-z]{2})\b", re.I)
_AMERICAN = re.compile(r"\w\.gov(?![.\w])", re.I)
#: What a heading says of the state that leads a body and reports on it.
_CHAIR = r"(?<!co-)(?:chair(?:manship|ship|person)?|presidency|helm)\b"
_LEADS = re.compile(
    rf"(?:'s? (?:[\w-]+ ){{0,3}}| (?:outgoing |incoming )?(?=chairm|chairsh|presid)"
    r"|,? (?:is |as |to )?(?:in|at|takes?|took|assum\w+|holds?|has)(?: up| over)? )"
    rf"(?:(?:in|at) )?(?:the )?{_CHAIR}", re.I
)  # fmt: skip
_LED_BY = re.compile(
    rf"(?<!\w){_CHAIR}(?:(?: \d{{4}})?(?:: | - | of |, )|"
    r"[^.,;\n]{0,40} (?:passe[sd]|goes|went|moves|handed|transferred)(?: over| on)? to )(?:the )?$", re.I
)  # fmt: skip
#: What a headline tells of its one state without beginning with it: "The Coalition welcomes Colombia".
_TAKEN_IN = re.compile(
    r"\b(?:welcomes?|admits?|accepts?|receives|greets|takes in|opens its doors to) (?:the )?$", re.I
)
#: What a headline has before its words: "(LEAD)", "UPDATE:", "News |".
_LABEL = re.compile(r"^\W*(?:\([^)]{2,20}\)|[A-Z]{3,}(?: \d)?:|\w+ \|) ")
#: Those who write of other states than their own.
_ONLOOKERS = re.compile(r"\b(?:House of (?:Commons|Lords)|Congress|Parliament|Library|Research)\b", re.I)
#: Cities from which news is rather that of organisations than of their state.
_SEATS = frozenset(
    ("Geneva", "Vienna", "Brussels", "New York", "The Hague", "Strasbourg", "Montreal", "Nairobi", "Rome")
)
#: States that have a crown but no president, and those with a president but no prime minister.
_WITHOUT = {
    "President": frozenset(
        "AND AUS BEL BHS BRN CAN DNK ESP GBR JAM JOR JPN KHM LUX MAR MYS NLD NOR NZL PNG SAU SWE THA".split()
    ),
    "Prime Minister": frozenset(
        "ARG BOL BRA CHE CHL COL CRI CYP DOM ECU GHA GTM HND IDN KEN MDV MEX NGA PAN PHL PRY SLV URY USA ZMB".split()
    ),
}
_HEADING = re.compile(r"^[#*_ ]*\S[^\n]{2,90}(?<![.;,])$", re.M)


def homeland(scene: Scene) -> str:
    """The code of the state whose ministry, news or year in the chair a document is; '' if it doesn't tell."""
    news = headline(scene)
    if not lies_in(dateline(scene), news):
        news = ""
    return _masthead(scene) or news or _in_chair(scene) or _at_home(scene)


def governed(scene: Scene, role: str) -> str:
    """The code of the state that a president or prime minister leads whom a document names without it: whose paper
    or news it is; '' if that state has no such office, or the document tells more of another one."""
    named = Counter(m.value for m in scene.of("country", "demonym"))
    news = headline(scene)
    state = _masthead(scene) or (news if named[news] == max(named.values(), default=0) else "")
    if not state and dateline(scene) not in _SEATS:
        state = _at_home(scene)
    return "" if state in _WITHOUT.get(role, ()) else state


@cache
def _domains() -> dict[str, str]:
    """The codes of states by what their addresses end in."""
    return {"uk": "GBR"} | {row["alpha2"].lower(): row["code"] for row in table("countries") if row["alpha2"]}


def _lines(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the lines of a text that aren't empty start and end."""
    return (m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", scene.plain))


def _masthead(scene: Scene) -> str:
    """The state whose ministry or embassy stands in the first lines of a paper, or who signs it in the last ones."""
    for start, end in islice(_lines(scene), _HEAD):
        line = scene.plain[start:end]
        if len(line) < _SHORT and not line.endswith("."):
            found = scene.within(start, end, "country", "demonym") if _GOVERNMENT.search(line) else []
            if (
                state := found[0].value
                if found
                else office_of(line) or _address(line) or _sender(scene, start)
            ):
                return state
    signed = (scene.plain[a:b] for a, b in deque(_lines(scene), _FOOT) if _OWNED.search(scene.plain, a, b))
    return next(filter(None, map(office_of, signed)), "")


def _sender(scene: Scene, start: int) -> str:
    """The state that a note is from, by the line that says so: "From: Estonia (outgoing Chair)"."""
    sender = _FROM.match(scene.plain, start)
    states = scene.within(sender.end(), sender.end() + _SHORT, "country")[:1] if sender else []
    return states[0].value if sender and states and states[0].start == sender.end() else ""


def venue(scene: Scene) -> str:
    """The one state in whose city a meeting is that a paper is of: a line of its head has both ("Tallinn, Estonia")."""
    found = {
        state.value
        for start, end in islice(_lines(scene), _TOP)
        for city in scene.within(start, end, "city")[: end - start < _SHORT]
        for state in scene.within(city.end, end, "country")[:1]
        if _IN.fullmatch(scene.plain, city.end, state.start) and state.value in homes().get(city.value, ())
    }
    return found.pop() if len(found) == 1 else ""


def _address(line: str) -> str:
    found = _ADDRESS.search(line)
    if not found:
        return "USA" if _AMERICAN.search(line) else ""
    return _domains().get(found[1].lower(), "")


def headline(scene: Scene) -> str:
    """The one state that the headline of news begins with, or takes in: "Angola leaves the OPEC" """
    for start, end in islice(_lines(scene), _HEAD):
        found = scene.within(start, end, "country")
        if _ONLOOKERS.search(scene.plain, start, end):
            return ""
        if len(found) == 1 and not scene.plain[start:end].endswith("."):
            before = _LABEL.sub("", scene.plain[start : found[0].start])
            if before.strip("#* ") in ("", "The") or _TAKEN_IN.search(before):
                return found[0].value
    return ""


def _in_chair(scene: Scene) -> str:
    """The one state that the headings of a paper call the chair: "Chair: Canada", "Germany in the chair"."""
    leaders = {
        state.value
        for line in _HEADING.finditer(scene.plain)
        for state in scene.within(*line.span(), "country", "demonym")
        if _LEADS.match(scene.plain, state.end) or _LED_BY.search(scene.plain, line.start(), state.start)
    }
    return leaders.pop() if len(leaders) == 1 else ""


def _at_home(scene: Scene) -> str:
    """The state that news from its city names as often as any other, or that a ministry of its own names most."""
    named = Counter(m.value for m in scene.of("country", "demonym"))
    most = [state for state, times in named.items() if times == max(named.values())]
    own = [state for state in most if state in homes().get(dateline(scene) or "", ())]
    start, end = next(_lines(scene))
    line = scene.plain[start : min(end, start + _SHORT)]
    if len(most) == 1 and _GOVERNMENT.search(line) and not _ONLOOKERS.search(line):
        own = most
    return own[0] if own else ""
