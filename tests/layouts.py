"""Web pages by the thousand: one announcement after another on pages of many makes, for measuring what is read.

`python tests/layouts.py [PAGES]` prints, layout by layout, which share of the announcements' words is kept, which share
of what is read are words of the page around them, and the time that a page takes.
"""

# ruff: noqa: E501 (pages as they come, in long lines)

from __future__ import annotations

import html
import json
import random
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

from pipeline.formats.html import read
from pipeline.formats.raw import Raw, Source

#: What stands around an announcement on the pages of a site, in its language: the words of surroundings.toml.
Around = SimpleNamespace
SURROUNDINGS = tomllib.loads(Path(__file__).with_name("surroundings.toml").read_text("utf-8"))
AROUND = {language: Around(language=language, **words) for language, words in SURROUNDINGS.items()}
SITE = "https://www.example.org"
COUNTRIES = (
    "Argentina Australia Austria Canada Chile Colombia Denmark Estonia Finland Ghana Iceland Ireland Japan Kenya Latvia"
    " Lithuania Luxembourg Maldives Mexico Moldova Mongolia Norway Poland Slovakia Slovenia Spain Tunisia Uruguay"
).split()
COUNTRIES += [
    "Costa Rica",
    "Cabo Verde",
    "Republic of Korea",
    "Czech Republic",
    "New Zealand",
    "United Kingdom",
]
CITIES = "Accra Berlin Bogotá Geneva Helsinki Nairobi Reykjavík Seoul Stockholm Tallinn Tunis Vilnius".split()
SENTENCES = {
    "en": (
        "{a} applied in the spring of {year}, and the members approved the request without objection.",
        "The ministers met in {city} and agreed to speak with one voice for journalists who are locked out of the network.",
        "The number of member governments has risen from {n} to {m} within a single year.",
        "{a} and {b} will prepare the next conference together, and a steering committee decides on its theme.",
        "Blocking whole services is never necessary, the members wrote, and it harms those who depend on them most.",
        "“We come to listen and to work”, the delegation of {a} said on arriving in {city}.",
        "An advisory network of experts from companies, universities and associations comments on every draft.",
        "The Coalition was founded in The Hague in December 2011 by fifteen governments.",
        "In {year} the members renewed their pledge: whoever joins answers for it at home, in law and in practice.",
        "Observers from {b} took part; they are not counted as members.",
        "The text (A/HRC/RES/20/8) was adopted by consensus, and {n} states spoke in its favour.",
        "It was a short meeting. It was enough.",
    ),
    "de": (
        "{a} hat sich im Frühjahr {year} beworben, und die Mitglieder haben dem Antrag ohne Einwand zugestimmt.",
        "Die Ministerinnen und Minister trafen sich in {city} und berieten über die Freiheit im Netz.",
        "Die Zahl der Mitglieder ist damit innerhalb eines Jahres von {n} auf {m} gestiegen.",
        "{a} und {b} bereiten die nächste Konferenz gemeinsam vor.",
        "Gegründet wurde die Koalition im Dezember 2011 in Den Haag von fünfzehn Regierungen.",
        "Wer beitritt, steht dafür auch zu Hause ein, im Gesetz und in der Praxis.",
    ),
    "fr": (
        "{a} avait présenté sa demande au printemps {year}, et les membres l’ont approuvée sans objection.",
        "Les ministres se sont réunis à {city} pour défendre ensemble la liberté sur le réseau.",
        "Le nombre des gouvernements membres passe ainsi de {n} à {m} en une seule année.",
        "{a} et {b} prépareront ensemble la prochaine conférence.",
        "La Coalition a été fondée à La Haye en décembre 2011 par quinze gouvernements.",
        "Celui qui adhère en répond aussi chez lui, dans la loi comme dans la pratique.",
    ),
    "es": (
        "{a} presentó su solicitud en la primavera de {year}, y los miembros la aprobaron sin objeciones.",
        "Los ministros se reunieron en {city} para hablar de la libertad en la red.",
        "El número de gobiernos miembros sube así de {n} a {m} en un solo año.",
        "{a} y {b} prepararán juntos la próxima conferencia.",
        "La Coalición fue fundada en La Haya en diciembre de 2011 por quince gobiernos.",
        "Quien se adhiere responde de ello también en su país, en la ley y en la práctica.",
    ),
}
TITLES = {
    "en": "{a} becomes member number {m} of the Coalition",
    "de": "{a} ist das {m}. Mitglied der Koalition",
    "fr": "{a} devient le {m}e membre de la Coalition",
    "es": "{a} es el miembro número {m} de la Coalición",
}
HEADS = {
    "en": ("Who the members are", "Background", "What comes next"),
    "de": ("Wer die Mitglieder sind", "Hintergrund", "Wie es weitergeht"),
    "fr": ("Qui sont les membres", "Contexte", "La suite"),
    "es": ("Quiénes son los miembros", "Antecedentes", "Lo que sigue"),
}
INTRO = {
    "en": "Governments that joined since {year}:",
    "de": "Regierungen, die seit {year} beigetreten sind:",
    "fr": "Gouvernements qui ont adhéré depuis {year} :",
    "es": "Gobiernos que se adhirieron desde {year}:",
}


