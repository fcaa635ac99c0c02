"""Where stages 1 to 3 do their work: in this process, in several, or on a cluster. The results are the same.

A task whose process dies is tried once more, with nothing else at work; if that ends the same way, the task is dead.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, Generic, TypeVar

from pipeline.errors import RollcallError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds within which something must come back from the workers.
SILENCE = 900.0
#: Seconds within which a scheduler must answer.
TIMEOUT = 30


class Dead:
    """What comes of a task that ends its process, each time."""


@dataclass(frozen=True, slots=True)
class Engine(Generic[Task, Result]):
    """`jobs` processes of this machine, or the cluster of a Dask `scheduler` (tcp://host:port)."""

    jobs: int = 1
    scheduler: str = ""

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
        with self._executor() as (executor, usual, deaths):
            width = width or usual
            running: dict[Future[Result], Task] = {}
            broken = False
            while running or (waiting and not broken):
                while waiting and not broken and len(running) < width:
                    try:
                        future = executor.submit(work, waiting[0])
                    except BrokenExecutor:
                        broken = True
                    else:
                        running[future] = waiting.popleft()
                done, _ = wait(running, SILENCE, FIRST_COMPLETED)
                if running and not done:
                    raise RollcallError(self.scheduler or "the workers", f"nothing came back in {SILENCE:g} seconds",
                                        "look what holds them up, then run again: it goes on where it was")  # fmt: skip
                for future in done:
                    task = running.pop(future)
                    try:
                        result = future.result()
                    except deaths as error:
                        broken = broken or isinstance(error, BrokenExecutor)
                        suspects.append(task)
                    else:
                        yield task, result

    @contextmanager
    def _executor(self) -> Iterator[tuple[Executor, int, tuple[type[BaseException], ...]]]:
        """Who works, how many tasks are handed out at once, and how the death of a worker shows."""
        if not self.scheduler:
            with ProcessPoolExecutor(self.jobs, get_context("spawn"), initializer=_follow) as pool:
                try:
                    yield pool, self.jobs + 1, (BrokenExecutor,)
                finally:
                    pool.shutdown(cancel_futures=True)
            return
        client, deaths = _connected(self.scheduler)
        with client, client.get_executor(pure=False) as cluster:
            yield cluster, max(1, 2 * sum(client.ncores().values())), deaths


def _connected(scheduler: str) -> tuple[Any, tuple[type[BaseException], ...]]:
    try:
        from distributed import Client, KilledWorker

        connect: Callable[..., Any] = Client
        return connect(scheduler, timeout=TIMEOUT), (KilledWorker,)
    except ImportError as error:
        raise RollcallError(scheduler, "needs Dask", "pip install 'rollcall[cluster]'") from error
    except OSError as error:
        raise RollcallError(
            scheduler, f"no scheduler answers there ({error})", "start it, or mend the address"
        ) from error


def _follow() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = parent_process()

    def watch() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
