"""Web pages: the announcement is kept, the page around it goes, and no page is too strange to be read."""

import json
import re
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from layouts import FURNITURE, KEPT, shares
from layouts import pages as made
from lxml import etree
from pages import JOINED, LEAD, NAMES, PAGES, SECOND, TEXT, TITLE, items, paragraphs

from pipeline.formats.html import read
from pipeline.formats.raw import Raw, Source


def document(page: str) -> Raw:
    (raw,) = read(Source("page.html", BytesIO(page.encode())))
    assert isinstance(raw, Raw)
    return raw


def text(body: str) -> str:
    """What is read from a page with that body."""
    return document(
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    ).text


def bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


# --- the announcement and the page around it


@pytest.mark.parametrize("name", list(PAGES))
def test_the_announcement_is_kept_and_the_page_goes(name: str) -> None:
    page, announcement = PAGES[name]()
    wanted, got = bag(" ".join(announcement)), bag(document(page).text)
    kept = (wanted & got).total() / wanted.total()
    furniture = (got - wanted).total() / got.total()
    assert kept >= 0.99, f"lost: {wanted - got}"
    assert furniture <= 0.02, f"furniture: {got - wanted}"


@pytest.mark.parametrize("name", list(PAGES))
def test_the_headline_comes_first_and_once(name: str) -> None:
    raw = document(PAGES[name]()[0])
    assert raw.title == TITLE
    assert raw.text.startswith(TITLE + "\n\n")
    assert raw.text.count(TITLE) == 1


@pytest.mark.parametrize("name", ["semantic", "blog", "government", "newspaper", "application", "builder"])
def test_the_day_of_publication_is_found(name: str) -> None:
    assert document(PAGES[name]()[0]).published == date(2024, 6, 18)


@pytest.mark.parametrize("name", ["semantic", "blog", "government", "newsletter", "application", "builder"])
def test_lists_stay_lists(name: str) -> None:
    items = "\n".join(f"- {name}" for name in NAMES)
    assert items in document(PAGES[name]()[0]).text.split("\n\n")


def test_lists_that_are_not_marked_keep_their_lines() -> None:
    assert "\n".join(NAMES) in document(PAGES["nameless"]()[0]).text


@pytest.mark.parametrize("name", ["semantic", "government"])
def test_tables_keep_their_rows(name: str) -> None:
    assert (
        "Country | Place | Year\nSlovakia | 36th | 2023\nIceland | 37th | 2023"
        in document(PAGES[name]()[0]).text
    )


def test_a_thousand_pages_of_twelve_makes() -> None:
    for name, share in shares(1000).items():
        assert share.kept >= KEPT and share.furniture <= FURNITURE, (name, share)
        assert share.outside <= 0.05 * share.pages, (name, share)


# --- where it stood, and what was cut


def found_again(page: str, raw: Raw) -> None:
    """Every place is one element of the page, and the text goes on with its words where the place begins."""
    tree = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    assert raw.places and raw.places[0][0] == 0
    for (start, path), (end, _) in pairwise([*raw.places, (len(raw.text), "")]):
        (element,) = tree.xpath(path)
        shown = list(bag("".join(f" {part} " for part in element.itertext())).elements())
        said = re.findall(r"\w+", raw.text[start:end].lower())
        assert said and not Counter(said) - Counter(shown), (path, raw.text[start:end])
        assert start == 0 or raw.text[start - 1] == "\n"


@pytest.mark.parametrize("name", list(PAGES))
def test_every_part_of_the_text_is_found_again_in_its_page(name: str) -> None:
    page, _ = PAGES[name]()
    found_again(page, document(page))


def test_every_part_of_many_pages_is_found_again() -> None:
    for _, page, _ in made(240):
        raw = document(page)
        if not any(note.code == "linked_data" for note in raw.notes):
            found_again(page, raw)


def test_places_are_short_and_offsets_survive_the_cutting_of_furniture() -> None:
    raw = document(
        f"<html><body><article><p>Share this:</p><p>{LEAD}</p><p>Advertisement</p><div><p>{SECOND}</p>"
        f"<p>{TEXT[2]}</p></div></article></body></html>"
    )
    assert raw.text == f"{LEAD}\n\n{SECOND}\n\n{TEXT[2]}"
    assert raw.places == (
        (0, "//article/p[2]"),
        (len(LEAD) + 2, "//article/div/p[1]"),
        (len(LEAD) + len(SECOND) + 4, "//article/div/p[2]"),
    )


