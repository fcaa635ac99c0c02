"""Addresses in one form, the rules of robots.txt, and the door: one bounded request."""

from __future__ import annotations

import gzip
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webserver import Reply, Site, page, served

from pipeline.web import door, robots
from pipeline.web.addresses import address, path

PIPELINE = Path(__file__).parent.parent / "pipeline"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "*")
    with served() as site:
        yield site


# --- addresses


@pytest.mark.parametrize(
    ("words", "base", "form"),
    [
        ("https://example.org", "", "https://example.org/"),
        (" HTTPS://Example.ORG:443/a#part ", "", "https://example.org/a"),
        ("http://example.org:8080?q=1", "", "http://example.org:8080/?q=1"),
        ("https://example.org/Türkiye joins?q=é", "", "https://example.org/T%C3%BCrkiye%20joins?q=%C3%A9"),
        ("https://example.org/%7euser/%c3%a9/%2f", "", "https://example.org/~user/%C3%A9/%2F"),
        ("https://bücher.example/", "", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/a", "", "http://[::1]:8000/a"),
        ("../b?c", "https://example.org/x/y/z", "https://example.org/x/b?c"),
        ("//example.net/b", "https://example.org/a", "https://example.net/b"),
    ],
)
def test_addresses_have_one_form(words: str, base: str, form: str) -> None:
    assert address(words, base) == form
    assert address(form) == form


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("file:///etc/passwd", "is no address of the web"),
        ("ftp://example.org/a", "is no address of the web"),
        ("example.org/a", "is no address of the web"),
        ("https:///a", "names no host"),
        ("https://me:secret@example.org/", "holds a name or a password"),
        ("https://me@example.org/", "holds a name or a password"),
        ("https://example.org:99999/", "names a host or a port that can't be"),
        ("https://exa mple.org/", "names a host that can't be"),
        (f"https://{'a' * 64}.org/", "names a host or a port that can't be"),
    ],
)
def test_what_is_no_address_is_refused(words: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        address(words)


@given(st.text(), st.sampled_from(["", "https://example.org/", "https://example.org/a?"]))
def test_no_words_break_the_reader_of_addresses(words: str, before: str) -> None:
    try:
        form = address(before + words)
    except ValueError:
        return
    assert form.isascii() and re.fullmatch(r"https?://[^\s/@]+/\S*", form) and address(form) == form


# --- robots.txt

LONGEST = """
User-agent: *
Allow: /
Disallow: /private
Allow: /private/news
Disallow: /*?print=
Disallow: /*.cgi$
Disallow: /caf%C3%A9
Disallow:
"""


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("/", None),
        ("/private", "/private"),
        ("/privateer", "/private"),
        ("/private/news/1", None),
        ("/Private", None),
        ("/a/b?print=1", "/*?print="),
        ("/a/b?x=1&print=1", None),
        ("/a/b.cgi", "/*.cgi$"),
        ("/a/b.cgi.txt", None),
        ("/a.cgi/b.cgi", "/*.cgi$"),
        ("/café/x", "/caf%C3%A9"),
        ("/caf%c3%a9", "/caf%C3%A9"),
    ],
)
def test_the_longest_rule_that_fits_holds(place: str, rule: str | None) -> None:
    read = robots.parse(LONGEST.encode(), "rollcall")
    assert read.refusal(address(f"https://example.org{place}")) == rule


def test_of_two_rules_of_one_length_the_kinder_holds() -> None:
    for order in ("Disallow: /a\nAllow: /a", "Allow: /a\nDisallow: /a"):
        read = robots.parse(f"user-agent: *\n{order}".encode(), "rollcall")
        assert read.refusal("https://example.org/a") is None


@pytest.mark.parametrize(
    ("text", "refused", "delay"),
    [
        ("User-agent: *\nDisallow: /\n\nUser-agent: Rollcall\nDisallow:", False, 0),
        ("User-agent: RollCall/2.0 # us\nDisallow: /\n\nUser-agent: *\nAllow: /", True, 0),
        ("User-agent: rollcaller\nDisallow: /", False, 0),
        ("User-agent: other\nUser-agent: rollcall\nCrawl-delay: 2.5\nDisallow: /", True, 2.5),
        ("User-agent: rollcall\nSitemap: x\nUser-agent: other\n\nDisallow: /", True, 0),
        ("User-agent: rollcall\nAllow: /b\nUser-agent: other\nDisallow: /", False, 0),
        ("User-agent: rollcall\nAllow: /b\n\nUser-agent: rollcall\nDisallow: /", True, 0),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", True, 0),
        ("User-agent: *\rDisallow: /", True, 0),
        ("Disallow: /", False, 0),
        ("User-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nCrawl-delay: soon", False, 0),
        ("<html><p>Disallow: /</p></html>", False, 0),
        ("", False, 0),
    ],
)
def test_groups_speak_to_those_they_name(text: str, refused: bool, delay: float) -> None:
    read = robots.parse(text.encode(), "rollcall")
    assert (read.refusal("https://example.org/a") is not None, read.delay) == (refused, delay)


SEGMENT = st.text(st.sampled_from("abé.~ "), max_size=4)


