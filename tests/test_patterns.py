"""What an expression compiles to is the same whether it was kept or not, and whatever became of what was kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.patterns import compiled
from pipeline.rulebook import load

EXPRESSIONS = [(r"(?P<n>\d+) (?:members|(?P<who>states))\b", re.I), (r"(?<!\w)[^\W\d_]+(?-i:[A-ZÀ-Þ])?", 0)]


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "rollcall").glob("*.pattern"))


@pytest.mark.parametrize(("regex", "flags"), EXPRESSIONS)
def test_a_kept_expression_is_the_one_that_was_compiled(
    regex: str, flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for damage in (None, None, b"", b"none of ours"):
        if damage is not None:
            kept(tmp_path)[0].write_bytes(damage)
        made, plain = compiled.__wrapped__(regex, flags), re.compile(regex, flags)
        assert (made, made.groups, made.groupindex) == (plain, plain.groups, plain.groupindex)
        assert made.sub("x", "In 2020 12 states and 3 Ämter joined") != "In 2020 12 states and 3 Ämter joined"
    assert len(kept(tmp_path)) == 1


def test_every_rule_compiles_as_python_compiles_it() -> None:
    for rule in load().files[1].rules:
        assert rule.matcher == re.compile(rule.regex, rule.flags)


def test_an_expression_that_is_wrong_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(re.error):
        compiled("(members", 0)
    assert not kept(tmp_path)
