"""What an HTML page says about itself: title, publisher, address, language, day of publication.

Under one name the first of these counts: the page's `meta` elements (Open Graph, Dublin Core and others), its
microdata, its linked data (JSON-LD). Among names those made for sharing come first. What only other things on the page
say of themselves (the site, a card that leads elsewhere, a comment) never counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.formats.elements import words

#: Names of metadata, best first. Names are compared in small letters.
TITLES = ("og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "citation_title")
PUBLISHERS = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher",
    "application-name",
)
DATES = (
    "article:published_time datepublished article:published og:published_time govuk:first-published-at publish_date"
    " publishdate publish-date publication_date pubdate published published_at dc.date.issued dcterms.issued"
    " dc.date.published dc.date.created dcterms.created dcterms.date dc.date parsely-pub-date sailthru.date"
    " citation_publication_date citation_date date datecreated uploaddate"
).split()
LANGUAGES = ("content-language", "inlanguage", "dc.language", "dcterms.language", "og:locale")
ADDRESSES = ("og:url", "twitter:url", "dc.identifier", "dcterms.identifier", "url", "mainentityofpage")
#: Properties of an article in microdata and linked data that tell of it.
_PROPERTIES = frozenset(
    "headline datepublished publisher inlanguage url mainentityofpage articlebody".split()
)
_ARTICLE = re.compile(r"Article|Posting|Report")
#: Things of these kinds in linked data aren't the page's text.
_OTHERS = re.compile(r"WebSite|Organization|Person|List|Object|Comment|Action|Review")
#: So many elements of microdata are looked at.
_MOST = 500
#: "Headline | Site": what follows these signs in a page's title is the site. After a dash it may be anything.
_SITE = re.compile(r"\s+(?:[|»«]|::)\s+")
_DASH = re.compile(r"\s+[-–—•·:]\s+")
_DATED_ADDRESS = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_WORDS = re.compile(r"\w+")
#: A date has fewer characters.
_SHORT = 60
#: How deep linked data are read.
DEPTH = 8


@dataclass(frozen=True, slots=True)
class PageMeta:
    """A page's own words about itself: titles made for others, best first, that of its window, dates as they stand.

    `text` is the article in the linked data, if they hold one.
    """

    titles: tuple[str, ...]
    window: str
    publisher: str | None
    url: str | None
    language: str | None
    dates: tuple[str, ...]
    text: str = ""


def page_meta(root: Any, saved_from: str | None) -> PageMeta:
    """The metadata of a page; `root` is its lxml tree, scripts included, `saved_from` what the browser noted in it."""
    found: dict[str, str] = {}
    for name, value in (*_tags(root), *_microdata(root), *_linked_data(root)):
        if value:
            found.setdefault(name, value)
    title = (
        " ".join("".join(root.find(".//title").itertext()).split())
        if root.find(".//title") is not None
        else ""
    )
    publisher = _first(found, PUBLISHERS)
    url = _address(root, found) or saved_from
    dated = _DATED_ADDRESS.search(url or "")
    return PageMeta(
        tuple(dict.fromkeys(without_site(found[name], publisher) for name in TITLES if name in found)),
        without_site(title, publisher),
        publisher,
        url,
        root.get("lang") or root.get("xml:lang") or _first(found, LANGUAGES),
        (*(found[name] for name in DATES if name in found), *(["-".join(dated.groups())] if dated else [])),
        found.get("articlebody", ""),
    )


def without_site(title: str, publisher: str | None) -> str:
    """A page's title without the name of the site behind, or before, the headline."""
    parts = _SITE.split(title)
    if len(parts) > 1:
        return max(parts, key=len).strip()
    parts = _DASH.split(title)
    if len(parts) > 1 and publisher and parts[-1].strip().lower() == publisher.lower():
        return title[: title.lower().rindex(parts[-1].strip().lower())].rstrip(" -–—•·:")
    return title


