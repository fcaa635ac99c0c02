"""Small corpora with their own copy of the pipeline, in which one thing at a time can be changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

RAW = {
    "2012-09-06-kenya.txt": """Kenya joins the Freedom Online Coalition

Nairobi, 6 September 2012. Kenya has joined the Freedom Online Coalition (FOC) as its 18th member.

Foreign Minister Sam Ongeri of Kenya said that the Coalition was a good home.
""",
    "2013-05-02-strong.txt": """A note on the size of things

The Freedom Online Coalition is 21 members strong, and Kenya is one of them.
""",
}
DECISIONS = "id,table,field,value,verdict,by,when,why\n"


def tree(folder: Path) -> Path:
    """A folder with announcements and the pipeline, without tables."""
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "raw").mkdir()
    for name, text in RAW.items():
        (folder / "raw" / name).write_text(text, "utf-8")
    (folder / "raw/decisions.csv").write_text(DECISIONS, "utf-8")
    return folder


def swap(path: Path, old: str, new: str) -> None:
    """Change one passage of a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def built(folder: Path) -> str:
    """Make the tables of a tree by its own pipeline; the name of their folder."""
    subprocess.run([sys.executable, "-m", "pipeline", "run"], cwd=folder, check=True, capture_output=True)
    return str(folder / "processed")
