"""`rollcall fetch`: pages from the web into raw/, politely, whole or not at all. All sites stand on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from webserver import Reply, Site, moved, page, served

from pipeline.cli import main
from pipeline.errors import RollcallError
from pipeline.ingest import ingest
from pipeline.tables import store
from pipeline.web import manners
from pipeline.web.fetch import Result as Outcome
from pipeline.web.fetch import _slug, addresses, fetch
from pipeline.web.manners import Guest

ROOT = Path(__file__).parent.parent
KENYA = "Kenya has joined the Freedom Online Coalition as its 18th member, its ministers said in Nairobi."


class Visit:
    """A guest whose waits take no time, what it was told, and what became of the pages."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        self.now = 0.0
        self.rests: list[float] = []
        self.told: list[str] = []

    def __call__(self, *urls: str, again: bool = False, **limits: Any) -> list[Outcome]:
        def sleep(seconds: float) -> None:
            self.rests.append(seconds)
            self.now += seconds

        settings = {"pause": 0.0, "seconds": 5.0} | limits
        guest = Guest("Rollcall/1", tell=self.told.append, sleep=sleep, clock=lambda: self.now, **settings)
        return list(fetch(addresses(urls), self.raw, guest, again))

    def one(self, url: str, **options: Any) -> Outcome:
        (result,) = self(url, **options)
        return result

    def files(self) -> list[str]:
        return sorted(path.name for path in self.raw.iterdir())


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "*")
    with served() as site:
        yield site


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    return Visit(tmp_path / "raw")


def slug(site: Site, rest: str) -> str:
    return site.host.replace(".", "-").replace(":", "-") + rest


# --- what is brought


def test_a_page_comes_with_its_sidecar_and_ingest_knows_its_address(site: Site, visit: Visit) -> None:
    reply = page(KENYA, **{"Last-Modified": "Thu, 06 Sep 2012 10:00:00 GMT"})
    url = site("/News/Kenya_joins.html", reply)
    before = datetime.now(UTC).replace(microsecond=0)
    result = visit.one(url)
    name = slug(site, "-news-kenya-joins.html")
    assert result.outcome == "fetched" and result.detail == f"{visit.raw / name}, {len(reply.body)} bytes"
    assert visit.files() == [name, f"{name}.meta.toml"]
    said = tomllib.loads((visit.raw / f"{name}.meta.toml").read_text("utf-8"))
    assert before <= said.pop("fetched") <= datetime.now(UTC)
    assert said == {
        "url": url,
        "sha256": hashlib.sha256(reply.body).hexdigest(),
        "media_type": "text/html",
        "charset": "utf-8",
        "last_modified": datetime(2012, 9, 6, 10, tzinfo=UTC),
    }
    (document,), issues = ingest(visit.raw)
    assert issues == []
    assert (document.url, document.sha256, document.title) == (url, said["sha256"], "Notice")
    assert KENYA in document.text and document.published is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "utf-16"])
def test_bytes_stay_as_they_came(site: Site, visit: Visit, charset: str) -> None:
    body = "Łódź, Côte d'Ivoire? No: Łódź.".replace("ô", "o").encode(charset)
    visit.one(
        site("/a.txt", Reply(body, headers={"Content-Type": f'text/plain; Charset="{charset.upper()}"'}))
    )
    assert (visit.raw / slug(site, "-a.txt")).read_bytes() == body
    said = tomllib.loads((visit.raw / slug(site, "-a.txt.meta.toml")).read_text("utf-8"))
    assert said["charset"] == charset


def test_an_address_in_any_script_names_a_page(site: Site, visit: Visit) -> None:
    site("/%C3%96sterreich/%E8%AE%AF%20x", page(KENYA))
    (result,) = visit(f"http://{site.host}/Österreich/讯 x")
    assert (result.outcome, result.url) == ("fetched", f"http://{site.host}/%C3%96sterreich/%E8%AE%AF%20x")
    assert slug(site, "-osterreich-x.html") in visit.files()


def test_pages_of_one_name_get_names_of_their_own(site: Site, visit: Visit) -> None:
    urls = [site("/a-b", page("one")), site("/a/b", page("two")), site("/A/B", page("three"))]
    urls.append(site("/a/b.txt", Reply(b"four", headers={"Content-Type": "text/plain"})))
    assert [result.outcome for result in visit(*urls)] == ["fetched"] * 4
    pages = [name for name in visit.files() if not name.endswith(".meta.toml")]
    assert len(pages) == 4 and len({name.partition(".")[0] for name in pages}) == 4
    documents, issues = ingest(visit.raw)
    assert {document.url for document in documents} == set(urls) and issues == []


