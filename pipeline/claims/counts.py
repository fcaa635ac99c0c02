"""Count claims: which body a stated size belongs to, on which day, and whether it is asserted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pipeline.claims.affiliations import without_keepers
from pipeline.claims.asof import GROWN, day, partner
from pipeline.claims.scene import Scene
from pipeline.records import CountClaim, MembershipClaim, Mention, make_id
from pipeline.rulebook import table
from pipeline.values import commitment
from pipeline.values.bodies import TREATIES, nouns
from pipeline.values.counts import LEAST, Count
from pipeline.values.mainbody import BACKGROUND, wholes

#: Rules whose words state a size whatever the rest of the sentence hopes for or denies ("will meet its 38 members").
_FIRM = re.compile(
    r"initial\.|listed\.|total\.(?:compared|definite|all-states|n-member|number-members|label|with-members|are-party|of-body|m-of-n|states-of-body)|size\.(?:is|origin|signed|agreeing|listed)"
)
#: Rules that call a body what it is ("a coalition of 40"), unless that is what it is made.
_CALLED = frozenset(("total.club-of", "total.club-of-n"))
_MADE = re.compile(
    r"\b(?:be|becom\w+|mak\w+|turn\w*|grow\w*|creat\w+|form\w*|build\w*|found\w*|establish\w*|launch\w*|into|no|not)\b"
    r"[^.;]{0,60}$",
    re.I,
)
#: What has signatories and no other members.
_PLEDGES = frozenset(
    "accords declaration pledge call charter code compact pact principles challenge undertaking".split()
)
#: What says of states that they have signed.
_NAMES_PUT = re.compile(r" (?:have|has|had)(?: \w+)? put (?:their|its) names? to (?![^.;,]* as part)")
#: What a body has decided to do at once: who is let in thereby is in.
_ADMITS = re.compile(
    r"\b(?:agreed|decided|resolved|voted) to (?:admit|accept|let in|take in|welcome)\b", re.I
)
#: What others say is not said here.
_HEARSAY = re.compile(
    r"\b(?:people|some|many|it is|often|wrongly)\b[\w ]{0,20}\b(?:says?|said|claim(?:s|ed)?|believed?) that\b",
    re.I,
)
#: What was, and is denied of now.
_NO_LONGER = re.compile(r"\bno longer (?:the|an?|just|has|have|counts?|numbers?|is|are)\b[^,;]*$", re.I)
#: What is left of a bound that is denied: "never had more than 42".
_TURNED = {"gt": "le", "lt": "ge"}
#: What is denied only to be put right: "not 42 but 41".
_RATHER = re.compile(r"\bnot [^,;]{1,40} but (?:only |just |rather )?$", re.I)
#: What says behind a size that there is none such: "a coalition of 50 remains a dream".
_DREAM = re.compile(
    r"(?: (?:by|in) \d{4})? (?:is|are|was|remains?|remained|would be|seems?) (?:still )?(?:an?|the|our|its) (?:\w+ )?"
    r"(?:dream|goal|hope|aim|target|ambition|vision|illusion|possibility|prospect|option)\b",
    re.I,
)
#: Where a part of a clause begins, what tells that it has a verb of its own, what makes it hang on the part before, and
#: what there makes it hoped for.
_PARTS = re.compile(r", |\b(?:which|that|who)\b")
_FINITE = re.compile(
    r"\b(?:has|have|had|is|are|was|were|(?:count|number|compris|includ|unit|group|gather|total|embrac)(?:e?s|e?d)|"
    r"stands|stood|stopped|stuck|ended|peaked|counted|numbered|reached|reaches|grew|grows|rose|brings|brought|belongs?|went|fell|became)\b"
)
_HANGS = re.compile(r"\s*(?:when|once|after|if|so|at|by|with|unless|until|provided|as soon)\b", re.I)
_HOPED = re.compile(
    r"\b(?:if|unless|whether|once|when|until|provided|as soon as|in case|not|never|no longer|"
    r"(?:hop|expect|aim|plan|wish|intend|want|dream|imagin|suppos|predict|foresee|forecast)\w*"
    r"(?: that\b|(?: for| to)?\s*$))",
    re.I,
)
#: How many members the United Nations have.
_WORLD = 193
#: What begins what is to come: "Once Chad is in, the Coalition has 43 members".
_ONCE_IN = re.compile(
    r"\W*(?:once|when|as soon as|after)\b[^,;]*\b(?:is|are|joins|enters|accedes|ratifies|becomes|signs|comes)\b[^,;]*, "
    r"[^,;]*\b(?:has|have|counts?|numbers?|is|are)\b",
    re.I,
)
#: Who is called all of them is told of, whatever they are to do: "will bring together its 42 members".
_THEIRS = re.compile(
    r"(?<!have )(?<!be )(?<!become )(?<!reach )(?<!count )(?<!to )\b(?:all|(?:all )?(?:its|our|the))(?: now)? $",
    re.I,
)


def read(scene: Scene, memberships: Sequence[MembershipClaim]) -> Iterator[CountClaim]:
    """The sizes that a document states, and the places that its newcomers have in the order of accession.

    `memberships` tell which country holds an ordinal.
    """
    told = [*_stated(scene, memberships)]
    yield from told
    yield from _places(scene, memberships, told)


def _stated(scene: Scene, memberships: Sequence[MembershipClaim]) -> Iterator[CountClaim]:
    """The sizes that words tell."""
    scene = without_keepers(scene)
    for mention in scene.of("count"):
        beside = partner(scene, mention, "body")
        body, basis = (beside.value, "named") if beside else scene.body_of(mention)
        body = _admits(mention, body)
        if basis != "named" and body in _coalitions() and _is_worlds(scene, mention):
            body = "UN"
        if body and body not in _seated() and not _unbound(scene, mention, body, basis):
            count = Count.parse(mention.value)
            yield _claim(scene, mention, count, wholes().get(body, body), basis, memberships)


def _places(
    scene: Scene, memberships: Sequence[MembershipClaim], told: Sequence[CountClaim]
) -> Iterator[CountClaim]:
    """The places behind the founders that no words tell as such, but the row or the brackets of a newcomer."""
    acts = {m.mention_id: m for m in scene.of("membership")}
    places = {key for c in told if c.kind == "ordinal" for key in ((c.body, c.value), (c.evidence, c.value))}
    for held in (m for m in memberships if (m.action, m.modality) == ("join", "asserted")):
        place = held.ordinal or 0
        keys = {(held.body, place), (held.evidence, place)}
        mention = acts[held.mention_id]
        row = mention.rule_id.startswith("table.")
        if (row and held.ordinal) or (place >= LEAST and not keys & places):
            places |= keys
            count = Count("ordinal", "eq", place, "members")
            claim = _claim(scene, mention, count, held.body, held.body_basis, memberships)
            yield replace(claim, country=held.country, modality=held.modality)


@cache
def _seated() -> frozenset[str]:
    """Organs with elected seats: how many sit there is no membership of states."""
    return frozenset(row["code"] for row in table("bodies") if row["kind"] == "organ") - {"UNGA"}


@cache
def _coalitions() -> frozenset[str]:
    """Bodies of some states, which no one else's size is taken for."""
    return frozenset(
        row["code"] for row in table("bodies") if row["kind"] in {"coalition", "club", "initiative"}
    )