@dataclass(frozen=True)
class Announcement:
    """What a page is made around: everything but `day` and `notes` always stands on it."""

    language: str
    title: str
    day: date
    before: list[str]
    head: str
    intro: str
    names: list[str]
    rows: list[tuple[str, str, str]]
    caption: str
    after: list[str]
    note: str

    @property
    def shown(self) -> list[str]:
        rows = [cell for row in self.rows for cell in row]
        return [
            self.title,
            *self.before,
            self.head,
            self.intro,
            *self.names,
            *rows,
            self.caption,
            *self.after,
        ]


def announcement(dice: random.Random, language: str) -> Announcement:
    """An announcement of chance length, with or without list, table, caption."""
    a, b = dice.sample(COUNTRIES, 2)
    n = dice.randint(15, 40)
    facts = {
        "a": a,
        "b": b,
        "n": n,
        "m": n + 1,
        "city": dice.choice(CITIES),
        "year": dice.randint(2012, 2025),
    }

    def paragraphs(most: int) -> list[str]:
        pool = [sentence.format(**facts) for sentence in SENTENCES[language]]
        return [" ".join(dice.sample(pool, dice.randint(1, 4))) for _ in range(dice.randint(1, most))]

    names = sorted(dice.sample(COUNTRIES, dice.randint(3, 12))) if dice.random() < 0.6 else []
    members = sorted(dice.sample(COUNTRIES, dice.randint(2, 8)))
    rows = [(country, str(i + 20), str(2012 + i)) for i, country in enumerate(members)]
    return Announcement(
        language,
        TITLES[language].format(**facts),
        date(2012, 1, 1) + timedelta(days=dice.randrange(5000)),
        paragraphs(4),
        dice.choice(HEADS[language]),
        INTRO[language].format(**facts) if names else "",
        names,
        rows if dice.random() < 0.3 else [],
        f"{a}, {facts['city']} {facts['year']}" if dice.random() < 0.3 else "",
        paragraphs(4),
        "Report of the Secretariat, page 4." if dice.random() < 0.2 else "",
    )


# --- how the same things are written


