"""The verbs for someone who reviews an extraction and settles what the rules can't."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.decisions import MENDABLE, TABLES, Decision
from pipeline.records import VERDICTS
from pipeline.verbs.options import FOLDER

if TYPE_CHECKING:
    from pipeline.review.page import Changes

RAW = click.option("--raw", type=FOLDER, default="raw", show_default=True, help="Folder of announcements.")
INTERIM = click.option(
    "--interim", type=FOLDER, default="interim", show_default=True, help="Folder between stages."
)
PROCESSED = click.option(
    "--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables."
)
AGAINST = click.option("--against", metavar="OLD", help="Show what changed since this folder or revision.")


@click.command(short_help="Make the page: documents with what was found, conflicts, issues.")
@RAW
@INTERIM
@PROCESSED
@AGAINST
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default="interim/report.html",
    show_default=True,
    help="The page.",
)
def report(raw: Path, interim: Path, processed: Path, against: str | None, out: Path) -> None:
    """Make the page: every document with what was found in it, the conflicts, the issues.

    One HTML file that needs neither network nor server. Decisions made on it are downloaded as lines of
    raw/decisions.csv. The texts are those that the last run left in interim/.

    \b
    rollcall report
    rollcall report --against HEAD --out review.html
    """
    from pipeline import store
    from pipeline.review import corpus, page

    whole = page.page(corpus.read(raw, interim, processed), _changes(against, processed)).encode()
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

    server.serve(server.Desk(raw, interim, processed, _changes(against, processed)), port, ready)


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


def _changes(old: str | None, processed: Path) -> Changes | None:
    """What changed since an older extraction, if one is named."""
    if old is None:
        return None
    from pipeline.review import changed

    return changed.since(old, processed)


VERBS = (report, review, decide)
