"""What archives have in common: names that a stranger chose, files that are none, sidecars beside files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from pipeline.formats.raw import DAMAGE, Found, Note, Part
from pipeline.formats.text import tidy

SIDECAR = ".meta.toml"

#: A sidecar has fewer bytes.
LARGEST_SIDECAR = 65536
#: A longer name is shortened; none that a person gave is as long.
LONGEST_NAME = 200

_DRIVE = re.compile(r"^[A-Za-z]:(?=[\\/])")


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of an archive: its name there, how to open it, and what kind of thing it is if it can't be read."""

    name: str
    open: Callable[[], BinaryIO]
    fault: tuple[str, str] | None = None


def is_meant(path: str) -> bool:
    """Whether a file is there to be read: it isn't hidden, no readme, no table of decisions."""
    *folders, name = path.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in folders)
    return not hidden and not name.startswith((".", "README")) and name != "decisions.csv"


def sidecar_names(name: str) -> tuple[str, str]:
    """Where the sidecar of a file may stand: `a.txt.meta.toml`, or `a.meta.toml` for `a.txt` and `a.html` alike."""
    return name + SIDECAR, str(PurePosixPath(name).with_suffix("")) + SIDECAR


def clean(name: str) -> str:
    """A stranger's name for a file as a path that leads nowhere else, and can be shown."""
    steps = _DRIVE.sub("", name).replace("\\", "/").split("/")
    shown = "/".join(
        step for step in (" ".join(tidy(step).split()) for step in steps) if step not in ("", ".", "..")
    )
    if len(shown) > LONGEST_NAME:
        ending = PurePosixPath(shown).suffix[:20]
        shown = shown[: LONGEST_NAME - len(ending)].rstrip("/ .") + ending
    return shown or "nameless"


def parts(members: Sequence[Member]) -> Iterator[Found]:
    """The files of an archive in its order, each with its sidecar, and a note for all that is odd about them."""
    named = [(clean(member.name), member) for member in members]
    sidecars = {name: member for name, member in named if name.endswith(SIDECAR)}
    used: set[str] = set()
    for name, member in named:
        if name in sidecars or not is_meant(name):
            continue
        if name != member.name.removeprefix("./"):
            yield Note(
                "odd_name", f"a file inside calls itself {member.name[:LONGEST_NAME]!a}; shown as {name!r}"
            )
        if member.fault:
            code, why = member.fault
            yield Note(code, f"{name}: {why}")
            continue
        beside = next((path for path in sidecar_names(name) if path in sidecars), None)
        used |= {beside} if beside else set()
        try:
            said = sidecars[beside].open().read(LARGEST_SIDECAR) if beside else None
            yield Part(name, member.open(), sidecar=said)
        except (*DAMAGE, NotImplementedError, RuntimeError) as error:
            yield Note("damaged", f"{name}: can't be taken out ({error})")
    for name in sidecars.keys() - used:
        yield Note("lone_sidecar", f"{name}: there is no file of that name beside it")
