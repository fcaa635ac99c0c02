"""The served page: the same page on this machine's own address, and one route that writes: a decision.

Nothing but this machine reaches it, no other site may speak through a browser to it: the address is loopback, Host and
Origin must be ours, and a form must bear the token that the page was given.
"""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.decisions import COLUMNS, Decision
from pipeline.errors import RollcallError
from pipeline.review import corpus, ledger
from pipeline.review.changes import Diff
from pipeline.review.page import Served, page

if TYPE_CHECKING:
    from flask import Flask, Response

LOOPBACK = "127.0.0.1"
#: No decision is longer than this, in bytes.
LONGEST = 64 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What is reviewed: the folders of a run, and what changed, if that is to be shown."""

    raw: Path
    interim: Path
    processed: Path
    diff: Diff | None = None

    @property
    def file(self) -> Path:
        """The file that decisions go into."""
        return self.raw / "decisions.csv"


def serve(desk: Desk, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address. Raises RollcallError if the port is taken."""
    from werkzeug.serving import make_server

    corpus.read(desk.raw, desk.interim, desk.processed)  # what is missing is said now, not in the browser
    try:
        door = socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise RollcallError(f"port {port}", "is taken", "name another with --port") from error
    port = door.getsockname()[1]
    app = application(desk, frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost")))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # requests are nobody's news
    with door:
        server = make_server(LOOPBACK, port, app, fd=door.fileno())
        ready(f"http://{LOOPBACK}:{port}/")
        server.serve_forever()


def application(desk: Desk, hosts: frozenset[str]) -> Flask:
    """The application; it answers requests to `hosts` alone, names with ports."""
    from flask import Flask, Response, abort, redirect, request

    app = Flask("rollcall", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST
    token = secrets.token_urlsafe(32)

    @app.before_request
    def ours() -> None:
        """Turn away whoever isn't the page itself, before anything is read or written."""
        if request.remote_addr != LOOPBACK or request.host not in hosts:
            abort(403)
        if (
            request.method not in ("GET", "HEAD")
            and request.headers.get("Origin") != f"http://{request.host}"
        ):
            abort(403)

    @app.after_request
    def careful(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @app.get("/")
    def whole() -> str:
        found = corpus.read(desk.raw, desk.interim, desk.processed)
        return page(found, desk.diff, Served(token, str(desk.file)))

    @app.post("/decide")
    def decide() -> Response:
        if not secrets.compare_digest(request.form.get("token", "").encode(), token.encode()):
            abort(403)
        cells = {name: request.form.get(name, "").strip() for name in COLUMNS if name != "when"}
        given = Decision(when=date.today().isoformat(), **cells)  # type: ignore[arg-type]
        ledger.record(ledger.made(given, desk.interim), desk.file)
        return redirect("/", 303)  # type: ignore[return-value]

    @app.errorhandler(RollcallError)
    def refused(error: RollcallError) -> tuple[Response, int]:
        return Response(str(error), mimetype="text/plain"), 400

    return app
