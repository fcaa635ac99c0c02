"""The names of `rules/names/*.csv` in a document: countries, demonyms, bodies, cities, and what only looks like one.

spaCy's English tokenizer and PhraseMatcher do the matching. Of overlapping names the longest wins, whatever its kind:
"Papua New Guinea" is not Guinea, "New Mexico" is no country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.rulebook import table

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokenizer import Tokenizer

#: So many words are tokenized once: names alone are as many as spaCy remembers on its own.
_CACHED = 100_000
#: Kinds by which a tie of equal length is settled.
_RANK = {"trap": 0, "body": 1, "country": 2, "demonym": 3, "city": 4}
#: What goes on a word.
_JOINED = re.compile(r"[^\W²³¹⁰-⁹]|[@#]")
#: What tokens don't end at though words do: dashes, and the marks of footnotes.
_APART = re.compile(r"[-/\[\]*†²³¹⁰-⁹]")
#: A line's end within a sentence.
_WRAPPED = re.compile(r"\n(?<=[a-z,]\n)(?=[A-Za-z])")
#: How far above its row the head of a table stands, in characters.
_TABLE = 2_000
#: An address that goes on.
_ADDRESS = re.compile(r"(?:\w[.:/]|\b[a-z])[\w./-]*/$")

#: Around an acronym that speaks of a body's members: "members of ESA", "left the IWC", "ESA's 23 Member States".
_OF = re.compile(
    r"\b(?:members?(?: states?| countries)? of|membership (?:of|in)|make up|(?:re-?)?join(?:s|ed|ing)?|"
    r"admi\w+ (?:in)?to|acced\w+ to|(?:accession|entry|adherence|part(?:y|ies)|belong(?:s|ed|ing)?) to|left|"
    r"leav(?:es?|ing)|"
    r"quit(?:s|ting)?|exit(?:ed|s|ing)?|"
    r"(?:withdr\w+|exit|departure|expelled) from|observers? (?:status )?(?:of|at|in|to)) (?:the )?$",
    re.I,
)
_HAS = re.compile(
    r"(?:'s)?,? (?:(?!with|and|but|while)[\w'-]+,? ){0,8}?"
    r"(?:member(?:s|ship|[- ]states?)?|(?:states|contracting) parties|observers?)\b|"
    r" (?:was |is |were )?(?:founded|established|born|created|launched|set up)\b|"
    r" (?:welcom|admit)\w+ [^.;]{1,40}? as (?:its|a|the) [\w-]+ member\b",
    re.I,
)
#: The head of a table with a column of sizes, and the rest of a row with a figure: "PIF | 1971 | 18".
_SIZES = re.compile(
    r"\|[ *]*(?:number of )?(?:members?(?:hip)?|(?:member|participating) (?:states|countries)|parties)[ *]*(?:\||$)",
    re.I | re.M,
)
_FIGURES = re.compile(r"[ *]*(?:\|[^\n]*)?\| ?\d{1,3} ?(?:\||$)", re.M)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the gazetteers have it. `weak` names count only in documents that also give the body's full name, or
    speak of its members."""

    words: str
    kind: str
    value: str
    language: str
    exact: bool
    weak: bool = False


@cache
def tokenizer() -> Tokenizer:
    """spaCy's English tokenizer, which works out no more of a word than that by which names are matched.

    It has no special cases: one of them, the line break, stops its cache (spaCy issue 13950), and names are tokenized
    alike on both sides without them.
    """
    from spacy import util
    from spacy.attrs import LOWER  # type: ignore[import-not-found]
    from spacy.lang.en import English
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

    parting = English.Defaults
    return Tokenizer(
        Vocab(lex_attr_getters={LOWER: str.lower}),
        prefix_search=util.compile_prefix_regex(parting.prefixes or ()).search,
        suffix_search=util.compile_suffix_regex(parting.suffixes or ()).search,
        infix_finditer=util.compile_infix_regex(parting.infixes or ()).finditer,
        token_match=parting.token_match,
        url_match=parting.url_match,
        max_cache_size=_CACHED,
    )


@cache
def names() -> tuple[Name, ...]:
    """Every name of the gazetteers."""
    return tuple([*_countries(), *_bodies(), *_cities(), *_traps()])


def _countries() -> Iterable[Name]:
    for row in table("country_names"):
        kind = "demonym" if row["kind"] == "demonym" else "country"
        yield Name(row["name"], kind, row["code"], row["language"], row["case"] == "exact")


def _bodies() -> Iterable[Name]:
    for row in table("body_names"):
        weak = row["kind"] == "weak"
        yield Name(row["name"], "body", row["code"], row["language"], row["case"] == "exact", weak)