def test_names_are_short_and_never_begin_with_a_day(site: Site, visit: Visit) -> None:
    urls = [site("/" + "word-" * 60 + str(number), page(str(number))) for number in range(2)]
    visit(*urls)
    assert all(len(name) < 120 for name in visit.files()) and len(visit.files()) == 4
    assert _slug("https://2012-09-06.example.org/a") == "host-2012-09-06-example-org-a"
    assert (
        _slug("https://www.example.org/2012/09/06/a.html?id=7&x=é")
        == "example-org-2012-09-06-a-html-id-7-x-e"
    )
    assert _slug("https://example.org/") == "example-org"


@pytest.mark.parametrize(
    ("path", "kind", "body", "ending"),
    [
        ("/a", "application/xhtml+xml", b"<html><p>Kenya</p></html>", ".html"),
        ("/a", "text/markdown; charset=utf-8", b"# Kenya", ".md"),
        ("/a", "application/x-ndjson", b'{"id": "1", "text": "Kenya"}', ".jsonl"),
        ("/a.md", "application/octet-stream", b"# Kenya", ".md"),
        ("/a.txt?x=1", None, b"Kenya", ".txt"),
        ("/a.htm", None, b"<!doctype html><p>Kenya", ".htm"),
        ("/a", "text/plain", b"<!doctype html><html><body><p>Kenya</p></body></html>", ".html"),
    ],
)
def test_pages_get_the_ending_of_what_they_are(
    site: Site, visit: Visit, path: str, kind: str | None, body: bytes, ending: str
) -> None:
    result = visit.one(site(path, Reply(body, headers={"Content-Type": kind} if kind else {})))
    assert result.outcome == "fetched", result
    (name,) = (name for name in visit.files() if not name.endswith(".meta.toml"))
    assert Path(name).suffix == ending
    assert len(ingest(visit.raw)[0]) == 1


@pytest.mark.parametrize(
    ("path", "reply", "why"),
    [
        ("/a", Reply(b"\x89PNG", headers={"Content-Type": "image/png"}), "nothing reads image/png; there are"),
        ("/a.exe", Reply(b"MZ"), "no reader for .exe"),
        ("/a", Reply(b"MZ"), "no reader for a file without ending"),
        ("/a", Reply(b"", headers={"Content-Type": "text/html"}), "the page is empty; look"),
        ("/a", Reply(status=404), "404 Not Found; check the address"),
        ("/a", Reply(status=403), "403 Forbidden; it keeps programs out: save the page from a browser"),
        ("/a", Reply(status=204), "204 No Content; look"),
        ("/a", Reply(status=499), "499; look"),
        ("/a", Reply(status=302), "302 Found; look"),
        ("/a", page("x" * 9000), "larger than 5,000 bytes; check"),
        ("/a", moved("/a"), "redirects in a circle; look"),
        ("/a", moved("file:///etc/passwd"), "its redirect is no address of the web"),
        ("/a", moved("http://me:secret@127.0.0.1/"), "its redirect holds a name or a password"),
    ],
)  # fmt: skip
def test_what_can_not_be_kept_leaves_nothing(
    site: Site, visit: Visit, path: str, reply: Reply, why: str
) -> None:
    result = visit.one(site(path, reply), most=5000)
    assert result.outcome == "failed" and result.detail.startswith(why)
    assert visit.files() == [] and len(site.pages) == 1


# --- redirects


def test_redirects_are_followed_and_both_addresses_are_known(site: Site, visit: Visit) -> None:
    asked, end = site("/old", moved("/mid", 301)), site("/new", page(KENYA))
    site("/mid", moved(end, 308))
    assert visit.one(asked).outcome == "fetched"
    said = tomllib.loads((visit.raw / slug(site, "-new.html.meta.toml")).read_text("utf-8"))
    assert (said["url"], said["asked"]) == (end, asked)
    assert [result.outcome for result in visit(asked, end)] == ["kept", "kept"]
    other = site("/other", moved("/new"))
    assert visit.one(other).outcome == "kept"
    assert site.pages == ["/old", "/mid", "/new", "/other"]


def test_redirects_end(site: Site, visit: Visit) -> None:
    for number in range(20):
        site(f"/{number}", moved(f"/{number + 1}"))
    circle = site("/x", moved("/y"))
    site("/y", moved("/x"))
    assert visit.one(circle).detail.startswith("redirects in a circle")
    assert visit.one(f"http://{site.host}/0").detail.startswith(f"more than {manners.HOPS} redirects")
    assert site.pages.count("/10") == 1 and "/11" not in site.pages


