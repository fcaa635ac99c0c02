"""What the options of several verbs share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline.limits import Limits
from pipeline.places import place


class _Place(click.Path):
    """A folder of this machine, or an address in an object store."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return place(value) if "://" in str(value) else super().convert(value, param, ctx)


FOLDER = click.Path(file_okay=False, path_type=Path)
#: The same, or an address in an object store.
PLACE = _Place(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
#: A folder or file that must be there.
GIVEN = click.Path(exists=True, path_type=Path)

RAW = click.option(
    "--raw", type=FOLDER, default="raw", show_default=True, help="Folder of announcements and decisions."
)
PROCESSED = click.option(
    "--processed", type=FOLDER, default="processed", show_default=True, help="Folder of tables."
)

#: The limits that may be set where announcements are read.
READING = tuple(entry.name for entry in fields(Limits))


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


def coloured() -> bool:
    """Whether standard output shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
