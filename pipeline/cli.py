"""The command `rollcall`: a verb for each stage and for each use of its tables. Talks, decides nothing.

What a verb needs is imported when it runs, so that `rollcall --help` answers at once.
"""

from __future__ import annotations

import sys
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
from pipeline.workbench import FOLDER, GIVEN, coloured, evaluate_gold, rules, try_it

if TYPE_CHECKING:
    from pipeline.records import Issue


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
    rollcall run               from raw/ to processed/, through all stages
    rollcall try notice.html   what one document says, or one sentence
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


@main.command()
@click.argument("what", metavar="URL...|FILE", nargs=-1, required=True)
@click.option("--raw", type=FOLDER, default="raw", show_default=True, help="Folder of announcements.")
@click.option(
    "--again", is_flag=True, help="Ask again for pages that are there; changed ones come beside them."
)
@click.option("--contact", default="", help="Your mail or web address, for the servers' owners to see.")
@click.option(
    "--pause", type=click.FloatRange(0), default=1, show_default=True, help="Seconds between pages."
)
@click.option(
    "--retries", type=click.IntRange(0), default=3, show_default=True, help="New tries at a busy host."
)
@click.option(
    "--max-bytes", type=click.IntRange(1), default=20 * 1024**2, show_default=True, help="Of a page."
)
@click.option(
    "--max-seconds", type=click.FloatRange(0.1), default=30, show_default=True, help="For an answer."
)
def fetch(
    what: tuple[str, ...],
    raw: Path,
    again: bool,
    contact: str,
    pause: float,
    retries: int,
    max_bytes: int,
    max_seconds: float,
) -> None:
    """Bring pages from the web into raw/, each with a sidecar that says where it came from.

    A FILE lists addresses, one a line; a # begins a comment. Pages that are there already are kept as they are, so
    that a second run goes on where the first one ended. What robots.txt keeps programs from isn't fetched. Exits
    with 1 if any page didn't come. No other command opens a connection.

    \b
    rollcall fetch https://example.org/news/kenya-joins
    rollcall fetch addresses.txt --pause 5 --contact me@example.org
    """
    from pipeline import fetch as fetching
    from pipeline.web.manners import Guest

    if not contact.isascii() or not contact.isprintable():
        raise click.UsageError("--contact can hold printable ASCII only.")
    agent = f"Rollcall/{__version__}" + (f" (+{contact})" if contact else "")
    guest = Guest(agent, pause, retries, max_bytes, max_seconds, lambda line: click.echo(line, err=True))
    outcomes = dict.fromkeys(("fetched", "kept", "refused", "failed"), 0)
    for result in fetching.fetch(fetching.addresses(what), raw, guest, again):
        outcomes[result.outcome] += 1
        click.echo(f"{result.outcome}: {result.url}: {result.detail}", err=True)
    click.echo(", ".join(f"{outcome} {number}" for outcome, number in outcomes.items()))
    sys.exit(1 if outcomes["refused"] or outcomes["failed"] else 0)


@main.command()
@click.argument("body")
@click.argument("about", required=False)
@click.option("--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables.")
def explain(body: str, about: str | None, processed: Path) -> None:
    """Say what is known of a BODY, and which claims speak for and against it.

    ABOUT may be a day, a month, a year (how many were they, and why?) or a country (when did it join, says who?).
    Nothing is computed anew: the published tables answer.

    \b
    rollcall explain FOC
    rollcall explain FOC 2021-08-01
    rollcall explain "Freedom Online Coalition" Luxembourg
    """
    from pipeline import explain as reasons
    from pipeline import terminal

    for line in terminal.explained(reasons.explain(processed, body, about), coloured()):
        click.echo(line)


for verb in (try_it, rules, evaluate_gold):
    main.add_command(verb)
