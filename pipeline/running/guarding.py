"""Work on one document within its time: if that breaks or takes too long, an issue stands in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pipeline.errors import RollcallError, TooSlow, spare
from pipeline.limits import Clock, Limits
from pipeline.records import Issue, issue

Done = TypeVar("Done")

#: The codes of the issues that stand for a document on which a stage broke, or spent too much time.
CRASHED, TOO_SLOW = "crashed", "too_slow"


def guarded(act: Callable[[], Done], name: str, stage: str, limits: Limits) -> Done | Issue:
    """What comes of some work on a document; an issue if that breaks the stage, or takes longer than allowed.

    What the user must mend is no fault of the document, and is raised.
    """
    try:
        with Clock(limits.seconds):
            return act()
    except RollcallError:
        raise
    except TooSlow as error:
        return issue(name, stage, TOO_SLOW, str(error))
    except Exception as error:
        spare(error)
        return issue(name, stage, CRASHED, f"{type(error).__name__}: {error}")
