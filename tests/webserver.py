"""A web site on this machine, for tests: it answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `cut`: bytes that it promises and doesn't send. `drip`: seconds between the bytes that it sends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    drip: float = 0.0


#: Enough words for a page that is read as an announcement.
MORE = (
    "Ministers of the member states met in the capital for two days. They spoke of freedom on the networks, of "
    "journalists who are held for what they wrote, and of the work that lies ahead in the coming year."
)


def page(text: str, **headers: str) -> Reply:
    """A page of HTML with an announcement that ends with some words."""
    body = (
        f"<!doctype html><html><title>Notice</title><body><p>{MORE}</p><p>{text}</p></body></html>".encode()
    )
    return Reply(body, headers={"Content-Type": "text/html; charset=utf-8", **headers})


def moved(where: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": where})


class Site:
    """Replies by path; of several the next one each time, the last one for ever. Elsewhere nothing is found."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = defaultdict(list)
        self.asked: list[str] = []
        self.agents: set[str | None] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"

    def __call__(self, path: str, *replies: Reply) -> str:
        """Put replies at a path; the address of it."""
        self.replies[path] = list(replies)
        return f"http://{self.host}{path}"

    @property
    def pages(self) -> list[str]:
        """The paths that were asked for, without that of robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def reply(self, path: str) -> Reply:
        self.asked.append(path)
        waiting = self.replies[path]
        return (waiting.pop(0) if len(waiting) > 1 else waiting[0]) if waiting else Reply(status=404)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.agents.add(self.headers["User-Agent"])
            reply = site.reply(self.path)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + reply.cut))
            self.end_headers()
            try:
                for part in [reply.body] if not reply.drip else [bytes([byte]) for byte in reply.body]:
                    self.wfile.write(part)
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:
                pass  # the other side has gone
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def served() -> Iterator[Site]:
    """A site that is there while the block lasts."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()
