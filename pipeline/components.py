"""Rollcall's rules as components of anyone's spaCy pipeline: `nlp.add_pipe("rollcall_dates")`.

What a component finds stands in `doc.spans` under its name: the label of a span is its kind, its `kb_id_` its value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.nlp import Reading, read

#: The components, and the kinds of mention that each of them marks.
KINDS = {
    "rollcall_names": ("country", "demonym", "body", "city"),
    "rollcall_dates": ("date",),
    "rollcall_resolutions": ("resolution",),
    "rollcall_counts": ("count",),
    "rollcall_memberships": ("membership",),
    "rollcall_conferences": ("conference",),
    "rollcall_people": ("person",),
}


@dataclass
class Marker:
    """Marks the mentions of some kinds in a document. The text is read once, however many markers see it."""

    name: str

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans[name]`."""
        if "rollcall" not in doc.user_data:
            doc.user_data["rollcall"] = read(doc.text, doc.lang_ or "en")
        reading: Reading = doc.user_data["rollcall"]
        spans = (
            doc.char_span(s.start, s.end, label=s.kind, kb_id=s.value, alignment_mode="expand")
            for s in reading.of(*KINDS[self.name])
        )
        doc.spans[self.name] = [span for span in spans if span is not None]
        return doc


def _register(component: str) -> Callable[[Language, str], Marker]:
    def create(nlp: Language, name: str) -> Marker:
        return Marker(component)

    Language.factory(component, func=create)
    return create


names, dates, resolutions, counts, memberships, conferences, people = map(_register, KINDS)
