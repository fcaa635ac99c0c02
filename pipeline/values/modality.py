"""How firmly a text says that a country takes a step: that it has, will, would, may, or has not."""

from __future__ import annotations

import re

from pipeline.language.nlp import Reading
from pipeline.values import commitment, histories
from pipeline.values.acts import Frame, gives
from pipeline.values.standing import COMING, settled, undone

#: What is to come "once it has ratified": nothing in such a clause has happened.
_PENDING = re.compile(
    r"\b(?:once|when|after|until|if|as soon as|provided|before) (?:[\w'-]+ ){1,5}ha(?:s|ve)\b[^,;]*$", re.I
)
#: What then happens, and what it waits for.
_THEN = re.compile(r"\b(?:becomes?|joins?|accedes?|enters?|begins?|takes? effect)\b", re.I)
_AWAITED = re.compile(
    r"(?: only)? (?:once|when|as soon as|if|provided) (?:[\w'-]+ ){1,5}(?:has|have)\b", re.I
)
#: What still has to be done before a decision makes a member.
_UNDONE = re.compile(
    r"\b(?:still outstanding|ha(?:s|ve) yet to|yet to (?:deposit|ratify|complete)|still (?:has|have) to)\b",
    re.I,
)
#: What a decision takes back or grants "at once" happens with it.
_DECIDES = re.compile(
    r"\b(?:decid\w+|resolv\w+|ruled|ordered|voted|agreed)\b.{0,120}\bthat (?:the )?$", re.I | re.S
)
_AT_ONCE = re.compile(
    r" ?(?:at once|immediately|forthwith|with immediate effect|as (?:of|from) (?:today|that day))\b", re.I
)
#: What happened late: "Peru did not join until 2012".
_DID_NOT, _LATE = (
    re.compile(r"\bdid(?: not|n't) "),
    re.compile(r",? (?:until|before|till) (?:[\w-]+ ){0,3}\d"),
)
#: A condition at the head of a sentence: what is to come is then only supposed.
_CONDITION = re.compile(r"\W*(?:if|should|were|unless)\b[^,;]*,", re.I)
#: What takes back the sentence before.
_DENIED = re.compile(r"\s*(?:it|they|this|that) (?:did|has|have) not ?[.;,]", re.I)
_NO = re.compile(r"\W*(?:a[:.] ?)?no\b(?! (?:longer|less|fewer))", re.I)
_CLAUSE = re.compile(r"[;:,]|\b(?:and|but|while|although|so that) ")
#: A state isn't a step that may be taken or not.
_STATES = frozenset(("founding", "listed", "applicant"))


def modality(reading: Reading, frame: Frame) -> str:
    """What a text commits to of a statement: `asserted`, `prospective`, `hypothetical` or `negated`."""
    first, last = reading.sentence(frame.start)
    before = _CLAUSE.split(reading.plain[max(first, frame.start - 60) : frame.start])[-1]
    form = gives(frame.rule).get("form")
    if frame.action in _STATES:
        words = reading.unnamed(frame.start, frame.end)
        return "negated" if commitment.verb("", words) == "negated" else "asserted"
    if histories.open_question(reading, first, last):
        return "hypothetical"
    asked = reading.plain[:last].rstrip().endswith("?")
    if _DENIED.match(reading.plain, last) or (asked and _NO.match(reading.plain, last)):
        return "negated"
    if commitment.supposed(before):
        return "hypothetical"
    pending = form != "to" and _PENDING.search(reading.plain[first : frame.end])
    if pending and (COMING.search(reading.plain[first:last]) or _THEN.search(reading.plain, first, last)):
        return "prospective"
    if _THEN.search(reading.plain, frame.start, frame.end) and _AWAITED.match(reading.plain, frame.end):
        return "prospective"
    if form == "told" or settled(reading, frame):
        return "asserted"
    return _committed(reading, frame, before, first, last)


def _committed(reading: Reading, frame: Frame, before: str, first: int, last: int) -> str:
    """What the words of a statement commit to by their form, in the sentence from `first` to `last`."""
    form, words = gives(frame.rule).get("form"), reading.unnamed(frame.start, frame.end)
    after = reading.plain[frame.end : min(last, frame.end + 90)]
    if form == "to" and _DECIDES.search(reading.plain[first : frame.start]) and _AT_ONCE.match(after):
        return "asserted"
    if form == "to":
        late = _LATE.match(after) and _DID_NOT.search(words)
        to_come = "asserted" if late or commitment.done(after) else commitment.infinitive(before, words)
        supposed = to_come == "prospective" and _CONDITION.match(reading.plain, first, frame.start)
        return "hypothetical" if supposed else to_come
    if undone(reading, frame):
        return "prospective"
    if form == "noun" and _UNDONE.search(reading.plain[frame.end : last]):
        return "prospective"
    if form == "noun":
        return commitment.noun(before, words, after)
    if form == "welcome":
        return commitment.welcome(before, words)
    return "asserted" if commitment.done(after) else commitment.verb(before, words)
