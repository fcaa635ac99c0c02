"""What the words of a statement commit to: asserted, prospective, negated or hypothetical."""

from __future__ import annotations

import re

#: What says nothing of the rest of a statement: what is put in, or is denied of it for something else ("not X but Y").
_ASIDE = re.compile(r",(?: |$)[^,;]*,|\([^()]*\)|(?:n't|\bnot)\b[^,;]{0,40},? but\b")
_NEGATED = re.compile(
    r"\b(?:not(?! (?:only|since|until|counting|including|to mention|surprisingly|least)\b)|"
    r"never|neither|refus\w+|declin\w+|fail(?:ed|s)? to|unable|cannot)\b|n't\b",
    re.I,
)
_SUPPOSED = re.compile(
    r"\b(?:could|(?-i:may)|might|if|whether|would have|consider\w*|in talks|possib\w+|potential\w*|discuss\w*|"
    r"interest(?:ed)? in|invite[sd]?|asked|urged|free to|allowed|unlikely|rumou?red|threat\w*)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|must|can(?! (?:now |also )?(?:count|boast|look|claim))|hop(?:es?|ing|ed)|"
    r"plan(?:s|ned|ning)?|intend\w*|expect\w*|aim(?:s|ed)?|set (?:out )?to|due to|about to|going to|"
    r"(?:is|are|was|were) to|need(?:s|ed)?(?! (?:[\w-]+ ){0,3}(?:days|weeks|months|years|decades)\b)|"
    r"wish\w*|want\w*|seek\w*|sought|ready|agreed|decided|promised|pledged|"
    r"appl(?:y|ied|ies)(?! (?:in|among|between)\b)|closer|poised|"
    r"on (?:track|course)|step(?:s|ped)? towards?|prepar\w+|aspir\w+|eager|keen|willing\w*|"
    r"(?<!completed the )(?<!completed its )(?:path|road)|bid|look(?:s|ing)? forward)\b",
    re.I,
)
#: An infinitive tells what happened after these words, what is to happen after any other.
_ACHIEVED = re.compile(
    r"\b(?:latest|last|first|newest|youngest|most recent|only|next|one(?! step)|went on|managed|chose|came|"
    r"(?:deemed|considered|held|regarded|judged|proud|pleased|happy|glad|delighted|honou?red|pride|known|said|reported)"
    r"(?= to have)|"
    r"(?:\d+|\w*(?:four|fif|six|seven|eigh|nin|t[ei]n|twelf|eleven|teen|tie|hundred))th|"
    r"(?:used|seized|took) the [\w ]+|took (?:\w+ ){1,3}(?:years|months|decades))\b[^,;]* to\b",
    re.I,
)
#: Before whom something took a time: "It has taken Peru ten years to join".
_TOOK = re.compile(r"\b(?:it|that|this) (?:has |had )?(?:took|taken) (?:the )?$", re.I)
#: Unless one only hopes to.
_HOPED = re.compile(r"\b(?:hop|wish|want|intend|aim|plan|seek|expect)(?:s|es|ing|ed)?\b", re.I)
_WILL = re.compile(r"\b(?:will|would|shall|should|could|(?-i:may)|might)\b", re.I)
_IF = re.compile(
    r"\b(?:if|whether|unless|in case|were|should|had|would|could|(?-i:may)|might)\s+(?:the\s+)?$", re.I
)
_NEITHER = re.compile(r"\b(?:neither|nor|no|not|never)\s+(?:(?:has|have|did|had)\s+)?(?:the\s+)?$", re.I)
_ONCE = re.compile(
    r"\b(?:once|when|as soon as|before|after|until|(?:hop|expect)\w*(?: that)?)\s+(?:the\s+)?$", re.I
)
_PRESENT = re.compile(
    r"\b(?:joins|becomes|(?<!had )(?<!has )(?<!have )become|enters|accedes|leaves|withdraws|quits|ratifies|comes|is|"
    r"are|join|leave)\b",
    re.I,
)
#: Before what the body does ("will welcome", "hopes to admit"), and before a noun ("talks on the accession of").
_MODAL = re.compile(
    r"(?:\b(?:will|would|could|may|might|can|shall|should|must|to|not|never)|n't)\s+(?:\w+ly\s+)?$", re.I
)
_TALK = re.compile(
    r"\b(?:talks?|negotiat\w+|discuss\w*|debate\w*|support\w*|oppos\w*|prospects?|possib\w+|applications?|requests?|"
    r"path|road|question|issue|towards?|against|pending|delay\w*|block\w*|veto\w*|conditions?|plans?|hopes?|calls?|"
    r"propos\w*|favou?r|closer|ratif\w+|approv\w+|endors\w+|parliament\w*|"
    r"procedures?|process|ahead of|working part(?:y|ies)|bill on|"
    r"potential|eventual|future|planned|threatened|prevent\w*|bids?|roadmap)\b[^,;.]{0,25}$",
    re.I,
)
_THEN = re.compile(
    r"\s*(?:to \S+ )?(?:(?:is|are|was|were)(?:n't| not)(?: yet| even)? (?:certain|sure|near|close|in sight)|"
    r"would|will|could|may|might|remains?|requires?|depends|must|should|can\b|"
    r"(?:is|are|was|were)(?:n't| not| not yet)? "
    r"(?:feared|rumou?red|threatened|possible|(?:un)?likely|debated|ruled out|considered|expected|"
    r"pending|planned|(?:still )?(?:due|awaited|outstanding|under)|still)|ha[sd] (?:not|yet|(?:\w+ )?been "
    r"(?:talked|spoken|discussed|mooted|debated|rumou?red|delayed|blocked|expected|planned|awaited|postponed)))\b",
    re.I,
)

