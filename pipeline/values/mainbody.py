"""Which body a text is mainly about, and which ones only stand by: parents, hosts, partners, examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from pipeline.rulebook import table

#: Bodies so large that their name alone says little about what a document is on.
BACKGROUND = frozenset(("UN", "EU", "UNGA", "UNSC", "HRC", "IGF"))


@cache
def unjoined() -> frozenset[str]:
    """The bodies that a passage on the growth of another one names by the way: large ones, and organs of others."""
    return BACKGROUND | {row["code"] for row in table("bodies") if row["kind"] == "organ"}


@cache
def wholes() -> Mapping[str, str]:
    """The organisations behind assemblies that bear their names ("United Nations General Assembly")."""
    names = {row["name"]: row["code"] for row in table("bodies")}
    assemblies = {name: code for name, code in names.items() if "Assembly" in name}
    return {
        code: names[whole]
        for name, code in assemblies.items()
        for whole in sorted(names, key=len)
        if whole in name and whole != name
    }


#: What leads to the name of a body that only stands by.
_BESIDE = re.compile(
    r"(?:\bunder the (?:auspices|umbrella|aegis|patronage|roof) of|"
    r"\b(?:administered|managed|serviced|hosted|convened|sponsored|funded|financed|established|set up|created|founded|"
    r"initiated|negotiated|drawn up|brokered|backed|supported|run|overseen|adopted|recogni[sz]ed) (?:jointly )?"
    r"(?:by|within|at|under)|"
    r"\bin (?:partnership|cooperation|collaboration|coordination|association|conjunction|consultation) with|"
    r"\b(?:together|along|jointly|partnered|partners|works?|working|cooperates?|relations|agreements?|alongside) with|"
    r"\balongside|\b(?:headquarters|seat|premises|offices?|buildings?|house|margins|fringes|halls?) (?:of|at)|"
    r"\b(?:deposited|lodged|registered)(?: (?:its|the|an|their) (?:instruments?|ratification)(?: of \w+)?)? with"
    r"(?: the (?:secretariat|(?:director|secretary)[- ]general) of)?|"
    r"\b(?:un)?like|\bsuch as|\bsimilar to|\bmodell?ed on|\binspired by|\bcompared (?:with|to)|\bthan|\bbesides|"
    r"\b(?:states|countries|governments|nations|parties),? (?:and|plus|as well as)|"
    r"\b(?:including|except|excluding|every|each|any|foreign,|foreign and|foreign &)|"
    r"\bapart from|\bnext to|\b(?:observers?|observer status|seat) (?:at|in|with|to)|"
    r"\b(?:representatives?|ambassadors?|envoys?|missions?|delegates?|delegations?) (?:at|to|with)|"
    r"\b(?:largest|biggest|oldest)[\w ,]{0,30} after|"
    r"\b(?:agency|organ|programme|part|subsidiary|affiliate|arm|wing|decision|mandate|resolution) of|"
    r"\bsous (?:l'égide|les auspices)|\bbajo los auspicios|\bunter der schirmherrschaft)"
    r"(?: (?:the|de la|du|del?|des|la|los|der|des))?\s+$",
    re.I,
)
#: How far before the name that begins, in characters.
_LEAD = 70
#: What follows the name of a body that only stands by.
_BY = re.compile(
    r"(?:'s)?(?:,? (?:included|excepted|apart)\b|"
    r" (?:climate|conferences?|summits?|systems?|agenc(?:y|ies)|bod(?:y|ies)|experts?|talks|process|reports?|envoys?|"
    r"resolutions?|officials?|missions?|offices?|ambassadors?|delegations?|law|framework|special|peacekeep\w+)\b|"
    r"[ -](?:auspices|headquarters|administered|led|backed|hosted|sponsored|brokered|convened|supported)\b|"
    r",? (?:the|its|as) (?:\w+ )?(?:depositary|custodian)\b|"
    r",? (?:which |who )?(?:hosts|administers|provides (?:the|its) secretariat|acts as|serves as|"
    r"is (?:its |the )?(?:depositary|custodian)))",
    re.I,
)
#: What stands before a body that is no subject ("at a conference of the OAS"), behind one that only qualifies another
#: word ("every OECD country"), and what leads from there back to the subject ("and has", "it has").
_OBLIQUE = re.compile(
    r"\b(?:of|with|by|at|in|to|from|for|within|under|and|every|all|most|other) (?:the |an? )?$", re.I
)
_ASIDE = re.compile(
    r" (?:countr(?:y|ies)|states?|members?|governments?|conferences?|summits?|meetings?)\b", re.I
)
_RESUMED = re.compile(
    r"(?<!which)(?<!that)(?<!who) (?:and|but) (?:(?:now|today|currently|already|since) )*(?:has|had|counts|numbers|"
    r"comprises|unites|brings|gr[eo]wn?|stands|stood)\b|\b(?:to|of|in|from|by|that) it\b",
    re.I,
)
_HAS = re.compile(r", (?:(?:now|today|currently) )?(?:has|had|counts|numbers)\b")
#: What stands between the names of a list, and behind one that belongs to others just told of.
LISTED = re.compile(r",? (?:(?:and|as well as|plus) )?(?:the )?", re.I)
_INCLUDED = re.compile(r" (?:included|among them|being one)\b", re.I)
#: What leads to the name that a section about the publisher has in its heading.
_ABOUT = re.compile(
    r"(?:^|\n)\W{0,4}(?:about|what is|background on|"
    r"à propos d[eu]s?(?: la)?|acerca del?(?: la)?|sobre [ao]|über (?:die|den|das))"
    r"(?: the)? $",
    re.I,
)


#: In the head of a page about who ratifies what.
_INSTRUMENT = re.compile(
    r"\b(?:depositary|deposit(?:s|ed)?|instruments?) (?:of|communication|notification|notice)\b", re.I
)


@cache
def _treaties() -> frozenset[str]:
    """The bodies that are made of the parties to a treaty."""
    return frozenset(row["code"] for row in table("bodies") if row["kind"] == "treaty")


def stands_by(plain: str, start: int, end: int) -> bool:
    """Whether the words around a body's name say that it only hosts, carries or resembles what they are about."""
    return _leads(plain[max(0, start - _LEAD - 1) : start]) or _BY.match(plain, end) is not None


