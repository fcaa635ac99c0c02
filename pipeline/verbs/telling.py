"""How the command tells of its work on standard error: a bar on a terminal, plain lines elsewhere, or JSON."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pipeline.progress import LOG

if TYPE_CHECKING:
    from rich.progress import Progress

#: Seconds after which a piece of work is worth a line, and between two lines.
PATIENCE = 2.0
_TELLER = "rollcall.teller"


class Teller(logging.Handler):
    """Shows what the log is told. `quiet`: warnings and errors only; `log_json`: an object on each line."""

    def __init__(self) -> None:
        super().__init__()
        self.quiet = self.log_json = False
        self.begun: dict[str, float] = {}
        self.spoke = 0.0
        self.bar: Progress | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Show a record, or don't."""
        event = getattr(record, "event", "")
        if not event:
            click.echo(_json(record) if self.log_json else record.getMessage(), err=True)
        elif self.quiet:
            return
        elif sys.stderr.isatty() and not self.log_json:
            self._draw(event, record)
        else:
            self._say(event, record)

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if self.bar:
            self.bar.stop()
            self.bar = None

    def _say(self, event: str, record: Any) -> None:
        """A line for what takes long."""
        now = time.monotonic()
        begun = self.begun.setdefault(record.what, now)
        since = begun if event == "end" else max(begun, self.spoke)
        due = now - since > PATIENCE
        if event == "end":
            del self.begun[record.what]
        if due:
            self.spoke = now
        if self.log_json and (due or event != "progress"):
            click.echo(_json(record, seconds=round(now - begun, 1)), err=True)
        elif due:
            ended = f"{record.what}: done in {now - begun:.1f} s"
            click.echo(ended if event == "end" else record.getMessage(), err=True)

    def _draw(self, event: str, record: Any) -> None:
        """A bar, gone when its work is done."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        if event == "end":
            self.clear()
            return
        if not self.bar:
            name, count = (
                TextColumn(f"{{task.{part}}}", markup=False) for part in ("description", "fields[count]")
            )
            columns = (name, BarColumn(), count, TimeElapsedColumn())
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.bar.add_task(record.what, total=None, count="")
            self.bar.start()
        if event == "progress":
            so_far = f"{record.done} of {record.total}"
            self.bar.update(self.bar.task_ids[0], completed=record.done, total=record.total, count=so_far)


@contextmanager
def listening() -> Iterator[Teller]:
    """Show what the log is told while the block lasts."""
    teller = Teller()
    LOG.addHandler(teller)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        yield teller
    finally:
        LOG.removeHandler(teller)
        LOG.setLevel(logging.NOTSET)
        LOG.propagate = True
        teller.clear()


def start() -> None:
    """Listen until the command ends."""
    context = click.get_current_context()
    context.meta[_TELLER] = context.with_resource(listening())


def say(line: str) -> None:
    """Print a line that is no answer but an account of what was done: not if the user wants quiet."""
    if not click.get_current_context().meta[_TELLER].quiet:
        click.echo(line)


def _set(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        setattr(context.meta[_TELLER], str(option.name), True)


def _json(record: Any, **more: Any) -> str:
    """A record as an object: time (UTC), level, message, and what the work is about."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
    facts = {
        name: getattr(record, name) for name in ("event", "what", "done", "total") if hasattr(record, name)
    }
    message = {} if facts else {"message": record.getMessage()}
    whole = {"time": moment, "level": record.levelname.lower()} | facts | message | more
    return json.dumps(whole, ensure_ascii=False)


#: For every verb that works for long.
OPTIONS = (
    click.option(
        "--quiet", is_flag=True, expose_value=False, callback=_set, help="Tell only of what went wrong."
    ),
    click.option(
        "--log-json", is_flag=True, expose_value=False, callback=_set, help="Tell of the work in JSON lines."
    ),
)