def _cities() -> Iterable[Name]:
    for row in table("cities"):
        yield Name(row["city"], "city", row["name"] or row["city"], "*", False)


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """The countries that a city may lie in, by its usual English name."""
    homes: dict[str, tuple[str, ...]] = {}
    for row in table("cities"):
        if not row["name"]:
            homes[row["city"]] = tuple(row["country"].split("|"))
    return homes


def _traps() -> Iterable[Name]:
    for row in table("not_countries"):
        exact = row["note"] == "news media"  # "Malta Today" is a paper, "Malta today" is not
        yield Name(row["phrase"], "trap", row["kind"], "*", exact)


@dataclass(frozen=True, slots=True)
class Matchers:
    """Matchers by exact case and by lower case for some names, and the names by key."""

    exact: PhraseMatcher
    lower: PhraseMatcher
    names: Mapping[str, tuple[Name, ...]]


@cache
def _matchers(languages: tuple[str, ...], elided: bool) -> Matchers:
    """Matchers for the names of some languages, in texts that elide articles or in others."""
    from spacy.matcher import PhraseMatcher

    token = tokenizer()
    exact, lower = PhraseMatcher(token.vocab, attr="ORTH"), PhraseMatcher(token.vocab, attr="LOWER")
    keys: dict[str, list[Name]] = {}
    for name in names():
        if name.language in languages:
            key = f"={name.words}" if name.exact else f"~{name.words.lower()}"
            keys.setdefault(key, []).append(name)
    for key, found in keys.items():
        written = {name.words for name in found}
        written |= {name.words.upper() for name in found if name.exact and " " in name.words}  # in a title
        (exact if key[0] == "=" else lower).add(
            key, [token(_apart(words, elided)) for words in sorted(written)]
        )
    return Matchers(exact, lower, {key: tuple(found) for key, found in keys.items()})


def find(plain: str, language: str) -> list[tuple[int, int, Name]]:
    """(start, end, name) of every name in a plain text, longest first where they overlap, in order."""
    elided = language in {"fr", "it"}
    doc = tokenizer()(_apart(plain, elided))
    found: list[tuple[int, int, Name]] = []
    for languages in [("*", "en"), *([(language,)] if language != "en" else [])]:
        known = _matchers(languages, elided)
        for matcher in (known.exact, known.lower):
            for span in matcher(doc, as_spans=True):
                start, end = span.start_char, span.end_char
                if _whole(plain, start, end):
                    named = known.names[span.label_]
                    found += [(start, end, name) for name in named if _cased(plain[start:end], name)]
    return _settle(plain, found)


def _apart(plain: str, elided: bool) -> str:
    """A text whose dashes and elided articles stand apart, as in "(CRI)-Italy" and "l'Italie", and whose lines go on
    where a name does ("United\nKingdom"); offsets stay."""
    plain = _WRAPPED.sub(" ", _APART.sub(" ", plain))
    return plain.replace("'", " ") if elided else plain


def _whole(plain: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end, and it isn't part of an address ("freedomonline.ee", "@NATO")."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before == "/" and _ADDRESS.search(plain, max(0, start - 80), start):
        return False
    return not (_JOINED.fullmatch(before) or _JOINED.fullmatch(after))


def _cased(words: str, name: Name) -> bool:
    """Names start with a capital ("turkey" is a bird), but "the mine-ban convention" is one too."""
    return (
        name.exact
        or words[0].isupper()
        or not name.words[0].isupper()
        or (name.kind == "body" and " " in words)
    )


def _has_members(plain: str, start: int, end: int) -> bool:
    """Whether the words around a name speak of its members, or a table of sizes has it in a row."""
    if _OF.search(plain[max(0, start - 40) : start]) or _HAS.match(plain[end : end + 90]):
        return True
    return bool(_FIGURES.match(plain, end) and _SIZES.search(plain, max(0, start - _TABLE), start))


def _settle(plain: str, found: list[tuple[int, int, Name]]) -> list[tuple[int, int, Name]]:
    strong = {
        name.value
        for start, end, name in found
        if name.kind == "body" and (not name.weak or _has_members(plain, start, end))
    }
    found = [hit for hit in found if not hit[2].weak or hit[2].value in strong]
    found.sort(key=lambda hit: (hit[0] - hit[1], _RANK[hit[2].kind], hit[0], hit[2].value))
    taken, kept = bytearray(max((end for _, end, _ in found), default=0)), []
    for start, end, name in found:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, name))
    return sorted(kept, key=lambda hit: hit[0])
