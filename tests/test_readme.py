"""The README cannot lie: its flow table is the plan, its files exist, its Python runs."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.cli import main
from pipeline.inference import evidence
from pipeline.stages import STAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [*DOCS, ROOT / "tests" / "gold" / "README.md"]


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
    shown = capsys.readouterr().out
    assert "joined_min" in shown and re.search(r"\[.+\]", shown)


def test_the_rule_of_the_readme_is_a_rule() -> None:
    (rule,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    assert rule.strip() in (ROOT / "pipeline" / "rules" / "counts.toml").read_text("utf-8")


def commands(page: Path) -> list[str]:
    """What a page tells to type: `rollcall ...` in blocks and in the running text."""
    text = page.read_text("utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    return re.findall(r"(?:^|/)(rollcall .+)$", blocks, re.M) + re.findall(
        r"`(?:\S*/)?(rollcall [^`]+)`", text
    )


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.name)
def test_commands_exist_with_their_options(page: Path) -> None:
    for line in commands(page):
        _, verb, *words = line.split("#")[0].split()
        if verb in ("VERB", "--help"):
            continue
        options = {flag for option in main.commands[verb].params for flag in option.opts}
        wanted = {word.strip('"') for word in words if word.startswith("--")}
        assert wanted <= options, line


def test_some_commands_were_found() -> None:
    assert len(commands(ROOT / "README.md")) > 10


def test_the_formulas_have_the_constants_of_the_code() -> None:
    page = (ROOT / "docs" / "reconcile.md").read_text("utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (-?[\d.]+) \|", page, re.M)
    assert len(rows) == 12
    assert {name: float(value) for name, value in rows} == {name: getattr(evidence, name) for name, _ in rows}


@pytest.mark.parametrize(
    "room", ["asking", "formats", "language", "review", "running", "tables", "workbench"]
)
def test_a_room_says_what_each_of_its_modules_is_for(room: str) -> None:
    told = re.findall(r"`(\w+)`", import_module(f"pipeline.{room}").__doc__ or "")
    modules = {path.stem for path in (ROOT / "pipeline" / room).glob("*.py")} - {"__init__"}
    assert sorted(name for name in told if name != "FORMAT") == sorted(modules)


def test_the_citation_names_this_version() -> None:
    facts = dict(re.findall(r"^([\w-]+): (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M))
    assert facts["cff-version"] == "1.2.0" and facts["version"] == __version__ and facts["license"] == "MIT"
