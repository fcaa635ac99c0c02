"""The verbs for a reviewer: what changed and why, whether it may pass, and to settle what the rules can't."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline.decisions import MENDABLE, TABLES, Decision
from pipeline.records import VERDICTS
from pipeline.verbs.options import FILE, FOLDER, PROCESSED, RAW, coloured

if TYPE_CHECKING:
    from pipeline.review.changes import Diff


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
    from pipeline.review import data, lines, markup
    from pipeline.tables import store

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
@PROCESSED
@RAW
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


INTERIM = click.option(
    "--interim", type=FOLDER, default="interim", show_default=True, help="Folder between stages."
)
AGAINST = click.option("--against", metavar="OLD", help="Show what changed since this folder or revision.")


@click.command(short_help="Make the page: documents with what was found, conflicts, issues.")
@RAW
@INTERIM
@PROCESSED
@AGAINST
@click.option("--out", type=FILE, default="interim/report.html", show_default=True, help="The page.")
def report(raw: Path, interim: Path, processed: Path, against: str | None, out: Path) -> None:
    """Make the page: every document with what was found in it, the conflicts, the issues.

    One HTML file that needs neither network nor server. Decisions made on it are downloaded as lines of
    raw/decisions.csv. The texts are those that the last run left in interim/.

    \b
    rollcall report
    rollcall report --against HEAD --out review.html
    """
    from pipeline.review import corpus, page
    from pipeline.tables import store

    whole = page.page(corpus.read(raw, interim, processed), _diff(against, processed)).encode()
    store.put(out.parent, {out.name: whole})
    click.echo(f"{out} ({len(whole) / 1e6:.1f} MB): open it in a browser, press ? for its keys")


@click.command(short_help="Serve the same page, with buttons that write decisions.")
@RAW
@INTERIM
@PROCESSED
@AGAINST
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8017, show_default=True, help="0 takes a free one."
)
def review(raw: Path, interim: Path, processed: Path, against: str | None, port: int) -> None:
    """Serve the same page to this machine alone, with buttons that write decisions at once.

    \b
    rollcall review
    rollcall review --against HEAD --port 9000
    """
    from pipeline.review import server

    def ready(address: str) -> None:
        click.echo(
            f"{address}: open it in a browser; Ctrl-C ends it. Decisions go into {raw / 'decisions.csv'}."
        )

    server.serve(server.Desk(raw, interim, processed, _diff(against, processed)), port, ready)


@click.command(short_help="Add a decision on a row to raw/decisions.csv.")
@click.argument("table", type=click.Choice(tuple(TABLES)))
@click.argument("row", metavar="ID")
@click.argument("verdict", type=click.Choice(VERDICTS), required=False)
@click.option(
    "--set",
    "correction",
    metavar="FIELD=VALUE",
    default="",
    help="Correct a field; the row is then accepted.",
)
@click.option("--by", required=True, help="Who decides.")
@click.option("--why", required=True, help="Why, in a sentence.")
@RAW
@INTERIM
def decide(
    table: str, row: str, verdict: str | None, correction: str, by: str, why: str, raw: Path, interim: Path
) -> None:
    """Add a decision on a row to raw/decisions.csv, with what it is made on.

    \b
    rollcall decide count_claims 00006d8f49b93e6f rejected --by "A. Reader" --why "counts observers"
    rollcall decide count_claims 00006d8f49b93e6f --set value=27 --by "A. Reader" --why "typing error"
    """
    from pipeline.review import ledger

    field, equals, value = correction.partition("=")
    if bool(verdict) == bool(correction):
        raise click.UsageError("Give a verdict, or a correction with --set.")
    if correction and not equals:
        raise click.UsageError(
            f"--set FIELD=VALUE; fields of {table}: {', '.join(MENDABLE[table]) or 'none'}."
        )
    given = Decision(row, table, field, value, verdict or "accepted", by, date.today().isoformat(), why)
    made = ledger.made(given, interim)
    ledger.record(made, raw / "decisions.csv")
    what = f"{made.verdict} {made.said}" + (f", with {field} {value}" if correction else "")
    click.echo(f"{raw / 'decisions.csv'}: {what} in {made.doc}; the next run puts it into the tables")


def _diff(old: str | None, processed: Path) -> Diff | None:
    """What changed since an older extraction, if one is named."""
    if old is None:
        return None
    from pipeline.review.diff import compare
    from pipeline.review.sources import opened

    with opened(old) as before, opened(str(processed)) as now:
        return compare(before, now)


VERBS = (show_diff, check, report, review, decide)
