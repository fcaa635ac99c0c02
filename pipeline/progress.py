"""How far a long piece of work is: told to the log `rollcall`. How that is shown is the business of who listens."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

LOG = logging.getLogger("rollcall")

Thing = TypeVar("Thing")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Tell when a piece of work begins and when it has ended well."""
    LOG.info("%s", what, extra={"event": "begin", "what": what})
    yield
    LOG.info("%s", what, extra={"event": "end", "what": what})


def each(what: str, things: Iterable[Thing], total: int, before: int = 0) -> Iterator[Thing]:
    """The things one by one, telling before each how many of the `total` are done, `before` the first of these."""
    for done, thing in enumerate(things, before):
        tell(what, done, total)
        yield thing


def tell(what: str, done: int, total: int) -> None:
    """Tell how much of a piece of work is done."""
    facts = {"event": "progress", "what": what, "done": done, "total": total}
    LOG.info("%s: %d of %d", what, done, total, extra=facts)