def plain(text: str) -> str:
    """The words of a text in small letters: what two ways of writing a headline have in common."""
    return " ".join(_WORDS.findall(text)).lower()


def says(words: str, title: str) -> bool:
    """Whether a headline says a title, whole or without the name of the site before or behind it. Both are `plain`."""
    if not words or words == title:
        return bool(words)
    return words.count(" ") >= 2 and (title.startswith(words + " ") or title.endswith(" " + words))


def _first(found: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((found[name] for name in names if name in found and "://" not in found[name]), None)


def _tags(root: Any) -> Iterator[tuple[str, str]]:
    """Names and values of the `meta` elements, and of those that older ways of marking call the day of publication."""
    for meta in root.iter("meta"):
        value = " ".join(meta.get("content", "").split())
        for name in (meta.get(key, "").lower() for key in ("property", "name", "http-equiv")):
            yield re.sub(r"^(dc|dcterms):", r"\1.", name), value
    for element in root.iter("time", "span", "abbr"):
        if element.get("pubdate") is not None:
            yield "datepublished", element.get("datetime") or words(element, _SHORT) or ""
        elif "published" in element.get("class", "").split():
            yield "published", element.get("datetime") or element.get("title") or words(element, _SHORT) or ""


def _microdata(root: Any) -> Iterator[tuple[str, str]]:
    """Names and values of the properties of the page's article; of all things on it, if none is called an article."""
    scopes = root.xpath(f"(//*[@itemscope])[position() <= {_MOST}]")
    article = next((scope for scope in scopes if _ARTICLE.search(scope.get("itemtype", ""))), None)
    inside = root if article is None else article
    for element in inside.xpath(f"(.//*[@itemprop])[position() <= {_MOST}]"):
        if article is not None and _scope(element) is not article:
            continue
        for name in _PROPERTIES.intersection(element.get("itemprop", "").lower().split()):
            yield name, _property(element, name)


def _scope(element: Any) -> Any:
    """The thing whose property an element is."""
    return next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)


def _property(element: Any, name: str) -> str:
    """The value of an element of microdata: a publisher's is its name."""
    if element.get("itemscope") is not None:
        element = next(iter(element.xpath('.//*[@itemprop="name"]')), element)
    shown = element.get("content") or element.get("datetime")
    if name in ("url", "mainentityofpage"):
        shown = element.get("href") or element.get("itemid") or shown
    return " ".join((shown or words(element, 4 * _SHORT) or "").split())


def _linked_data(root: Any) -> Iterator[tuple[str, str]]:
    """Names and values of JSON-LD scripts, those of articles before those of pages."""
    things: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", ""):
            try:
                things += _things(json.loads(script.text or ""), DEPTH)
            except (ValueError, RecursionError):
                continue
    things = [thing for thing in things if not _OTHERS.search(str(thing.get("@type")))]
    for thing in sorted(things, key=lambda thing: not _ARTICLE.search(str(thing.get("@type")))):
        for name, value in thing.items():
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, dict):
                value = value.get("name") or value.get("@id")
            if name.lower() in _PROPERTIES and isinstance(value, str):
                yield name.lower(), value.strip()


def _things(data: Any, depth: int) -> list[dict[str, Any]]:
    if isinstance(data, list) and depth:
        return [thing for part in data for thing in _things(part, depth - 1)]
    if isinstance(data, dict) and depth:
        inside = (data.get(name, []) for name in ("@graph", "mainEntity"))
        return [data, *(thing for part in inside for thing in _things(part, depth - 1))]
    return []


def _address(root: Any, found: dict[str, str]) -> str | None:
    """Where the page is found, by its own account."""
    links = [
        link.get("href", "")
        for link in root.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    ]
    addresses = (*links, *(found.get(name, "") for name in ADDRESSES))
    return next((url.strip() for url in addresses if url.strip().startswith(("http://", "https://"))), None)
