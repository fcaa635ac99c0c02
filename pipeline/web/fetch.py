"""Brings pages from the web into the raw folder, each with a sidecar that says where it came from, and when.

A page is kept as its server sent it. Its name is made of its address and begins with no date: the day on which it
was fetched would be taken for the day of its publication.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from pipeline.errors import RollcallError, Unreadable
from pipeline.formats import FORMATS, HEAD, choose, known_endings
from pipeline.formats.members import SIDECAR
from pipeline.tables import store
from pipeline.web.addresses import address, host, path
from pipeline.web.door import Answer
from pipeline.web.manners import Guest, Missed

#: Characters of a name, without its ending.
LONGEST = 80

#: Endings by media type; the types of the formats, and other names under which servers send them.
_ENDINGS = {form.media_type: form.endings[0] for form in FORMATS}
_KNOWN = {ending for form in FORMATS for ending in form.endings}
_ALIASES = {
    "application/xhtml+xml": "text/html",
    "text/x-markdown": "text/markdown",
    "application/x-ndjson": "application/jsonl",
    "application/x-pdf": "application/pdf",
    "application/x-gzip": "application/gzip",
    "application/x-zip-compressed": "application/zip",
}
#: What servers say of files that they don't know; then the address must tell.
_NOTHING = (None, "application/octet-stream", "binary/octet-stream", "application/force-download")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an address: `fetched`, `kept` (it was there), `refused` (by robots.txt) or `failed`, and why."""

    outcome: str
    url: str
    detail: str


def addresses(words: Sequence[str]) -> list[str]:
    """The addresses that the words of a command are, or that stand in the files that they name; each once, in order.

    Raises RollcallError for what is neither, with the line of the file.
    """
    found: dict[str, None] = {}
    for word in words:
        if "://" in word:
            found[_checked(word, word)] = None
        else:
            found |= dict.fromkeys(_listed(Path(word)))
    return list(found)


def _listed(file: Path) -> list[str]:
    """The addresses in a file: one a line; what follows a `#` at the beginning or after a space is a comment."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise RollcallError(file, "is no file, and no address", "addresses begin with https://") from error
    except (OSError, ValueError) as error:
        raise RollcallError(
            file, "can't be read as a list of addresses", "put one address on a line"
        ) from error
    kept = [(number, re.split(r"(?:^|\s)#", line)[0].strip()) for number, line in enumerate(lines, 1)]
    found = [_checked(words, f"{file}:{number}") for number, words in kept if words]
    if not found:
        raise RollcallError(file, "holds no address", "put one address on a line")
    return found


def _checked(words: str, where: str) -> str:
    try:
        return address(words)
    except ValueError as error:
        raise RollcallError(where, f"{words!a} {error}", "correct it, or leave it out") from error


def fetch(urls: Iterable[str], raw: Path, guest: Guest, again: bool = False) -> Iterator[Result]:
    """Bring the pages into `raw`, one after the other, and say what became of each.

    A page whose address stands in a sidecar is kept as it is. With `again` it is asked for once more, and if it has
    changed, stands beside the old one as a page of its own. Raises RollcallError if `raw` can't be written.
    """
    with store.lock(raw):
        shelf = _Shelf(raw)
        for url in urls:
            yield _one(url, shelf, guest, again)


def _one(url: str, shelf: _Shelf, guest: Guest, again: bool) -> Result:
    there = {} if again else shelf.pages
    if url in there:
        return Result("kept", url, str(there[url][-1]))
    try:
        answer = guest.page(url, there)
        if answer.target in there:
            return Result("kept", url, f"{there[answer.target][-1]}, for it leads to {answer.target}")
        ending = _ending(answer)
    except Missed as error:
        return Result(error.outcome, url, str(error))
    same = shelf.find(answer)
    if same:
        return Result("kept", url, f"{same}, unchanged")
    return Result("fetched", url, f"{shelf.put(url, answer, ending)}, {len(answer.body):,} bytes")


class _Shelf:
    """The raw folder: which addresses its pages came from, and which names are taken."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.pages: dict[str, list[Path]] = defaultdict(list)
        for sidecar in sorted(raw.rglob(f"*{SIDECAR}")):
            for page in _pages(sidecar):
                for url in _sources(sidecar):
                    self.pages[url].append(page)
        self.stems = {_stem(page) for page in raw.iterdir() if not page.name.endswith(SIDECAR)}

    def find(self, answer: Answer) -> Path | None:
        """The page that came from the same address and is the same, byte by byte."""
        pages = self.pages.get(answer.url, [])
        return next((page for page in pages if page.read_bytes() == answer.body), None)

    def put(self, asked: str, answer: Answer, ending: str) -> Path:
        """Write a page and its sidecar; the page last, so that it never stands there without one."""
        digest = hashlib.sha256(answer.body)
        name = _slug(answer.url)
        if name in self.stems:
            digest_of_both = hashlib.sha256(answer.url.encode() + digest.digest()).hexdigest()
            name = f"{name}-{digest_of_both[:8]}"
        page = self.raw / f"{name}{ending}"
        said = _sidecar(asked, answer, digest.hexdigest())
        store.put(self.raw, {f"{page.name}{SIDECAR}": said.encode(), page.name: answer.body})
        self.stems.add(name)
        for url in {asked, answer.url}:
            self.pages[url].append(page)
        return page


