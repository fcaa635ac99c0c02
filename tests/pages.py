"""The same announcement on pages of different make: what the tests of HTML read."""
# ruff: noqa: E501 (pages as they come, in long lines)

from collections.abc import Callable

TITLE = "Slovenia becomes the fortieth government in the Freedom Online Coalition"
LEAD = "The Freedom Online Coalition today welcomed Slovenia, which brings the number of its member governments to 40."
SECOND = (
    "Ljubljana applied in the spring of 2024, and the members approved the request without objection after the usual "
    "consultation."
)
JOINED = "Governments that joined during the last three years are:"
NAMES = ["Chile", "Slovakia", "Iceland", "Republic of Korea", "Cabo Verde", "Slovenia"]
QUOTE = "An open network needs friends who answer for one another, the foreign ministry said in Ljubljana."
ROWS = [["Country", "Place", "Year"], ["Slovakia", "36th", "2023"], ["Iceland", "37th", "2023"]]
ABOUT = "About the Coalition"
FOUNDED = (
    "Founded in The Hague in December 2011 by fifteen governments, the Coalition coordinates diplomacy for rights on the "
    "network and meets once a year at a conference."
)
CAPTION = "Flags of the members at the conference in The Hague."
TEXT = [
    LEAD,
    SECOND,
    "Members commit themselves to speak for journalists, bloggers and activists who are locked out of the network, and "
    "they report to one another on what became of it.",
    "A steering committee of about a dozen members prepares the decisions, and an advisory network of experts from "
    "companies, universities and associations comments on them.",
]

Page = tuple[str, list[str]]
PAGES: dict[str, Callable[[], Page]] = {}


def page(make: Callable[[], Page]) -> Callable[[], Page]:
    PAGES[make.__name__] = make
    return make


def items(names: list[str], link: bool = False) -> str:
    return "<ul>" + "".join(f"<li>{f'<a href=/c/{n}>{n}</a>' if link else n}</li>" for n in names) + "</ul>"


def table(rows: list[list[str]], cell: str = "{}") -> str:
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{cell.format(c)}</td>" for c in row) + "</tr>" for row in rows)
        + "</table>"
    )


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def words(rows: list[list[str]]) -> list[str]:
    return [" ".join(row) for row in rows]


MENU = items(["Home", "About us", "Our members", "News and events", "Contact"], link=True)
COOKIES = "We use cookies to improve your experience. By browsing further you accept our cookie policy."


@page
def semantic() -> Page:
    return (
        f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} - Freedom Online Coalition</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Freedom Online Coalition">
