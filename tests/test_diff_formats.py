"""A difference in each of its formats: what documents say stays text, and a comment stays short."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from desk import Tags
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.published import TABLES
from pipeline.review import data, lines, markup, words
from pipeline.review.changes import LOST, WHATS, Cause, Change, Diff, Field

HOSTILE = "</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) `x` ```` @here \u202egnp.exe \x1b[31m | **b**"


def hostile(number: int = 1) -> Diff:
    """A difference in which every text that a document can bring is hostile."""
    names = ("kind", "text", "value", "title", "name", "role", "code", "stage", "detail", "body", "country")
    row = dict.fromkeys(names, HOSTILE) | {"start": 1, "members": 1}
    causes = (Cause("document", HOSTILE, "edited"),)
    changes = tuple(
        Change(table, (f"{HOSTILE}{i}",), what, (Field("value", HOSTILE, (HOSTILE,)), Field("text", HOSTILE, None)),
               row, causes, HOSTILE, f"So: {HOSTILE}!", HOSTILE, 3, 9, HOSTILE)
        for table in TABLES for what in WHATS for i in range(number)
    )  # fmt: skip
    return Diff(HOSTILE, HOSTILE, causes, changes, ("a note",))


def inert(text: str) -> bool:
    return not any(char in text for char in "\u202e\x1b")


def test_hostile_text_is_text_on_the_terminal() -> None:
    shown = "\n".join(lines.text(hostile(), False))
    assert inert(shown)
    assert "<U+202E>gnp.exe <U+001B>[31m" in shown


def test_hostile_text_is_text_on_the_page() -> None:
    page = markup.page(hostile())
    tags = Tags(page)
    assert inert(page)
    assert not {"script", "img", "iframe"} & {tag for tag, _ in tags.tags}
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in tags.tags)
    assert not any(name.startswith("on") for _, attrs in tags.tags for name in attrs)
    assert "</script><img src=x onerror=alert(1)>" in tags.words
    assert "[a](javascript:alert(1))" in tags.words


def test_hostile_text_is_text_in_a_comment() -> None:
    comment = lines.markdown(hostile())
    assert inert(comment)
    tokens = list(_walk(MarkdownIt("commonmark").enable("table").parse(comment)))
    markup_tokens = "".join(t.content for t in tokens if t.type in ("html_block", "html_inline"))
    assert not {"script", "img"} & {part.split()[0].strip("</>") for part in markup_tokens.split("<")[1:]}
    assert not {"link_open", "image"} & {t.type for t in tokens}
    assert sum(t.type == "fence" for t in tokens) == 1 + len(TABLES)


def _walk(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


def test_hostile_text_is_data_in_json() -> None:
    text = data.as_json(hostile())
    assert text.isascii()
    assert "<" not in text
    assert json.loads(text)["changes"][0]["evidence"] == f"So: {HOSTILE}!"


def test_a_comment_fits_however_much_changed() -> None:
    comment = lines.markdown(hostile(50), "all.jsonl")
    assert 30_000 < len(comment.encode()) < 60_000
    assert "Every row stands in `all.jsonl`." in comment
    assert comment.count("<details>") == comment.count("</details>") == len(TABLES)


def test_a_comment_fits_whatever_a_document_holds() -> None:
    long = "`" * 70_000
    row = {"name": long, "role": long, "country": None}
    causes = (Cause("document", long, "edited"),)
    change = Change("people", (long,), LOST, (Field("name", long, long),), row, causes, "d", long, long)
    comment = lines.markdown(Diff("a", "b", causes, (change, change)))
    assert len(comment.encode()) < 60_000
    assert "... and 2 more" in comment


def test_the_summary_counts_and_names_causes() -> None:
    row = {"name": "A", "role": "B", "country": None}
    one = Change(
        "people", ("m",), LOST, (), row, (Cause("rule", "r", "edited"), Cause("code", "relate", "edited"))
    )
    found = Diff("a", "b", (), (one, one))
    assert words.summary(found) == "a -> b: 2 lost (cause: rule or code 2)"
    assert words.headline(one) == "A B"
    assert words.because(one) == "rule r edited or code relate edited"
    assert words.summary(Diff("a", "b", (), ())) == "a -> b: no row differs"
