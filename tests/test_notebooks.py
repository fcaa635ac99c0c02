"""The notebooks run from top to bottom on the shipped tables, without the net, and are committed without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside which the tables lie, as beside the notebooks; what they write stays there."""
    (tmp_path / "processed").symlink_to(ROOT / "processed")
    (tmp_path / "notebooks").mkdir()
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # nothing listens there
    return tmp_path


def test_there_are_four() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_runs(path: Path, place: Path) -> None:
    book = nbformat.read(path, 4)  # type: ignore[no-untyped-call]
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert cells and not any(cell.outputs or cell.execution_count for cell in cells)
    folder = {"metadata": {"path": str(place / "notebooks")}}
    NotebookClient(book, timeout=120, kernel_name="python3", resources=folder).execute()
    shown = [output.data for cell in cells for output in cell.outputs if "data" in output]
    assert any("image/svg+xml" in data for data in shown)
    if path.name.startswith("01"):
        assert (place / "export" / "timeline.png").read_bytes().startswith(b"\x89PNG")
        assert "<mark>" in "".join(data.get("text/html", "") for data in shown)
        interactive = (place / "export" / "timeline.html").read_text("utf-8")
        assert not re.search(r'<(?:script|link)[^>]+(?:src|href)="https?:', interactive)