def test_a_path_begins_at_an_id_that_the_page_has_once() -> None:
    twice = document(f"<body><div id=a><p>{LEAD}</p></div><div id=a><p id=b>{SECOND}</p></div></body>")
    assert [path for _, path in twice.places] == ["//body/div[1]/p", '//*[@id="b"]']


def test_what_is_cut_is_counted_in_words() -> None:
    body = (
        "<nav>Home News</nav><div class='sharedaddy'>Share on Facebook</div><p>{}</p><p>{}</p><p>Read more »</p>"
        "<div style='display:none'>Not seen</div><script>var no = words</script><footer>© 2024 Us</footer>"
    )
    assert document(f"<html><body>{body.format(LEAD, SECOND)}</body></html>").cut == 2 + 3 + 3 + 2 + 3


# --- what the page says of itself


def test_metadata() -> None:
    raw = document(PAGES["semantic"]()[0])
    assert (raw.publisher, raw.url, raw.language) == (
        "Freedom Online Coalition",
        "https://example.org/news/slovenia",
        "en-GB",
    )


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="By others">', "<h1>Shown</h1>", "By others"),
        (
            '<meta property="og:title" content="Iceland joins us - The Site">'
            '<meta property="og:site_name" content="The Site">',
            "<h1>Iceland joins us</h1>",
            "Iceland joins us",
        ),
        (
            "<title>Iceland joins us | The Site</title>",
            "<h1>The Site</h1><h2>Iceland joins us</h2>",
            "Iceland joins us",
        ),
        ("<title>The Site :: Iceland joins us</title>", "", "Iceland joins us"),
        ("<title>Iceland – a portrait</title>", "", "Iceland – a portrait"),
        ("<title>The Site</title>", "<h1>Iceland joins us</h1>", "Iceland joins us"),
        ("", "", None),
    ],
)
def test_title(head: str, body: str, title: str | None) -> None:
    assert document(f"<html><head>{head}</head><body>{body}<p>{LEAD}</p></body></html>").title == title


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="DC.date.issued" content="2024-06-18">', "", date(2024, 6, 18)),
        (
            '<script type="application/ld+json">[{"@type":"WebSite","datePublished":"2001-01-01"},'
            '{"@type":"NewsArticle","datePublished":"2024-06-18"}]</script>',
            "",
            date(2024, 6, 18),
        ),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<link rel="canonical" href="https://example.org/2024/06/18/slovenia/">', "", date(2024, 6, 18)),
        ("", '<span class="date">Tuesday, 18 June 2024</span>', date(2024, 6, 18)),
        ("", '<abbr class="published" title="2024-06-18T10:00:00">10 AM</abbr>', date(2024, 6, 18)),
        ("", '<time pubdate datetime="2024-06-18">yesterday</time>', date(2024, 6, 18)),
        ("", "<p>Chile joined on 3 March 2020, as everybody knows.</p>", None),
    ],
)
def test_published(head: str, body: str, day: date | None) -> None:
    page = f"<html><head>{head}</head><body><h1>{TITLE}</h1>{body}<p>{LEAD}</p><p>{SECOND}</p></body></html>"
    assert document(page).published == day


def said(head: str, body: str = "") -> tuple[str | None, ...]:
    raw = document(f"<html><head>{head}</head><body>{body}<p>{LEAD}</p><p>{SECOND}</p></body></html>")
    return raw.title, raw.publisher, raw.url, raw.language, str(raw.published)


ALL = ("Iceland joins", "The Office", "https://example.org/4", "is", "2024-06-18")
ARTICLE = """"@type": ["NewsArticle"], "headline": "Iceland joins", "datePublished": "2024-06-18T08:00:00Z",
 "inLanguage": "is", "publisher": [{"@type": "Organization", "name": "The Office"}], "mainEntityOfPage": {"@id": "https://example.org/4"}"""
