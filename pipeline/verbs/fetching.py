"""The verb that brings announcements from the web."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline import __version__
from pipeline.verbs.options import RAW


@click.command(short_help="Bring pages into raw/, each with a note where it came from.")
@click.argument("what", metavar="URL...|FILE", nargs=-1, required=True)
@RAW
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
    from pipeline.web import fetch as fetching
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


VERBS = (fetch,)
