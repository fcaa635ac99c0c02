"""The body that a statement of membership speaks of: the one named in it or gone on about, not one only met there."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.claims.scene import Scene
from pipeline.records import Mention
from pipeline.values.acts import Act
from pipeline.values.bodies import nouns
from pipeline.values.mainbody import BACKGROUND, unjoined, wholes

#: Bodies to whose seats states are elected for a term: a seat is no accession.
ELECTED = frozenset(("UNSC", "HRC", "ECOSOC", "PBC"))
#: What is joined is the organisation then, though only its organ is named ("admitted as the 193rd Member State").
_MEMBER_STATE = re.compile(r"\bmember states?\b", re.I)
#: Behind "UN": another body of its family ("UN health agency"), or the keeper of a treaty's instruments.
_FAMILY = re.compile(
    r"(?: [\w'-]+){0,3} (?:agency|body|organi[sz]ation|fund|programme|treaty|convention)\b", re.I
)
#: Before the UN as a mere place: "Peru signed up at the United Nations".
_VENUE = re.compile(r"\b(?:at|beside) (?:the )?$", re.I)
_DEPOSIT = re.compile(r"\b(?:instrument|acceptance|ratification|notification|notif\w+)s?\b", re.I)
#: Before a body that only keeps what is deposited: "handed in its instrument at the headquarters of".
_KEEPER = re.compile(
    r"\b(?:deposit\w*|lodg\w+|hand\w*|submit\w*|fil\w+)\b[^.;]{0,60}?\b(?:instruments?|ratifications?|acceptances?|papers?)"
    r"[^.;,]{0,60}? (?:with|at) (?:the )?(?:[\w-]+ of (?:the )?)?$",
    re.I,
)
#: Between a country and a body that is listed beside it.
_BESIDE = re.compile(
    r"(?:,|,? (?:and|as well as|along with|together with))(?: the)?(?: european commission,? and)? (?:the )?",
    re.I,
)
#: Before a body that a country joins or leaves for, while it leaves or joins the one spoken of.
_FOR = {
    "leave": re.compile(
        r"\b(?:(?:up)?on|after|before|when|as|by|following|to|way|for|since)\b [^.;,]{0,20}?\b(?:accession|entry|"
        r"join\w*|becoming|became|acced\w+|enter\w*|into|membership|admi\w+)\b[^.;,]{0,40}$",
        re.I,
    ),
    "join": re.compile(
        r"\b(?:(?:up)?on|after|before|when|following|having)\b [^.;,]{0,20}?\b(?:leaving|left|withdr\w+|quit\w*|"
        r"exit\w*|departure)\b[^.;,]{0,40}$",
        re.I,
    ),
}
#: Before a body that comes in behind a country.
_FOLLOWED = re.compile(r"^[^.;:]{0,60}\b(?:followed|succeeded|joined) (?:\w+ )?by (?:the )?$", re.I)
_GOES_ON = re.compile(
    r"(?! (?:announc|sa(?:id|ys)|not|confirm|report|add|declar|explain|wrote)[a-z]*,)"
    r"(?: commission)?(?:,|\.|$| (?:and|as|ha[ds]|have|are|were|to|tak\w+|took|participat\w+|attend\w*|s[ia]t|hold|"
    r"held|enjoy\w*|serve|follow|both|also|all|\w+ed)\b)",
    re.I,
)
#: Between a country and a body of which it is something already, or by which it was spoken for, while it joins another.
_ALREADY = re.compile(
    r",? (?:(?:which|who|that) (?:is|was|has been) |itself |until then |previously |so far |formerly )*(?:an? )?"
    r"(?:[\w-]+ )?(?:(?:members?|member states?|party|part|ally|candidate) (?:of|to|in|for)|"
    r"(?:covered|represented|spoken for|bound) (?:by|through)) (?:the )?",
    re.I,
)
#: Around a body that only held a meeting.
_AT = re.compile(
    r"(?:\bat [^.;,]{2,20}, the |"
    r"\b(?:at|during|before|after|(?:margins|sidelines|fringes|occasion) of) (?:the |its )?(?:[\w-]+ )?)\Z",
    re.I,
)
_PARTIES = re.compile(r"(?:conference|meeting|assembly) of (?:the )?(?:states )?parties\b", re.I)
_MEETING = re.compile(r"(?:'s)? (?:[\w-]+ )?(?:summit|meeting|conference|ministerial|plenary|forum)\b", re.I)
#: What is put in between a country and what it does.
_ASIDE = re.compile(r",[^,;.]+,")
#: Before the UN as a mere measure of who may join.
_TOO = re.compile(
    r"\b(?:every|any|each|all|other|open to)(?: the)? (?:\w+ )?(?:members?|countr\w+)(?: states?)? of (?:the )?$",
    re.I,
)


def body(scene: Scene, mention: Mention) -> tuple[str, str]:
    """The body joined: an assembly admits to the organisation that it is part of."""
    body, basis = _without_ties(scene, mention).body_of(mention)
    if body == "UN" and basis == "named" and _not_meant(scene, mention):
        body, basis = scene.body, "document"
    if (
        body == "UN"
        and basis == "document"
        and all(_TOO.search(scene.plain, 0, b.start) for b in scene.of("body") if b.value == "UN")
    ):
        return "", ""
    if body in ELECTED and _MEMBER_STATE.search(scene.plain[mention.start : mention.end]):
        return "UN", "document"
    if body in ELECTED and (basis == "referred" or _in_aside(scene, mention, body)):
        body, basis = scene.body, "document"
    if (
        basis == "named"
        and scene.body
        and any(aside(scene, mention, body) for aside in (_only_reason, _only_met, _in_passing))
    ):
        body, basis = scene.body, "document"
    if basis == "document" and mention.rule_id.startswith("same."):
        body = _before(scene, mention) or body
    return wholes().get(body, body), basis


def _before(scene: Scene, mention: Mention) -> str:
    """The one body of the sentence before, in which a statement stands that this one takes up; '' if none."""
    start, _ = scene.sentence(mention)
    first, end = scene.around(max(0, start - 1))
    named = {b.value for b in scene.within(first, end, "body")} - unjoined()
    return named.pop() if len(named) == 1 and "\n\n" not in scene.plain[end - 2 : start + 2] else ""


def _in_passing(scene: Scene, mention: Mention, body: str) -> bool:
    """Whether a passage on how a body grew names another one only by the way, in another sentence."""
    here = scene.within(*scene.sentence(mention), "body")
    history = mention.rule_id.startswith(("newcomer.", "same."))
    return not here and body in (unjoined() if history else unjoined() - BACKGROUND)


def _in_aside(scene: Scene, mention: Mention, body: str) -> bool:
    """Whether a body is named only in what is put in behind the country: "Togo, angry at the Council, withdrew"."""
    aside = _ASIDE.search(scene.plain, mention.start, mention.end)
    named = [b for b in scene.within(mention.start, mention.end, "body") if b.value == body]
    return bool(aside and named and all(aside.start() < b.start and b.end < aside.end() for b in named))


def _without_ties(scene: Scene, mention: Mention) -> Scene:
    """The scene without the bodies that a joining country is in already ("Chile, a member of the UN, joined")."""
    if Act.parse(mention.value).action != "join":
        return scene
    named = scene.within(mention.start, mention.end, "country", "body")
    ties = [
        body
        for country, body in pairwise(named)
        if (country.kind, body.kind) == ("country", "body")
        and _ALREADY.fullmatch(scene.plain[country.end : body.start])
        and "," in scene.plain[body.end : mention.end]
    ]
    return scene.without(ties)


def _only_reason(scene: Scene, mention: Mention, body: str) -> bool:
    """Whether the body named beside a mention is only why: "left on joining the OECD" is no leave from the OECD."""
    reason = _FOR.get(Act.parse(mention.value).action)
    start, end = scene.sentence(mention)
    named = [b for b in scene.within(start, end, "body") if b.value == body]
    outside = all(b.start >= mention.end or b.end <= mention.start for b in named)
    return outside and any(reason and reason.search(scene.plain[start : b.start]) for b in named)


def _only_met(scene: Scene, mention: Mention, body: str) -> bool:
    """Whether the body named beside a mention only held the meeting at which something was said or done."""
    start, end = scene.sentence(mention)
    named = [b for b in scene.within(start, end, "body") if b.value == body]
    return bool(named) and all(
        _MEETING.match(scene.plain, b.end) and _AT.search(scene.plain, start, b.start) for b in named
    )


def _not_meant(scene: Scene, mention: Mention) -> bool:
    """Whether the UN is named near a mention only as the keeper of its instrument, as a place, or for an agency of its
    family."""
    start, end = scene.sentence(mention)
    others = [b for b in scene.within(start, end, "body") if b.value == "UN"]
    agency = any(_FAMILY.match(scene.plain[b.end : b.end + 60]) for b in others)
    venue = scene.body and all(_VENUE.search(scene.plain[max(0, b.start - 20) : b.start]) for b in others)
    return agency or bool(venue or _DEPOSIT.search(scene.plain[mention.start : mention.end]))


def without_fellows(scene: Scene) -> Scene:
    """The scene without the bodies that are only listed among countries ("Japan, the EU and UNESCO are observers")."""
    named = sorted(scene.of("country", "body"), key=lambda m: m.start)
    fellows: set[Mention] = set()
    for one, two in pairwise(named):
        listed = one.kind == "country" or one in fellows
        between, after = scene.plain[one.end : two.start], scene.plain[two.end : two.end + 20]
        after_others = listed and _FOLLOWED.search(between)
        owned = two.value == "UNGA" and one.kind == "body" and between == " "  # "INTERPOL General Assembly"
        beside = _BESIDE.fullmatch(between) and _GOES_ON.match(after)
        if owned or (two.kind == "body" and listed and (beside or after_others)):
            fellows.add(two)
    return scene.without(fellows)


def without_keepers(scene: Scene) -> Scene:
    """The scene without the bodies that only keep the instruments of the one it is about."""
    return scene.without(
        [
            b
            for b in scene.of("body")
            if scene.body not in ("", b.value) and _KEEPER.search(scene.plain, scene.sentence(b)[0], b.start)
        ]
    )


def without_meetings(scene: Scene) -> Scene:
    """The scene without meetings of parties and the letters that stand for them ("Conference of the Parties (COP)"):
    what is joined is the treaty."""
    named = {b.value for b in scene.of("body") if _PARTIES.match(b.text)} - nouns().keys()
    return scene.without([b for b in scene.of("body") if b.value in named])