<link rel="canonical" href="https://example.org/news/slovenia"><style>p {{ color: red }}</style>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-06-18T09:00:00+02:00"}}</script></head>
<body><a class="skip-link" href="#main">Skip to content</a><header><a href="/">Freedom Online Coalition</a><nav>{MENU}</nav></header>
<main id="main"><article><header><h1>{TITLE}</h1><p class="byline">By <a href="/p">Press Office</a>
<time datetime="2024-06-18">18 June 2024</time></p></header><p>{LEAD}</p>
<figure><img src="x.jpg" alt="flags"><figcaption>{CAPTION}</figcaption></figure><p>{SECOND}</p><p>{JOINED}</p>{items(NAMES)}
<blockquote><p>{QUOTE}</p></blockquote>{table(ROWS)}<h2>{ABOUT}</h2><p>{FOUNDED}</p>
<footer><p>Tags: <a href="/t">internet</a>, <a href="/u">rights</a></p></footer></article>
<aside><h3>Related news</h3>{items(["Colombia hosts a workshop", "Annual report is out"], link=True)}</aside></main>
<div class="cookie-banner"><p>{COOKIES}</p><button>Accept all</button></div>
<footer><p>© 2024 Support Unit. All rights reserved.</p>{MENU}</footer><script>var a = "tracking";</script></body></html>
""",
        [TITLE, LEAD, CAPTION, SECOND, JOINED, *NAMES, QUOTE, *words(ROWS), ABOUT, FOUNDED],
    )


@page
def blog() -> Page:
    return (
        f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{TITLE} &#8211; Media Rights Watch</title>
<meta property="article:published_time" content="2024-06-18T10:11:12+00:00"/><meta property="og:site_name" content="Media Rights Watch"/>
</head><body class="post-template-default single has-sidebar"><div id="page"><div class="site-header"><div class="menu-main">{MENU}</div>
<form class="search-form"><label>Search for:</label><input type="search"></form></div><div id="content" class="site-content">
<div class="breadcrumbs"><a href="/">Home</a> » <a href="/n">News</a> » <span>{TITLE}</span></div><div class="entry-wrap">
<h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posted on <time>June 18, 2024</time> by <a href="/a">admin</a></div>
<div class="sharedaddy"><div class="share-count">0</div><div class="total">185</div><ul><li><a href="#">Share on Facebook</a></li></ul></div>
<div class="entry-content">{paragraphs(TEXT)}<p>{JOINED}</p>{items(NAMES, link=True)}<div class="jp-relatedposts"><h3>Related</h3>
<a href="/r">A workshop in Bogotá</a></div></div><div class="post-tags">Tagged <a href="/t">FOC</a></div>
<div class="nav-links"><a rel="prev" href="/p">Previous post: Iceland joins</a></div><div id="comments" class="comments-area">
<h2>2 thoughts on this</h2><p>What a wonderful decision, I have been waiting for this for years and years now.</p></div></div>
<div id="secondary" class="widget-area"><h2>Recent Posts</h2>{items(["Budget adopted", "Workshop announced"], link=True)}</div></div>
<div class="site-footer">Proudly powered by some software</div></div></body></html>
""",
        [TITLE, *TEXT, JOINED, *NAMES],
    )


@page
def old_tables() -> Page:
    menu = "<br>".join(
        f'<a href="{n}.htm"><font size="2">{n}</font></a>'
        for n in ("Home", "Ministry", "Press room", "Sitemap")
    )
    return (
        f"""<html><head><title>Ministry of Foreign Affairs - {TITLE}</title></head><body bgcolor="#ffffff"><table width="760">
<tr><td colspan="2"><img src="logo.gif" alt="Ministry of Foreign Affairs"></td></tr><tr><td width="150" valign="top">{menu}</td>
<td valign="top"><font face="Arial" size="4"><b>{TITLE}</b></font><br><br><font face="Arial" size="2">18 June 2024<br><br>{LEAD}
<br><br>{SECOND}<br><br>{JOINED}<br>- {"<br>- ".join(NAMES)}<br><br>{QUOTE}<br><br><b>{ABOUT}</b><br>{FOUNDED}</font></td></tr>
<tr><td colspan="2" align="center">Copyright Ministry of Foreign Affairs | <a href="i.htm">Imprint</a></td></tr></table></body></html>
""",
        [TITLE, "18 June 2024", LEAD, SECOND, JOINED, *NAMES, QUOTE, ABOUT, FOUNDED],
    )


@page
def government() -> Page:
    return (
        f"""<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"/><title>{TITLE} | Ministry of Foreign Affairs</title>
<meta name="dcterms.date" content="2024-06-18"></head><body class="path-node"><div class="region region-header">
<div class="block-menu navigation"><h2 class="visually-hidden">Main navigation</h2>{MENU}</div></div>
<div class="region region-breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ol></div>
<div class="region region-content"><h1 class="page-header"><span>{TITLE}</span></h1><div class="node__content">
<div class="field field--name-field-date">18.06.2024</div><div class="field field--name-body"><div><p>{LEAD}</p><p>{SECOND}</p>
<h3>Members since 2022</h3>{items(NAMES, link=True)}{table(ROWS, "<p>{}</p>")}<p>{FOUNDED}</p></div></div>
<div class="field--name-field-tags"><div>Tags</div><div><a href="/t">Digital</a></div></div></div></div>
<div class="region region-sidebar"><h2>Most read</h2>{items(["Travel advice for summer", "Visa fees changed"], link=True)}</div>
<div class="region region-footer"><p>Last updated: 19 June 2024</p>{items(["Accessibility", "Privacy"], link=True)}</div></body></html>
""",
        [TITLE, LEAD, SECOND, "Members since 2022", *NAMES, *words(ROWS), FOUNDED],
    )