def resumes(plain: str, start: int, end: int, place: int) -> bool:
    """Whether a body is named by the way, from `start` to `end`, and the words from there to a place come back to the
    subject of the sentence."""
    aside = _OBLIQUE.search(plain, max(0, start - 20), start) or _ASIDE.match(plain, end)
    return bool(aside and (_RESUMED.search(plain, end, place) or _HAS.match(plain, end, place)))


def listed(plain: str, start: int, end: int, countries: Iterable[tuple[int, int]]) -> bool:
    """Whether a body stands in a list with some of the `countries` around it, or is said to be one of others."""
    gaps = [plain[min(last, end) : max(first, start)] for first, last in countries]
    return any(LISTED.fullmatch(gap) for gap in gaps) or bool(_INCLUDED.match(plain, end))


@lru_cache(1000)
def _leads(before: str) -> bool:
    """Whether the words before a name, and the one character before them, lead to one that only stands by."""
    return _BESIDE.search(before, max(0, len(before) - _LEAD)) is not None


def subject(plain: str, bodies: Iterable[tuple[int, int, str]]) -> str:
    """The body that a text is mainly about, of (start, end, code): the one it names most and first, above all in its
    first lines, or in the heading of a section about itself.

    Empty if there is none. Bodies at which everything happens (the UN, its councils) count half, those that only
    stand by a quarter; neither is ever the first. A body that is named after the one found, and as often, is it: its
    parent only introduces it. On a page about instruments the treaty in its head is it, not its keeper.
    """
    named = sorted(bodies)
    head = _head(plain)
    score: Counter[str] = Counter()
    first = True
    for start, end, body in named:
        beside, large = stands_by(plain, start, end), body in BACKGROUND
        weight = 1 if beside else 2 if large else 4
        score[body] += weight * (4 if start < head else 1)
        if not beside and not large:
            score[body] += 8 * first + 16 * bool(_ABOUT.search(plain, max(0, start - 40), start))
            first = False
    main = min(score, key=lambda body: (-score[body], body), default="")
    return _deposited(plain[:head], named, main) or _child(plain, named, main) or main


def _deposited(head: str, named: Iterable[tuple[int, int, str]], keeper: str) -> str:
    """The one treaty in the head of a page, if that tells of instruments and is taken for one about their keeper."""
    treaties = {
        b for start, end, b in named if start < len(head) and not stands_by(head, start, end)
    } & _treaties()
    return (
        treaties.pop()
        if len(treaties) == 1 and keeper not in _treaties() and _INSTRUMENT.search(head)
        else ""
    )


def _child(plain: str, named: Iterable[tuple[int, int, str]], parent: str) -> str:
    """The body with another's name within its own, if it is named as often: "the Court of the League" of the League."""
    names: dict[str, list[str]] = {}
    for start, end, body in named:
        names.setdefault(body, []).append(plain[start:end])
    own = names.pop(parent, [])
    longest = max(own, key=len, default="")
    called = (b for b, words in names.items() if any(w.endswith(f" {longest}") for w in words))
    return next((b for b in called if b not in BACKGROUND and len(names[b]) >= len(own)), "")


def _head(plain: str) -> int:
    """Where the title and the first paragraph end, roughly."""
    first = plain.find("\n\n")
    return max(first, 0) + 250