def _admits(mention: Mention, body: str) -> str:
    """The body whose place in the order of accession it is: the Security Council only proposes who enters."""
    return "UN" if body == "UNSC" and mention.value.startswith("ordinal ") else body


def _is_worlds(scene: Scene, mention: Mention) -> bool:
    """Whether a size that is no one's by name is that of the United Nations, in a text that names it or an organ."""
    size = Count.parse(mention.value)
    return (size.kind, size.value) == ("total", _WORLD) and any(
        b.value in BACKGROUND for b in scene.of("body")
    )


def _unbound(scene: Scene, mention: Mention, body: str, basis: str) -> bool:
    """Whether states have only signed what binds those who ratify it; accords or a pledge are only signed."""
    signatory = " signator" in mention.value.lower()
    signed = (
        mention.rule_id == "size.signed"
        or (mention.rule_id == "total.label" and signatory)
        or scene.plain.endswith(" been signed by ", 0, mention.start)
    )
    signed = signed or bool(_NAMES_PUT.match(scene.plain, mention.end))
    called = nouns().get(body, frozenset())
    if signatory and mention.value.startswith("ordinal ") and basis == "document" and not called & _PLEDGES:
        return True
    return signed and bool(called & TREATIES)


def _claim(
    scene: Scene,
    mention: Mention,
    count: Count,
    body: str,
    basis: str,
    memberships: Sequence[MembershipClaim],
) -> CountClaim:
    document, held = scene.document, _held(count, mention, memberships)
    when = day(scene, mention, count)
    published = document.published
    as_of_basis = (
        "stated" if when else "published" if published and count.kind in {"total", "listed"} else "none"
    )
    modality = _modality(scene, mention, count, held)
    if modality == "negated" and count.relation in _TURNED:
        count, modality = replace(count, relation=_TURNED[count.relation]), "asserted"
    first, last = (when.date_start, when.date_end) if when else (published, published)
    if as_of_basis == "none":
        first = last = None
    return CountClaim(
        make_id("count", mention.mention_id, body),
        document.doc_id,
        mention.mention_id,
        body,
        basis,
        count.counted,
        count.kind,
        count.relation,
        count.value,
        held[0].country if held else None,
        first,
        last,
        as_of_basis,
        published,
        document.publisher,
        modality,
        mention.sentence,
    )