@given(st.lists(SEGMENT, max_size=5), SEGMENT)
def test_where_nothing_is_allowed_and_no_star_stands_the_standard_library_agrees(
    rules: list[str], place: str
) -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /{rule.strip()}\n" for rule in rules)
    theirs = RobotFileParser()
    theirs.parse(text.splitlines())
    url = address(f"https://example.org/{place}")
    ours = robots.parse(text.encode(), "rollcall").refusal(url) is None
    assert ours == theirs.can_fetch("rollcall", url)


def test_a_rule_of_many_stars_stalls_nothing() -> None:
    read = robots.parse(f"User-agent: *\nDisallow: /{'*a' * 5000}$".encode(), "rollcall")
    assert read.refusal(f"https://example.org/{'a' * 4999}b") is None
    assert read.refusal(f"https://example.org/{'a' * 5000}") is not None


def test_the_path_keeps_its_slashes_and_its_query() -> None:
    assert path("https://example.org//a/?b=c") == "//a/?b=c"


# --- the door


def test_an_answer_says_what_the_server_says(site: Site) -> None:
    url = site("/a", page("Kenya", **{"Last-Modified": "Thu, 06 Sep 2012 10:00:00 GMT"}))
    answer = door.get(url, "Rollcall/1", 1000, 5)
    assert (answer.status, answer.media_type, answer.charset) == (200, "text/html", "utf-8")
    assert str(answer.moment("Last-Modified")) == "2012-09-06 10:00:00+00:00"
    assert answer.moment("Date") and answer.moment("Expires") is None and answer.target is None
    assert b"Kenya" in answer.body and site.agents == {"Rollcall/1"}


@pytest.mark.parametrize(
    "value", ["soon", "Thu, 99 Sep 2012 10:00:00 GMT", "Mon, 01 Jan 0000 00:00:00 +9999"]
)
def test_what_names_no_moment_is_none(site: Site, value: str) -> None:
    answer = door.get(site("/a", page("x", **{"Last-Modified": value})), "Rollcall/1", 1000, 5)
    assert answer.moment("Last-Modified") is None


PACKED = gzip.compress(b"a" * 50_000)


@pytest.mark.parametrize(
    ("reply", "why", "again"),
    [
        (Reply(b"a" * 1001), "larger than 1,000 bytes", False),
        (Reply(PACKED, headers={"Content-Encoding": "gzip"}), "larger than 1,000 bytes", False),
        (Reply(b"\x1f\x8bno", headers={"Content-Encoding": "gzip"}), "no answer (Error -3", False),
        (Reply(PACKED[:-30], headers={"Content-Encoding": "gzip"}), "larger than 1,000 bytes", False),
        (Reply(b"a", headers={"Content-Encoding": "br"}), "packed in a way that wasn't asked for", False),
        (Reply(b"a" * 10, cut=5), "the connection broke off", True),
        (Reply(b"", cut=5), "the connection broke off", True),
        (Reply(b"a" * 900, drip=0.1), "no whole answer within 0.3 s", True),
    ],
)
def test_an_answer_is_bounded_and_whole(site: Site, reply: Reply, why: str, again: bool) -> None:
    with pytest.raises(door.Unreached) as caught:
        door.get(site("/a", reply), "Rollcall/1", 1000, 0.3 if reply.drip else 5)
    assert str(caught.value).startswith(why) and caught.value.again == again


def test_what_is_packed_unasked_is_unpacked(site: Site) -> None:
    url = site("/a", Reply(gzip.compress(b"Kenya"), headers={"Content-Encoding": "gzip"}))
    assert door.get(url, "Rollcall/1", 1000, 5).body == b"Kenya"


def test_what_was_packed_and_cut_is_refused(site: Site) -> None:
    url = site("/a", Reply(gzip.compress(b"Kenya, Tunisia")[:-9], headers={"Content-Encoding": "gzip"}))
    with pytest.raises(door.Unreached, match="broke off"):
        door.get(url, "Rollcall/1", 1000, 5)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (b"\x1b[31m nonsense\r\n\r\n", "no answer ("),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "no answer ("),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "no answer ("),
        (b"", "no answer ("),
    ],
)
def test_nonsense_is_no_answer(monkeypatch: pytest.MonkeyPatch, words: bytes, why: str) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            with server.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(words)

        talker = threading.Thread(target=babble)
        talker.start()
        with pytest.raises(door.Unreached) as caught:
            door.get(f"http://127.0.0.1:{server.getsockname()[1]}/", "Rollcall/1", 1000, 5)
        talker.join()
    assert str(caught.value).startswith(why) and str(caught.value).isprintable()


def test_who_does_not_listen_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(door.Unreached, match="Connection refused") as caught:
        door.get(f"http://127.0.0.1:{port}/", "Rollcall/1", 1000, 5)
    assert not caught.value.again


def test_a_proxy_that_nothing_here_can_talk_to_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(door.Unreached, match="unknown url type: socks5"):
        door.get("http://example.org/", "Rollcall/1", 1000, 5)


def test_no_other_module_can_open_a_connection() -> None:
    network = r"(?:urllib\.request|http\.client|socket|ssl|asyncio|ftplib|smtplib|requests|httpx|urllib3)\b"
    imports = re.compile(rf"^\s*(?:import|from) {network}", re.M)
    able = {
        file.relative_to(PIPELINE).as_posix()
        for file in PIPELINE.rglob("*.py")
        if imports.search(file.read_text("utf-8"))
    }
    assert able == {"web/door.py", "review/server.py"}  # which answers this machine and asks nobody
