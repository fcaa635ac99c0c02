"""Reads a named person with a role as `Margus Tsahkna | Foreign Minister | EST`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.nlp import Hit, Reading, Span, longest


@dataclass(frozen=True, slots=True)
class Named:
    """A person, as it stands in a mention's value; `party` is a country's or a body's code, or nothing."""

    name: str
    role: str
    party: str

    def __str__(self) -> str:
        return f"{self.name} | {self.role} | {self.party}"

    @classmethod
    def parse(cls, value: str) -> Named:
        """The inverse of `str`."""
        return cls(*value.split(" | "))


def read(hit: Hit) -> Iterable[Span]:
    """The person, with the state or body beside the role."""
    parties = [s for group in ("state", "state2") for s in hit.spans(group, "country", "demonym", "body")]
    countries = [s for s in parties if s.kind != "body"] or parties
    start, end = hit.offsets("name")
    name = hit.reading.text[start:end].removesuffix("'s").removesuffix("’s")
    role = re.sub(r"^(?:then|former|outgoing) ", "", " ".join(hit.words("role").split()))
    named = Named(name, role.removesuffix(" of the").removesuffix(" of"), countries[0].value if countries else "")
    yield replace(hit.span(str(named), "name"), end=start + len(name))


def finish(reading: Reading, spans: list[Span]) -> list[Span]:
    """One reading for each name: the one that knows the state, and most of the role."""
    ranked = sorted(spans, key=lambda s: (not Named.parse(s.value).party, -len(s.value), s.start))
    return longest(ranked)
