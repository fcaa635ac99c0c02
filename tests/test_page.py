"""The page: what it shows, that it shows it as text, and how spans are nested."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk import CALM, HOSTILE, HTML, TURNED, Tags, desk, rebuild
from papers import mention

from pipeline.asking import dossier
from pipeline.cli import main
from pipeline.decisions import Decision, read_decisions
from pipeline.errors import RollcallError
from pipeline.records import Mention
from pipeline.review import corpus, ledger
from pipeline.review.chart import chart
from pipeline.review.conflicts import conflicts
from pipeline.review.highlight import highlight, visible
from pipeline.review.page import page
from pipeline.review.server import Desk
from pipeline.review.views import link


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("calm"), CALM)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    own = desk(tmp_path_factory.mktemp("hostile"), CALM | HOSTILE)
    claims = corpus.read(own.raw, own.interim, own.processed).claims
    given = Decision(
        claims[0].claim_id, "count_claims", "", "", "rejected", HTML, "2024-05-01", f"{HTML}{TURNED}"
    )
    ledger.record(ledger.made(given, own.interim), own.file)
    ledger.record(replace(given, id=HTML, why=f"gone {HTML}"), own.file)
    rebuild(own)
    return own


def made(own: Desk) -> str:
    return page(corpus.read(own.raw, own.interim, own.processed))


# --- highlighting


def marks(text: str, *mentions: Mention) -> str:
    """The marked text, with a mark as [number ...]."""
    html = str(highlight(text, mentions, 7))
    return re.sub(r'<mark class="[^"]*" data-m="(\d)"(?: tabindex=0)?>', r"[\1 ", html).replace(
        "</mark>", "]"
    )


def test_marks_nest_touch_and_are_cut_where_they_cross() -> None:
    text = "As its 34th member, Kenya"
    assert (
        marks(text, mention("count", 7, 18), mention("ordinal", 7, 11)) == "As its [7 [8 34th] member], Kenya"
    )
    assert marks("abcdef", mention("a", 0, 2), mention("b", 2, 6)) == "[7 ab][8 cdef]"
    assert marks("abcdef", mention("a", 0, 4), mention("b", 2, 6)) == "[7 ab[8 cd]][8 ef]"
    assert (
        marks("abcdef", mention("a", 0, 3), mention("b", 1, 5), mention("c", 2, 6))
        == "[7 a[8 b[9 c]]][9 [8 de]f]"
    )
    assert marks("plain") == "plain"


def test_only_the_first_piece_of_a_mark_can_be_focused() -> None:
    html = str(highlight("abcdef", [mention("a", 0, 4), mention("b", 2, 6)], 0))
    assert html.count("tabindex") == 2 and html.count("<mark") == 3


def test_marked_text_is_the_text() -> None:
    text = f"{HTML} &amp; Kenya"
    words = Tags(
        str(highlight(text, [mention("country", len(text) - 5, len(text)), mention("x", 3, 30)], 0))
    ).words
    assert words == text


def test_characters_that_turn_the_order_are_shown_by_name() -> None:
    assert visible(TURNED) == "[U+202E]gnorw[U+202C]" and visible("שלום") == "שלום"


# --- the page as a whole


def test_the_page_needs_nothing_else_and_shows_every_document(calm: Desk) -> None:
    html = made(calm)
    tags = Tags(html).tags
    assert not [a for _, a in tags if (a.get("src") or a.get("href") or "").startswith(("http", "//"))]
    assert {name for name, _ in tags} & {"link", "img", "iframe", "object", "base"} == set()
    for text in CALM.values():
        assert " ".join(text.split()[:4]) in " ".join(Tags(html).words.split())
    assert sum(name == "article" and "sheet" in (a["class"] or "") for name, a in tags) == len(CALM)
    assert {"main", "nav", "header", "h1", "svg"} <= {name for name, _ in tags}


def test_conflicts_are_told_with_both_sides(calm: Desk) -> None:
    (foc,) = corpus.read(calm.raw, calm.interim, calm.processed).dossiers()
    first, second = conflicts(foc)
    assert first.question == "How many members on 2013-03-04?" and first.answer[0].startswith("18 members")
    sides = {side.style: [c.doc_id for c in side.claims] for side in first.sides}
    assert sides["against"] == ["2013-03-04-stale"] and "2012-09-06-kenya" in sides["for"]
    assert first.reasons == ["stale"] and not first.settled and second.reasons == ["stale"]
    html = made(calm)
    assert "How many members on 2014-06-02?" in html and "only later" not in html


def test_a_claim_that_a_person_rejected_is_a_settled_conflict(calm: Desk) -> None:
    (foc,) = corpus.read(calm.raw, calm.interim, calm.processed).dossiers()
    claims = tuple(replace(c, reason="decision") if c.verdict == "rejected" else c for c in foc.counts)
    assert all(conflict.settled for conflict in conflicts(replace(foc, counts=claims)))


def test_the_chart_has_the_line_the_band_and_every_dated_claim(calm: Desk) -> None:
    own = dossier.read(calm.processed, "FOC")
    svg = str(chart(own))
    assert svg.count('class="size"') == svg.count('class="band"') == 1
    assert svg.count('class="against"') == 2
    assert svg.count("data-claim=") == sum(c.published is not None for c in own.counts)


def test_the_chart_has_labels_for_any_size(calm: Desk) -> None:
    own = dossier.read(calm.processed, "FOC")
    tall = tuple(replace(step, members_max=step.members_max * 10**4) for step in own.steps)
    labels = re.findall(r'class="y"[^>]*>(\d+)<', str(chart(replace(own, steps=tall))))
    assert labels == ["50000", "100000", "150000", "200000"]
    one = str(chart(replace(own, steps=own.steps[-1:])))
    assert one.count('class="size"') == 1 and "nan" not in one


def test_tables_of_another_run_are_refused(calm: Desk, tmp_path: Path) -> None:
    other = tmp_path / "interim"
    shutil.copytree(calm.interim, other)
    second = desk(tmp_path / "second", {"2012-01-01-a.txt": "Kenya joined the Freedom Online Coalition."})
    with pytest.raises(RollcallError, match="another run"):
        corpus.read(calm.raw, second.interim, calm.processed)
    shutil.rmtree(other / "ingest")
    with pytest.raises(RollcallError, match=r"receipt\.json: does not exist; run"):
        corpus.read(calm.raw, other, calm.processed)


# --- hostile words


def test_hostile_words_are_text_wherever_they_stand(hostile: Desk) -> None:
    found = corpus.read(hostile.raw, hostile.interim, hostile.processed)
    texts = [replace(d, title=f"{HTML}{TURNED}", publisher=f"by {HTML}") for d in found.texts]
    html = page(replace(found, texts=tuple(texts)))  # ingest would not let such a title through
    parsed = Tags(html)
    assert not [a for name, a in parsed.tags if name == "img" or any(key.startswith("on") for key in a)]
    assert [name for name, _ in parsed.tags].count("script") == 2
    assert not [a for _, a in parsed.tags if "javascript" in (a.get("href") or "")]
    shown = Tags(re.sub(r'id="data">.*?</script>', "></script>", html, flags=re.S)).words
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(shown)
    assert shown.index("To look at first") < shown.index(f"gone {HTML}") < shown.index("Mentions")
    for words in (
        f"Kenya {HTML} joins",
        f"{HTML}[U+202E]gnorw[U+202C]",
        f"by {HTML}",
        f"gone {HTML}",
        f"Decided by {HTML}",
        "javascript:window.hit=1",
    ):
        assert words in parsed.words, words
    data = re.search(r'id="data">(.*?)</script>', html, re.S)
    assert data and HTML in json.loads(data[1])["docs"][-1]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " javascript:x",
        "//host",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert link(url) is None
    assert link("https://example.org/a") == "https://example.org/a"


# --- the verbs


def rollcall(own: Desk, *words: str) -> tuple[int, str, str]:
    folders = {"report": ("raw", "interim", "processed"), "decide": ("raw", "interim")}[words[0]]
    given = [part for name in folders for part in (f"--{name}", str(getattr(own, name)))]
    result = CliRunner().invoke(main, [*words, *given])
    return result.exit_code, result.stdout, result.stderr


def test_report_says_where_the_page_is(calm: Desk, tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.html"
    code, said, _ = rollcall(calm, "report", "--out", str(out))
    assert code == 0 and said.startswith(f"{out} (") and out.read_text("utf-8").startswith("<!doctype html>")


def test_report_shows_what_changed_since_another_run(calm: Desk, tmp_path: Path) -> None:
    fewer = desk(tmp_path / "fewer", {name: text for name, text in CALM.items() if "kenya" not in name})
    out = tmp_path / "page.html"
    assert rollcall(calm, "report", "--against", str(fewer.processed), "--out", str(out))[0] == 0
    words = Tags(out.read_text("utf-8")).words
    assert "gained" in words and 'country "Kenya" = KEN' in words and "Because of document" in words


def test_decide_adds_a_line_that_remembers(tmp_path: Path) -> None:
    own = desk(tmp_path, {"2013-03-04-a.txt": CALM["2013-03-04-stale.txt"]})
    (claim,) = corpus.read(own.raw, own.interim, own.processed).claims
    about = ("decide", "count_claims", claim.claim_id)
    by = ("--by", "A. Reader", "--why", "seen, in\nthe minutes")
    assert rollcall(own, *about, "rejected", *by)[0] == 0
    code, said, _ = rollcall(own, *about, "--set", "value=17", *by)
    assert code == 0 and "accepted total eq 15, with value 17 in 2013-03-04-a; the next run" in said
    first, second = read_decisions(own.file)
    assert (first.verdict, second.verdict, second.field, second.value) == (
        "rejected",
        "accepted",
        "value",
        "17",
    )
    assert (first.doc, first.said) == ("2013-03-04-a", "total eq 15") and len(first.evidence) == 16
    assert len(own.file.read_text().splitlines()) == 3
    before = own.file.read_bytes()
    for words, problem in (
        (("decide", "count_claims", "gone", "rejected", *by), "there is no such row"),
        ((*about, "--set", "value=many", *by), "'many' is no value"),
        ((*about, *by), "Give a verdict"),
        ((*about, "rejected", "--set", "value=1", *by), "Give a verdict"),
    ):
        code, _, error = rollcall(own, *words)
        assert code == 2 and problem in error
    assert own.file.read_bytes() == before


def test_a_file_of_older_columns_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("id,table,field,value,verdict,by,when,why\n")
    with pytest.raises(RollcallError, match="no column doc"):
        ledger.record(Decision("c", "count_claims", "", "", "rejected", "me", "", "why"), path)
    path.write_text(
        "id,table,field,value,verdict,by,when,why,doc,said,evidence\nlast,count_claims,,,rejected,me,,why,,,"
    )
    ledger.record(Decision("c", "count_claims", "", "", "rejected", "me", "", "why"), path)
    assert [given.id for given in read_decisions(path)] == ["last", "c"]
