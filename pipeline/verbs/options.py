"""What the options of several verbs share."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from pipeline.places import place


class _Place(click.Path):
    """A folder of this machine, or an address in an object store."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return place(value) if "://" in str(value) else super().convert(value, param, ctx)


FOLDER = click.Path(file_okay=False, path_type=Path)
#: The same, or an address in an object store.
PLACE = _Place(file_okay=False, path_type=Path)
GIVEN = click.Path(exists=True, path_type=Path)


def coloured() -> bool:
    """Whether standard output shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