def p(texts: list[str], tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{html.escape(text, quote=False)}</{tag}>" for text in texts)


def items(names: list[str], link: bool = False) -> str:
    cells = (f'<a href="/x/{i}">{name}</a>' if link else name for i, name in enumerate(names))
    return "<ul>" + "".join(f"<li>{cell}</li>" for cell in cells) + "</ul>" if names else ""


def table(rows: list[tuple[str, str, str]], cell: str = "{}") -> str:
    lines = ("".join(f"<td>{cell.format(value)}</td>" for value in row) for row in rows)
    return (
        "<table><tbody>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</tbody></table>" if rows else ""
    )


def links(texts: list[str], between: str = " ") -> str:
    return between.join(f'<a href="/l/{i}">{text}</a>' for i, text in enumerate(texts))


def figure(one: Announcement) -> str:
    return f'<figure><img src="a.jpg"><figcaption>{one.caption}</figcaption></figure>' if one.caption else ""


def prose(one: Announcement, dice: random.Random, inside: str = "") -> str:
    """The announcement without its headline as most editors write it. `inside` stands in the middle of it."""
    return (
        p(one.before[:1]) + figure(one) + p(one.before[1:]) + inside + f"<h2>{one.head}</h2>"
        + (f"<p>{one.intro}</p>" if one.intro else "") + items(one.names, dice.random() < 0.5)
        + table(one.rows, dice.choice(["{}", "<p>{}</p>"])) + p(one.after)
    )  # fmt: skip


def head(one: Announcement, around: Around, more: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="{one.language}"><head><meta charset="utf-8"><title>{one.title}'
        f"{around.joint}{around.site}</title>{more}</head>"
    )


def teasers(around: Around, dice: random.Random, tag: str = "div") -> str:
    return "".join(
        f'<{tag} class="card"><h3><a href="/t/{i}">{title}</a></h3><p>{text}</p>'
        f'<a class="more" href="/t/{i}">{around.more}</a></{tag}>'
        for i, (title, text) in enumerate(dice.sample(around.teasers, 3))
    )


Layout = Callable[[Announcement, Around, random.Random], str]
LAYOUTS: dict[str, Layout] = {}


def layout(make: Layout) -> Layout:
    LAYOUTS[make.__name__] = make
    return make


@layout
def wordpress(one: Announcement, a: Around, dice: random.Random) -> str:
    share = "".join(
        f'<li class="share-{n}"><a href="#">{n}<span class="count">{dice.randint(0, 300)}</span></a></li>'
        for n in ("Facebook", "X")
    )
    comments = "".join(
        f'<li class="comment"><p>{text}</p><a class="comment-reply-link" href="#">{a.reply}</a></li>'
        for text in a.comments
    )
    meta = f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "Article", "headline": one.title, "datePublished": one.day.isoformat()}]})}</script>'
    return (
        head(one, a, meta)
        + f"""<body class="post-template-default single single-post"><div id="page" class="hfeed site">
<a class="skip-link screen-reader-text" href="#content">{a.skip}</a><header id="masthead" class="site-header"><p class="site-title"><a href="/">{a.site}</a></p>
<p class="site-description">{a.motto}</p><nav class="main-navigation">{items(a.menu, True)}</nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main><article class="post type-post">
<header class="entry-header"><h1 class="entry-title">{one.title}</h1><div class="entry-meta"><span class="posted-on">{one.day:%d.%m.%Y}</span>
<span class="byline"> {a.by} <a href="/author">admin</a></span></div></header><div class="entry-content">{prose(one, dice)}
<div class="sharedaddy"><h3>{a.share}</h3><ul>{share}</ul></div><div id="jp-relatedposts"><h3>{a.related}</h3>{teasers(a, dice)}</div></div>
<footer class="entry-footer"><span class="cat-links"><a href="/c">{a.menu[1]}</a></span><span class="tags-links">{links(a.tags)}</span></footer>
</article><nav class="navigation post-navigation"><div class="nav-previous"><a href="/p">{a.teasers[0][0]}</a></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">{len(a.comments)} {a.thoughts}</h2><ol class="comment-list">{comments}</ol>
<div id="respond"><h3>{a.reply}</h3><form><label>E-mail</label><textarea></textarea><input type="submit"></form></div></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>{a.recent}</h2>{items([t for t, _ in a.teasers], True)}</section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info">{a.rights} {links(a.legal, " | ")}</div></footer></div></body></html>"""
    )