def _pages(sidecar: Path) -> list[Path]:
    """The files that a sidecar speaks of: `a.txt` for `a.txt.meta.toml`; `a.txt` and `a.html` for `a.meta.toml`."""
    name = sidecar.name.removesuffix(SIDECAR)
    if not name:
        return []
    if sidecar.with_name(name).is_file():
        return [sidecar.with_name(name)]
    beside = sorted(sidecar.parent.glob("*"))
    return [page for page in beside if page.stem == name and page.suffix and not page.name.endswith(SIDECAR)]


def _sources(sidecar: Path) -> set[str]:
    """The addresses in a sidecar. One that can't be read names none; `ingest` reports it."""
    try:
        said = tomllib.loads(sidecar.read_text("utf-8"))
        return {address(said[key]) for key in ("url", "asked") if isinstance(said.get(key), str)}
    except (OSError, ValueError, RecursionError):
        return set()


def _stem(page: Path) -> str:
    return page.name.partition(".")[0].casefold()


def _slug(url: str) -> str:
    """A name for a page, from its address: `example-org-news-kenya-joins`."""
    place = PurePosixPath(path(url))
    ending = place.suffix.lower()
    words = f"{host(url).removeprefix('www.')} {place.with_suffix('') if ending in _KNOWN else place}"
    plain = unicodedata.normalize("NFKD", unquote(words)).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")
    return f"host-{slug}" if re.match(r"\d{4}-\d", slug) else slug


def _ending(answer: Answer) -> str:
    """The ending of the format as which `ingest` will read a page. Raises Missed if there is none."""
    said = answer.media_type
    if said in _NOTHING:
        ending: str | None = PurePosixPath(path(answer.url).partition("?")[0]).suffix.lower()
    else:
        ending = _ENDINGS.get(_ALIASES.get(str(said), str(said)))
    if not answer.body:
        raise Missed("the page is empty", "look at it in a browser")
    if ending is None:
        raise Missed(f"nothing reads {said}", f"there are readers for {known_endings()}")
    try:
        form = choose(f"page{ending}", answer.body[:HEAD])
    except Unreadable as error:
        raise Missed(error.detail, "look at it in a browser") from error
    return ending if ending in form.endings else form.endings[0]


def _sidecar(asked: str, answer: Answer, sha256: str) -> str:
    """The text of a page's sidecar. All that a server says is checked for its form before it comes here."""
    said: dict[str, str | datetime | None] = {
        "url": answer.url,
        "asked": asked if asked != answer.url else None,
        "fetched": answer.at,
        "sha256": sha256,
        "media_type": answer.media_type,
        "charset": answer.charset,
        "last_modified": answer.moment("Last-Modified"),
    }
    lines = (f"{key} = {_toml(value)}\n" for key, value in said.items() if value is not None)
    return "".join(lines)


def _toml(value: str | datetime) -> str:
    return json.dumps(value) if isinstance(value, str) else value.isoformat()