SITE = """"@type": "WebSite", "headline": "No", "datePublished": "2001-01-01", "url": "https://example.org/no",
 "publisher": "No\""""


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            '<meta property="og:title" content="Iceland joins"><meta property="og:site_name" content="The Office">'
            '<meta property="og:url" content="https://example.org/4"><meta property="og:locale" content="is">'
            '<meta property="article:published_time" content="2024-06-18T08:00:00Z">',
            "",
        ),
        (
            '<meta name="DC.title" content="Iceland joins"><meta name="DC.publisher" content="The Office">'
            '<meta name="DCTERMS.identifier" content="https://example.org/4"><meta name="DC.language" content="is">'
            '<meta name="dcterms:issued" content="2024-06-18">',
            "",
        ),
        (f'<script type="application/ld+json">[{{{SITE}}}, {{{ARTICLE}}}]</script>', ""),
        (f'<script type="application/ld+json">{{"@graph": [{{{SITE}}}, {{{ARTICLE}}}]}}</script>', ""),
        (
            f'<script type="application/ld+json">{{"@type": "WebPage", "mainEntity": {{{ARTICLE}}}}}</script>',
            "",
        ),
        (
            "",
            '<div itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="is">'
            '<div itemprop="comment" itemscope><i itemprop="headline">No</i></div>'
            '<b itemprop="headline">Iceland joins</b><a itemprop="url" href="https://example.org/4">4</a>'
            '<time itemprop="datePublished" datetime="2024-06-18">x</time>'
            '<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization">by <i itemprop="name">The '
            "Office</i></span></div><div itemscope itemtype='https://schema.org/Article'>"
            "<b itemprop='headline'>No</b></div>",
        ),
    ],
    ids=["open graph", "dublin core", "linked data", "graph", "main entity", "microdata"],
)
def test_every_kind_of_metadata_tells_everything(head: str, body: str) -> None:
    assert said(head, body) == ALL


def test_kinds_of_metadata_have_an_order() -> None:
    data = f'<script type="application/ld+json">{{{ARTICLE}}}</script>'
    shared = '<meta property="og:title" content="Shared"><meta property="og:site_name" content="Site">'
    assert said(data + shared)[:2] == ("Shared", "Site")
    address = '<link rel="canonical" href="https://example.org/c"><meta property="og:url" content="https://example.org/o">'
    assert said(data + address)[2] == "https://example.org/c"
    assert said(data + "<meta name=date content=2020-01-01>")[4] == "2024-06-18"


def test_the_site_is_not_the_page() -> None:
    assert said(f'<script type="application/ld+json">{{{SITE}}}</script>') == (None, None, None, None, "None")


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0025)https://example.org/2024/06/18/x -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/2024/06/18/x \n saved date: Mon Jan 1 2001-->",
    ],
)
def test_a_saved_page_tells_where_it_was(comment: str) -> None:
    raw = document(f"<!DOCTYPE html>\n{comment}\n<html><body><p>{LEAD}</p></body></html>")
    assert (raw.url, raw.published) == ("https://example.org/2024/06/18/x", date(2024, 6, 18))


def test_the_time_of_another_page_is_not_this_ones() -> None:
    other = (
        '<div><h3><a href="/x">Another page</a></h3><time datetime="2020-01-01">1 January 2020</time></div>'
    )
    assert document(f"<html><body><h1>{TITLE}</h1>{paragraphs(TEXT)}{other}</body></html>").published is None


# --- bits of markup


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("There are 40<sup><a href='#n1'>1</a></sup> members.<sup>2</sup>", "There are 40 members."),
        ("It is the 38<sup>th</sup> member, le 34<sup>e</sup>.", "It is the 38th member, le 34e."),
        (
            "Written to <a href='/m'>the ministry</a> and <b>signed</b> by<br>all of them.",
            "Written to the ministry and signed by\nall of them.",
        ),
        ("It met in May.<br><br>It agreed.<br>So be it.", "It met in May.\n\nIt agreed.\nSo be it."),
        ("See <a href='/a'>Chile</a><a href='/b'>Iceland</a> and us.", "See Chile Iceland and us."),
        (
            "The <q>open</q> net&shy;work of&nbsp;38 mem<wbr>bers is here.",
            "The “open” network of 38 members is here.",
        ),
        ("It was <del>eleven</del> twelve who came to Tallinn.", "It was twelve who came to Tallinn."),
        ("a &lt; b &amp; c&#8209;d, so they said.", "a < b & c-d, so they said."),
    ],
)
def test_inline(body: str, expected: str) -> None:
    assert text(f"<div>{body}</div>") == expected


