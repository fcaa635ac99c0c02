"""The served page: who may see it, who may write, and that nothing else writes."""

from __future__ import annotations

import re
import socket
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import CALM, HTML, desk, served

from pipeline.decisions import read_decisions
from pipeline.errors import RollcallError
from pipeline.review import corpus
from pipeline.review.server import HEADERS, LOOPBACK, Desk, application, serve

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HOST = "127.0.0.1:8017"
ORIGIN = f"http://{HOST}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("served"), CALM)


@pytest.fixture
def client(own: Desk) -> FlaskClient:
    own.file.unlink(missing_ok=True)
    return application(own, frozenset({HOST})).test_client()


def token(client: FlaskClient) -> str:
    html = client.get("/", base_url=ORIGIN).text
    (found,) = re.findall(r'name="token" value="([^"]+)"', html)
    return str(found)


def form(own: Desk, **more: str) -> dict[str, str]:
    claim = corpus.read(own.raw, own.interim, own.processed).claims[0]
    given = {
        "table": "count_claims",
        "id": claim.claim_id,
        "verdict": "rejected",
        "by": "A. Reader",
        "why": "seen",
    }
    return given | more


def post(client: FlaskClient, data: dict[str, str], **headers: str) -> TestResponse:
    return client.post("/decide", base_url=ORIGIN, data=data, headers={"Origin": ORIGIN, **headers})


def test_a_decision_is_written_at_once_and_shown_until_it_is_built(own: Desk, client: FlaskClient) -> None:
    answer = post(client, form(own, token=token(client)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    (given,) = read_decisions(own.file)
    assert (given.verdict, given.by, given.why) == ("rejected", "A. Reader", "seen")
    assert given.said and given.evidence and given.when
    assert f'"{given.id}","rejected","","","A. Reader","seen",false' in client.get("/", base_url=ORIGIN).text


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({}, {}),
        ({"token": ""}, {}),
        ({"token": "wrong"}, {}),
        ({"token": "täuschend"}, {}),
        ({"token": None}, {"Origin": "http://evil.example"}),
        ({"token": None}, {"Origin": "null"}),
        ({"token": None}, {"Origin": "https://127.0.0.1:8017"}),
        ({"token": None}, {"Origin": ""}),
        ({"token": None}, {"Host": "evil.example:8017"}),
        ({"token": None}, {"Host": "127.0.0.1:9999"}),
    ],
)
def test_strangers_write_nothing(
    own: Desk, client: FlaskClient, data: dict[str, str | None], headers: dict[str, str]
) -> None:
    right = token(client)
    given = {name: right if value is None else value for name, value in data.items()}
    answer = post(client, form(own, **given), **headers)
    assert answer.status_code == 403 and not own.file.exists()


def test_a_foreign_host_is_shown_nothing(client: FlaskClient) -> None:
    for host in ("evil.example", "127.0.0.1", "localhost:8017"):
        assert client.get("/", base_url=f"http://{host}").status_code == 403
    assert client.get("/", base_url=ORIGIN, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 403


def test_no_other_route_writes(own: Desk, client: FlaskClient) -> None:
    rules = {(rule.rule, *sorted(rule.methods or ())) for rule in client.application.url_map.iter_rules()}
    assert rules == {("/", "GET", "HEAD", "OPTIONS"), ("/decide", "OPTIONS", "POST")}
    before = {p: p.read_bytes() for p in own.raw.parent.rglob("*") if p.is_file()}
    right = token(client)
    for path in ("/", "/decide", "/../raw/x", "/static/page.css"):
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            data = form(own, token=right)
            client.open(path, method=method, base_url=ORIGIN, data=data, headers={"Origin": ORIGIN})
    assert post(client, form(own, token=right, why="x" * 70_000)).status_code == 413
    assert {p: p.read_bytes() for p in own.raw.parent.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"id": HTML}, "there is no such row"),
        ({"table": HTML}, "takes no decisions"),
        ({"why": " "}, "why is empty"),
        ({"verdict": "maybe"}, "verdict 'maybe' is unknown"),
        ({"field": "value", "value": "many"}, "'many' is no value"),
        ({"field": "claim_id", "value": "1"}, "no field 'claim_id'"),
    ],
)
def test_what_can_not_be_decided_is_said_in_plain_text(
    own: Desk, client: FlaskClient, more: dict[str, str], words: str
) -> None:
    answer = post(client, form(own, token=token(client)) | more)
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert words in answer.text and not own.file.exists()


def test_a_decision_of_many_lines_is_one_line(own: Desk, client: FlaskClient) -> None:
    post(client, form(own, token=token(client), why='seen,\n"in\r\nthe minutes"\nid,table'))
    assert len(own.file.read_text().splitlines()) == 2
    (given,) = read_decisions(own.file)
    assert given.why == 'seen, "in the minutes" id,table'


def test_every_answer_is_careful(client: FlaskClient) -> None:
    for answer in (
        client.get("/", base_url=ORIGIN),
        client.get("/nothing", base_url=ORIGIN),
        client.get("/"),
    ):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', client.get("/", base_url=ORIGIN).text)
    assert policy and "unsafe" not in policy[1] and "default-src" in policy[1]


def test_it_is_served_on_loopback_alone(own: Desk) -> None:
    with served(own) as (address, server):
        assert address == f"http://127.0.0.1:{server.port}/"
        assert server.socket.getsockname()[0] == LOOPBACK
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        with pytest.raises(RollcallError, match=f"port {server.port}: is taken"):
            serve(own, server.port, print)
        with pytest.raises(OSError), socket.create_connection(("127.0.0.2", server.port), timeout=2):
            pass  # this machine too, by another name


def test_what_is_missing_is_said_before_serving(tmp_path: Path) -> None:
    with pytest.raises(RollcallError, match="does not exist"):
        serve(Desk(tmp_path, tmp_path, tmp_path), 0, print)
