"""What the codes in the published tables mean, column by column.

The columns themselves declare which codes they may hold (records.py); a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

Codes = Mapping[str, str]

_SOURCES: Codes = {
    "meta": "in the file's own metadata",
    "text": "in the first lines of the text",
    "filename": "in the name of the file",
    "sidecar": "in the `.meta.toml` beside the file",
}
_BASES: Codes = {
    "named": "the sentence names the body",
    "referred": "the sentence refers to it (“the coalition”)",
    "document": "it is what the document is mainly about",
}
_RELATIONS: Codes = {
    "eq": "exactly",
    "gt": "over, more than",
    "ge": "at least",
    "lt": "nearly, almost, fewer than",
    "le": "up to, no more than",
    "approx": "about, some, around",
}
_MODALITIES: Codes = {
    "asserted": "the words say that it is so",
    "prospective": "it is to come: would become, is expected to",
    "negated": "it is denied",
    "hypothetical": "it is imagined: if, were to",
}
_VERDICTS: Codes = {
    "accepted": "agrees with the reconciled history",
    "rejected": "doesn't; `reason` and `explanation` say why",
}
#: Why a claim was accepted or rejected, or was not judged.
REASONS: Codes = {
    "consistent": "accepted: true on one of the days that it speaks of",
    "undated": "accepted: bears no day, and nothing dated speaks against it",
    "duplicate": "accepted: repeats a claim of an earlier document with nearly the same text",
    "approximate": "accepted: an estimate (“about 50”) near enough; rejected: a round number given as an exact one",
    "convention": "rejected: counts others too, such as departed members and observers",
    "stale": "rejected: was true earlier and is no longer",
    "off_by_one": "rejected: one more or one less than the size of its day",
    "incomplete_list": "rejected: an enumeration that leaves members out",
    "implausible": "rejected: fits no history that the other claims allow",
    "not_asserted": "not judged: the words don't say that it is so",
    "decision": "a person settled it in `decisions.csv`",
}

#: The meaning of each code, by `table.column`.
CODES: Mapping[str, Codes] = {
    "documents.published_basis": _SOURCES,
    "documents.title_basis": _SOURCES,
    "documents.publisher_basis": _SOURCES,
    "documents.url_basis": _SOURCES,
    "documents.language_basis": _SOURCES,
    "mentions.verdict": {
        "accepted": "a person said that it is right",
        "rejected": "a person said that it is wrong: no claim is made of it",
    },
    "count_claims.body_basis": _BASES,
    "count_claims.kind": {
        "total": "the size now or at a stated time",
        "ordinal": "the place that a country takes in the order of accession (34th member)",
        "listed": "the number of names in an enumeration given as the whole membership",
        "initial": "the size at the foundation",
    },
    "count_claims.relation": _RELATIONS,
    "count_claims.as_of_basis": {
        "stated": "the words name the day",
        "published": "the day of publication",
        "none": "no day is known",
    },
    "count_claims.modality": _MODALITIES,
    "count_claims.verdict": _VERDICTS,
    "count_claims.reason": REASONS,
    "membership_claims.body_basis": _BASES,
    "membership_claims.action": {
        "founding": "is one of the founders",
        "join": "joins",
        "leave": "leaves",
        "listed": "is named as a member, without its accession being told",
        "observer": "is or becomes an observer",
        "applicant": "has asked to join, or is invited to",
        "suspended": "is suspended, which is not leaving",
    },
    "membership_claims.modality": _MODALITIES,
    "membership_claims.verdict": _VERDICTS,
    "membership_claims.reason": REASONS,
    "conference_claims.participants_relation": _RELATIONS,
    "memberships.status": {
        "member": "a member at the end of the record",
        "former": "was a member and left",
        "observer": "an observer, never counted as a member",
    },
    "issues.stage": {
        "ingest": "reading the files",
        "extract": "finding mentions",
        "relate": "making claims of them",
        "reconcile": "settling the claims",
        "publish": "making the tables",
    },
}