def test_a_redirect_leads_round_no_robots_txt(site: Site, visit: Visit) -> None:
    with served() as other:
        secret = other("/secret", page(KENYA))
        other("/robots.txt", Reply(b"User-agent: *\nDisallow: /secret"))
        assert visit.one(site("/a", moved(secret))).outcome == "refused"
        assert other.pages == []


# --- manners


def test_robots_txt_is_asked_once_and_honoured(site: Site, visit: Visit) -> None:
    site("/robots.txt", Reply(b"User-agent: *\nDisallow: /private\nAllow: /private/news"))
    urls = [site(path, page(path)) for path in ("/private/a", "/private/news", "/b")]
    results = visit(*urls)
    assert [result.outcome for result in results] == ["refused", "fetched", "fetched"]
    assert results[0].detail.startswith(f"the robots.txt of {site.host} keeps programs from /private; ask")
    assert site.asked == ["/robots.txt", "/private/news", "/b"] and site.agents == {"Rollcall/1"}


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_host_without_robots_txt_allows_all(site: Site, visit: Visit, status: int) -> None:
    site("/robots.txt", Reply(status=status))
    assert visit.one(site("/a", page(KENYA))).outcome == "fetched"


def test_where_robots_txt_can_not_be_read_nothing_is_fetched(site: Site, visit: Visit) -> None:
    site("/robots.txt", Reply(status=503))
    results = visit(site("/a", page(KENYA)), site("/b", page(KENYA)), retries=1)
    why = f"the robots.txt of {site.host}: 503 Service Unavailable, 2 times; run again later"
    assert [(result.outcome, result.detail) for result in results] == [("failed", why)] * 2
    assert site.asked == ["/robots.txt"] * 2


def test_a_moved_robots_txt_is_followed(site: Site, visit: Visit) -> None:
    site("/robots.txt", moved("/elsewhere.txt"))
    site("/elsewhere.txt", Reply(b"User-agent: rollcall\nDisallow: /"))
    assert visit.one(site("/a", page(KENYA))).outcome == "refused"


def test_a_pause_lies_between_requests_to_one_host(site: Site, visit: Visit) -> None:
    with served() as other:
        urls = [site("/a", page("a")), other("/b", page("b")), site("/c", page("c"))]
        visit(*urls, pause=7.0)
    assert (
        visit.rests == [7.0] * 2
    )  # before /a and /b, after robots.txt; when /c is due, 7 s have passed since /a


def test_a_longer_pause_is_honoured(site: Site, visit: Visit) -> None:
    site("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 20"))
    visit(*(site(f"/{number}", page(str(number))) for number in range(3)), pause=1.0)
    assert visit.rests == [1.0, 20.0, 20.0]
    assert [line.partition(": ")[0] for line in visit.told] == ["waiting 20 s"] * 2


def test_a_pause_beyond_patience_is_a_failure(site: Site, visit: Visit) -> None:
    site("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 3600"))
    first, second = visit(site("/a", page("a")), site("/b", page("b")))
    assert (first.outcome, second.outcome, visit.rests) == ("fetched", "failed", [])
    assert second.detail == f"{site.host} asks for a pause of 3,600 s; run again after that"


@pytest.mark.parametrize("fault", [Reply(status=500), Reply(status=429), Reply(b"a", cut=5)])
def test_a_busy_host_is_asked_again(site: Site, visit: Visit, fault: Reply) -> None:
    url = site("/a", fault, fault, page(KENYA))
    assert visit.one(url).outcome == "fetched"
    assert visit.rests == [manners.BACKOFF, 2 * manners.BACKOFF] and len(site.pages) == 3
    assert len(visit.told) == 2 and visit.told[0].startswith(f"waiting 2 s: {url}: ")


def test_a_slow_host_is_asked_again_and_given_up(site: Site, visit: Visit) -> None:
    result = visit.one(site("/a", Reply(b"a" * 600, drip=0.1)), seconds=1.5, retries=1)
    assert result == Outcome("failed", result.url, "no whole answer within 1.5 s, 2 times; run again later")
    assert len(site.pages) == 2


def test_retries_end(site: Site, visit: Visit) -> None:
    result = visit.one(site("/a", Reply(status=502)), retries=2)
    assert (result.outcome, result.detail) == ("failed", "502 Bad Gateway, 3 times; run again later")
    assert len(site.pages) == 3


