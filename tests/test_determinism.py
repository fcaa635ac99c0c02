"""The same announcements give the same tables, whatever the clock, the locale, the hash seed, the order of
files and the number of processes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: Runs `rollcall` with a clock that is far off for all that is imported after the compiled libraries.
OTHER_DAY = """
import datetime, time
import pandas, pyarrow.parquet, spacy

class Other(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(1999, 12, 31, 23, 59, tzinfo=tz)
    today = utcnow = now

datetime.datetime = Other
time.time = lambda: 946684740.0
from pipeline.cli import main
main()
"""


def tables(out: Path) -> dict[str, str]:
    """The hash of each table's content."""
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    return {resource["name"]: resource["contentHash"] for resource in package["resources"]}


def run(raw: Path, work: Path, program: list[str], jobs: str = "1", **environment: str) -> dict[str, str]:
    command = [
        sys.executable,
        *program,
        "run",
        "--raw",
        str(raw),
        "--interim",
        str(work / "i"),
        "--out",
        str(work / "o"),
        "--jobs",
        jobs,
    ]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)
    return tables(work / "o")


def test_two_runs_give_the_same_tables(tmp_path: Path) -> None:
    some = sorted(path for path in (ROOT / "raw").iterdir() if path.is_file())[::4]
    raw, turned = tmp_path / "raw", tmp_path / "turned"
    for folder, paths in ((raw, some), (turned, some[::-1])):
        folder.mkdir()
        for path in paths:
            shutil.copy(path, folder / path.name)
    for path in turned.iterdir():
        os.utime(path, (1, 1))
    one = run(raw, tmp_path / "one", ["-m", "pipeline"], TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    two = run(
        turned,
        tmp_path / "two",
        ["-c", OTHER_DAY],
        jobs="2",
        TZ="Pacific/Kiritimati",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="2",
    )
    assert len(one) == 14
    assert one == two