#: What says of a step that was to come that it was taken.
DID = (
    r",? (?:(?:which|as) (?:it|they|the country|both) (?:[a-z]+ly |then |later |in the end )*did\b(?! not|n't)|"
    r"and (?:[a-z]+ly |then |later |in the end )*(?:did so|so it did|so they did)\b)"
)
_DONE = re.compile(
    r"(?:(?: [^.;,]{0,20})?,? (?:which|and (?:this|that|it|so it did))|,[^,.;]{0,60},|) (?:took effect|"
    rf"became effective|entered into force|came to pass|happened)\b|{DID}",
    re.I,
)

#: What is denied, or a supposition to the end of its clause ("Even if Chile were one day accepted").
_IN_CASE = re.compile(
    r"\b(?:if|unless)\b(?! not)|\b(?:rumou?rs?|hoax|(?:not|hardly) (?:true|correct|the case)|untrue|false(?:ly)?|"
    r"wrong(?:ly)?|den(?:y|ied|ies)) (?:[\w-]+ ){0,3}that (?:the )?$",
    re.I,
)

#: Before what one only hopes ("hopes that with Chile on board").
_WISH = re.compile(r"\b(?:hop(?:e|es|ed|ing)|expect\w*|wish\w*|suppos\w+)(?: that)? $", re.I)
#: A body that is glad to welcome a country or has decided to admit it does so.
_DOES = re.compile(
    r"\b(?:proud|pleas\w+|delight\w*|happy|glad|honou?r\w*|privilege\w*|thrilled|excited|joy|decided|resolved|voted|chose|"
    r"agreed|like|(?:ceremony|reception|event)\b[^.;]*)\s+to\s+(?:\w+ly\s+)?$",
    re.I,
)


def supposed(before: str) -> bool:
    """Whether what stands before a statement in its clause makes it a mere supposition, or a rumour."""
    return bool(_IN_CASE.search(before))


def done(after: str) -> bool:
    """Whether what follows a statement says that it came about ("it would leave, which took effect")."""
    return bool(_DONE.match(after))


def verb(before: str, words: str) -> str:
    """Of a statement that begins with who acts: `words`, after `before` in the same clause."""
    bare = _ASIDE.sub(" ", words)
    if _NEGATED.search(bare) or _NEITHER.search(before):
        return "negated"
    if _SUPPOSED.search(bare) or _IF.search(before):
        return "hypothetical"
    if _AHEAD.search(bare) or (_ONCE.search(before) and _PRESENT.search(bare)):
        return "prospective"
    return "asserted"


def infinitive(before: str, words: str) -> str:
    """Of a statement in the infinitive or with a modal verb ("Ghana hopes to join")."""
    achieved = _ACHIEVED.search((_TOOK.search(before) and f"took {words}") or words)
    if achieved and not _HOPED.search(achieved[0]) and not _IF.search(before) and not _WILL.search(words):
        return "asserted"
    modality = verb(before, words)
    return "prospective" if modality == "asserted" else modality


def welcome(before: str, words: str) -> str:
    """Of what a body does with a country ("welcomes Chile as a member")."""
    if not (_MODAL.search(before) or _WISH.search(before)) or _DOES.search(before):
        return verb("", words)
    modality = verb("", before[-40:])
    return "prospective" if modality == "asserted" else modality


def noun(before: str, words: str, after: str) -> str:
    """Of a statement in a noun ("the accession of Chile")."""
    return "hypothetical" if _TALK.search(before) or _THEN.match(after) else verb("", words)