def test_the_wait_that_a_host_asks_for_is_honoured(site: Site, visit: Visit) -> None:
    url = site("/a", Reply(status=429, headers={"Retry-After": "90"}), page(KENYA))
    assert visit.one(url).outcome == "fetched" and visit.rests == [90.0]


def test_the_moment_that_a_host_names_is_awaited(site: Site, visit: Visit) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True)
    url = site("/a", Reply(status=503, headers={"Retry-After": later}), page(KENYA))
    assert visit.one(url).outcome == "fetched"
    (rest,) = visit.rests
    assert 100 < rest <= 200


def test_a_host_that_asks_for_an_hour_is_left_alone(site: Site, visit: Visit) -> None:
    url = site("/a", Reply(status=429, headers={"Retry-After": "3600"}), page(KENYA))
    results = visit(url, site("/b", page("b")))
    why = f"{site.host} asks for a pause of 3,600 s; run again after that"
    assert [result.detail for result in results] == [why] * 2
    assert site.pages == ["/a"] and visit.rests == []


# --- what is there already


def test_a_second_run_goes_on_where_the_first_ended(site: Site, visit: Visit) -> None:
    urls = [site("/a", page("a")), site("/b", Reply(status=404)), site("/c", page("c"))]
    assert [result.outcome for result in visit(*urls)] == ["fetched", "failed", "fetched"]
    before = visit.files()
    site("/b", page("b"))
    site.asked.clear()
    assert [result.outcome for result in visit(*urls)] == ["kept", "fetched", "kept"]
    assert site.pages == ["/b"] and len(visit.files()) == len(before) + 2
    assert [result.outcome for result in visit(*urls)] == ["kept"] * 3


def test_again_keeps_what_has_not_changed_and_puts_what_has_beside_it(site: Site, visit: Visit) -> None:
    url = site("/a", page("one"), page("one"), page("two"), page("two"), page("three"))
    outcomes = [visit.one(url, again=True).outcome for _ in range(5)]
    assert outcomes == ["fetched", "kept", "fetched", "kept", "fetched"]
    documents, issues = ingest(visit.raw)
    assert sorted(document.text.split()[-1] for document in documents) == ["one", "three", "two"]
    assert {document.url for document in documents} == {url} and issues == []
    assert visit.one(url).outcome == "kept"


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        (("2012-09-06-kenya.txt", "2012-09-06-kenya.txt.meta.toml"), "kept"),
        (("2012-09-06-kenya.txt", "2012-09-06-kenya.meta.toml"), "kept"),
        (("old/kenya.txt", "old/kenya.txt.meta.toml"), "kept"),
        (("kenya.txt", "tunisia.txt.meta.toml"), "fetched"),
    ],
)
def test_a_page_that_a_person_put_there_is_known(
    site: Site, visit: Visit, files: tuple[str, str], outcome: str
) -> None:
    url = site("/a", page(KENYA))
    for name, text in zip(files, (KENYA, f'url = "{url}#top"\ntitle = "Kenya"'), strict=True):
        (visit.raw / name).parent.mkdir(parents=True, exist_ok=True)
        (visit.raw / name).write_text(text, "utf-8")
    assert visit.one(url).outcome == outcome


