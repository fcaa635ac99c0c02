"""The verbs for someone who writes rules: what they find and do, how well they read, and gold to judge them by."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.limits import Limits
from pipeline.verbs.options import FILE, FOLDER, GIVEN, PROCESSED, RAW, READING, coloured, limit_options

if TYPE_CHECKING:
    from pipeline.records import Document, Issue


@click.command("try", short_help="Show what the rules find in a file or a sentence.")
@click.argument("what", metavar="FILE|SENTENCE")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object on one line per document.")
@limit_options(READING)
def try_it(what: str, as_json: bool, limits: Limits) -> None:
    """Show what the rules find in one file, or in a sentence; `-` reads standard input. Nothing is written.

    First the text, in which mentions are coloured by kind on a terminal and stand in brackets elsewhere:
    [country Kenya]. Then how many there are of each kind, and a line for each claim: what, about which body, which
    country, when, and whether it is asserted.

    \b
    rollcall try raw/2023-06-14-notice.html
    rollcall try "Kenya joined NATO as its 40th member."
    """
    from pipeline import extract, relate, terminal
    from pipeline.language import nlp
    from pipeline.records import Issue
    from pipeline.running.guarding import guarded

    documents, issues = read_one(what, limits)
    nlp.read("")  # so that the first document's time isn't spent on making ready
    for document in documents:
        found = guarded(partial(extract.extract, document), document.doc_id, "extract", limits)
        mentions, odd = ([], [found]) if isinstance(found, Issue) else found
        claims = guarded(partial(relate.relate, document, mentions), document.doc_id, "relate", limits)
        if isinstance(claims, Issue):
            issues.append(claims)
        elif as_json:
            click.echo(terminal.as_json(document, mentions, claims, odd))
        else:
            click.echo("\n".join(terminal.page(document, mentions, claims, odd, coloured())))
    for issue in issues:
        click.echo(terminal.problem(issue), err=True)
    sys.exit(0 if documents else 1)


def read_one(what: str, limits: Limits) -> tuple[list[Document], list[Issue]]:
    """The documents of a file, of a sentence or of the text on standard input, as stage 1 reads them."""
    from pipeline import formats, ingest

    if Path(what).is_file():
        return ingest.read_file(Path(what), Path(what).name, limits)
    if formats.by_name(what):
        raise click.UsageError(f"There is no file {what}.")
    if what != "-" and len(what.split()) < 2:
        raise click.UsageError(f"There is no file {what}, and a sentence has more than one word.")
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "stdin.txt" if what == "-" else "sentence.txt")
        # One byte more than is allowed tells stage 1 that the text is too long, be it endless.
        piped = max(limits.bytes, limits.text) + 1
        text.write_bytes(sys.stdin.buffer.read(piped) if what == "-" else os.fsencode(what))
        return ingest.read_file(text, text.name, limits)


@click.command("rules", short_help="Show what each rule does on your announcements.")
@click.argument("rule", required=False)
@click.option("--raw", type=GIVEN, default="raw", show_default=True, help="Folder (or file) to count over.")
@click.option("--dead", is_flag=True, help="Only the rules that are kept nowhere.")
@click.option(
    "--overlaps", is_flag=True, help="Pairs of rules that find the same, or of which one always loses."
)
def rules(rule: str | None, raw: Path, dead: bool, overlaps: bool) -> None:
    """Show what each rule does on your announcements, or where one RULE is found, in context.

    A rule is found where its words stand and mean something. It is kept there unless another rule's find, most often
    a longer one, stands instead. Rules whose finds only serve other rules are counted alike. The column `examples`
    (and what --overlaps counts) takes in the examples of the rule files too: a dead rule with examples may only be
    waiting for its words, one without is never the one that finds them.

    \b
    rollcall rules
    rollcall rules --dead --raw my/announcements
    rollcall rules total.strong
    """
    from pipeline import ingest, terminal
    from pipeline.workbench import usage

    if dead + overlaps + bool(rule) > 1:
        raise click.UsageError("Give one of RULE, --dead and --overlaps.")
    if rule:
        usage.known(rule)
    documents, issues = ingest.read(raw)
    found = usage.places(documents)
    if rule:
        shown = usage.in_context(rule, found, coloured())
    elif overlaps:
        shown = usage.overlapping(usage.overlaps(found))
    else:
        every = usage.uses(found)
        shown = usage.dead(every) if dead else usage.table(every)
        click.echo(usage.summary(every), err=True)
    click.echo("\n".join(shown))
    read = {document.doc_id for document in documents}
    for issue in issues:
        if issue.doc_id not in read:
            click.echo(terminal.problem(issue), err=True)


@click.command("teach", short_help="Make the classifiers' weights anew from the lessons.")
def teach() -> None:
    """Make the weights of the classifiers anew from the lessons in pipeline/rules/lessons/. It takes a minute or two.

    A lesson is a line in which marks say what it tells: {join:Argentina} got its card in 2016. What has no mark is
    learned as telling nothing. After that, `make all` reads the announcements anew.

    \b
    rollcall teach
    """
    from pipeline.language.classifier import WEIGHTS
    from pipeline.workbench import teaching

    taught = teaching.teach()
    click.echo(f"{WEIGHTS}: {', '.join(f'{kind} {count}' for kind, count in taught.items())}")


@click.command("evaluate", short_help="Compare what was found with what a person found.")
@click.option("--gold", type=GIVEN, required=True, help="Folder of JSON files, or file of JSON lines.")
@click.option("--processed", type=FOLDER, help="Judge these tables.  [default: processed]")
@click.option("--raw", type=GIVEN, help="Run stages 1 to 3 on these announcements and judge that.")
@click.option("--part", type=click.Choice(["dev", "held"]), help="Only this part of the gold.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind: counts, joins ... (may be repeated).")
@click.option("--phenomenon", default="", help="Only texts that test this.")
@click.option("--errors", is_flag=True, help="Show every error in its sentence, with the rule behind it.")
@click.option("--min", "least", type=click.FloatRange(0, 1), help="Exit with 1 if a kind has a lower F1.")
def evaluate_gold(
    gold: Path,
    processed: Path | None,
    raw: Path | None,
    part: str | None,
    kinds: tuple[str, ...],
    phenomenon: str,
    errors: bool,
    least: float | None,
) -> None:
    """Compare what was found with what a person found: precision, recall and F1.

    By kind of finding, and by the phenomena that the gold's texts are there to test: all kinds in those texts
    together. Gold entries are matched with documents by their id, or the name of their file. Passages in a file of JSON
    lines bring their own text, and need neither --processed nor --raw.

    \b
    rollcall evaluate --gold tests/gold --raw raw
    rollcall evaluate --gold tests/gold/passages.jsonl --part dev --min 0.95
    rollcall evaluate --gold tests/gold/passages.jsonl --phenomenon ordinal-words --errors
    """
    from pipeline.workbench import evaluate, findings
    from pipeline.workbench.gold import read_gold

    if processed and raw:
        raise click.UsageError("Give --processed or --raw, not both.")
    if unknown := sorted(set(kinds) - findings.PARTS.keys()):
        raise click.UsageError(f"There is no kind {unknown[0]}. Kinds: {', '.join(findings.PARTS)}.")
    golds = read_gold(gold, part or "", kinds, phenomenon)
    source = raw or (gold if gold.is_file() and not processed else None)
    found = findings.from_raw(source) if source else findings.from_tables(processed or Path("processed"))
    report = evaluate.judge(golds, found)
    for line in (*evaluate.lines(report), *(evaluate.error_lines(report, coloured()) if errors else ())):
        click.echo(line)
    for name in report.absent:
        click.echo(f"{name}: no document of that name", err=True)
    low = [score.kind for score in report.scores if least is not None and score.below(least)]
    if low:
        click.echo(f"F1 below {least}: {', '.join(low)}", err=True)
    sys.exit(1 if report.absent or low else 0)


@click.command("annotate", short_help="Write documents with their spans for an annotation tool.")
@click.argument(
    "form", metavar="FORMAT", type=click.Choice(["prodigy", "doccano", "label-studio", "conll", "docbin"])
)
@click.argument("documents", nargs=-1, metavar="[DOC_ID]...")
@click.option("-o", "--output", type=FILE, required=True, help="Write to this file.")
@click.option(
    "--kind", "kinds", multiple=True, help="Only spans of this kind: country, count ... (may be repeated)."
)
@PROCESSED
@RAW
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
    from pipeline import extract
    from pipeline.tables import store
    from pipeline.workbench import annotating

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
@PROCESSED
@RAW
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
    from pipeline.decisions import read_decisions
    from pipeline.tables import store
    from pipeline.workbench import annotated as elsewhere
    from pipeline.workbench import annotating, goldfiles

    if annotated:
        marked = elsewhere.read(annotated, annotating.read(processed, raw))
        store.put(output.parent, {output.name: annotating.json_lines(goldfiles.of_annotated(marked))})
        made = len(marked)
        for line in goldfiles.unread(marked):
            click.echo(f"no value: {line}", err=True)
    else:
        wanted = documents or goldfiles.accepted(read_decisions(raw / "decisions.csv"))
        files = goldfiles.of_documents(processed, wanted)
        store.put(output, files)
        made = len(files)
    click.echo(f"{output}: gold {made}")


VERBS = (try_it, rules, teach, evaluate_gold, annotate, gold)