def _modality(scene: Scene, mention: Mention, count: Count, held: Sequence[MembershipClaim]) -> str:
    """What the words up to the number commit to; with an ordinal's own words ("the would-be 40th member").

    A place is a fact if the accession is that it belongs to, one of those `held`. Where a body may come from ("would
    grow from 27 to 36") is no matter of what it may become.
    """
    if _DREAM.match(scene.plain, mention.end):
        return "hypothetical"
    before = scene.plain[mention.start - 5 : mention.start]
    if any(m.modality == "asserted" for m in held):
        return "asserted"
    if _FIRM.match(mention.rule_id) or (before == "from " and mention.rule_id in GROWN):
        return "asserted"
    start, _ = scene.sentence(mention)
    if _NO_LONGER.search(scene.clause(start, mention.start)):
        return "negated"
    if mention.rule_id in _CALLED and not _MADE.search(
        scene.plain, max(start, mention.start - 90), mention.start
    ):
        return "asserted"
    end = mention.end if count.kind == "ordinal" else mention.start
    if _HEARSAY.search(scene.plain, start, mention.start):
        return "hypothetical"
    theirs = _THEIRS.search(scene.plain, max(start, mention.start - 30), mention.start)
    if theirs and count.kind != "ordinal":
        return "asserted"
    clause = scene.clause(start, end)
    if _ONCE_IN.match(clause):
        return "prospective"
    return commitment.verb("", _ADMITS.sub("admitted", _told(clause)))


def _told(clause: str) -> str:
    """The part of a clause that tells a size: the last one, if it has a verb of its own and hangs on nothing supposed
    or hoped for ("Asked who would come, he said there were 42")."""
    clause = _RATHER.sub("", clause)
    _, but, after = clause.rpartition(" but ")
    clause = after if but and _FINITE.search(after) else clause
    last = _PARTS.split(clause)[-1]
    own = _FINITE.search(last) or not last.strip()
    if not own or _HANGS.match(last) or _HOPED.search(clause, 0, len(clause) - len(last)):
        return clause
    return last


def _held(count: Count, mention: Mention, memberships: Sequence[MembershipClaim]) -> list[MembershipClaim]:
    """The accessions, of one country, to which the same sentence gives this place."""
    if count.kind != "ordinal":
        return []
    held = [m for m in memberships if m.ordinal == count.value and m.evidence == mention.sentence]
    return held if len({m.country for m in held}) == 1 else []