def test_a_sidecar_that_says_nothing_stops_nothing(site: Site, visit: Visit) -> None:
    visit.raw.mkdir()
    (visit.raw / ".meta.toml").write_text("url = 'https://example.org/'")
    for number, text in enumerate(["url = ", "url = 5", 'url = "mailto:x"', "title = 'x'", "\udcff"]):
        (visit.raw / f"{number}.txt").write_text("x")
        (visit.raw / f"{number}.txt.meta.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert visit.one(site("/a", page(KENYA))).outcome == "fetched"


# Ends the process, as a power cut would, before the n-th time that it calls a function of the system.
KILLED = """
import os, signal, sys
name, at, folder, url = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
real, calls = getattr(os, name), 0
def fatal(*words, **options):
    global calls
    calls += 1
    if calls == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*words, **options)
setattr(os, name, fatal)
from pipeline.cli import main
main(["fetch", "--pause", "0", "--raw", folder, url])
"""


@pytest.mark.parametrize(("name", "at"), [("fsync", 1), ("fsync", 2), ("replace", 1), ("replace", 2)])
def test_a_kill_leaves_no_page_without_its_sidecar(site: Site, visit: Visit, name: str, at: int) -> None:
    url = site("/a", page(KENYA))
    visit.one(site("/b", page("Tunisia")))
    words = [sys.executable, "-c", KILLED, name, str(at), str(visit.raw), url]
    assert subprocess.run(words, cwd=ROOT).returncode == -signal.SIGKILL
    documents, _ = ingest(visit.raw)
    assert [document.url for document in documents] == [f"http://{site.host}/b"]
    assert visit.one(url).outcome == "fetched"
    documents, issues = ingest(visit.raw)
    assert {document.url for document in documents} == {url, f"http://{site.host}/b"} and issues == []
    assert len(visit.files()) == 4


def test_two_at_once_do_not_meet(site: Site, visit: Visit) -> None:
    with store.lock(visit.raw), pytest.raises(RollcallError, match=f"process {os.getpid()} is at work here"):
        visit.one(site("/a", page(KENYA)))
    assert site.asked == []


# --- lists of addresses


def test_files_list_addresses(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(
        "\ufeff# pages of the coalition\n\nhttps://example.org/a#part\n"
        "  https://example.org/b # the second\r\nhttps://EXAMPLE.org/a\n",
        "utf-8",
    )
    assert addresses(["https://example.org/b", str(file)]) == [
        "https://example.org/b",
        "https://example.org/a",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"https://example.org/a\nexample.org/b\n", ":2: 'example.org/b' is no address of the web"),
        (b"# nothing\n", ": holds no address; put one address on a line"),
        (b"\xff\xfe", ": can't be read as a list of addresses"),
    ],
)
def test_a_faulty_list_is_named_before_anything_is_fetched(tmp_path: Path, text: bytes, fault: str) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(text)
    with pytest.raises(RollcallError) as caught:
        addresses([str(file)])
    assert str(caught.value).startswith(f"{file}{fault}")


# --- the command


def roll(*words: str) -> Result:
    return CliRunner().invoke(main, ["fetch", "--pause", "0", *words])


def test_the_command_tells_of_every_page_and_sums_up(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    site("/robots.txt", Reply(b"User-agent: *\nDisallow: /c"))
    good, bad, closed = site("/a", page(KENYA)), site("/b"), site("/c", page(KENYA))
    Path("list.txt").write_text(f"{good}\n{bad}\n{closed}\n")
    result = roll("list.txt", "--contact", "me@example.org")
    assert (result.exit_code, result.stdout) == (1, "fetched 1, kept 0, refused 1, failed 1\n")
    first, second, third = result.stderr.splitlines()
    assert first.startswith(f"fetched: {good}: raw/") and third.startswith(
        f"refused: {closed}: the robots.txt of"
    )
    assert second == f"failed: {bad}: 404 Not Found; check the address"
    (agent,) = site.agents
    assert agent and agent.startswith("Rollcall/") and agent.endswith(" (+me@example.org)")
    result = roll(good)
    assert (result.exit_code, result.stdout) == (0, "fetched 0, kept 1, refused 0, failed 0\n")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ([], "Missing argument 'URL...|FILE'"),
        (["absent.txt"], "rollcall: absent.txt: is no file, and no address; addresses begin with https://"),
        (["ftp://example.org/"], "'ftp://example.org/' is no address of the web"),
        (["https://example.org/", "--contact", "a\nb"], "--contact can hold printable ASCII only"),
    ],
)
def test_a_misuse_is_told_and_nothing_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], fault: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = roll(*words)
    assert result.exit_code == 2 and fault in result.stderr and not Path("raw").exists()


# Prints what the command asked of the network, as the interpreter itself reports it. (A library of spaCy's binds a
# socket as it is imported, to see what the machine can do; nothing goes out.)
HEARD = """
import json, sys
heard = []
outward = ("connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr")
sys.addaudithook(lambda event, words: heard.append(event) if event[7:] in outward else None)
from pipeline.cli import main
try:
    main(json.loads(sys.argv[1]))
finally:
    print(json.dumps(heard), file=sys.stderr)
"""


def heard(folder: Path, *words: str) -> Counter[str]:
    done = subprocess.run(
        [sys.executable, "-c", HEARD, json.dumps(words)],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return Counter(json.loads(done.stderr.splitlines()[-1]))


def test_no_other_command_opens_a_connection(site: Site, visit: Visit, tmp_path: Path) -> None:
    url = site("/a", page(KENYA + " See https://example.org/more."))
    assert heard(tmp_path, "fetch", url, "--pause", "0")["socket.connect"] == 2
    assert heard(tmp_path, "run") == Counter()
    assert (tmp_path / "processed" / "datapackage.json").exists()
