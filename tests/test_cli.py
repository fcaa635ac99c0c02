"""The command: what it says, where, and with which exit status."""

import errno
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner, Result
from papers import mention

from pipeline import __version__, cli, extract, rulebook, terminal
from pipeline.cli import main
from pipeline.records import Document
from pipeline.running import runs, spreading
from pipeline.stages import STAGES
from pipeline.tables import store

ROOT = Path(__file__).parent.parent
KENYA = """Kenya joins the Freedom Online Coalition

Nairobi, 6 September 2012. Kenya has joined the Freedom Online Coalition (FOC) as its 18th member.
"""

Roll = Callable[..., Result]


@pytest.fixture
def roll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Roll:
    """Run the command in a folder with one announcement; `out` and `err` apart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "2012-09-06-kenya.txt").write_text(KENYA, "utf-8")

    def act(*words: str, **options: Any) -> Result:
        return CliRunner().invoke(main, words, **options)

    return act


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nope",), "No such command 'nope'"),
        (("--nope",), "No such option '--nope'"),
        (("run", "--jobs", "0"), "Invalid value for '--jobs': 0 is not in the range x>=1"),
        (("export",), "Missing option '--format'. Choose from: csv, jsonl, sqlite, duckdb"),
        (("explain",), "Missing argument 'BODY'"),
        (("try", "raw/no such file.txt"), "There is no file raw/no such file.txt"),
        (("annotate", "prodigy", "-o", "x", "--kind", "land"), "There is no kind land. Kinds: "),
    ],
)
def test_words_that_are_no_command_are_told_in_one_line(roll: Roll, words: tuple[str, ...], why: str) -> None:
    result = roll(*words)
    verb = f"rollcall {words[0]}" if words[0] in main.commands else "rollcall"
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(f"{verb}: {why}")
    assert result.stderr.endswith(f"; see `{verb} --help`\n")


def test_a_fault_of_the_file_system_is_one_line(roll: Roll, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "raw/decisions.csv")

    monkeypatch.setattr(spreading, "read_decisions", closed)
    result = roll("run", "--quiet")
    assert (result.exit_code, result.stderr) == (
        2,
        "rollcall: raw/decisions.csv: permission denied; let yourself read and write it, or choose another folder\n",
    )


def test_help_lists_stages_in_the_order_of_the_plan_with_their_words(roll: Roll) -> None:
    text = roll("--help").stdout
    sections = re.findall(r"^(\S[^\n]+):\n((?:  .+\n)+)", text, re.M)
    titles = [title for title, _ in sections]
    assert titles == ["Options", *(title for title, _ in cli.SECTIONS)]
    verbs = {title: re.findall(r"^  (\w+) +(\S.*)", lines, re.M) for title, lines in sections}
    assert verbs["Make the tables"][: len(STAGES)] == [(stage.name, stage.help) for stage in STAGES]
    assert [name for title in titles[1:] for name, _ in verbs[title]] == list(main.commands)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_explains_itself_with_an_example(roll: Roll, name: str) -> None:
    result = roll(name, "--help")
    assert result.exit_code == 0
    assert f"rollcall {name}" in result.stdout or f"rollcall {name} " in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if "rollcall" not in line)
    for option in main.commands[name].params:
        assert getattr(option, "help", "") != ""


def test_help_loads_nothing_that_it_does_not_need() -> None:
    code = "import sys; from pipeline.cli import main; main(['--help'], standalone_mode=False); "
    code += "print(*sorted({name.partition('.')[0] for name in sys.modules} | "
    code += "{name for name in sys.modules if name.startswith('pipeline.')}), file=sys.stderr)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    ).stderr.split()
    assert {"pipeline.cli", "pipeline.stages"} <= set(loaded)
    assert not {"spacy", "pandas", "pyarrow", "numpy", "dateparser", "lxml", "pipeline.running.runs"} & set(
        loaded
    )


def test_the_shell_completes_verbs_options_and_tables() -> None:
    complete = BashComplete(main, {}, "rollcall", "_ROLLCALL_COMPLETE").get_completions
    assert [item.value for item in complete([], "ex")] == ["extract", "explain", "export"]
    assert [item.value for item in complete(["show"], "count")] == ["count_claims", "country_year"]
    assert "--where" in [item.value for item in complete(["show"], "--")]


def test_version(roll: Roll) -> None:
    assert roll("--version").stdout == f"rollcall, version {__version__}\n"


def test_run_makes_the_tables_and_sums_up(roll: Roll) -> None:
    result = roll("run", catch_exceptions=False)
    assert result.exit_code == 0 and result.stderr == ""
    lines = dict(line.split(None, 1) for line in result.stdout.splitlines())
    assert list(lines) == ["documents", "mentions", "claims", "conflicts", "issues", "seconds"]
    assert lines["documents"] == "1" and re.search(r"\bcountry \d", lines["mentions"])
    assert Path("processed/datapackage.json").exists() and Path("interim/relate/receipt.json").exists()


def test_the_summary_counts_what_was_rejected_and_why() -> None:
    verdicts: dict[str, list[tuple[str | None, str]]] = {
        "publish/count_claims": [("accepted", "consistent"), ("rejected", "stale")],
        "publish/membership_claims": [("rejected", "stale"), (None, "not_asserted")],
    }
    made: Any = SimpleNamespace(tally=lambda table, *_: Counter(verdicts.get(table, [])))
    lines = dict(line.split(None, 1) for line in terminal.closing(made, 1.25))
    assert lines["claims"] == "4    count 2, membership 2"
    assert lines["conflicts"] == "2    stale 2"
    assert lines["seconds"] == "1.2"


def test_stages_one_by_one_end_in_the_same_tables(roll: Roll) -> None:
    folders = ("--raw", "raw", "--interim", "i", "--out", "o")
    for stage in STAGES:
        result = roll(stage.name, *folders)
        assert result.exit_code == 0, result.output
        assert re.fullmatch(rf"{stage.name}: {stage.writes[0]} \d.* \(\d+\.\d s\)\n", result.stdout)
    roll("run")
    for path in Path("processed").iterdir():
        assert (Path("o") / path.name).read_bytes() == path.read_bytes()


def test_dropped_documents_are_named_and_counted_on_stderr(roll: Roll) -> None:
    Path("raw/empty.txt").write_bytes(b"")
    for command in ("ingest", "run"):
        result = roll(command)
        named, counted = result.stderr.splitlines()
        assert named.startswith("empty") and counted == "dropped: 1"
        assert result.exit_code == 0
        assert roll(command, "--strict").exit_code == 1
    assert roll("extract", "--strict").exit_code == 0


FAULTS = {
    "nothing to read": (
        ("extract",),
        "interim/ingest/receipt.json: does not exist; run the stage that makes",
    ),
    "no raw folder": (
        ("ingest", "--raw", "nowhere"),
        "nowhere: can't be read (No such file or directory); name a folder",
    ),
    "broken decisions": (("run", "--raw", "bad"), "bad/decisions.csv:1: no column id; give it the header"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_the_user_must_mend_is_one_line_and_exit_2(roll: Roll, fault: str) -> None:
    words, message = FAULTS[fault]
    Path("bad").mkdir()
    Path("bad/decisions.csv").write_text("nonsense\n")
    Path("bad/a.txt").write_text(KENYA)
    result = roll(*words)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("rollcall: ") and message in result.stderr


def test_debug_lets_the_traceback_through(roll: Roll) -> None:
    assert roll("--debug", "extract").exception.__class__.__name__ == "RollcallError"


def test_a_second_run_says_who_is_there(roll: Roll, tmp_path: Path) -> None:
    with store.lock(tmp_path / "interim"):
        result = roll("run")
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"rollcall: interim: process {os.getpid()} is at work here; wait for its end, then run again\n"
    )


# --- try


def test_try_marks_mentions_and_lists_claims_without_colour_codes(roll: Roll) -> None:
    result = roll("try", "raw/2012-09-06-kenya.txt", catch_exceptions=False)
    assert result.exit_code == 0 and "\x1b" not in result.stdout
    assert "[country Kenya]" in result.stdout and "[date 6 September 2012]" in result.stdout
    assert re.search(r"^membership +FOC +join no\. 18 +KEN\b.*asserted$", result.stdout, re.M)
    assert not Path("interim").exists() and not Path("processed").exists()


def test_try_reads_standard_input(roll: Roll) -> None:
    from_file, piped = roll("try", "raw/2012-09-06-kenya.txt"), roll("try", "-", input=KENYA)
    assert piped.exit_code == 0 and "[country Kenya]" in piped.stdout
    assert piped.stdout.count("[country Kenya]") == from_file.stdout.count("[country Kenya]")


def test_try_speaks_json(roll: Roll) -> None:
    (line,) = roll("try", "raw/2012-09-06-kenya.txt", "--json").stdout.splitlines()
    whole = json.loads(line)
    text = whole["document"]["text"]
    assert whole["mentions"] and all(text[m["start"] : m["end"]] == m["text"] for m in whole["mentions"])
    assert {"count_claims", "membership_claims", "people", "issues", "subjects"} <= whole.keys()


def test_try_says_why_it_could_not_read(roll: Roll) -> None:
    Path("empty.txt").write_bytes(b"")
    result = roll("try", "empty.txt")
    assert result.exit_code == 1 and result.stdout == "" and result.stderr.startswith("empty")
    assert "There is no file absent.txt" in roll("try", "absent.txt").stderr
    assert roll("try", "raw").exit_code == 2


def test_try_reads_a_sentence(roll: Roll) -> None:
    result = roll("try", "Kenya joined NATO as its 40th member.")
    assert result.exit_code == 0 and "[country Kenya] joined [body NATO]" in result.stdout
    assert re.search(r"^membership +NATO +join no\. 40 +KEN +asserted$", result.stdout, re.M)


def test_try_reads_within_limits(roll: Roll, monkeypatch: pytest.MonkeyPatch) -> None:
    result = roll("try", "raw/2012-09-06-kenya.txt", "--max-text", "20")
    assert result.exit_code == 1 and "too_big" in result.stderr
    result = roll("try", "-", "--max-text", "20", "--max-bytes", "20", input=KENYA)
    assert result.exit_code == 1 and "too_big" in result.stderr

    def endless(document: Document) -> None:
        while True:
            pass

    monkeypatch.setattr(extract, "extract", endless)
    result = roll("try", "raw/2012-09-06-kenya.txt", "--max-seconds", "0.2")
    assert "too_slow" in result.output and "more than 0.2 seconds of computing" in result.output


TEXT = "As its 34th member, Kenya"


def test_brackets_nest_and_touch() -> None:
    inside = [mention("count", 7, 18), mention("ordinal", 7, 11), mention("country", 20, 25)]
    assert terminal.bracketed(TEXT, inside) == "As its [count [ordinal 34th] member], [country Kenya]"
    touching = [mention("a", 0, 2), mention("b", 2, 6)]
    assert terminal.bracketed(TEXT, touching) == "[a As][b  its] 34th member, Kenya"


def test_colours_show_the_shortest_and_keep_every_character() -> None:
    inside = [mention("count", 7, 18), mention("date", 7, 11)]
    painted = terminal.coloured(TEXT, inside)
    assert painted == "As its \x1b[35m34th\x1b[0m\x1b[91m member\x1b[0m, Kenya"
    assert re.sub(r"\x1b\[\d+m", "", painted) == TEXT
    assert terminal.coloured(TEXT, []) == TEXT


def test_words_are_marked_in_their_sentence() -> None:
    assert terminal.marked("Unkind Kin\n of kin", ["kin", "Kin of"], colour=False) == "Unkind [Kin of] [kin]"
    assert terminal.marked("Kin and kin", ["kin"], colour=True) == "Kin and \x1b[7mkin\x1b[0m"
    assert terminal.marked("Kin", ["other"], colour=False) == "Kin"


# --- rules


def test_rules_are_listed_with_what_they_do(roll: Roll) -> None:
    result = roll("rules", catch_exceptions=False)
    assert result.exit_code == 0 and "\x1b" not in result.stdout
    head, *rows = (line.split() for line in result.stdout.splitlines())
    assert head == ["rule", "file", "kind", "form", "found", "kept", "documents", "examples"]
    assert [row[0] for row in rows] == [rule.id for rule in rulebook.load().rules]
    (country,) = [row for row in rows if row[0] == "country.name"]
    assert country[1:7] == ["names", "country", "phrases", "2", "2", "1"]
    alive, waiting, dead = map(int, re.findall(r"\d+", result.stderr))
    assert alive == sum(row[5] != "0" for row in rows) and alive + waiting + dead == len(rows)
    assert result.stderr.startswith(f"{alive} rules kept here")


def test_rules_that_are_dead_and_that_overlap_and_one_in_context(roll: Roll) -> None:
    dead = [line.split()[0] for line in roll("rules", "--dead").stdout.splitlines()[1:]]
    assert "country.name" not in dead and len(dead) > 100
    head, *pairs = roll("rules", "--overlaps").stdout.splitlines()
    assert head.split() == ["rule", "meets", "same", "lost", "won", "found", "kept"] and pairs
    shown = roll("rules", "country.name", "--raw", "raw/2012-09-06-kenya.txt").stdout.splitlines()
    assert shown[0] == "country.name: country, phrases, language *, in names.toml"
    assert shown[2:4] == [
        "2012-09-06-kenya  kept  KEN",
        "  [Kenya] joins the Freedom Online Coalition",
    ]
    assert (
        "rollcall: country.nam: is no rule; did you mean country.name?" in roll("rules", "country.nam").stderr
    )
    assert roll("rules", "country.name", "--dead").exit_code == 2


def test_rules_name_what_could_not_be_read(roll: Roll) -> None:
    Path("raw/empty.txt").write_bytes(b"")
    result = roll("rules", "country.name")
    assert result.exit_code == 0 and result.stderr == "empty.txt: empty: the file holds nothing\n"


# --- evaluate


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    entry = {"file": "2012-09-06-kenya.txt", "part": "dev", "countries": ["KEN"], "dates": ["2012-09-06"]}
    (folder / "kenya.json").write_text(json.dumps(entry | {"phenomena": ["join"]}))
    return folder


def test_evaluate_judges_tables_and_announcements_alike(roll: Roll, gold: Path) -> None:
    roll("run")
    tables, announcements = (
        roll("evaluate", "--gold", "gold"),
        roll("evaluate", "--gold", "gold", "--raw", "raw"),
    )
    assert tables.exit_code == announcements.exit_code == 0
    assert tables.stdout == announcements.stdout
    assert re.search(r"^countries +1 +1 +1 +1\.000 +1\.000 +1\.000$", tables.stdout, re.M)
    assert roll("evaluate", "--gold", "gold", "--processed", "processed", "--raw", "raw").exit_code == 2


def test_evaluate_fails_below_the_least(roll: Roll, gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert roll("evaluate", "--gold", "gold", "--raw", "raw", "--min", "1").exit_code == 0
    real = extract.extract

    def blind(document: Any) -> Any:
        mentions, issues = real(document)
        return [m if m.kind != "country" else replace(m, value="TUN") for m in mentions], issues

    monkeypatch.setattr(extract, "extract", blind)
    result = roll("evaluate", "--gold", "gold", "--raw", "raw", "--min", "0.9", "--errors")
    assert result.exit_code == 1 and result.stderr == "F1 below 0.9: countries\n"
    wrong = (
        "2012-09-06-kenya  countries\n  gold   nothing\n  found  TUN  (country.name)\n  in     [Kenya] joins"
    )
    assert "2012-09-06-kenya  countries\n  gold   KEN\n  found  nothing\n" in result.stdout
    assert wrong in result.stdout
    assert "countries" not in roll("evaluate", "--gold", "gold", "--raw", "raw", "--kind", "dates").stdout
    assert "There is no kind day" in roll("evaluate", "--gold", "gold", "--kind", "day").stderr


def test_evaluate_names_gold_without_a_document(roll: Roll, gold: Path) -> None:
    Path("raw/2012-09-06-kenya.txt").rename("raw/other.txt")
    result = roll("evaluate", "--gold", "gold", "--raw", "raw")
    assert result.exit_code == 1 and result.stderr == "2012-09-06-kenya: no document of that name\n"
    assert "holds no such gold" in roll("evaluate", "--gold", "gold", "--raw", "raw", "--part", "held").stderr


# --- reconcile on files of one's own


def test_reconcile_works_on_its_own_files(roll: Roll) -> None:
    roll("run")
    claims = "processed/count_claims.parquet", "processed/membership_claims.parquet"
    result = roll("reconcile", "--counts", claims[0], "--memberships", claims[1], "--out", "settled")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("settled: timeline ")
    assert {"timeline.parquet", "memberships.parquet"} <= {p.name for p in Path("settled").iterdir()}
    assert roll("reconcile", "--memberships", claims[1], "--out", "settled").exit_code == 2
    assert "--counts needs --out" in roll("reconcile", "--counts", claims[0]).stderr


def test_main_is_what_the_package_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == f"rollcall, version {__version__}\n"
    assert runs.FUNCTIONS.keys() <= main.commands.keys()