def test_preformatted_text_is_mended() -> None:
    assert text(
        "<pre>The Coalition has welcomed a new member, and is now\nlarger than it ever was.\n</pre>"
    ) == ("The Coalition has welcomed a new member, and is now larger than it ever was.")


def test_a_linked_list_after_the_text_is_a_menu_unless_it_was_announced() -> None:
    column = f"<div><h1>{TITLE}</h1><div>{paragraphs(TEXT)}<p>{{}}</p></div></div>"
    body = f"{column}{items(NAMES, link=True)}<div><a href='/i'>Imprint</a></div>"
    assert "- Chile" in text(body.format(JOINED))
    assert "- Chile" not in text(body.format("That is all there is to say."))


def test_a_digest_keeps_its_linked_headings() -> None:
    parts = "".join(
        f"<div><h3><a href='/{i}'>Part {i} of the digest</a></h3><p>{part}</p></div>"
        for i, part in enumerate(TEXT)
    )
    assert text(f"<h1>{TITLE}</h1>{parts}").count("of the digest") == len(TEXT)


def test_names_with_a_page_each_are_no_teasers() -> None:
    cards = "".join(
        f"<div><h4><a href='/{name}'>{name}</a></h4><p>Member since 2022.</p></div>" for name in NAMES
    )
    assert text(f"<h1>{TITLE}</h1><p>{LEAD}</p>{cards}").count("Member since 2022.") == len(NAMES)


def test_a_headline_that_nothing_calls_so_stays_above_its_text() -> None:
    menu = "".join(f"<tr><td><a href='p{i}.aspx'>Section {i}</a></td></tr>" for i in range(5))
    column = (
        f"<table><tr><td class='ttl'>Slovenia comes in</td></tr><tr><td>{paragraphs(TEXT)}</td></tr></table>"
    )
    row = f"<tr><td><table>{menu}</table></td><td>{column}</td></tr>"
    page = f"<html><head><title>Portal</title></head><body><table>{row}</table>"
    assert document(page).text == "\n\n".join(["Slovenia comes in", *TEXT])


def test_comments_never_outweigh_the_announcement() -> None:
    comment = "<p>This is what I think of it, and I have thought about it for a long time.</p>"
    assert (
        text(f"<div><h1>{TITLE}</h1><p>{LEAD}</p></div><div id='comments'>{comment * 40}</div>")
        == f"{TITLE}\n\n{LEAD}"
    )


def test_a_name_like_that_of_furniture_does_not_hide_the_text() -> None:
    body = f"<div class='page-with-sidebar'><div class='search-content'>{paragraphs(TEXT)}</div></div>"
    assert text(body) == "\n\n".join(TEXT)


# --- strange pages


@pytest.mark.parametrize("levels", [1_000, 5_000])
@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_deep_nesting(levels: int, tag: str) -> None:
    raw = document(f"<html><body>{f'<{tag}>' * levels}<p>{LEAD}</p></body></html>")
    assert LEAD in raw.text
    assert [note.code for note in raw.notes] in ([], ["fallback_text"])


@pytest.mark.parametrize("tag", ["article", "main", "section", "div"])
def test_html_head_and_body_need_not_be_written(tag: str) -> None:
    raw = document(
        f"<!doctype html><meta charset=utf-8><title>{TITLE}</title><{tag}><h1>{TITLE}</h1><p>{LEAD}</{tag}>"
    )
    assert (raw.text, raw.title, raw.notes) == (f"{TITLE}\n\n{LEAD}", TITLE, ())


