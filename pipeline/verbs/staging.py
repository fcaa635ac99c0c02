"""The verbs that make tables: one for each stage of the plan, and `run` for all of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pipeline.limits import Limits
from pipeline.progress import LOG, working
from pipeline.stages import STAGES, Stage
from pipeline.verbs import telling
from pipeline.verbs.options import GIVEN, PLACE, READING, limit_options

if TYPE_CHECKING:
    from pipeline.records import Issue
    from pipeline.running.results import Made


def folder_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that runs stages."""
    options = (
        click.option("--raw", type=PLACE, default="raw", show_default=True, help="Folder of announcements."),
        click.option(
            "--interim", type=PLACE, default="interim", show_default=True, help="Folder between stages."
        ),
        click.option("--out", type=PLACE, default="processed", show_default=True, help="Folder of tables."),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            default=1,
            show_default=True,
            help="Processes that share the documents.",
            metavar="N",
        ),
        click.option("--scheduler", default="", help="Dask scheduler of a cluster instead: tcp://host:port."),
        click.option("--strict", is_flag=True, help="Exit with 1 if anything was dropped."),
        *telling.OPTIONS,
    )
    for option in reversed(options):
        command = option(command)
    return command


#: The limits that a stage knows: where announcements are read all of them, later that of time.
LIMITED = {"ingest": READING, "extract": ("seconds",), "relate": ("seconds",)}


def verb(stage: Stage) -> click.Command:
    """The command of a stage that takes nothing but folders and limits."""
    words = f"{stage.help}.\n\nReads {', '.join(stage.reads)}.\n\nWrites {', '.join(stage.writes)}."
    words += f"\n\n\b\nrollcall {stage.name}\nrollcall {stage.name} --interim trial"

    @click.command(stage.name, help=words, short_help=stage.help)
    @folder_options
    @limit_options(LIMITED.get(stage.name, ()))
    def command(**options: Any) -> None:
        run_stage(stage, **options)

    return command


def run_stage(stage: Stage, strict: bool, **options: Any) -> None:
    """Run one stage and say what came of it."""
    from pipeline.running import runs

    start = time.monotonic()
    made = _run([stage], **options)
    sizes = ", ".join(f"{table} {made.size(f'{stage.name}/{table}')}" for table in stage.writes)
    telling.say(f"{stage.name}: {sizes} ({time.monotonic() - start:.1f} s)")
    tell_dropped(runs.dropped([stage], made), strict)


def _run(
    stages: Sequence[Stage],
    raw: Path,
    interim: Path,
    out: Path,
    jobs: int,
    scheduler: str,
    limits: Limits = Limits(),
) -> Made:
    from pipeline.running import runs
    from pipeline.running.engines import Engine
    from pipeline.running.results import Folders

    return runs.run(stages, Folders(raw, interim, out, limits), Engine(jobs, scheduler))


def tell_dropped(issues: list[Issue], strict: bool) -> None:
    """Name on stderr what was dropped; if `strict`, anything makes the exit status 1."""
    from pipeline import terminal

    for issue in issues:
        LOG.warning("%s", terminal.problem(issue))
    if issues:
        LOG.warning("dropped: %d", len(issues))
        sys.exit(1 if strict else 0)


@click.command("reconcile", short_help=STAGES[3].help)
@folder_options
@click.option("--counts", type=GIVEN, help="Count claims in a Parquet or CSV file of yours.")
@click.option("--memberships", type=GIVEN, help="Membership claims, likewise.")
def reconcile_claims(counts: Path | None, memberships: Path | None, **options: Any) -> None:
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
        run_stage(STAGES[3], **options)
        return
    if click.get_current_context().get_parameter_source("out") is ParameterSource.DEFAULT:
        raise click.UsageError("--counts needs --out, so that no published table is overwritten by mistake.")
    from pipeline.running import claims_io

    with working("reconcile"):
        made = claims_io.reconcile_files(counts, memberships, options["out"])
    telling.say(f"{options['out']}: timeline {len(made.timeline)}, memberships {len(made.memberships)}")


@click.command(short_help="all stages, from raw files to published tables")
@folder_options
@limit_options(READING)
def run(strict: bool, **options: Any) -> None:
    """Run all stages, from the announcements to the published tables.

    What is done already is not done again: after a changed announcement or rule only what that reaches, after a stop
    only what was still to do.

    \b
    rollcall run
    rollcall run --raw ~/announcements --out tables --strict
    rollcall run --jobs 8
    """
    from pipeline import terminal
    from pipeline.running import runs

    start = time.monotonic()
    made = _run(STAGES, **options)
    for line in terminal.closing(made, time.monotonic() - start):
        telling.say(line)
    tell_dropped(runs.dropped(STAGES, made), strict)


VERBS = (*map(verb, STAGES[:3]), reconcile_claims, verb(STAGES[4]), run)