@layout
def ministry(one: Announcement, a: Around, dice: random.Random) -> str:
    side = f'<div class="region region-sidebar-first"><div class="block block-menu"><h2>{a.menu[0]}</h2>{items(a.menu, True)}</div></div>'
    return (
        head(one, a, f'<meta name="dcterms.date" content="{one.day}">')
        + f"""<body class="html not-front node-type-news">
<div class="region region-header"><div class="block-locale">{links(["English", "Français", "Español"], " | ")}</div><div id="block-search"><form>
<input name="q"><button>{a.search}</button></form></div></div><div class="region region-breadcrumb"><div class="breadcrumb">{links(a.menu[:2], " › ")} › {one.title}</div></div>
<div class="main-container">{side if dice.random() < 0.7 else ""}<section class="region region-content"><h1 class="page-header">{one.title}</h1>
<div class="node node-news"><div class="field field-name-field-date"><div class="field-item">{one.day:%d.%m.%Y}</div></div>
<div class="field field-name-body"><div class="field-items"><div class="field-item even">{prose(one, dice)}</div></div></div>
<div class="field field-name-field-tags"><div class="field-label">{a.topics}</div><div class="field-items">{links(a.tags)}</div></div>
<ul class="links inline"><li class="print_html"><a href="/print">{a.print}</a></li></ul></div></section></div>
<div class="region region-footer"><p>{a.updated} {one.day:%d.%m.%Y}</p><p>{a.address}</p>{items(a.legal, True)}<p>{a.rights}</p></div></body></html>"""
    )


@layout
def nineties(one: Announcement, a: Around, dice: random.Random) -> str:
    font = '<font face="Arial" size="2">'
    menu = "<br>".join(
        f'<a href="{i}.htm"><font size="2" color="#ffffff">{name}</font></a>' for i, name in enumerate(a.menu)
    )
    listed = "<br>- ".join(one.names)
    text = "<br><br>".join(
        [
            *one.before,
            f"<b>{one.head}</b>",
            *([f"{one.intro}<br>- {listed}"] if one.names else []),
            table(one.rows).replace("<tbody>", "").replace("</tbody>", ""),
            *one.after,
        ]
    )
    caption = (
        f'<table align="right" width="200"><tr><td><img src="p.jpg"></td></tr><tr><td><font size="1">{one.caption}</font></td></tr></table>'
        if one.caption
        else ""
    )
    return f"""<HTML><HEAD><TITLE>{a.site} - {one.title}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><CENTER><TABLE WIDTH="760" BORDER="0" CELLPADDING="0">
<TR><TD COLSPAN="3"><A HREF="/"><IMG SRC="logo.gif" ALT="{a.site}"></A></TD></TR><TR><TD COLSPAN="3" BGCOLOR="navy">{links(a.menu[:3], " | ")}</TD></TR>
<TR><TD WIDTH="140" VALIGN="top" BGCOLOR="#003366">{menu}<BR><IMG SRC="spacer.gif"></TD><TD WIDTH="10">&nbsp;</TD><TD VALIGN="top">{caption}
<font face="Arial" size="4"><b>{one.title}</b></font><br><br>{font}{text}</font></TD></TR>
<TR><TD COLSPAN="3" ALIGN="center"><HR><FONT SIZE="1">{a.rights} | {links(a.legal, " | ")}</FONT></TD></TR></TABLE></CENTER></BODY></HTML>"""


@layout
def soup(one: Announcement, a: Around, dice: random.Random) -> str:
    """No element says what it is for."""

    def div(content: str) -> str:
        return f'<div class="css-{dice.randrange(16**6):06x}">{content}</div>'

    names = "".join(div(name) for name in one.names)
    body = (
        "".join(div(f"<span>{text}</span>") for text in one.before)
        + div(one.head)
        + (div(one.intro) if one.intro else "")
        + div(names)
    )
    body += (
        table(one.rows) + (div(one.caption) if one.caption else "") + "".join(div(text) for text in one.after)
    )
    return head(one, a) + "<body>" + div(
        div("".join(div(links([name])) for name in a.menu)) + div(div(one.title) + div(body)) + div(div(a.share) + div(links(["Facebook", "X", "E-mail"])))
        + div(div(a.related) + "".join(div(links([title])) for title, _ in a.teasers)) + div(div(a.rights) + "".join(div(links([name])) for name in a.legal))
    ) + "</body></html>"  # fmt: skip


