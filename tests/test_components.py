"""The rules work as components of another spaCy pipeline."""

from __future__ import annotations

import spacy

from pipeline.components import KINDS


def test_every_component_marks_its_kinds() -> None:
    nlp = spacy.blank("en")
    for name in KINDS:
        nlp.add_pipe(name)
    doc = nlp(
        "Foreign Minister Margus Tsahkna of Estonia said that NATO, with 32 members, met on 9 July 2024, that Sweden "
        "joined NATO on 7 March 2024, that resolution A/RES/79/1 stands, and that the NATO Summit in Washington ended."
    )
    found = {name: [(span.text, span.kb_id_) for span in doc.spans[name]] for name in KINDS}
    assert ("9 July 2024", "2024-07-09") in found["rollcall_dates"]
    assert ("Estonia", "EST") in found["rollcall_names"]
    assert ("32 members", "total eq 32 members") in found["rollcall_counts"]
    assert ("A/RES/79/1", "A/RES/79/1") in found["rollcall_resolutions"]
    assert [value for _, value in found["rollcall_memberships"]] == ["join SWE @2024-03-07"]
    assert [text for text, _ in found["rollcall_people"]] == ["Margus Tsahkna"]
    assert [text for text, _ in found["rollcall_conferences"]] == ["NATO Summit"]
