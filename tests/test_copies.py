"""Documents that say nearly the same are found, kept, and never counted twice as evidence."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from announcements import ANNOUNCEMENTS, Announcement, page, txt
from claims import member, size
from hypothesis import given
from hypothesis import strategies as st
from pages import FOUNDED, LEAD, QUOTE, SECOND, TEXT

from pipeline.copies import ALIKE, DAYS, SAME, find
from pipeline.inference.copies import copies
from pipeline.ingest import ingest
from pipeline.published import Membership, Step
from pipeline.records import Copy, Document
from pipeline.running import runs
from pipeline.running.results import Folders, Made
from pipeline.stages import STAGES

DAY = date(2024, 6, 18)
RELEASE = "\n\n".join([*TEXT, FOUNDED])


def first_alike(texts: list[str], days: Sequence[date | None]) -> list[int]:
    """For each text the number of the first that says nearly the same; the texts come in the order of their days."""
    named = [(f"{n:04}", day, text) for n, (text, day) in enumerate(zip(texts, days, strict=True))]
    found = {copy.doc_id: int(copy.cluster) for copy in find(reversed(named))}
    return [found[name] for name, _, _ in named]


def alike(one: str, other: str, days: int | None = 0) -> bool:
    later = None if days is None else DAY + timedelta(days=days)
    return first_alike([one, other], [DAY, later]) == [0, 0]


# --- what is alike


def rewritten(text: str) -> str:
    """Another word in each sentence, as an editor leaves them."""
    return (
        re.sub(r"(\w+)([.])", r"\1 indeed\2", text)
        .replace(" and ", " as well as ")
        .replace("Coalition", "FOC")
    )


SIBLING = (
    "{0} joins the Coalition as member number {1}. {2} The Coalition coordinates diplomacy for rights on the network, "
    "and meets once a year at a conference."
)
SIBLINGS = (
    SIBLING.format("Chile", 34, "Santiago applied after a long debate in congress about privacy and trade, and its law "
                   "on neutral networks was the first of Latin America."),
    SIBLING.format("Slovakia", 36, "Bratislava had taken part in two conferences as a guest; its diplomats will lead a "
                   "working group on false reports in campaigns."),
)  # fmt: skip


@pytest.mark.parametrize("days", [0, 5, 3650, None])
def test_a_mirror_is_alike_whenever_it_was_published(days: int | None) -> None:
    assert alike(RELEASE, f"Slovenia is in, says our desk\n\n{RELEASE}\n\nRead by nine people.", days)


def test_a_rewrite_is_alike_within_a_month() -> None:
    assert rewritten(RELEASE) != RELEASE
    assert alike(RELEASE, rewritten(RELEASE), DAYS)
    assert not alike(RELEASE, rewritten(RELEASE), DAYS + 1)
    assert not alike(RELEASE, rewritten(RELEASE), None)


def test_a_capture_with_a_paragraph_more_and_one_less_is_alike() -> None:
    assert alike(f"{RELEASE}\n\n{QUOTE}", f"{RELEASE}\n\nUpdated: the vote of the members was unanimous.", 5)


def test_other_announcements_of_the_same_people_are_not() -> None:
    assert not alike(*SIBLINGS)
    assert not alike(f"{LEAD} {FOUNDED}", f"{SECOND} {QUOTE} {TEXT[2]} {FOUNDED}")
    assert not alike("Chile joins.", "Chile leaves.")


def test_characters_of_scripts_without_spaces_are_words() -> None:
    text = "自由網路聯盟今天歡迎斯洛維尼亞成為第四十個成員國政府"
    assert alike(text, text + "了") and not alike(text, "聯盟將於明年在塔林舉行會議討論其他問題並通過宣言")


# --- exactly, and the same in any order


def shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def simply(texts: list[str], days: list[date]) -> list[int]:
    """The same by comparing each text with all that came first."""
    first: list[int] = []
    for i, text in enumerate(texts):
        best, found = 0.0, i
        for j in sorted(set(first)):
            own, other = shingles(text), shingles(texts[j])
            share = len(own & other) / len(own | other) if own | other else 0.0
            share = 1.0 if text == texts[j] else share
            near = (days[i] - days[j]).days <= DAYS
            if share >= (ALIKE if near else SAME) and share > best:
                best, found = share, j
        same = next((first[j] for j in range(i) if texts[j] == text), None)
        first.append(same if same is not None else found)
    return first


@given(st.lists(st.tuples(st.lists(st.sampled_from("abcde"), max_size=14), st.integers(0, 90)), max_size=12))
def test_nothing_is_missed(made: list[tuple[list[str], int]]) -> None:
    made = sorted(made, key=lambda it: it[1])
    texts = [" ".join(words) for words, _ in made]
    days = [DAY + timedelta(days=day) for _, day in made]
    assert first_alike(texts, days) == simply(texts, days)


def test_shingles_may_be_counted_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [RELEASE, RELEASE.replace("the", "a"), "\n".join(TEXT), LEAD, QUOTE, SECOND]
    at_once = first_alike(texts, [DAY] * len(texts))
    monkeypatch.setattr("pipeline.copies._COUNTED", 64)
    assert first_alike(texts, [DAY] * len(texts)) == at_once
    assert len(set(at_once)) < len(texts)


def copies_of(documents: Sequence[Document]) -> dict[str, Copy]:
    return {copy.doc_id: copy for copy in find((d.doc_id, d.published, d.text) for d in documents)}


def test_duplicates_point_to_the_earliest(tmp_path: Path) -> None:
    for name, text in {
        "2021-01-02-a.txt": SECOND,
        "2021-01-01-b.txt": f"  {SECOND}\r\n",
        "2021-01-01-c.html": f"<html><body><article><p>{SECOND}</p></article></body></html>",
        "d.txt": SECOND,
        "2020-01-01-e.txt": SECOND + " Or so.",
    }.items():
        (tmp_path / name).write_text(text)
    assert {name: copy.duplicate_of for name, copy in copies_of(ingest(tmp_path)[0]).items()} == {
        "2020-01-01-e": None,
        "2021-01-01-b": None,
        "2021-01-01-c": "2021-01-01-b",
        "2021-01-02-a": "2021-01-01-b",
        "d": "2021-01-01-b",
    }


def test_clusters_do_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    for name, text in {
        "b-mirror.txt": f"{RELEASE}\n\nRead by nine people.",
        "2024-06-18-release.txt": RELEASE,
        "2024-06-20-rewrite.txt": rewritten(RELEASE),
        "a-same.txt": RELEASE,
        "2025-09-09-other.txt": QUOTE * 3,
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    documents, _ = ingest(tmp_path)
    found = copies_of(documents)
    release = "2024-06-18-release"
    assert {name: (copy.duplicate_of, copy.cluster) for name, copy in found.items()} == {
        release: (None, release),
        "2024-06-20-rewrite": (None, release),
        "2025-09-09-other": (None, "2025-09-09-other"),
        "a-same": (release, release),
        "b-mirror": (None, release),
    }
    for seed in range(5):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert copies_of(shuffled) == found


# --- one witness


def settled(folder: Path, files: dict[str, bytes]) -> Made:
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for name, data in files.items():
        (raw / name).write_bytes(data)
    return runs.run(STAGES, Folders(raw, folder / "interim", folder / "processed"))


def mirror(it: Announcement, days: int) -> bytes:
    """The announcement on the page of somebody else, who has it later and puts two lines around it."""
    day = it.day + timedelta(days=days)
    own = (
        page(it)
        .replace(f"content='{it.day}'", f"content='{day}'")
        .replace(html.escape(it.title), "World news in brief")
    )
    return own.replace("</h1>", "</h1><p>Our desk has this from a press release.</p>").encode()


FILES = {f"{it.day}-{it.name}.txt": txt(it) for it in ANNOUNCEMENTS}


def test_mirrors_are_kept_and_change_nothing_that_is_inferred(tmp_path: Path) -> None:
    plain = settled(tmp_path / "plain", FILES)
    mirrors = {f"mirror-{n}-{it.name}.html": mirror(it, n) for it in ANNOUNCEMENTS for n in (1, 3)}
    mirrored = settled(tmp_path / "mirrored", FILES | mirrors)
    assert len(mirrored["ingest/documents"]) == 3 * len(FILES)
    for table in ("timeline", "memberships"):
        assert inferred(mirrored[f"reconcile/{table}"]) == inferred(plain[f"reconcile/{table}"]), table
    claims, own = mirrored["reconcile/count_claims"], plain["reconcile/count_claims"]
    titles = {it.title for it in ANNOUNCEMENTS}  # a mirror has another
    assert len(claims) == len(own) + 2 * sum(c.evidence not in titles for c in own)
    assert {c.doc_id.startswith("mirror") for c in claims if c.reason == "duplicate"} == {True}


def inferred(rows: Sequence[Step] | Sequence[Membership]) -> list[Step | Membership]:
    """The rows without the claims that bear them out, of which copies are some."""
    return [replace(row, evidence=()) for row in rows]


def reissue(year: int, members: int) -> bytes:
    paragraphs = [
        FOUNDED,
        QUOTE,
        SECOND,
        *TEXT[1:],
        f"On 1 March {year} the Coalition had {members} members.",
    ]
    return "\n\n".join([f"The Freedom Online Coalition in {year}", *paragraphs]).encode()


def test_a_yearly_reissue_is_evidence_for_the_numbers_that_differ(tmp_path: Path) -> None:
    issues = {f"{year}-03-02-about.txt": reissue(year, year - 1988) for year in (2018, 2019, 2020)}
    rows = settled(tmp_path / "years", issues)
    assert {d.cluster for d in rows["publish/documents"]} == {"2018-03-02-about"}
    claims = rows["reconcile/count_claims"]
    copied = [(c.kind, c.value) for c in claims if "what both say counts once" in str(c.explanation)]
    assert {c.value for c in claims if c.kind == "total"} == {30, 31, 32}
    assert copied == [("initial", 15)] * 2


#: A page that was rewritten within days: the sentence with the number stayed, or was put in other words.
NUMBER = "Today the Freedom Online Coalition has 32 members on six continents."
OTHERWISE = "With 32 members, the Coalition speaks for governments from all over the world at present."
AROUND = {
    "2015-08-01-poland.txt": b"Poland joined the Freedom Online Coalition on 2 July 2015 as its 27th member.",
    "2022-03-01-note.txt": b"The Freedom Online Coalition has 34 members, a ministry writes in its report.",
}


def about(number: str, last: str) -> bytes:
    return "\n\n".join(["About the Freedom Online Coalition", *TEXT[1:], number, last]).encode()


@pytest.mark.parametrize("number", [NUMBER, OTHERWISE])
def test_a_rewrite_of_a_page_makes_nothing_surer(tmp_path: Path, number: str) -> None:
    once = AROUND | {"2021-03-01-page.txt": about(NUMBER, "The secretariat sits in a London office.")}
    prize = "A new paragraph tells of a prize for young people who write about rights on the network."
    twice = once | {"2021-03-06-page.txt": about(number, prize)}
    one, two = settled(tmp_path / "once", once), settled(tmp_path / "twice", twice)
    assert [d.doc_id for d in two["publish/documents"] if d.cluster != d.doc_id] == ["2021-03-06-page"]
    assert {s.members_max - s.members_min for s in one["reconcile/timeline"]} > {1, 2, 3}
    for table in ("timeline", "memberships"):
        assert inferred(two[f"reconcile/{table}"]) == inferred(one[f"reconcile/{table}"]), table
    (again,) = (c for c in two["reconcile/count_claims"] if c.doc_id == "2021-03-06-page")
    assert (again.value, again.verdict, again.reason) == (32, "accepted", "duplicate")
    assert "repeats 2021-03-01-page of 2021-03-01" in again.explanation


def test_in_a_rewrite_another_number_or_another_day_is_evidence() -> None:
    counts = [
        size(30, "2020-03-01", doc="page"),
        size(30, "2020-03-05", doc="rewrite"),
        size(31, "2020-03-05", doc="rewrite"),
        size(30, "2020-03-05", doc="rewrite", as_of="2019-06-01", as_of_basis="stated"),
        size(30, "2020-03-05", doc="elsewhere"),
    ]
    members = [
        member("KEN", "join", "2012", "2020-03-01", doc="page"),
        member("KEN", "join", None, "2020-03-05", doc="rewrite"),
        member("KEN", "join", "2012-09-06", "2020-03-05", doc="rewrite"),
    ]
    clusters = {"page": "page", "rewrite": "page"}
    assert set(copies(counts, clusters).items()) == {(counts[1].claim_id, counts[0])}
    assert set(copies(members, clusters).items()) == {(members[1].claim_id, members[0])}
    assert copies(counts, {}) == {}