@layout
def newspaper(one: Announcement, a: Around, dice: random.Random) -> str:
    promo = f'<div class="inline-promo"><a href="/i">{a.also}: {a.teasers[1][0]}</a></div><div class="ad-slot">{a.ad}</div>'
    popular = "".join(
        f"<li><span>{i}</span><a href='/m'>{title}</a></li>" for i, (title, _) in enumerate(a.teasers, 1)
    )
    return (
        head(
            one,
            a,
            f'<meta property="article:published_time" content="{one.day}T09:00:00Z"><meta property="og:site_name" content="{a.site}">',
        )
        + f"""<body>
<div class="ad-slot leaderboard">{a.ad}</div><div class="masthead"><a href="/">{a.site}</a></div><div class="topnav">{items(a.menu, True)}</div>
<div class="layout"><div class="story"><div class="kicker"><a href="/w">{a.menu[2]}</a></div><h1>{one.title}</h1><div class="author-line">{a.by} {a.site}</div>
<div class="social-share"><span>{dice.randint(1, 900)}</span> <a href="#">{a.share}</a></div><div class="story-body">{prose(one, dice, promo)}</div>
<div class="newsletter-signup"><h4>{a.newsletter}</h4><p>{a.signup}</p></div></div><div class="sidebar"><h3>{a.popular}</h3><ol>{popular}</ol>
<div class="box">{teasers(a, dice)}</div></div></div><div class="below"><h2>{a.related}</h2>{teasers(a, dice, "article")}</div>
<div class="bottom"><p>{a.rights}</p>{links(a.legal)}</div></body></html>"""
    )


@layout
def printed(one: Announcement, a: Around, dice: random.Random) -> str:
    return (
        head(one, a)
        + f"""<body onload="window.print()"><div class="print-logo"><img src="l.png"></div><div class="print-site_name">{a.site} ({SITE})</div>
<div class="print-breadcrumb">{links(a.menu[:2], " > ")} > {one.title}</div><hr class="print-hr"><h1 class="print-title">{one.title}</h1>
<div class="print-created">{one.day:%d.%m.%Y}</div><div class="print-content">{prose(one, dice)}</div><hr><div class="print-source_url"><strong>{a.source}:</strong>
<a href="{SITE}/node/4">{SITE}/node/4</a></div><div class="print-footer">{a.rights}</div></body></html>"""
    )


@layout
def shell(one: Announcement, a: Around, dice: random.Random) -> str:
    """A single-page application: its words stand in `noscript`, or in the linked data."""
    noscript = dice.random() < 0.5
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "datePublished": one.day.isoformat(),
            "publisher": {"@type": "Organization", "name": a.site}, "mainEntityOfPage": SITE + "/n/4"}  # fmt: skip
    listed = "\n".join([one.intro, *(f"- {name}" for name in one.names)]) if one.names else ""
    rows = "\n".join(" | ".join(row) for row in one.rows)
    body = "\n\n".join(filter(None, [*one.before, one.head, listed, rows, one.caption, *one.after]))
    if not noscript:
        data["articleBody"] = body
    said = f"<h1>{one.title}</h1>{prose(one, dice)}" if noscript else a.javascript
    script = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return (
        head(one, a, f'<script type="application/ld+json">{script}</script>')
        + f"""<body><noscript>{said}</noscript>
<div id="root"><div class="AppShell_header__1x"><a href="/">{a.site}</a></div><div class="Spinner_root__k2">…</div><footer>{a.rights} {links(a.legal)}</footer></div>
<script src="/main.3f2a.js"></script><script>window.__STATE__ = {{"a": "b"}}</script></body></html>"""
    )


@layout
def newsletter(one: Announcement, a: Around, dice: random.Random) -> str:
    def box(content: str) -> str:
        return f'<table width="600" class="mcnTextBlock"><tbody><tr><td class="mcnTextContent" style="padding: 9px;">{content}</td></tr></tbody></table>'

    listed = box(f"<h2>{one.head}</h2>" + (f"<p>{one.intro}</p>" if one.intro else "") + items(one.names)) + (
        box(table(one.rows)) if one.rows else ""
    )
    return (
        head(one, a)
        + f"""<body><div style="display:none;font-size:0">{one.before[0][:80]}</div><center><table id="bodyTable"><tr><td align="center">
{box(f'<a href="#">{a.browser}</a>')}{box(f"<h1>{one.title}</h1>" + p(one.before))}{box(f"<em>{one.caption}</em>") if one.caption else ""}{listed}{box(p(one.after))}
{box(f'<a href="#">{a.share}</a> <a href="#">Tweet</a>')}{box(f'<em>{a.rights}</em><br><br>{a.unsubscribe[0]} <a href="#">{a.unsubscribe[1]}</a>.')}
</td></tr></table></center></body></html>"""
    )


