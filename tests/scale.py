"""Measures what docs/scale.md says: `python tests/scale.py measure 20000 [FOLDER] [--jobs 2]`, `... simulate 0.015`.

`measure` runs the stages over that many announcements of tests/bench and tells, for every 10,000 documents of a stage,
the seconds of computing for a thousand of them, the memory in use and the most so far. In a FOLDER the announcements
and tables stay, the lines go into FOLDER/measured.txt too, and a run that was stopped goes on where it was. With
`--light`, stages 2 and 3 find next to nothing: what is left is the engine, so that its memory can be seen on many
documents (in one process). `simulate` lets parts of a crawl be worked on by workers that die; its argument is the
seconds that a page takes.
"""

from __future__ import annotations

import argparse
import heapq
import logging
import os
import random
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import corpus

from pipeline import extract, relate
from pipeline.language import nlp
from pipeline.progress import LOG
from pipeline.records import CountClaim, Document, Mention, Subject, make_id
from pipeline.running import runs
from pipeline.running.engines import Engine
from pipeline.running.results import Folders
from pipeline.stages import STAGES

#: A line for so many documents.
STEP = 10_000


def light() -> None:
    """Stages 2 and 3 that cost nothing: thirty mentions and two claims a document."""

    def find(document: Document) -> tuple[list[Mention], list[object]]:
        made = [
            Mention(make_id(document.doc_id, n), document.doc_id, "count", n, n + 9, document.text[n : n + 9], "x",
                    None, None, "r", document.text[:200])
            for n in range(30)
        ]  # fmt: skip
        return made, []

    def claim(document: Document, mentions: list[Mention]) -> relate.Claims:
        counts = [
            CountClaim(m.mention_id, m.doc_id, m.mention_id, "FOC", "named", "members", "total", "eq", 30, None, None,
                       None, "none", document.published, None, "asserted", m.sentence)
            for m in mentions[:2]
        ]  # fmt: skip
        return relate.Claims((Subject(document.doc_id, "FOC"),), tuple(counts), (), (), (), (), ())

    extract.extract, relate.relate, nlp.read = find, claim, lambda *_: None  # type: ignore[assignment]


class Watch(logging.Handler):
    """Says a line for every STEP documents that a stage tells of, and for the rest of them."""

    def __init__(self, say: Callable[[str], object]) -> None:
        super().__init__()
        self.say, self.reached, self.began = say, 0, _seconds()

    def emit(self, record: logging.LogRecord) -> None:
        done = getattr(record, "done", 0)
        if done - self.reached >= STEP and done < getattr(record, "total", 0):
            self.line(record.what, done)  # type: ignore[attr-defined]

    def line(self, stage: str, done: int) -> None:
        spent = (_seconds() - self.began) / max(done - self.reached, 1) * 1000
        self.say(f"{stage:10} {done:9,} documents {spent:8.2f} s a thousand {_memory()}")
        self.began, self.reached = _seconds(), done


def measure(documents: int, folder: Path, jobs: int, say: Callable[[str], object]) -> None:
    """A line for every STEP documents of each stage. What workers use shows when their stage ends."""
    for start in range(0, documents, 1000):
        place = folder / "raw" / f"{start // 1000:03}"
        if not place.exists():
            corpus.write(place, range(start, min(start + 1000, documents)), "txt")
    folders = Folders(folder / "raw", folder / "interim", folder / "processed")
    LOG.setLevel(logging.INFO)
    for stage in STAGES:
        watch = Watch(say)
        LOG.addHandler(watch)
        runs.run([stage], folders, Engine(jobs))
        LOG.removeHandler(watch)
        watch.line(stage.name, documents)


def _seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory() -> str:
    """The memory in use, the most so far, and that of the largest worker that has ended."""
    used = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    most, worker = (
        resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"{used:5} MB, at most {most:5} MB" + (f", a worker {worker:5} MB" if worker else "")


def simulate(
    seconds: float, pages: int = 10_000_000, part: int = 1000, workers: int = 100, hours: float = 24.0
) -> None:
    """Work on all parts of a crawl. A page takes `seconds` on average, a worker dies every `hours` and loses its part;
    one part in a thousand takes ten times as long."""
    rng = random.Random(1)
    free = [(0.0, worker) for worker in range(workers)]
    heapq.heapify(free)
    waiting, again, spent = pages // part, 0, 0.0
    while waiting:
        now, worker = heapq.heappop(free)
        takes = part * seconds * rng.lognormvariate(-0.08, 0.4) * (10 if rng.random() < 0.001 else 1)
        dies = rng.expovariate(1 / (hours * 3600))
        spent += min(takes, dies)
        if dies < takes:
            again += 1
            heapq.heappush(free, (now + dies + 60, worker))
            continue
        waiting -= 1
        heapq.heappush(free, (now + takes, worker))
    end = max(now for now, _ in free)
    print(
        f"{pages:,} pages, {workers} workers: {end / 3600:.1f} hours, {spent / 3600:.0f} hours of computing"
    )
    print(f"{again} parts done again; the workers were busy for {spent / workers / end:.1%} of the time")


def main() -> None:
    """What the module's first lines say."""
    asked = argparse.ArgumentParser()
    asked.add_argument("what", choices=["measure", "simulate"])
    asked.add_argument("number", type=float)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--light", action="store_true")
    given = asked.parse_args()
    if given.what == "simulate":
        return simulate(given.number)
    if given.light:
        light()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)

        def say(line: str) -> None:
            print(line, flush=True)
            with (folder / "measured.txt").open("a", encoding="utf-8") as file:
                file.write(line + "\n")

        measure(int(given.number), folder, given.jobs, say)


if __name__ == "__main__":
    main()
