"""What can go wrong: where, why, and how to mend it.

Two ways only. A `RollcallError` stops the command with one line for its user. Anything wrong with a single
document never stops a run: it becomes a row of the table `issues` (records.Issue) and the document is skipped.
"""

from __future__ import annotations

import errno

_SPACE = "free some space and run again"
_RIGHTS = "let yourself read and write it, or choose another folder"
_HANDLES = "allow more open files (ulimit -n) and run again"

#: What a machine lacks: whatever meets it, no document is to blame.
LACKS = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: "allow larger files (ulimit -f) and run again",
    errno.EMFILE: _HANDLES,
    errno.ENFILE: _HANDLES,
}
_MEND = LACKS | {errno.EACCES: _RIGHTS, errno.EPERM: _RIGHTS, errno.EROFS: _RIGHTS}


class RollcallError(Exception):
    """A fault that the user can mend. Shown as one line: `where: why; mend`."""

    def __init__(self, where: object, why: str, mend: str = "") -> None:
        self.where, self.why, self.mend = str(where), why, mend
        super().__init__(f"{self.where}: {why}" + (f"; {mend}" if mend else ""))

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        """So that it comes back whole from another process."""
        return type(self), (self.where, self.why, self.mend)


def of_system(error: OSError, where: object = "") -> RollcallError:
    """A fault of the file system as one that the user can mend; it names its own file, or else `where`."""
    why = (error.strerror or str(error)).lower()
    return RollcallError(error.filename or where or "this machine", why, _MEND.get(error.errno or 0, ""))


def spare(error: Exception) -> None:
    """Raise RollcallError if what broke a piece of work is nothing but a full disk or the like.

    For those who would blame the document: it would be dropped, and stay so when there is space again.
    """
    if isinstance(error, OSError) and error.errno in LACKS:
        raise of_system(error) from error


class RuleError(RollcallError):
    """A rule file that can't be used: unreadable, an unknown word, a form that doesn't compile, no example."""


class SchemaError(RollcallError):
    """Rows or files that break the contract of their table: a missing column, a wrong type, a broken key."""


class Unreadable(Exception):
    """A document that can't be read; `code` becomes the code of its `issues` row, the message its detail."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


class TooSlow(BaseException):
    """A document's time is over. No `Exception`, so that no library takes it for a fault of its own and goes on."""
