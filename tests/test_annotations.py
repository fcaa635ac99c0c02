"""Annotations: out to other tools and back without loss; gold from what a person accepted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import spacy
from click.testing import CliRunner, Result
from spacy.tokens import DocBin
from spacy.training import offsets_to_biluo_tags

from pipeline.cli import main
from pipeline.errors import RollcallError
from pipeline.language.spans import Span
from pipeline.workbench import annotated, annotating, goldfiles
from pipeline.workbench.annotating import Marked
from pipeline.workbench.gold import read_gold

ROOT = Path(__file__).parent.parent
TEXT = "Kenya joined on 6 May 2013.\n\nThe 21-member FOC, with Kenya, met."
SPANS = (
    Span("membership", 0, 12, "join KEN", "join.verb"),
    Span("country", 0, 5, "KEN", "country.name"),
    Span("date", 16, 26, "2013-05-06", "date.day-month-year"),
    Span("count", 33, 42, "total eq 21 member", "total.hyphen"),
    Span("body", 43, 46, "FOC", "body.name"),
    Span("country", 53, 58, "KEN", "country.name"),
)
PAGE = Marked("d", TEXT, SPANS, "2013-05-07")
FILES = {
    "prodigy": "x.jsonl",
    "doccano": "x.jsonl",
    "label-studio": "x.json",
    "conll": "x.conll",
    "docbin": "x.spacy",
}


def there(form: str, folder: Path) -> Path:
    path = folder / FILES[form]
    path.write_bytes(annotating.FORMATS[form]([PAGE]))
    return path


@pytest.mark.parametrize("form", ["prodigy", "doccano", "label-studio", "docbin"])
def test_there_and_back_again(tmp_path: Path, form: str) -> None:
    (back,) = annotated.read(there(form, tmp_path), [PAGE])
    assert set(back.spans) == set(SPANS)
    assert (back.doc_id, back.text) == ("d", TEXT)


def test_columns_hold_the_longest_of_overlapping_spans(tmp_path: Path) -> None:
    path = there("conll", tmp_path)
    (back,) = annotated.read(path, [PAGE])
    assert set(back.spans) == set(SPANS) - {SPANS[1]}
    assert path.read_text("utf-8").split("\n")[:6] == [
        "# doc_id = d", "Kenya\tB-membership", "joined\tI-membership", "on\tO", "6\tB-date", "May\tI-date",
    ]  # fmt: skip
    assert "\n.\tO\n\nThe\tO\n21\tB-count\n-\tI-count\nmember\tI-count\n" in path.read_text("utf-8")


def test_prodigys_spans_are_whole_tokens() -> None:
    (line,) = annotating.prodigy([PAGE]).splitlines()
    task = json.loads(line)
    for span in task["spans"]:
        first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
        assert (first["start"], last["end"]) == (span["start"], span["end"])
    assert all(TEXT[token["start"] : token["end"]] == token["text"] for token in task["tokens"])
    assert [token["id"] for token in task["tokens"]] == list(range(len(task["tokens"])))


def test_a_span_that_ends_within_a_word_is_whole_tokens_too() -> None:
    inside = Marked("d", "the NATOs", (Span("body", 4, 8, "NATO", "r"),))
    assert annotating.tokens(inside) == [(0, 3), (4, 8), (8, 9)]


def test_spacy_reads_entities_and_the_group() -> None:
    (doc,) = DocBin().from_bytes(annotating.docbin([PAGE])).get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    assert [(e.text, e.label_) for e in doc.ents][:2] == [
        ("Kenya joined", "membership"),
        ("6 May 2013", "date"),
    ]
    assert len(doc.spans["rollcall"]) == len(SPANS)
    assert "-" not in offsets_to_biluo_tags(doc, [(e.start_char, e.end_char, e.label_) for e in doc.ents])


def test_label_studio_takes_predictions_and_gives_annotations(tmp_path: Path) -> None:
    path = there("label-studio", tmp_path)
    (task,) = json.loads(path.read_text("utf-8"))
    result = task.pop("predictions")[0]["result"]
    assert all(
        part["value"]["text"] == TEXT[part["value"]["start"] : part["value"]["end"]] for part in result
    )
    task["annotations"] = [{"result": result[:1]}, {"result": [], "was_cancelled": True}]
    path.write_text(json.dumps([task]), "utf-8")
    (back,) = annotated.read(path, [PAGE])
    assert back.spans == SPANS[:1]


def test_what_prodigy_rejected_is_left_out(tmp_path: Path) -> None:
    path = there("prodigy", tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"answer": "ignore"}) + "\n", "utf-8")
    assert annotated.read(path, [PAGE]) == []


def drawn(tmp_path: Path, *labels: tuple[int, int, str], **others: Any) -> Path:
    """What doccano gives back, with these labels."""
    path = tmp_path / "drawn.jsonl"
    path.write_text(json.dumps({"text": TEXT, "label": labels} | others) + "\n", "utf-8")
    return path


def test_a_span_that_a_person_drew_is_read_from_its_words(tmp_path: Path) -> None:
    bare = Marked("d", TEXT, (), "2013-05-07")
    (back,) = annotated.read(
        drawn(tmp_path, (16, 26, "date"), (53, 58, "country"), (59, 63, "country")), [bare]
    )
    assert [span.value for span in back.spans] == ["2013-05-06", "KEN", ""]
    assert goldfiles.unread([back]) == ["d at 59: country ' met'"]


@pytest.mark.parametrize(
    ("labels", "others"),
    [
        ([(0, 999, "date")], {}),
        ([], {"text": "Another text"}),
        ([], {"doc_id": "d", "text": "Another"}),
        ([5], {}),
    ],
)
def test_what_fits_no_document_is_refused(tmp_path: Path, labels: list[Any], others: dict[str, str]) -> None:
    with pytest.raises(RollcallError, match=r"drawn\.jsonl"):
        annotated.read(drawn(tmp_path, *labels, **others), [PAGE])


def test_annotated_texts_become_passages_that_gold_reads(tmp_path: Path) -> None:
    (passage,) = goldfiles.of_annotated([PAGE])
    assert passage["countries"] == ["KEN"]
    assert passage["dates"] == ["2013-05-06"]
    assert passage["spans"] == [
        ["country", "Kenya", 1, "KEN"], ["date", "6 May 2013", 1, "2013-05-06"], ["count", "21-member", 1, 21],
        ["country", "Kenya", 2, "KEN"],
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(passage) + "\n", "utf-8")
    (gold,) = read_gold(path)
    assert gold.sets == {"countries": {("KEN",)}, "dates": {("2013-05-06",)}}
    assert [words.sentence for words in gold.words][:2] == ["Kenya joined on 6 May 2013."] * 2


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped tables and announcements; the working folder."""
    for name in ("raw", "processed"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def roll(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_an_accepted_document_becomes_the_gold_that_a_person_wrote(corpus: Path) -> None:
    """Of this announcement everything is found, so that its gold is known."""
    name = "2023-09-04-korea-joins"
    line = f"{name},documents,,,accepted,R. Reviewer,2024-05-01,read it twice\n"
    (corpus / "raw/decisions.csv").write_text("id,table,field,value,verdict,by,when,why\n" + line, "utf-8")
    assert roll("gold", "-o", "gold").stdout == "gold: gold 1\n"
    made = json.loads((corpus / f"gold/{name}.json").read_text("utf-8"))
    written = json.loads((ROOT / f"tests/gold/{name}.json").read_text("utf-8"))
    assert made == written | {"part": "dev", "not_counts": [], "phenomena": []}


def test_documents_of_one_name_have_gold_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, country in (("2012", "Kenya"), ("2013", "Peru")):
        (tmp_path / "raw" / folder).mkdir(parents=True)
        (tmp_path / "raw" / folder / "news.txt").write_text(f"{country} joined the Freedom Online Coalition.")
    assert roll("run", "--quiet").exit_code == 0
    assert roll("gold", "2012/news", "2013/news", "-o", "gold").stdout == "gold: gold 2\n"
    assert roll("evaluate", "--gold", "gold", "--min", "1").exit_code == 0


def test_what_no_tool_exported_is_refused(corpus: Path) -> None:
    (corpus / "notes.txt").write_text("nothing of the kind")
    result = roll("gold", "--annotated", "notes.txt", "-o", "gold.jsonl")
    assert result.exit_code == 2 and "notes.txt: is none of the formats" in result.stderr
    assert not (corpus / "gold.jsonl").exists()


def test_every_document_goes_there_and_back_by_the_command(corpus: Path) -> None:
    assert roll("annotate", "prodigy", "-o", "out/all.jsonl").exit_code == 0
    assert len((corpus / "out/all.jsonl").read_text("utf-8").splitlines()) == 50
    result = roll("gold", "--annotated", "out/all.jsonl", "-o", "out/gold.jsonl")
    assert (result.stdout, result.stderr) == ("out/gold.jsonl: gold 50\n", "")


def test_announcements_that_arent_those_of_the_tables_are_refused(corpus: Path) -> None:
    with (corpus / "raw/2021-08-26-italy-joins.txt").open("a", encoding="utf-8") as file:
        file.write("More.\n")
    result = roll("annotate", "doccano", "-o", "all.jsonl")
    assert result.exit_code == 2
    assert "2021-08-26-italy-joins" in result.stderr
    assert roll("annotate", "doccano", "nowhere", "-o", "all.jsonl").exit_code == 2