@layout
def crowded(one: Announcement, a: Around, dice: random.Random) -> str:
    """Everything that a page can have around its text, named in its own language."""
    n = a.names
    comments = "".join(
        f'<div class="{n["comment"]}"><b>{dice.choice(["anna", "mk71", "reader"])}</b><p>{text}</p></div>'
        for text in a.comments
    )
    return (
        head(one, a, f'<meta property="og:title" content="{one.title}">')
        + f"""<body><div id="{n["cookies"]}" class="banner"><p>{a.cookies}</p>
<button>{a.accept}</button><a href="/c">{a.legal[1]}</a></div><header><div class="logo">{a.site}</div><nav>{items(a.menu, True)}</nav></header>
<div class="{n["content"]}"><h1>{one.title}</h1><p class="{n["date"]}">{one.day:%d.%m.%Y}</p><div class="{n["share"]}"><span>{a.share}</span> {links(["Facebook", "X", "WhatsApp"])}</div>
<div class="{n["text"]}">{prose(one, dice)}</div><div class="{n["share"]}">{links([a.share, a.print])}</div></div>
<div class="{n["related"]}"><h2>{a.related}</h2>{teasers(a, dice)}</div><div class="{n["comments"]}"><h2>{a.thoughts}</h2>{comments}</div>
<div class="{n["footer"]}"><div>{a.address}</div><div>{links(a.legal)}</div><div>{a.rights}</div></div></body></html>"""
    )


@layout
def saved(one: Announcement, a: Around, dice: random.Random) -> str:
    """Saved by a browser: everything carries its style, and nothing its name."""
    archived = '<div id="wm-ipp-base" lang="en" style="display:block;direction:ltr;"><div><a href="https://web.archive.org/">Wayback Machine</a> 37 captures <span>12 May 2014 - 3 Jun 2023</span></div></div>'
    text = (
        prose(one, dice)
        .replace("<p>", '<p style="margin: 0px 0px 16px; font-family: Georgia, serif; font-size: 17px;">')
        .replace("<h2>", '<h2 style="font-weight: 700;">')
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0041)https://www.example.org/news/{one.day:%Y/%m/%d}/one -->
<html lang="{one.language}" style="--a: 1px;"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{one.title}{a.joint}{a.site}</title>
<link rel="stylesheet" href="./one_files/a.css"></head><body style="margin: 0px; font-size: 16px;">{archived if dice.random() < 0.5 else ""}
<div style="position: fixed; bottom: 0px; width: 100%; z-index: 999;"><div style="padding: 12px;">{a.cookies} <a href="https://www.example.org/c" style="color: rgb(0, 0, 0);">{a.accept}</a></div></div>
<div style="display: none !important;">{a.teasers[0][1]}</div><div style="display: flex; padding: 10px;">{links(a.menu)}</div>
<div style="max-width: 720px; margin: auto;"><h1 style="font-size: 32px;">{one.title}</h1><div>{text}</div></div>
<div style="background: rgb(238, 238, 238);"><h4 style="margin: 0px;">{a.related}</h4>{items([t for t, _ in a.teasers], True)}</div>
<div style="font-size: 12px;">{a.rights}<br>{links(a.legal, " · ")}</div></body></html>"""


@layout
def portal(one: Announcement, a: Around, dice: random.Random) -> str:
    """One form around everything, as ASP.NET makes it."""
    zones = f'<table id="ctl00_Left" class="ms-quicklaunch"><tr><td><div class="ms-quicklaunchheader"><a href="p.aspx">{a.menu[0]}</a></div>{items(a.menu, True)}</td></tr></table>'
    inner = prose(one, dice).replace("<p>", '<p class="ms-rteElement-P">')
    return (
        head(one, a).replace(
            "<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">'
        )
        + f"""<body class="v4master"><form method="post" action="News.aspx" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" value="dDwtMTM1"><div id="s4-ribbonrow"><span>{a.search}</span></div><div id="s4-workspace"><table width="100%"><tr><td colspan="2" class="ms-sitemapdirectional">
