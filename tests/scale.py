"""Measures what docs/scale.md says: `python tests/scale.py measure 2000` and `... simulate 0.03`.

`measure` runs the stages over that many announcements of its own and tells, for each stage, the seconds of computing
and the most memory that it took so far. With `--light`, stages 2 and 3 find next to nothing: what is left is the
engine, so that its memory can be seen on many documents. `simulate` lets parts of a crawl be worked on by workers that
die; its argument is the seconds that a page takes.
"""

from __future__ import annotations

import heapq
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from pipeline import extract, nlp, relate, runs
from pipeline.engines import Engine
from pipeline.records import CountClaim, Document, Mention, Subject, make_id
from pipeline.stages import STAGES

WORDS = """council delegates treaty network rights statement ministers region forum policy report agreement
partners session budget election observers charter secretariat declaration""".split()


def page(number: int) -> str:
    """An announcement of some 250 words, most of them its own."""
    rng = random.Random(number)
    own = " ".join(f"{rng.choice(WORDS)} {rng.choice(WORDS)}{rng.randrange(9999)}." for _ in range(90))
    return (
        f"Kenya joins the Freedom Online Coalition\n\n{1 + number % 28} May {2012 + number % 12}. Kenya has joined the "
        f"Freedom Online Coalition (FOC) as its {18 + number % 20}th member. The Coalition now has {19 + number % 20} "
        f"members, among them Ghana and Japan.\n\n{own}\n"
    )


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


def measure(documents: int) -> None:
    """A line for each stage: its seconds of computing for a thousand documents, and the most memory so far."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(documents):
            path = folder / "raw" / f"{number % 100:02}" / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(number), "utf-8")
        folders = runs.Folders(folder / "raw", folder / "interim", folder / "processed")
        for stage in STAGES:
            began = time.process_time()
            runs.run([stage], folders, Engine())
            spent = (time.process_time() - began) / documents * 1000
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{stage.name:10} {spent:7.2f} s a thousand documents   {most:6.0f} MB", flush=True)


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


if __name__ == "__main__":
    if "--light" in sys.argv:
        light()
    if sys.argv[1] == "measure":
        measure(int(sys.argv[2]))
    else:
        simulate(float(sys.argv[2]))
