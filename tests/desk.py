"""A small run with contradictions, and a hostile one, and the tags of what was made, for the tests of the page."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock

from werkzeug import serving

from pipeline.review.server import Desk, serve
from pipeline.running import runs
from pipeline.running.results import Folders
from pipeline.stages import STAGES

HTML = '</script><img src=x onerror="window.hit=1">'
TURNED = "\u202egnorw\u202c"

CALM = {
    "2011-12-13-founding.txt": "Fifteen states found a coalition\n\n"
    "The Hague, 13 December 2011. The Freedom Online Coalition (FOC) was founded on 9 December 2011 with 15 members.\n",
    "2012-09-06-kenya.txt": "Kenya joins the Freedom Online Coalition\n\n"
    "Nairobi, 6 September 2012. Kenya has joined the Freedom Online Coalition (FOC) as its 18th member.\n"
    "The Coalition now has 18 members.\n",
    "2013-03-04-stale.txt": "A statement\n\n4 March 2013. The Freedom Online Coalition (FOC) has 15 members.\n",
    "2014-03-03-japan.txt": "Japan becomes a member\n\n"
    "Tokyo, 3 March 2014. Japan has become the 22nd member of the Freedom Online Coalition.\n",
    "2014-06-02-stale.txt": "Another statement\n\n2 June 2014. The Freedom Online Coalition (FOC) has 18 members.\n",
}
HOSTILE = {
    f"2015-01-05-{HTML.replace('/', '')}{TURNED}.txt": f"Kenya {HTML} joins\n\n5 January 2015. "
    "The Freedom Online Coalition (FOC) has 5 members. "
    f"{HTML} {TURNED} The Freedom Online Coalition has 22 members &amp; more.\n",
    "letters.jsonl": json.dumps(
        {
            "id": f"a{HTML}",
            "title": f"{HTML}{TURNED}",
            "text": f"{HTML} {TURNED} The Freedom Online Coalition has 23 members. " * 2,
            "url": "javascript:window.hit=1",
            "publisher": f"{HTML}{TURNED}",
            "published": "2015-02-03",
        }
    ),
}


class Tags(HTMLParser):
    """Tags with their attributes, and the words between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def desk(folder: Path, raw: dict[str, str]) -> Desk:
    """A run of these files in a folder."""
    own = Desk(folder / "raw", folder / "interim", folder / "processed")
    own.raw.mkdir(parents=True)
    for name, text in raw.items():
        (own.raw / name).write_text(text, "utf-8")
    rebuild(own)
    return own


def rebuild(own: Desk) -> None:
    """Make the tables again."""
    runs.run(STAGES, Folders(own.raw, own.interim, own.processed))


@contextmanager
def served(own: Desk) -> Iterator[tuple[str, serving.BaseWSGIServer]]:
    """The address of the served page, and its server, which ends with the block."""
    made: list[serving.BaseWSGIServer] = []
    real = serving.make_server

    def kept(*args: Any, **options: Any) -> serving.BaseWSGIServer:
        made.append(real(*args, **options))
        return made[0]

    addresses: queue.Queue[str] = queue.Queue()
    with mock.patch.object(serving, "make_server", kept):
        running = threading.Thread(target=serve, args=(own, 0, addresses.put))
        running.start()
        address = addresses.get(timeout=30)
    try:
        yield address, made[0]
    finally:
        made[0].shutdown()
        running.join(10)
        assert not running.is_alive()