<span id="ctl00_Map"><a href="/">{a.menu[0]}</a><span> &gt; </span><a href="/n">{a.menu[1]}</a><span> &gt; </span><span>{one.title}</span></span></td></tr>
<tr><td valign="top" width="180">{zones}</td><td valign="top"><div id="ctl00_PlaceHolderMain"><div class="newsTitle">{one.title}</div><div class="newsDate">{one.day:%d/%m/%Y}</div>
<div class="ms-rtestate-field">{inner}</div><div class="tools"><a href="#">{a.print}</a> <a href="#">{a.share}</a></div></div></td></tr>
<tr><td colspan="2" class="foot">{a.rights} {links(a.legal, " | ")}</td></tr></table></div></form></body></html>"""
    )


@layout
def bare(one: Announcement, a: Around, dice: random.Random) -> str:
    """Valid, and without html, head and body; footnotes under the text."""
    mark, note = (
        (
            '<sup><a href="#f1" id="r1">1</a></sup>',
            f'<hr><ol><li id="f1">{one.note} <a href="#r1">↩</a></li></ol>',
        )
        if one.note
        else ("", "")
    )
    first, *rest = prose(one, dice).split("</p>", 1)
    return f"<!doctype html><title>{one.title}</title><article><h1>{one.title}</h1>{first}{mark}</p>{''.join(rest)}{note}</article>"


# --- measuring

#: What must be kept at least, and the furniture that is borne at most.
KEPT, FURNITURE = 0.99, 0.02

#: The day of publication is none of the words, whether it is kept or not.
_DAY = re.compile(r"^\d\d[./]\d\d[./]\d{4}$", re.MULTILINE)


@dataclass(frozen=True)
class Measured:
    """Words: of the announcement, kept of them, read, read that belong to the page around it. And seconds."""

    wanted: int
    kept: int
    read: int
    furniture: int
    seconds: float


def pages(count: int, seed: int = 5) -> Iterator[tuple[str, str, list[str]]]:
    """Layout, page, and what the page announces, for `count` pages; layouts and languages take turns."""
    for i in range(count):
        dice = random.Random(f"{seed}/{i}")
        name = list(LAYOUTS)[i % len(LAYOUTS)]
        around = AROUND[dice.choice(sorted(AROUND))]
        one = announcement(dice, around.language)
        yield name, LAYOUTS[name](one, around, dice), [*one.shown, *([one.note] if name == "bare" else [])]


def bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def measure(page: str, announced: list[str]) -> Measured:
    start = time.process_time()
    (raw,) = read(Source("page.html", BytesIO(page.encode())))
    seconds = time.process_time() - start
    assert isinstance(raw, Raw)
    wanted, got = bag(" ".join(announced)), bag(_DAY.sub("", raw.text))
    return Measured(wanted.total(), (wanted & got).total(), got.total(), (got - wanted).total(), seconds)


@dataclass(frozen=True)
class Share:
    """Of pages of one layout: shares of words kept and of furniture, pages outside the bounds, milliseconds a page."""

    pages: int
    kept: float
    furniture: float
    outside: int
    milliseconds: float


def shares(count: int) -> dict[str, Share]:
    """The shares of every layout, and of `all`."""
    found: dict[str, list[Measured]] = {"all": []}
    for name, page, announced in pages(count):
        one = measure(page, announced)
        found.setdefault(name, []).append(one)
        found["all"].append(one)
    return {
        name: Share(
            len(many),
            sum(one.kept for one in many) / sum(one.wanted for one in many),
            sum(one.furniture for one in many) / sum(one.read for one in many),
            sum(one.kept < KEPT * one.wanted or one.furniture > FURNITURE * one.read for one in many),
            1000 * sum(one.seconds for one in many) / len(many),
        )
        for name, many in found.items()
    }


if __name__ == "__main__":
    for name, share in shares(int(sys.argv[1]) if sys.argv[1:] else 1000).items():
        print(
            f"{name:10} {share.pages:5} pages  kept {share.kept:8.3%}  furniture {share.furniture:7.3%}"
            f"  outside {share.outside:3}  {share.milliseconds:5.2f} ms"
        )
