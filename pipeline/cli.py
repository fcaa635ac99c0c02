"""The command `rollcall`: a verb for each stage and for each use of its tables. Talks, decides nothing.

What a verb needs is imported when it runs, so that `rollcall --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pipeline import __version__
from pipeline.errors import RollcallError
from pipeline.limits import Limits
from pipeline.stages import STAGES, Stage

if TYPE_CHECKING:
    from pipeline.records import Document, Issue

FOLDER = click.Path(file_okay=False, path_type=Path)
GIVEN = click.Path(exists=True, path_type=Path)


class Verbs(click.Group):
    """The commands in the order of the plan; a fault that the user can mend is one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as declared."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; `--debug` lets the traceback through."""
        try:
            return super().invoke(ctx)
        except RollcallError as error:
            if ctx.params["debug"]:
                raise
            click.echo(f"rollcall: {' '.join(str(error).split())}", err=True)
            ctx.exit(2)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rollcall")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
def main(debug: bool) -> None:
    """Read announcements of coalitions of states: who was a member, when, how many, and which words say so.

    \b
    rollcall run                   from raw/ to processed/, through all stages
    rollcall try raw/notice.html   what one document says
    """


def folder_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that runs stages."""
    options = (
        click.option("--raw", type=FOLDER, default="raw", show_default=True, help="Folder of announcements."),
        click.option(
            "--interim", type=FOLDER, default="interim", show_default=True, help="Folder between stages."
        ),
        click.option("--out", type=FOLDER, default="processed", show_default=True, help="Folder of tables."),
        click.option("--strict", is_flag=True, help="Exit with 1 if anything was dropped."),
    )
    for option in reversed(options):
        command = option(command)
    return command


#: The limits that may be set where announcements are read; later stages know only that of time.
READING = tuple(entry.name for entry in fields(Limits))
LIMITED = {"ingest": READING, "extract": ("seconds",), "relate": ("seconds",)}


def limit_options(names: tuple[str, ...]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options for some limits: `--max-bytes` and so on; the command is given all limits as `limits`."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        known = [entry for entry in fields(Limits) if entry.name in names]

        @wraps(command)
        def limited(*args: Any, **options: Any) -> None:
            given = {entry.name: options.pop(f"max_{entry.name}") for entry in known}
            command(*args, limits=Limits(**given), **options)

        made: Callable[..., None] = limited
        for entry in reversed(known):
            least = click.FloatRange(min=0.1) if isinstance(entry.default, float) else click.IntRange(min=0)
            words = entry.metadata["help"]
            made = click.option(
                f"--max-{entry.name}",
                type=least,
                default=entry.default,
                show_default=True,
                help=words,
                metavar="N",
            )(made)
        return made

    return add


def add_stage(stage: Stage) -> None:
    """Make a command of a stage that takes nothing but folders and limits."""
    words = f"{stage.help}.\n\nReads {', '.join(stage.reads)}.\n\nWrites {', '.join(stage.writes)}."
    words += f"\n\n\b\nrollcall {stage.name}\nrollcall {stage.name} --interim trial"

    @main.command(stage.name, help=words, short_help=stage.help)
    @folder_options
    @limit_options(LIMITED.get(stage.name, ()))
    def command(raw: Path, interim: Path, out: Path, strict: bool, limits: Limits) -> None:
        run_stage(stage, raw, interim, out, strict, limits)


def run_stage(
    stage: Stage, raw: Path, interim: Path, out: Path, strict: bool, limits: Limits = Limits()
) -> None:
    """Run one stage and say what came of it."""
    from pipeline import runs

    start = time.monotonic()
    rows = runs.run([stage], runs.Folders(raw, interim, out, limits))
    sizes = ", ".join(f"{table} {len(rows[f'{stage.name}/{table}'])}" for table in stage.writes)
    click.echo(f"{stage.name}: {sizes} ({time.monotonic() - start:.1f} s)")
    tell_dropped(runs.dropped([stage], rows), strict)


def tell_dropped(issues: list[Issue], strict: bool) -> None:
    """Name on stderr what was dropped; if `strict`, anything makes the exit status 1."""
    from pipeline import terminal

    for issue in issues:
        click.echo(terminal.problem(issue), err=True)
    if issues:
        click.echo(f"dropped: {len(issues)}", err=True)
        sys.exit(1 if strict else 0)


for planned in STAGES[:3]:
    add_stage(planned)


@main.command("reconcile", short_help=STAGES[3].help)
@folder_options
@click.option("--counts", type=GIVEN, help="Count claims in a Parquet or CSV file of yours.")
@click.option("--memberships", type=GIVEN, help="Membership claims, likewise.")
def reconcile_claims(
    raw: Path, interim: Path, out: Path, strict: bool, counts: Path | None, memberships: Path | None
) -> None:
    """Find the membership history behind conflicting claims, and a verdict on every claim.

    Reads the claims that `relate` left and raw/decisions.csv. With --counts (and --memberships) it reads those
    files instead (only the columns that inference needs are required) and writes its tables to --out.

    \b
    rollcall reconcile
    rollcall reconcile --counts counts.csv --memberships joins.csv --out settled
    """
    if counts is None:
        if memberships is not None:
            raise click.UsageError("--memberships needs --counts.")
        run_stage(STAGES[3], raw, interim, out, strict)
        return
    if click.get_current_context().get_parameter_source("out") is ParameterSource.DEFAULT:
        raise click.UsageError("--counts needs --out, so that no published table is overwritten by mistake.")
    from pipeline import claims_io

    made = claims_io.reconcile_files(counts, memberships, out)
    click.echo(f"{out}: timeline {len(made.timeline)}, memberships {len(made.memberships)}")


add_stage(STAGES[4])


@main.command()
@folder_options
@limit_options(READING)
def run(raw: Path, interim: Path, out: Path, strict: bool, limits: Limits) -> None:
    """Run all stages, from the announcements to the published tables.

    \b
    rollcall run
    rollcall run --raw ~/announcements --out tables --strict
    """
    from pipeline import runs, terminal

    start = time.monotonic()
    rows = runs.run(STAGES, runs.Folders(raw, interim, out, limits))
    for line in terminal.closing(rows, time.monotonic() - start):
        click.echo(line)
    tell_dropped(runs.dropped(STAGES, rows), strict)


@main.command("try")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object on one line per document.")
@limit_options(READING)
def try_file(file: Path, as_json: bool, limits: Limits) -> None:
    """Show what the rules find in one FILE; `-` reads text from standard input. Nothing is written.

    On a terminal mentions are coloured by kind; elsewhere they stand in brackets: [country Kenya].

    \b
    rollcall try raw/2023-06-14-notice.html
    echo "Kenya joined NATO as its 40th member." | rollcall try -
    """
    from pipeline import extract, relate, terminal

    documents, issues = read_file(file, limits)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for document in documents:
        mentions, odd = extract.extract(document)
        claims = relate.relate(document, mentions)
        if as_json:
            click.echo(terminal.as_json(document, mentions, claims, odd))
        else:
            click.echo("\n".join(terminal.page(document, mentions, claims, odd, colour)))
    for issue in issues:
        click.echo(terminal.problem(issue), err=True)
    sys.exit(0 if documents else 1)


def read_file(file: Path, limits: Limits) -> tuple[list[Document], list[Issue]]:
    """The documents of a file, or of the text on standard input, as stage 1 reads them."""
    from pipeline import ingest

    if file != Path("-"):
        return ingest.read_file(file, file.name, limits)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "stdin.txt")
        text.write_bytes(sys.stdin.buffer.read())
        return ingest.read_file(text, text.name, limits)


@main.command("evaluate")
@click.option("--gold", type=GIVEN, required=True, help="Folder of JSON files, or file of JSON lines.")
@click.option("--processed", type=FOLDER, help="Judge these tables.  [default: processed]")
@click.option("--raw", type=GIVEN, help="Run stages 1 to 3 on these announcements and judge that.")
@click.option("--min", "least", type=click.FloatRange(0, 1), help="Exit with 1 if a kind has a lower F1.")
@click.option("--part", type=click.Choice(["dev", "held"]), help="Only this part of the gold.")
@click.option("--errors", is_flag=True, help="List every value that is missed or wrong.")
def evaluate_gold(
    gold: Path, processed: Path | None, raw: Path | None, least: float | None, part: str | None, errors: bool
) -> None:
    """Compare what was found with what a person found: precision, recall and F1 by kind.

    Gold entries are matched with documents by the name of their file. Passages in a file of JSON lines bring
    their own text, and need neither --processed nor --raw.

    \b
    rollcall evaluate --gold tests/gold --raw raw
    rollcall evaluate --gold tests/gold/passages.jsonl --part dev --errors --min 0.95
    """
    from pipeline import evaluate

    if processed and raw:
        raise click.UsageError("Give --processed or --raw, not both.")
    golds = evaluate.read_gold(gold, part or "")
    source = raw or (gold if gold.is_file() and not processed else None)
    found = evaluate.from_raw(source) if source else evaluate.from_tables(processed or Path("processed"))
    report = evaluate.judge(golds, found)
    for line in (*evaluate.lines(report), *(evaluate.error_lines(report) if errors else ())):
        click.echo(line)
    for name in report.absent:
        click.echo(f"{name}: no document of that name", err=True)
    low = [score.kind for score in report.scores if least is not None and score.below(least)]
    if low:
        click.echo(f"F1 below {least}: {', '.join(low)}", err=True)
    sys.exit(1 if report.absent or low else 0)
