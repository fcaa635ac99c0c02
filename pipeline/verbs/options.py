"""What the options of several verbs share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)
GIVEN = click.Path(exists=True, path_type=Path)


def coloured() -> bool:
    """Whether standard output shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
