"""The door: one request to another machine. Nothing else in Rollcall opens a connection.

It knows http and https, the proxies and the certificates of the system, and nothing more: no redirects, no cookies,
no files. An answer is bounded in bytes and in seconds.
"""

from __future__ import annotations

import re
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead, responses
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from pipeline.web.addresses import address

_MOVED = (301, 302, 303, 307, 308)
_BROKEN = (TimeoutError, ConnectionResetError, ConnectionAbortedError, BrokenPipeError, IncompleteRead)
_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|$)", re.ASCII)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.ASCII | re.IGNORECASE)


class Unreached(Exception):
    """No answer, or none that can be kept; the message says why. `again`: another try may do better."""

    def __init__(self, why: str, again: bool = False) -> None:
        self.again = again
        super().__init__("".join(letter if letter.isprintable() else "?" for letter in why))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and when. Only a page that was found (status 200) has a body."""

    url: str
    at: datetime
    status: int
    headers: Message
    body: bytes

    @property
    def said(self) -> str:
        """The status in words, never the server's own: "404 Not Found"."""
        return f"{self.status} {responses.get(self.status, '')}".strip()

    @property
    def target(self) -> str | None:
        """The address that the server leads on to, if it does. Raises ValueError if that is none of the web."""
        where = self.headers.get("Location")
        if self.status not in _MOVED or not where:
            return None
        with suppress(UnicodeError):  # servers send UTF-8, which the library takes for latin-1
            where = where.encode("latin-1").decode("utf-8")
        return address(where, self.url)

    @property
    def media_type(self) -> str | None:
        """The type that the server declares, in small letters."""
        found = _TYPE.match(self.headers.get("Content-Type", ""))
        return found[1].lower() if found else None

    @property
    def charset(self) -> str | None:
        """The charset that the server declares, in small letters."""
        found = _CHARSET.search(self.headers.get("Content-Type", ""))
        return found[1].lower() if found else None

    def moment(self, header: str) -> datetime | None:
        """The moment that a header names, if it names one."""
        try:
            found = parsedate_to_datetime(self.headers.get(header, ""))
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            return None


def get(url: str, agent: str, most: int, seconds: float) -> Answer:
    """The answer to one request, of at most `most` bytes, in at most `seconds`. Raises Unreached.

    The work is done by a thread that is left behind when time is over: a server that sends a byte now and then
    satisfies every other time limit.
    """
    came: list[Answer | Exception] = []

    def work() -> None:
        try:
            came.append(_get(url, agent, most, seconds))
        except Exception as error:
            came.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if not came:
        raise Unreached(f"no whole answer within {seconds:g} s", again=True)
    if isinstance(came[0], Exception):
        raise came[0]
    return came[0]


def _get(url: str, agent: str, most: int, seconds: float) -> Answer:
    # The usual opener would also open files, follow redirects and raise on every status.
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), UnknownHandler()):
        opener.add_handler(handler)
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    try:
        with opener.open(Request(url, headers=headers), timeout=seconds) as response:
            body = _body(response, most) if response.status == 200 else b""
            return Answer(
                url, datetime.now(UTC).replace(microsecond=0), response.status, response.headers, body
            )
    except (OSError, HTTPException, zlib.error) as error:
        cause = error.reason if isinstance(error, URLError) else error
        why = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
        raise Unreached(f"no answer ({why})", isinstance(cause, _BROKEN)) from error


def _body(response: HTTPResponse, most: int) -> bytes:
    """The bytes of a page, unpacked if a server packs them unasked. Raises Unreached if too many or too few come."""
    large = Unreached(f"larger than {most:,} bytes")
    if (response.length or 0) > most:
        raise large
    data = response.read(most + 1)
    if len(data) > most:
        raise large
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed in ("gzip", "x-gzip"):
        data = unpacker.decompress(data, most + 1)
        if len(data) > most:
            raise large
    elif packed != "identity":
        raise Unreached("packed in a way that wasn't asked for")
    if response.length or (packed != "identity" and not unpacker.eof):
        raise Unreached("the connection broke off", again=True)
    return data
