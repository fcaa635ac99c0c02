"""The README cannot lie: its flow table is the plan, its files exist, its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.stages import STAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "tests" / "gold" / "README.md"]


def test_the_flow_table_is_the_plan() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", README, re.M)
    assert rows == [(s.name, s.help, ", ".join(s.writes)) for s in STAGES]


def test_the_flow_line_names_the_stages_in_order() -> None:
    line = next(line for line in README.splitlines() if line.startswith("raw announcements →"))
    assert re.findall(r"\*\*(\w+)\*\*", line) == [s.name for s in STAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert all((page.parent / link).exists() for link in links), links


def test_the_python_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert "joined_min" in capsys.readouterr().out


def test_the_rule_of_the_readme_is_a_rule() -> None:
    (rule,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    assert rule.strip() in (ROOT / "pipeline" / "rules" / "counts.toml").read_text("utf-8")
