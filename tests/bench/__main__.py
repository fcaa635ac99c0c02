"""Measures what each stage costs, in passes of spaCy's blank tokenizer over the same texts.

`make bench`, or `python -m bench [TEXTS] [PAGE]` from tests/; PAGE is the page of docs that holds the table. The texts
are cut into parts; of each part all is measured in turn in this process, in CPU time, and each figure is the median
over the parts. What is made once (rules, matchers, the tokenizer's vocabulary) is made before; no part holds a text
that was seen before.
"""

from __future__ import annotations

import platform
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
from pipeline.runs import PLAN, Folders, run

_PARTS = 5
#: The afternoon script is measured on so many texts of each part.
_FEW = 20
_LIBRARIES = ("spacy", "hyperscan", "dateparser", "pandas", "pyarrow")


def measure(texts: int) -> dict[str, float]:
    """The cost of each stage and of the afternoon script, in passes of the tokenizer."""
    import spacy

    tokenizer, script = spacy.blank("en"), afternoon.pipeline()
    size = texts // _PARTS
    ratios: dict[str, list[float]] = defaultdict(list)
    for part in range(-1, _PARTS):
        numbers = range(part * size + size, part * size + 2 * size)
        if part < 0:
            numbers = range(10**6, 10**6 + min(size, 100))
        costs = _part(tokenizer, script, list(numbers))
        if part >= 0:
            for name, cost in costs.items():
                ratios[name].append(cost)
    return {name: median(costs) for name, costs in ratios.items()}


def _part(tokenizer: Any, script: Any, numbers: list[int]) -> dict[str, float]:
    texts = [corpus.text(number) for number in numbers]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        corpus.write(folder / "raw", numbers, "txt")
        folders = Folders(folder / "raw", folder / "interim", folder / "out")
        once = min(_cost(lambda: [tokenizer.make_doc(text) for text in texts]) for _ in range(2))
        costs = {name: _cost(partial(run, [stage], folders)) / once for name, stage in PLAN.items()}
        few = texts[:_FEW]
        least = min(_cost(lambda: [tokenizer.make_doc(text) for text in few]) for _ in range(3))
        slow = _cost(lambda: afternoon.extract(script, few, folder / "afternoon.parquet"))
    return costs | {"text to tables": sum(costs.values()), "afternoon script": slow / least}


def _cost(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def page(texts: int, costs: dict[str, float]) -> str:
    """The page of docs that tells of a measurement."""
    rows = "".join(f"| {name} | {cost:.1f} |\n" for name, cost in costs.items())
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    faster = costs["afternoon script"] / costs["text to tables"]
    return (
        "# Performance\n\n"
        'What each stage costs, in passes of `spacy.blank("en").make_doc` over the same texts (the second of two,\n'
        "when its vocabulary is known): medians of CPU time, reading and writing tables included.\n\n"
        f"| {texts:,} announcements, text | passes |\n|---|---|\n{rows}\n"
        f"All five stages are {faster:.1f} times as fast as the script that someone writes in an afternoon\n"
        "(`tests/bench/afternoon.py`).\n\n"
        f"Made by `make bench` on Python {platform.python_version()} ({platform.machine()}), {versions}.\n"
    )


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    told = page(count, measure(count))
    print(told)
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(told, "utf-8")
