"""Measures what each stage costs, in passes of spaCy's blank tokenizer over the same texts.

`make bench`, or `python -m bench [TEXTS] [PAGE]` from tests/; PAGE is the page of docs that holds the table. The texts
are cut into parts; of each part all is measured in turn in this process, in CPU time, and each figure is the median
over the parts. No part holds a text that was seen before, and the tokenizer's pass is its first over these texts, too,
its vocabulary known from others and its special cases dropped, which would stop its cache at each line break. What is
made once (rules, regexes, matchers) is made before, and told apart, as is a run on one text, in which it is.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench import afternoon, corpus
from pipeline.patterns import compiled
from pipeline.rulebook import load
from pipeline.running.results import Folders
from pipeline.running.runs import run
from pipeline.stages import PLAN

_PARTS = 5
#: The afternoon script is measured on so many texts of each part.
_FEW = 20
_SECONDS = "seconds"
#: What a process does that reads one text.
_FIRST = "from pipeline.language import nlp; nlp.read('On 3 May 2020 Peru joined the coalition, which has 32 members.')"
_LIBRARIES = ("spacy", "hyperscan", "pcre2", "dateparser", "pandas", "pyarrow")


def tokenizer_as_given() -> Any:
    """spaCy's blank English pipeline without special cases."""
    import spacy

    nlp: Any = spacy.blank("en")
    nlp.tokenizer.rules = {}
    return nlp


def measure(texts: int) -> dict[str, float]:
    """The cost of each stage and of the afternoon script, in passes of the tokenizer."""
    tokenizer, script = tokenizer_as_given(), afternoon.pipeline()
    size = texts // _PARTS
    ratios: dict[str, list[float]] = defaultdict(list)
    for rule in load().rules:
        compiled(rule.regex, rule.flags)
    _part(tokenizer, script, list(range(10**6, 10**6 + min(size, 100))))
    for part in range(_PARTS):
        for name, cost in _part(tokenizer, script, list(range(part * size, part * size + size))).items():
            ratios[name].append(cost)
    return {name: median(costs) for name, costs in ratios.items()}


def _part(tokenizer: Any, script: Any, numbers: list[int]) -> dict[str, float]:
    texts = [corpus.text(number) for number in numbers]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        corpus.write(folder / "raw", numbers, "txt")
        folders = Folders(folder / "raw", folder / "interim", folder / "out")
        few = texts[:_FEW]
        share = sum(map(len, few)) / sum(map(len, texts))
        once = _cost(lambda: [tokenizer.make_doc(text) for text in texts])
        fresh = tokenizer_as_given()
        costs = {"a fresh tokenizer": _cost(lambda: [fresh.make_doc(text) for text in texts]) / once}
        stages = {name: _cost(partial(run, [stage], folders)) / once for name, stage in PLAN.items()}
        slow = _cost(lambda: afternoon.extract(script, few, folder / "afternoon.parquet"))
        corpus.write(folder / "pages", numbers, "html")
        pages = Folders(folder / "pages", folder / "web", folder / "out")
        told = {
            "text to tables": sum(stages.values()),
            "ingest of the same as web pages": _cost(lambda: run([PLAN["ingest"]], pages)) / once,
            "afternoon script": slow / once / share,
        }
    return costs | stages | told | {_SECONDS: once / sum(map(len, texts)) * 1e6}


def fixed() -> dict[str, float]:
    """The CPU time, in seconds, of a process that reads one text, without and with what is kept in the cache."""
    costs = {}
    with tempfile.TemporaryDirectory() as cache:
        for name in ("rules new", "rules known"):
            before = _children()
            env = os.environ | {"XDG_CACHE_HOME": cache, "PYTHONPATH": os.pathsep.join(sys.path)}
            subprocess.run([sys.executable, "-c", _FIRST], env=env, check=True)
            costs[name] = _children() - before
    return costs


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _cost(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def page(texts: int, costs: dict[str, float], first: dict[str, float]) -> str:
    """The page of docs that tells of a measurement."""
    second = costs.pop(_SECONDS)
    fresh = costs.pop("a fresh tokenizer")
    rows = "".join(
        f"| {name} | {cost:.1f} | {cost / fresh:.1f} | {cost * second:.2f} |\n"
        for name, cost in costs.items()
    )
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    read, every = costs["extract"] + costs["relate"], costs["text to tables"]
    faster = costs["afternoon script"] / every
    return (
        "# Performance\n\n"
        "What each stage costs, in passes of spaCy's blank English tokenizer over the same texts, without special\n"
        "cases (`tokenizer.rules = {}`): its first pass over them when it knows its vocabulary from others, and that\n"
        f"of a fresh one, which costs {fresh:.1f} times as much. Medians of CPU time over {_PARTS} parts, measured in\n"
        "turn; reading and writing tables is included.\n\n"
        f"| {texts:,} announcements, text | passes | passes of a fresh one | seconds for a million characters |\n"
        f"|---|---|---|---|\n{rows}\n"
        f"All five stages are {faster:.1f} times as fast as the script that someone writes in an afternoon\n"
        "(`tests/bench/afternoon.py`). A fifth of the sentences of the texts hold facts; the others are put together\n"
        "from some six hundred words (`tests/bench/words.py`). The tokenizer has met most of these before, so a pass\n"
        "costs less than one over texts as people write them: the seconds are what to go by. Reconcile costs by the\n"
        "body as well as by the claim, and each part has ten bodies. Goals, in passes: 2.0 for extract and relate,\n"
        f"{_met(read, 2.0)} ({read:.1f}); 3.5 for all five stages, {_met(every, 3.5)} ({every:.1f}).\n\n"
        "A process that reads one text takes so many seconds of CPU time, spaCy's start included:\n\n"
        "| one text | seconds |\n|---|---|\n"
        + "".join(f"| {name} | {cost:.1f} |\n" for name, cost in first.items())
        + f"\nMade by `make bench` on Python {platform.python_version()} ({platform.machine()}), {versions}.\n"
    )


def _met(cost: float, goal: float) -> str:
    return "met" if cost <= goal else "not met"


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    told = page(count, measure(count), fixed())
    print(told)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(told, "utf-8")
