"""Work on one document within its time: if that breaks or takes too long, an issue stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from pipeline import extract, relate
from pipeline.errors import RollcallError, TooSlow, spare
from pipeline.limits import Clock, Limits
from pipeline.records import Document, Issue, Mention, issue

Done = TypeVar("Done")

#: The codes of the issues that stand for a document on which a stage broke, or spent too much time.
CRASHED, TOO_SLOW = "crashed", "too_slow"


def extracted(document: Document, limits: Limits) -> tuple[list[Mention], list[Issue]]:
    """What stage 2 finds in a document within its time, and what was odd."""
    made = guarded(partial(extract.extract, document), document.doc_id, "extract", limits)
    return ([], [made]) if isinstance(made, Issue) else made


def related(document: Document, mentions: Sequence[Mention], limits: Limits) -> relate.Claims | Issue:
    """What stage 3 makes of a document's mentions within its time."""
    return guarded(partial(relate.relate, document, mentions), document.doc_id, "relate", limits)


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