@page
def newspaper() -> Page:
    return (
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} :: Daily Courier</title>
<meta itemprop="datePublished" content="2024-06-18"></head><body><div class="ad-slot">Advertisement</div><div class="masthead">
<a href="/">Daily Courier</a></div><div class="topnav">{MENU}</div><div class="story"><div class="kicker"><a href="/w">World</a></div>
<h1 itemprop="headline">{TITLE}</h1><div class="author-line">Staff and agencies</div><div class="social-share"><span>1.2k</span>
<a href="#">Share</a></div><div class="story-body"><p>{TEXT[0]}</p><p>{TEXT[1]}</p>
<div class="inline-promo"><a href="/i">READ ALSO: Iceland takes the chair of a working group</a></div><p>{TEXT[2]}</p>
<figure><img><figcaption>{CAPTION} <span class="credit">Photo: agency</span></figcaption></figure>
<div class="newsletter-signup"><h4>Get our morning briefing</h4><p>Enter your address and receive the best stories of the day.</p></div>
<p>{TEXT[3]}</p><ol><li>{JOINED}</li><li>Two more requests are under review.</li></ol></div></div><div class="below">
<h3>In other news</h3><div class="card"><h4><a href="/s">Storm closes three ports in the north</a></h4>
<p>Ferries stay in the harbour until Thursday as the wind grows.</p></div></div><div class="bottom"><p>© Daily Courier 2024</p>
<a href="/t">Terms</a> <a href="/p">Privacy</a></div></body></html>
""",
        [TITLE, *TEXT, CAPTION, JOINED, "Two more requests are under review."],
    )


@page
def newsletter() -> Page:
    def box(content: str) -> str:
        return f'<table width="600"><tbody><tr><td class="mcnTextContent">{content}</td></tr></tbody></table>'

    return (
        f"""<!doctype html><html><head><meta charset="UTF-8"><title>{
            TITLE
        }</title></head><body><center><table id="bodyTable"><tr><td>
{box('<a href="#">View this email in your browser</a>')}{box(f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p>")}
{box(f"<h3>Who joined</h3>{items(NAMES)}")}{box(f"<p>{FOUNDED}</p>")}{box('<a href="#">Share</a>')}
{
            box(
                "<em>Copyright © 2024 Support Unit, All rights reserved.</em><br><br>Want to change how you receive these emails?<br>"
                'You can <a href="#">update your preferences</a> or <a href="#">unsubscribe from this list</a>.'
            )
        }</td></tr></table></center></body></html>
""",
        [TITLE, LEAD, SECOND, "Who joined", *NAMES, FOUNDED],
    )


@page
def nameless() -> Page:
    """No element says what it is for."""
    body = "".join(f'<div class="x{i}9">{text}</div>' for i, text in enumerate(TEXT))
    names = "".join(f'<div class="i">{name}</div>' for name in NAMES)
    return (
        f"""<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><div class="a1"><div><a href="/">Start</a></div>
<div><a href="/n">News</a></div><div><a href="/k">Contact</a></div></div><div class="a2"><div class="c1">{TITLE}</div><div class="c2">{body}
<div class="x77">{QUOTE}</div><div class="x78"><span>{JOINED}</span></div>{names}</div></div><div class="a3"><span>© 2024</span>
<a href="/i">Imprint</a> <a href="/p">Privacy notice</a></div><script>window.x = 1</script></body></html>
""",
        [TITLE, *TEXT, QUOTE, JOINED, *NAMES],
    )


@page
def application() -> Page:
    return (
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Gov</title></head><body><div id="__next">
<div class="Header_root__x1"><div class="Nav_list__a"><a href="/t">Topics</a><a href="/d">Departments</a></div></div>
<div class="Page_content__3k"><section class="Hero_wrap__9"><h1>{TITLE}</h1><div class="Hero_date">Published on 18 June 2024</div></section>
<section><div class="RichText_root"><p><span>{LEAD}</span></p><p>{SECOND}</p></div></section><section><details>
<summary>Members since 2022</summary><div>{items(NAMES)}</div></details></section><section><h3><button>{ABOUT}</button></h3>
<div role="region" aria-hidden="true"><p>{FOUNDED}</p><dl><dt>Founded</dt><dd>2011</dd></dl></div></section></div>
<div class="Modal_root" role="dialog"><p>Before you go, tell us what you think of this page in a short survey.</p></div>
<div style="display:none">Hidden words that nobody sees on the page.</div><noscript>Please enable JavaScript.</noscript>
<template><p>Template paragraph not shown.</p></template><div class="Footer_root__k">Follow us <a href="/f">Facebook</a></div></div>
<script type="application/json">{{"text": "json words"}}</script></body></html>
""",
        [TITLE, LEAD, SECOND, "Members since 2022", *NAMES, ABOUT, FOUNDED, "Founded 2011"],
    )


@page
def brief() -> Page:
    """Two sentences on a page full of other things."""
    left = items(["Ambassador", "Opening hours", "Visa", "Passports", "Notary"], link=True)
    return (
        f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} - Mission in Geneva</title></head><body><div id="wrapper">
<div id="header"><div id="logo">Mission in Geneva</div><div id="mainmenu">{MENU}</div></div><div id="container"><div id="left">{left}</div>
<div id="middle"><h2>{TITLE}</h2><p>{LEAD}</p><p>Two members are observers.</p></div><div id="right"><h3>Latest</h3>
<p><a href="/c">Closed on Friday because of the holiday</a></p></div></div><div id="footer"><p>Rue de Lausanne 45, Geneva, phone 022 000</p>
</div></div></body></html>
""",
        [TITLE, LEAD, "Two members are observers."],
    )


@page
def builder() -> Page:
    def widget(kind: str, content: str) -> str:
        return f'<div class="elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{content}</div></div>'

    def teaser(title: str, text: str) -> str:
        return f'<article class="elementor-post"><h3><a href="/x">{title}</a></h3><p>{text}</p><a href="/x">Read More »</a></article>'

    teasers = teaser(
        "Colombia becomes a member",
        "The Coalition is pleased to announce that Colombia has joined this week.",
    )
    return (
        f"""<!doctype html><html lang="en-GB"><head><meta charset="UTF-8"><title>{TITLE} - Freedom Online Coalition</title>
<script type="application/ld+json">{{"@graph": [{{"@type": "Article", "headline": "{TITLE}", "datePublished": "2024-06-18T08:00:00+00:00"}}]}}
</script></head><body class="elementor-page"><div class="elementor-location-header">{widget("nav-menu", MENU)}</div>
<div class="elementor-location-single"><div>{widget("post-title", f"<h1>{TITLE}</h1>")}
{widget("post-info", "<ul><li><time>June 18, 2024</time></li><li><a href=/n>News</a></li></ul>")}</div>
<div>{widget("post-content", f"<p>{LEAD}</p><p>{SECOND}</p><p>{JOINED}</p>{items(NAMES, link=True)}<p>{FOUNDED}</p>")}</div>
<div>{widget("share-buttons", "<span>Facebook</span><span>Twitter</span>")}</div><div>{widget("heading", "<h2>Latest News</h2>")}
{widget("posts", f"<div>{teasers}</div>")}</div></div><div class="elementor-location-footer"><p>© 2024 Freedom Online Coalition</p></div>
</body></html>""",
        [TITLE, LEAD, SECOND, JOINED, *NAMES, FOUNDED],
    )
