"""Makes raw text readable without changing what it says, and tells its language.

`tidy` settles how characters are written (one normal form, one kind of space, nothing invisible); quotation marks,
dashes and diacritics stay as they are. What belongs to the page and not to the text is cut by `formats.furniture`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

#: Fewer words than this don't tell their language: "A/RES/75/123" is no Afrikaans.
MIN_WORDS = 5

#: Languages of announcements. A text in another one gets the nearest; a list that knew more would take English names
#: for Afrikaans or Catalan.
LANGUAGES = (
    "ar bg cs da de el en es et fi fr he hr hu hy id is it ja ka ko lt lv mn nl no pl pt ro ru sk sl sv tr uk zh"
).split()
#: How much likelier English is before a word is read: a list of foreign names with two English words is English.
ENGLISH_FIRST = 5.0
#: Characters that are looked at: enough to be sure, and a long text costs no more than a short one.
LANGUAGE_SAMPLE = 1000

#: What counts as a word: letters, or one sign of a script that doesn't part its words.
_WORD = re.compile(r"(?<!\S)[^\W\d_\u2e80-\uffff]+|[\u2e80-\uffff]")

_SENTENCE_END = re.compile(r"[.!?。][)”’\"'»\]]*(?=\s+\D|\s*$)")
_ENDED = re.compile(r"[.!?:;。][)”’\"'»\]]*$")

#: A headline has at most so many words, and stands in one of the first lines.
TITLE_WORDS = 25
TITLE_LINES = 6
#: A line of at most so many words may be a letterhead.
LETTERHEAD = 4
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_TITLE = re.compile(
    r"(?:for immediate release|(?:press|media|news|joint)? ?(?:release|note|statement|advisory|communiqué|news)s?"
    r"|editorials?|(?:posted|published|date|by|from)\b.*|(?:[^\W\d]+, )?[^\W\d]* ?\d{1,2},? [^\W\d]* ?\d{4}"
    r"|[-*•·●▪–—] .*)\W*$",
    re.IGNORECASE,
)

_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_JOINERS = [0xAD, 0x34F, 0x180E, *range(0x200B, 0x200E), 0x2060, 0xFEFF]
_DIRECTIONS = [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2061, 0x2070)]
_CONTROLS = [c for c in (*range(0x20), *range(0x7F, 0xA0)) if c not in b"\t\n"]
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), "ff fi fl ffi ffl st st".split(), strict=True))

_CHARACTERS: dict[int, str] = {
    **dict.fromkeys((*_CONTROLS, *_JOINERS, *_DIRECTIONS), ""),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # halves of characters, which no file can hold
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys((0x0D, 0x0B, 0x0C, 0x85, 0x2028), "\n"),
    0x2029: "\n\n",
    **dict.fromkeys((0x2010, 0x2011), "-"),  # a hyphen that must not break is a hyphen
    **dict.fromkeys((0xF0A7, 0xF0B7), "•"),  # word processors' bullets
    **_LIGATURES,
}

_UNUSUAL = re.compile("[" + "".join(map(re.escape, map(chr, _CHARACTERS))) + "]")
_GAP = re.compile(r"[ \t]{2,}")


def tidy(text: str) -> str:
    """`text` in Unicode NFC, with plain spaces and line ends, without invisible and control characters.

    Runs of spaces become one space, or one tab where a tab was among them; lines lose the spaces at their ends.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    text = _UNUSUAL.sub(lambda found: _CHARACTERS[ord(found[0])], text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _GAP.sub(lambda gap: "\t" if "\t" in gap[0] else " ", text)
    return "\n".join(line.strip(" \t") for line in text.split("\n")).strip()


def has_sentence(text: str) -> bool:
    """Whether a paragraph is running text: five words, and an end of a sentence, which "11.10. 14:22" is not."""
    return len(text.split(None, 5)) > 4 and _SENTENCE_END.search(text) is not None


def is_ended(line: str) -> bool:
    """Whether a line ends as a sentence, a clause or an announcement of a list does."""
    return _ENDED.search(line[-10:]) is not None


def title(text: str) -> str | None:
    """The headline of a text without metadata: a short line before its running text, no label, byline, date or item.

    The first such line, unless a longer one follows: "Freedom Online Coalition" is a letterhead. A headline in
    capitals may go on in the next line. None if the text begins at once.
    """
    lines = []
    for line in [line for line in text[:4000].split("\n") if line][:TITLE_LINES]:
        if len(line.split(None, TITLE_WORDS)) > TITLE_WORDS or (line.endswith(".") and has_sentence(line)):
            break
        if not _NO_TITLE.match(line) and _LETTERS.search(line):
            lines.append(line)
    if len(lines) > 1 and lines[0].isupper() and lines[1].isupper():
        return f"{lines[0]} {lines[1]}"
    return next((line for line in lines if line.count(" ") + 1 > LETTERHEAD), lines[0] if lines else None)


def language(text: str) -> str:
    """The language of `text` as ISO 639-1, one of LANGUAGES; 'und' below MIN_WORDS words."""
    if len(_WORD.findall(text[:LANGUAGE_SAMPLE])) < MIN_WORDS:
        return "und"
    ranked = _identifier().rank(text[:LANGUAGE_SAMPLE])
    return str(max(ranked, key=lambda pair: pair[1] * (ENGLISH_FIRST if pair[0] == "en" else 1.0))[0])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
