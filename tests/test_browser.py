"""The page in a real browser: from disk without a network, and served; by keyboard; and without a hurdle."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import CALM, HOSTILE, desk, rebuild, served
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.decisions import COLUMNS, MEMORY, read_decisions
from pipeline.review import corpus
from pipeline.review.changes import GAINED, Cause, Change, Diff
from pipeline.review.page import page
from pipeline.review.server import Desk

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as running:
        own = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield own
        own.close()


@pytest.fixture
def own(tmp_path: Path) -> Desk:
    return desk(tmp_path, CALM)


def report(own: Desk, diff: Diff | None = None) -> str:
    """The address of the page on disk, made now."""
    path = own.raw.parent / "report.html"
    path.write_text(page(corpus.read(own.raw, own.interim, own.processed), diff), "utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, **options: Any) -> Page:
    """A page that fails the test at its first fault, and at any dialog of its own."""
    given = browser.new_context(**options).new_page()
    given.on("pageerror", lambda error: pytest.fail(str(error)))
    given.on("dialog", lambda dialog: pytest.fail(dialog.message))
    given.goto(address)
    return given


def decide(at: Page, key: str, why: str, value: str = "") -> None:
    """Decide by keyboard on what has the focus."""
    at.keyboard.press(key)
    expect(at.locator("#deciding")).to_be_visible()
    if value:
        assert at.evaluate("document.activeElement.name") == "value"
        at.keyboard.press("ControlOrMeta+a")
        at.keyboard.type(value)
        at.keyboard.press("Tab")
    at.keyboard.type(why)
    if not at.input_value("#deciding [name=by]"):
        at.keyboard.press("Tab")
        at.keyboard.type("A. Reader")
    at.keyboard.press("Enter")
    at.locator("#deciding").wait_for(state="hidden")


def test_conflicts_are_walked_decided_and_rebuilt_from_a_file_without_a_network(
    browser: Browser, own: Desk, tmp_path: Path
) -> None:
    asked: list[str] = []
    at = opened(browser, report(own) + "#conflicts", offline=True, accept_downloads=True)
    at.on("request", lambda request: asked.append(request.url))
    expect(at.locator("#conflicts .card")).to_have_count(2)
    expect(at.locator("#overview")).not_to_be_visible()
    claims = at.locator("#conflicts .claim")
    wanted = [("r", "it counts observers", ""), ("c", "typing error", "17"), ("a", "as the minutes say", "")]
    ids = []
    at.keyboard.press("j")
    for key, why, value in wanted:
        ids.append(at.locator(".at").get_attribute("data-id"))
        decide(at, key, why, value)
        at.keyboard.press("j")
    at.keyboard.press("k")
    assert at.locator(".at").get_attribute("data-id") == claims.nth(2).get_attribute("data-id")
    states = ["rejected by A. Reader", "value corrected to 17 by A. Reader", "accepted by A. Reader"]
    for _ in range(2):
        shown = {i: at.locator(f"#conflicts [data-id='{i}'] .state").first.inner_text() for i in ids}
        assert list(shown.values()) == states
        expect(at.locator("#count")).to_have_text("3 decisions not yet in the tables")
        at.reload()
    with at.expect_download() as download:
        at.click("#download")
    lines = Path(download.value.path()).read_text("utf-8")
    assert not [url for url in asked if not url.startswith(("file:", "blob:"))]
    own.file.write_text(",".join((*COLUMNS, *MEMORY)) + "\n" + lines, "utf-8")
    assert [given.id for given in read_decisions(own.file)] == ids
    rebuild(own)
    found = corpus.read(own.raw, own.interim, own.processed)
    rows = {c.claim_id: c for c in found.claims}
    assert [(rows[i].verdict, rows[i].reason) for i in ids if i] == [
        (verdict, "decision") for verdict in ("rejected", "accepted", "accepted")
    ]
    assert getattr(rows[ids[1] or ""], "value", None) == 17
    assert not [i for i in found.issues if "decision" in i.code]
    report(own)
    at.reload()
    expect(at.locator(".ledger")).not_to_be_visible()
    assert "Decided by A. Reader" in at.locator(f"[data-id='{ids[0]}'] .why").first.text_content()  # type: ignore[operator]


def test_marks_are_walked_and_a_mention_is_corrected(browser: Browser, own: Desk) -> None:
    at = opened(browser, report(own) + "#documents", offline=True)
    at.keyboard.press("j")
    at.keyboard.press("j")
    at.keyboard.press("Enter")
    expect(at.locator(".sheet.open h2")).to_have_text("Kenya joins the Freedom Online Coalition")
    at.keyboard.press("j")
    expect(at.locator("#about .words")).to_contain_text("Kenya")
    while "kind\ncountry" not in at.locator("#about dl").inner_text():
        at.keyboard.press("j")
    expect(at.locator("#about")).to_contain_text("country.name")
    decide(at, "c", "another state is meant", "TZA")
    expect(at.locator("#about .decide .state")).to_have_text("value corrected to TZA by A. Reader")
    at.hover(".sheet.open mark.k-date")
    expect(at.locator("#about dl")).to_contain_text("country")
    at.locator(".sheet.open h2").click()
    at.hover(".sheet.open mark.k-date")
    expect(at.locator("#about dl")).to_contain_text("2012-09-06")
    at.uncheck(".legend input[value=country]")
    expect(at.locator(".sheet.open mark.k-country:not(.off)")).to_have_count(0)
    at.keyboard.press("Escape")
    expect(at.locator(".sheet.open")).to_have_count(0)


def test_search_and_filters_leave_what_fits(browser: Browser, own: Desk) -> None:
    at = opened(browser, report(own) + "#documents", offline=True)
    at.keyboard.press("/")
    at.keyboard.type("tokyo 22nd")
    shown = at.locator("#document-list li:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Japan")
    expect(at.locator("#documents output")).to_have_text("1 of 5")
    at.fill("#documents [name=q]", "")
    at.select_option("#documents [name=with]", "rejected")
    expect(shown).to_have_count(2)
    at.keyboard.press("Escape")
    at.keyboard.press("?")
    expect(at.locator("#keys")).to_be_visible()


def test_hostile_words_do_nothing(browser: Browser, tmp_path: Path) -> None:
    own = desk(tmp_path, CALM | HOSTILE)
    at = opened(browser, report(own), offline=True)
    for view in ("conflicts", "documents", "issues", "d5", "d6"):
        at.evaluate(f"location.hash = '{view}'")
        at.keyboard.press("j")
    at.hover(".sheet.open mark")
    assert at.evaluate("window.hit") is None and at.locator("img").count() == 0
    expect(at.locator(".sheet.open a[target]")).to_have_count(0)


def test_the_served_page_writes_a_decision_at_once(browser: Browser, own: Desk) -> None:
    with served(own) as (address, _):
        at = opened(browser, address + "#conflicts")
        at.keyboard.press("j")
        decide(at, "r", "seen in the minutes")
        (given,) = read_decisions(own.file)
        assert (given.verdict, given.by, given.why) == ("rejected", "A. Reader", "seen in the minutes")
        at.reload()
        state = at.locator(f"#conflicts [data-id='{given.id}'] .state").first
        expect(state).to_have_text("rejected by A. Reader")
        at.keyboard.press("j")
        at.keyboard.press("c")
        at.fill("#deciding [name=value]", "many")
        at.fill("#deciding [name=why]", "no number")
        at.keyboard.press("Enter")
        expect(at.locator("#deciding .error")).to_contain_text("is no value")
        assert len(read_decisions(own.file)) == 1


COUNT = Change(
    "count_claims", ("c",), GAINED, (), {"body": "FOC", "kind": "total", "relation": "eq", "value": 15},
    (Cause("rule", "x"),), "2013-03-04-stale", "It has 15 members.", "15 members",
)  # fmt: skip
CHANGED = Diff("HEAD", "processed", (), (COUNT,), ("a note",))


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci --prefix tests")
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_nothing_is_in_the_way_of_a_screen_reader(
    browser: Browser, own: Desk, theme: Any, width: int
) -> None:
    size: Any = {"width": width, "height": 800}
    at = opened(browser, report(own, CHANGED), color_scheme=theme, viewport=size, offline=True)
    at.evaluate(AXE.read_text("utf-8"))
    for view in ("overview", "conflicts", "changes", "documents", "issues", "d1"):
        at.evaluate(f"location.hash = '{view}'")
        at.locator(f"#{view}").wait_for()
        at.keyboard.press("j")
        if view == "conflicts":
            at.keyboard.press("c")
        found = at.evaluate("axe.run()")
        at.keyboard.press("Escape")
        faults = {v["id"]: [n["html"][:120] for n in v["nodes"]] for v in found["violations"]}
        assert not faults, (view, faults)
        assert at.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
