"""Where stages 1 to 4 do their work: in this process, in several, or on a cluster. The results are the same.

A task whose process dies is tried once more, with nothing else at work; if that ends the same way, the task is dead.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from pipeline.errors import RollcallError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds within which something must come back from the workers.
SILENCE = 900.0
#: Seconds within which a scheduler must answer.
TIMEOUT = 30
#: What helps where a task is dead, and no document of it to blame.
MORE_MEMORY = "give it more memory and run again: it goes on where it was"


class Dead:
    """What comes of a task that ends its process, each time."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works, how many tasks are handed out at once, and how the death of a worker shows."""

    executor: Executor
    width: int
    deaths: tuple[type[BaseException], ...]
    close: Callable[[], object]


class Engine:
    """`jobs` processes of this machine, or the cluster of a Dask `scheduler` (tcp://host:port).

    They start when there is work for them, and end with the block that uses the engine.
    """

    def __init__(self, jobs: int = 1, scheduler: str = "") -> None:
        self.jobs, self.scheduler = jobs, scheduler
        self._workers: Workers | None = None

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def run(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Dead]]:
        """Each task with its result, in the order in which they end. Raises what the work raises."""
        if self.jobs < 2 and not self.scheduler:
            yield from ((task, work(task)) for task in tasks)
            return
        waiting, suspects = deque(tasks), deque[Task]()
        while waiting:
            yield from self._spread(work, waiting, suspects)
        yield from self.one_by_one(work, suspects)

    def one_by_one(
        self, work: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | Dead]]:
        """The same, with nothing else at work beside a task: if a process dies, it died of that."""
        waiting, dead = deque(tasks), deque[Task]()
        while waiting:
            yield from self._spread(work, waiting, dead, width=1)
            yield from ((dead.popleft(), Dead()) for _ in range(len(dead)))

    def _spread(
        self, work: Callable[[Task], Result], waiting: deque[Task], suspects: deque[Task], width: int = 0
    ) -> Iterator[tuple[Task, Result]]:
        """Work until nothing waits or the processes are lost; what was at work by then becomes suspect."""
        workers = self._workers = self._workers or _workers(self.jobs, self.scheduler)
        width = width or workers.width
        running: dict[Future[Result], Task] = {}
        broken = False
        while running or (waiting and not broken):
            while waiting and not broken and len(running) < width:
                try:
                    future = workers.executor.submit(work, waiting[0])
                except BrokenExecutor:
                    broken = True
                else:
                    running[future] = waiting.popleft()
            for future in self._ended(running):
                task = running.pop(future)
                try:
                    result = future.result()
                except workers.deaths as error:
                    broken = broken or isinstance(error, BrokenExecutor)
                    suspects.append(task)
                else:
                    yield task, result
        if broken:
            self._close()

    def _ended(self, running: Collection[Future[Result]]) -> Collection[Future[Result]]:
        """The tasks that ended. Raises RollcallError if none does for a long time."""
        ended, _ = wait(running, SILENCE, FIRST_COMPLETED)
        if running and not ended:
            why = f"nothing came back in {SILENCE:g} seconds"
            raise RollcallError(
                self.scheduler or "the workers",
                why,
                "see what holds them up, then run again: it goes on where it was",
            )
        return ended

    def _close(self) -> None:
        if self._workers:
            self._workers.close()
            self._workers = None


def _workers(jobs: int, scheduler: str) -> Workers:
    if not scheduler:
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_follow)
        return Workers(pool, jobs + 1, (BrokenExecutor,), partial(pool.shutdown, cancel_futures=True))
    try:
        from distributed import Client, KilledWorker

        connect: Callable[..., Any] = Client
        client = connect(scheduler, timeout=TIMEOUT)
    except ImportError as error:
        raise RollcallError(scheduler, "needs Dask", "pip install 'rollcall[cluster]'") from error
    except OSError as error:
        why = f"no scheduler answers there ({error})"
        raise RollcallError(scheduler, why, "start it, or mend the address") from error
    width = max(1, 2 * sum(client.ncores().values()))
    return Workers(client.get_executor(pure=False), width, (KilledWorker,), client.close)


def _follow() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