def test_a_page_that_only_its_scripts_can_show_is_read_from_what_it_says_without_them() -> None:
    shell = (
        "<html><head><title>{}</title>{}</head><body>{}<div id=root><a href=/>Site</a> …</div></body></html>"
    )
    inside = f"<noscript><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></noscript>"
    raw = document(shell.format(TITLE, "", inside))
    assert (raw.text, raw.notes) == (f"{TITLE}\n\n{LEAD}\n\n{SECOND}", ())
    data = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": f"{LEAD}\n\n{SECOND}"})
    script = f'<script type="application/ld+json">{data}</script>'
    raw = document(shell.format(TITLE, script, "<noscript>Please enable JavaScript.</noscript>"))
    assert raw.text == f"{TITLE}\n\n{LEAD}\n\n{SECOND}"
    assert [note.code for note in raw.notes] == ["linked_data"]


def test_linked_data_never_replace_what_a_page_shows() -> None:
    data = json.dumps({"@type": "Article", "articleBody": f"{LEAD} {SECOND}"})
    page = f'<script type="application/ld+json">{data}</script><body>{paragraphs(TEXT)}</body>'
    assert document(f"<html>{page}</html>").text == "\n\n".join(TEXT)


def test_two_line_breaks_in_a_cell_make_it_a_column() -> None:
    row = f"<tr><td>{'<br>'.join(NAMES)}</td><td>{LEAD[:60]}.<br><br>{SECOND}</td></tr>"
    assert " | " not in text(f"<table>{row}</table>")


def test_a_page_without_an_announcement_gives_what_it_shows() -> None:
    raw = document("<html><body><nav>Members of the Coalition</nav><script>x</script></body></html>")
    assert raw.text == "Members of the Coalition"
    assert [note.code for note in raw.notes] == ["fallback_text"]


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{LEAD}",
        f"<html>{LEAD}",
        f"<b>{LEAD}</b>",
        f"<body><p>{LEAD}</body></html></div>",
        f"<frameset></frameset>{LEAD}<br>",
    ],
)
def test_broken_pages_are_read(page: str) -> None:
    assert document(page).text == LEAD


def test_no_script_ever_enters_a_text() -> None:
    unseen = "<style>b {}</style><!-- d --><svg><text>e</text></svg>"
    body = f"<p>{LEAD}<script>alert('a')</script></p>{unseen}<p onclick='c()'>{SECOND}</p>"
    assert text(body) == f"{LEAD}\n\n{SECOND}"
    unclosed = document(f"<html><body>{'<div>' * 5000}<p>{LEAD}</p><script>alert('a')")
    assert "alert" not in unclosed.text


SPANS = (
    "<table><tr><th>Year</th><th>Country</th><th>Note</th></tr>"
    "<tr><td rowspan='2'>2012</td><td>Kenya</td><td></td></tr><tr><td>Ghana</td><td>founder</td></tr>"
    "<tr><td>2014</td><td colspan='2'>Japan</td></tr><tr><td>2015</td><td></td><td>nobody</td></tr>"
    "<tr><td></td><td></td><td>an aside</td></tr></table>"
)


def test_every_cell_stands_below_its_title() -> None:
    assert text(f"<p>{LEAD}</p>{SPANS}<p>{SECOND}</p>").split("\n\n")[1].split("\n") == [
        "Year | Country | Note",
        "2012 | Kenya |",
        "2012 | Ghana | founder",
        "2014 | Japan |",
        "2015 | | nobody",
        "an aside",
    ]


def test_a_cell_hangs_down_over_rows_without_facts_and_over_none_by_mistake() -> None:
    rows = (
        "<tr><th rowspan='3'>2012</th><td>Kenya</td></tr><tr><td><ul><li>a talk</li></ul></td></tr>"
        "<tr><td>Ghana</td></tr><tr><td>2014</td><td>Japan</td></tr>"
        f"<tr><td rowspan='{'9' * 5000}'>2015</td><td>Chile</td></tr><tr><td>2016</td><td>Peru</td></tr>"
    )
    lines = text(f"<p>{LEAD}</p><table>{rows}</table><p>{SECOND}</p>").split("\n")
    told = ["2012 | Kenya", "2012 | Ghana", "2014 | Japan", "2015 | Chile", "2016 | Peru"]
    assert [line for line in lines if line[:2] == "20"] == told
