"""What a column of a table holds, by its title, and what a table is about, by the words over it."""

from __future__ import annotations

import re

#: What a column holds, by its title: the first that fits tells.
_MEANINGS = tuple(
    (meaning, re.compile(words, re.I))
    for meaning, words in (
        (
            "rank",
            r"(?:(?:member|signatory|country|serial|running) )?(?:no|nr|number|#|№)\W*|order(?: of \w+)?|ordinal|rank|"
            r"(?:place|position)(?: in (?:the )?(?:order|line|queue).*)?|in line|",
        ),
        ("founder", r"(?:a )?(?:found|original|charter).*"),
        (
            "step",
            r"(?:(?:type|nature|kind) of )?(?:steps?|status|events?|action|change|type|kind|mode|act|form|role|"
            r"capacity)|what(?: happened)?|how|as|membership status|news",
        ),
        ("note", r"notes?|remarks?|comments?|details?|further information"),
        (
            "other",
            r".*\b(?:fees?|costs?|chair\w*|host\w*|term|talks|board|committee|visas?|permits?|notice|notif\w+|announc\w+|appl\w+|invit\w+|sent)\b.*",
        ),
        (
            "leave",
            r".*\b(?:left|leav\w+|withdr\w+|until|till|exit\w*|depart\w+|denounc\w+|denunci\w+|out)\b.*|to|end\w*",
        ),
        ("observer", r".*\bobserv\w+.*"),
        ("signed", r".*\bsign(?:ed|ing|ature|s)\b.*"),
        (
            "join",
            r".*\b(?:join\w*|acced\w+|access\w*|admi(?:ss|tt)\w+|entry|enter\w*|since|ratif\w+|adhe\w+|"
            r"deposit\w*|in force|return\w*|rejoin\w*|readm\w+|back|became|becoming|"
            r"accept\w+|welcomed|approv\w+|(?<!\w)in since|newcomers?|entrants?|arriv\w+|additions?|added|"
            r"taken in|came in|came|new)\b.*|from|start\w*|in|"
            r".*\bmember(?:ship)? (?:from|date|year|in|effective)\b.*|(?:date|year)s? of membership",
        ),
        (
            "when",
            r"(?:the )?(?:date|year|day|when|time|month)s?"
            r"(?: and \w+| of (?:the )?(?:action|step|event|change|decision))?(?: \([^()]*\))?|"
            r"(?:effective|in effect|took effect|takes effect)(?: date| from| on| since)?|effect",
        ),
        (
            "who",
            r".*\b(?:members?|states?|countr(?:y|ies)|governments?|part(?:y|ies)|participants?|signator(?:y|ies)|nations?|entrants?|newcomers?|arrivals?|additions?|"
            r"econom(?:y|ies)|names?|supporters?|endorsers?|adherents?|who|partners?|capitals?|flags?)\b.*",
        ),
    )
)
#: What a table is about, by the words over it, if no column tells. Of other things than membership it tells nothing.
_ABOUT = (
    (
        "",
        re.compile(
            r"\b(?:chairs?|chaired|chairship|host\w*|conferences?|meetings?|summits?|fees?|contributions?|dues|paid|payments?|"
            r"votes?|voted|voting|visits?|missions?|projects?|statements?|elections?|offices?|speakers?|applic\w+|"
            r"candidat\w+|loans?|memoranda|memorandum|contracts?|grants?|reports?|reviews?|evaluations?|assessments?|inspections?|presiden\w+|appointments?|ambassadors?|amount)\b",
            re.I,
        ),
    ),
    ("observer", re.compile(r"\bobservers?\b", re.I)),
    ("leave", re.compile(r"\b(?:withdr\w+|left|leav\w+|departures?|former|exits?|denunciations?)\b", re.I)),
    ("signed", re.compile(r"\bsign(?:ed|ing|atures?|s)\b", re.I)),
    (
        "join",
        re.compile(
            r"\b(?:accessions?|acced\w+|join\w*|admi(?:ss|tt)\w+|entr(?:y|ies|ants)|newcomers?|memb\w+|signator\w+|ratif\w+|"
            r"participa\w+|part(?:y|ies)|register|roll|growth|grew|c[ao]me (?:in|aboard|on board)|"
            r"fill(?:ed|s|ing) up|newcomers?|enlargements?|additions?)\b",
            re.I,
        ),
    ),
)


def meaning(title: str) -> str:
    """What a column of that title holds: `who`, `when`, `rank`, a step, a `note`; else `other`."""
    return next((told for told, words in _MEANINGS if words.fullmatch(title)), "other")


def about(words: str) -> str:
    """The step that words over a table speak of; empty if none, or if they are on something else."""
    return next((told for told, known in _ABOUT if known.search(words)), "")


def idle(words: str) -> bool:
    """Whether words over a table speak of other things than membership."""
    return _ABOUT[0][1].search(words) is not None
