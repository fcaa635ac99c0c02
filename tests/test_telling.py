"""What the command tells of its work, on standard error: lines for what takes long, a bar on a terminal, or JSON."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner, Result

from pipeline.progress import LOG, each, working
from pipeline.verbs import telling

Work = Callable[..., Result]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Run a command that does three things, each of which takes as many seconds as told."""
    now = [0.0]
    clock = SimpleNamespace(monotonic=lambda: now[0], strftime=time.strftime, gmtime=time.gmtime)
    monkeypatch.setattr(telling, "time", clock)
    monkeypatch.setattr(telling, "PATIENCE", 2.0)

    @click.group()
    def main() -> None:
        telling.start()

    @main.command()
    @click.argument("seconds", type=float)
    @telling.OPTIONS[0]
    @telling.OPTIONS[1]
    def dig(seconds: float) -> None:
        with working("dig"):
            for _ in each("dig", "abc", 3):
                now[0] += seconds
        LOG.warning("a stone")
        telling.say("a hole")

    return lambda *words: CliRunner().invoke(main, ["dig", *words], catch_exceptions=False)


def test_what_is_done_at_once_is_not_told(work: Work) -> None:
    quick = work("0.5")
    assert (quick.stdout, quick.stderr) == ("a hole\n", "a stone\n")


def test_what_takes_long_is_told_line_by_line_but_not_too_often(work: Work) -> None:
    assert work("3").stderr == "dig: 1 of 3\ndig: 2 of 3\ndig: done in 9.0 s\na stone\n"
    assert work("1.5").stderr == "dig: 2 of 3\ndig: done in 4.5 s\na stone\n"


def test_quiet_tells_only_of_what_went_wrong(work: Work) -> None:
    result = work("3", "--quiet")
    assert (result.stdout, result.stderr) == ("", "a stone\n")


def test_json_lines_for_machines(work: Work) -> None:
    lines = [json.loads(line) for line in work("3", "--log-json").stderr.splitlines()]
    assert [(x.get("event"), x.get("done"), x.get("seconds")) for x in lines] == [
        ("begin", None, 0.0), ("progress", 1, 3.0), ("progress", 2, 6.0), ("end", None, 9.0), (None, None, None),
    ]  # fmt: skip
    assert lines[-1]["message"] == "a stone" and lines[-1]["level"] == "warning"
    assert all(x["time"].endswith("Z") for x in lines)


def test_nobody_listens_once_the_command_has_ended(work: Work) -> None:
    work("3")
    assert not [handler for handler in LOG.handlers if isinstance(handler, telling.Teller)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with telling.listening() as teller, working("a [/] name"):
        for _ in each("a [/] name", "abc", 3):
            assert teller.bar
    assert teller.bar is None
    assert "a [/] name" in screen.getvalue() and screen.getvalue().endswith("\x1b[2K")


def test_a_run_of_all_stages_tells_of_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.cli import main
    from pipeline.stages import STAGES

    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    Path("raw/2012-09-06-kenya.txt").write_text(
        "Kenya joined the Freedom Online Coalition on 6 September 2012."
    )
    Path("raw/empty.txt").write_bytes(b"")
    result = CliRunner().invoke(main, ["run", "--log-json"])
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    ended = [line["what"] for line in lines if line.get("event") == "end"]
    assert ended == [stage.name for stage in STAGES]
    assert [line["message"].split(":")[0] for line in lines if "message" in line] == ["empty.txt", "dropped"]
    quiet = CliRunner().invoke(main, ["run", "--quiet"])
    assert quiet.stdout == "" and quiet.stderr.splitlines()[-1] == "dropped: 1"
