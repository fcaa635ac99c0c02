"""Asks whose number "... has 38 countries" tells: a body's, or a fair's, a study's, a project's."""

from __future__ import annotations

import re
from functools import cache

from pipeline.language.nlp import Hit
from pipeline.rulebook import load

#: Where the clause of a verb begins, and what stands in it aside.
_CLAUSE = re.compile(
    r"[;:()|\n]|[.!?] | - |, (?:and|but|while|whereas|where|so|yet) |"
    r"\b(?:because|although|though|when|while|whereas|until|if) "
)
_ASIDE = re.compile(r",[^,]*,|,[^,]*$")
_ARTICLE = re.compile(r"the|an?|this|that|our|its|their|these", re.I)
#: What may stand between a subject and its verb.
_ADVERBS = re.compile(
    r"(?:[, ]|\b(?:now|today|currently|already|then|thus|also|still|just|only|at present|presently|has|have|had|"
    r"is|are|was|were|been|which|that|who|by then|by now|long|since|again|once|alone|to|would|will|can|could|"
    r"having|\w+ly))*$",
    re.I,
)
#: What tells of now behind a body of which something is: "ten years of the Coalition, which today has ..."
_WHICH_NOW = re.compile(
    r"\b(?:which|that) (?:now|today|currently|then|by then|by now|already|at present|presently)\b"
)
#: What stands for a body or its members; and what a body is called.
_ANAPHOR = re.compile(
    r"(?:it|itself|we|they|us|all|this|these|there|nothing|entry|accession|exit|departure|withdrawal|arrival)",
    re.I,
)
_CLUB = re.compile(
    r"(?:membership|ranks|numbers?|family|roster|roll|rolls|register|list|arrangement|regime|guild|observatory|laboratory|fund|coalition|"
    r"alliance|organi[sz]ation|partnership|union|community|club|bloc|association|league|pact|movement|body|forum|cartel|"
    r"commonwealth|federation|confederation|convention|treaty|accords?|protocol|initiative|network|grouping|group|platform|"
    r"agency|institution|entity|council|court|bank|circle|collaboration|consortium|mechanism|framework|dialogue|area|zone|"
    r"market|society|process|system|scheme|centre|center|institute|programme|commission|charter|agreement|compact|declaration|pledge|"
    r"statute|members?|founders|states|countries|governments|parties|tally|total|number|size|circle|neighbourhood)",
    re.I,
)
#: What leads to what a noun is of, for or from.
_TAIL = re.compile(
    r"of|for|in|on|at|from|with|by|against|to|under|within|among|between|after|since|that|which|who", re.I
)
#: What leads to some of the members: "its members include", unlike "its membership includes".
_SOME = re.compile(
    r"\b(?:members|states|countries|parties|governments|allies),? (?:now |also |which |who )*$", re.I
)
#: Words for members, and verbs that bring their subject along.
_MEMBERS = re.compile(
    r"\b(?:members?|shareholders?|allies|part(?:y|ies)|signatories|adherents|endorsers)\b", re.I
)
#: Verbs of growth.
_GROWS = re.compile(
    r"(?:gr[eo]wn?|grows|ris(?:en|es)|rose|climb(?:ed|s)|fell|falls|fallen|dropp?(?:ed|s)|increase[ds]|went|gone|goes|"
    r"doubled|tripled|swelled|swollen|jumped|moved)\b",
    re.I,
)
_OWN = re.compile(
    r"(?:it|we|they|that)\b|(?:a |the |its |our )?(?:list|roll|roster|register|tally|total|circle) of\b", re.I
)


def held(hit: Hit) -> bool:
    """Whether the subject of a match that begins with its verb is a body or what stands for one.

    Members are a body's whoever has them: it is states that others have, too.
    """
    view, (start, end) = hit.match.string, hit.match.span()
    if view[start:].lower().startswith("include") and _SOME.search(view, 0, start):
        return False
    if _MEMBERS.search(view, start, end) or _OWN.match(view, start) or _body() in view[start:end]:
        return True
    if view[start:].lower().startswith("there "):
        return bool(re.match(rf" (?:in|of) (?:the )?{_body()}", view[end:]))
    clause = _CLAUSE.split(view[:start])[-1]
    parts = [clause.rsplit(",", 1)[-1], _ASIDE.sub(" ", clause)]
    whole = _ADVERBS.sub("", clause)
    if whole[-1:] == _body() and _WHICH_NOW.search(clause, len(whole)):
        return True
    subjects = [words for part in parts if (words := _ADVERBS.sub("", part).split())]
    return not subjects or any(_is_holder(head) for words in subjects for head in _heads(words))


def grown(hit: Hit) -> bool:
    """Whether what is told to grow or shrink, if the match begins with such a verb, is a body or its members."""
    return not _GROWS.match(hit.match.string, hit.match.start()) or held(hit)


def _heads(words: list[str]) -> list[str]:
    """What may be the head of a subject: its last word before something that it is of, and its last word of all unless
    that belongs to a preposition ("The exhibition at UNESCO", but "Up to that letter the Coalition")."""
    first = next((i for i, word in enumerate(words) if i and _TAIL.fullmatch(word)), len(words))
    start = next((i for i in range(len(words) - 1, 0, -1) if _ARTICLE.fullmatch(words[i])), len(words) - 1)
    alone = start == 0 or not _TAIL.fullmatch(words[start - 1])
    return [words[first - 1], *words[-1:] * alone]


def _is_holder(word: str) -> bool:
    """Whether the head of a subject is a body, a pronoun, or a noun for a body or its members."""
    word = word.strip("'\"")
    return word[-1:] == _body() or bool(_ANAPHOR.fullmatch(word) or _CLUB.fullmatch(word.split("-")[-1]))


@cache
def _body() -> str:
    return load().marks["body"]
