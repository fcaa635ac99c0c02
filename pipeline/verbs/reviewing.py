"""The verbs for a reviewer: what changed and why, whether it may pass, and documents to annotate and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline.verbs.options import FOLDER, GIVEN, coloured

if TYPE_CHECKING:
    from pipeline.review.changes import Diff

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("diff", short_help="Show what changed between two extractions, and why.")
@click.argument("old", default="HEAD:processed")
@click.argument("new", default="processed")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="markdown is made for comments: under 60 kB.",
)
@click.option(
    "-o", "--output", type=FILE, help="Write to this file (markdown: all rows go beside it, as .jsonl)."
)
@click.option("--all", "every", is_flag=True, help="Show every row of a large difference.")
@click.option(
    "--explain", is_flag=True, help="Where several causes are possible, run the stages again to find out."
)
def show_diff(old: str, new: str, form: str, output: Path | None, every: bool, explain: bool) -> None:
    """Show what changed from OLD to NEW, row by row and field by field, and why.

    OLD and NEW are folders of tables, git revisions of one (HEAD, main, HEAD~3:processed) or single tables. Rows are
    gained (+), lost (-), changed (!), or have moved within their document (>). Each has its cause: a document, a rule,
    names, code, a decision, or a library. Exits with 0 if nothing differs, 1 if something does, 2 if it can't tell.

    \b
    rollcall diff
    rollcall diff main HEAD --format markdown -o comment.md
    rollcall diff HEAD~3:processed processed --explain
    """
    from pipeline.review import replay
    from pipeline.review.diff import compare
    from pipeline.review.sources import opened

    with opened(old) as before, opened(new) as after:
        found = compare(before, after)
        if explain:
            found = replay.narrowed(found, before, after)
    _tell(found, form, output, every)
    sys.exit(1 if found else 0)


def _tell(found: Diff, form: str, output: Path | None, every: bool) -> None:
    """Show a difference, or write it."""
    from pipeline import store
    from pipeline.review import data, lines, markup

    rows = output.with_suffix(".jsonl") if output else None
    if form == "text":
        limit = None if every or output else lines.SHOWN
        shown = "\n".join(lines.text(found, coloured() and output is None, limit)) + "\n"
    elif form == "markdown":
        shown = lines.markdown(found, rows.name if rows else "")
    else:
        shown = data.as_json(found) if form == "json" else markup.page(found)
    if output is None:
        click.echo(shown, nl=False)
        return
    files: dict[str, store.Fill | bytes] = {output.name: shown.encode()}
    if rows and form == "markdown":
        files[rows.name] = "".join(f"{data.row(change)}\n" for change in found.changes).encode()
    store.put(output.parent, files)


@click.command("check", short_help="The gate: exit with 1 if a reviewer must look first.")
@click.option(
    "--base", default="HEAD:processed", show_default=True, help="What was reviewed: a folder or revision."
)
@click.option(
    "--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables to check."
)
@click.option("--raw", type=FOLDER, default="raw", show_default=True, help="Folder with decisions.csv.")
@click.option(
    "--floors",
    type=FILE,
    default="pyproject.toml",
    show_default=True,
    help="TOML file with [tool.rollcall.floors]: table = fewest rows.",
)
def check(base: str, processed: Path, raw: Path, floors: Path) -> None:
    """Say whether the tables may pass; for use before a commit and in CI.

    Exits with 1, and a line for each reason, if rows of the base were lost that no decision rejects, if claims
    contradict each other and none was accepted, if a decision is open again, or if a table has fewer rows than its
    floor. Exits with 0 if nothing of this is so, with 2 if it can't tell.

    A loss is reviewed once it stands in the base (committing processed/ accepts it), or once raw/decisions.csv
    rejects the lost row.

    \b
    rollcall check
    rollcall check --base origin/main
    """
    from pipeline.decisions import read_decisions
    from pipeline.review import gate
    from pipeline.review.diff import compare
    from pipeline.review.sources import opened

    given = click.get_current_context().get_parameter_source("floors") is not ParameterSource.DEFAULT
    if given and not floors.exists():
        raise click.UsageError(f"There is no file {floors}.")
    least = gate.read_floors(floors)
    rejected = frozenset(d.id for d in read_decisions(raw / "decisions.csv") if d.verdict == "rejected")
    with opened(base) as before, opened(str(processed)) as now:
        found = compare(before, now)
        lines = [
            *gate.losses(found, rejected),
            *gate.undecided(now),
            *gate.reopened(now),
            *gate.short(now, least),
        ]
    for line in lines:
        click.echo(line)
    click.echo(f"{len(lines)} to review" if lines else "Nothing to review.")
    sys.exit(1 if lines else 0)


@click.command("annotate", short_help="Write documents with their spans for an annotation tool.")
@click.argument(
    "form", metavar="FORMAT", type=click.Choice(["prodigy", "doccano", "label-studio", "conll", "docbin"])
)
@click.argument("documents", nargs=-1, metavar="[DOC_ID]...")
@click.option("-o", "--output", type=FILE, required=True, help="Write to this file.")
@click.option(
    "--kind", "kinds", multiple=True, help="Only spans of this kind: country, count ... (may be repeated)."
)
@click.option("--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables.")
@click.option("--raw", type=GIVEN, default="raw", show_default=True, help="Folder of announcements.")
def annotate(
    form: str, documents: tuple[str, ...], output: Path, kinds: tuple[str, ...], processed: Path, raw: Path
) -> None:
    """Write documents (all, or those named) with their spans for Prodigy, doccano, Label Studio, or spaCy.

    FORMAT is prodigy, doccano, label-studio, conll (a token on a line, tagged B-country, I-country, O) or docbin
    (spaCy). Where spans can't overlap, as in conll, the longest stands. What the tool gives back, `rollcall gold
    --annotated` turns into gold.

    \b
    rollcall annotate prodigy -o mentions.jsonl
    rollcall annotate conll 2023-09-04-korea-joins --kind country --kind date -o korea.conll
    """
    from pipeline import extract, store
    from pipeline.review import annotating

    if unknown := sorted(set(kinds) - set(extract.kinds())):
        raise click.UsageError(f"There is no kind {unknown[0]}. Kinds: {', '.join(extract.kinds())}.")
    marked = annotating.read(processed, raw, documents, kinds)
    store.put(output.parent, {output.name: annotating.FORMATS[form](marked)})
    click.echo(f"{output}: documents {len(marked)}, spans {sum(len(own.spans) for own in marked)}")


@click.command("gold", short_help="Turn accepted or annotated documents into gold.")
@click.argument("documents", nargs=-1, metavar="[DOC_ID]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder (of annotated: file)."
)
@click.option(
    "--annotated", type=FILE, help="What an annotation tool exported; becomes passages with their text."
)
@click.option("--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables.")
@click.option(
    "--raw", type=GIVEN, default="raw", show_default=True, help="Folder of announcements and decisions.csv."
)
def gold(
    documents: tuple[str, ...], output: Path, annotated: Path | None, processed: Path, raw: Path
) -> None:
    """Turn documents into gold, which `rollcall evaluate` judges by: one JSON file each.

    Without DOC_ID these are the documents that raw/decisions.csv accepts (table `documents`). Gold says what the
    tables say, with every correction; what a person rejected is left out. `part`,
    `not_counts` and `phenomena` are yours to fill in.

    With --annotated, the texts of an annotation tool become passages in one file of JSON lines: their countries,
    dates, and the places of these, of counts and of resolutions. Spans whose value no rule can read are named.

    \b
    rollcall gold -o tests/gold
    rollcall gold 2023-09-04-korea-joins -o tests/gold
    rollcall gold --annotated exported.jsonl -o tests/gold/annotated.jsonl
    """
    import json

    from pipeline import store
    from pipeline.decisions import read_decisions
    from pipeline.review import annotated as elsewhere
    from pipeline.review import annotating, goldfiles

    if annotated:
        marked = elsewhere.read(annotated, annotating.read(processed, raw))
        lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in goldfiles.of_annotated(marked)]
        store.put(output.parent, {output.name: "".join(lines).encode()})
        for line in goldfiles.unread(marked):
            click.echo(f"no value: {line}", err=True)
    else:
        wanted = documents or goldfiles.accepted(read_decisions(raw / "decisions.csv"))
        lines = list(entries := goldfiles.of_documents(processed, wanted))
        files = {
            name: json.dumps(entry, ensure_ascii=False, indent=1) + "\n" for name, entry in entries.items()
        }
        store.put(output, {name: text.encode() for name, text in files.items()})
    click.echo(f"{output}: gold {len(lines)}")


VERBS = (show_diff, check, annotate, gold)
