"""Addresses of web pages in one form, so that the same page is known again."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}

_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]")
_RESERVED = "%:/?#[]@!$&'()*+,;="


def address(words: str, base: str = "") -> str:
    """The address that `words` name, seen from the page `base`, in ASCII and without its fragment.

    Raises ValueError, whose message ends a sentence ("... names no host"), for what is no public web address.
    """
    parts = urlsplit(urljoin(base, words.strip()))
    if parts.scheme not in PORTS:
        raise ValueError("is no address of the web: these begin with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ValueError("holds a name or a password, which would end up in the tables")
    try:
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise ValueError("names a host or a port that can't be") from error
    if not _HOST.fullmatch(host):
        raise ValueError("names a host that can't be" if host else "names no host")
    place = f"[{host}]" if ":" in host else host
    if port not in (None, PORTS[parts.scheme]):
        place += f":{port}"
    return urlunsplit((parts.scheme, place, escaped(parts.path) or "/", escaped(parts.query), ""))


def escaped(text: str) -> str:
    """A path or a query in which letters stand as they are, and all that can't is a percent sign and two capitals."""
    return quote(_ESCAPE.sub(_canonical, text), safe=_RESERVED)


def _canonical(escape: re.Match[str]) -> str:
    letter = unquote(escape[0], "latin-1")
    return letter if _PLAIN.fullmatch(letter) else escape[0].upper()


def origin(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return urlunsplit((*urlsplit(url)[:2], "", "", ""))


def host(url: str) -> str:
    """Host, and port if it isn't the usual one."""
    return urlsplit(url).netloc


def path(url: str) -> str:
    """What stands behind the host, with the query."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
