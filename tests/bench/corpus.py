"""Announcements for measuring speed, written from templates: as many as are asked for, each from its number alone.

What matters is that they cost what real ones do: a fifth of the sentences hold facts, most say something else in words
of which many are rare, some repeat from page to page as boilerplate does, and one page in seven has a list. The same as
a page of the web stands among the links and notices that such pages have.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bench import words
from pipeline.rulebook import table

_FIRST_DAY, _DAYS = date(2011, 12, 8), 5000
_BODIES = (
    ("Freedom Online Coalition", "FOC", "Coalition"),
    ("North Atlantic Treaty Organization", "NATO", "Alliance"),
    ("World Trade Organization", "WTO", "Organization"),
    ("International Renewable Energy Agency", "IRENA", "Agency"),
    ("Asian Infrastructure Investment Bank", "AIIB", "Bank"),
    ("International Solar Alliance", "ISA", "Alliance"),
    ("Open Government Partnership", "OGP", "Partnership"),
    ("Media Freedom Coalition", "MFC", "Coalition"),
    ("Council of Europe", "CoE", "Council"),
    ("International Criminal Court", "ICC", "Court"),
)
_CITIES = "Tallinn Nairobi Tunis Ottawa Accra Helsinki Berlin Geneva Warsaw Lisbon Seoul Santiago Vilnius Dakar".split()
#: Facts: {c} a country, {d} another, {b} the body's name, {a} its acronym, {g} its noun, {n} a size, {o} it as an
#: ordinal, {w} it in words, {day}, {month}, {year} a date's words, {r} a number, {city} a city.
_FACTS = (
    "{c} has joined the {b} ({a}) as its {o} member.",
    "With this step the {g} now has {n} members.",
    "The {a} welcomed {c} as its {o} member on {day}.",
    "The {g} was founded in {city} in {month} by {r} governments and today counts {n} members.",
    "{c} deposited its instrument of accession on {day} and became the {o} member of the {a}.",
    "{c} and {d} were admitted to the {b} in {month}, bringing its membership to {n}.",
    "Until {year} the {g} had no more than {r} member states; since {day} there are {n}.",
    "{c} withdrew from the {b} on {day}, which leaves {n} members.",
    "The foreign ministry of {c} said that it would apply to become a member of the {a} before the end of {year}.",
    "The Human Rights Council adopted resolution 47/{r} on {day}, and the General Assembly resolution A/RES/76/{n}.",
    "As recalled in Security Council resolution 2{r}{r} ({year}), the matter is before the Council since {month}.",
    "The {a} Conference took place in {city} from {r} to {n} {month}.",
    "The ninth conference of the {b} was opened in {city}, {c}, on {day}, and more than {n}0 participants came.",
    "{c}, which holds the chair of the {g} until {month}, hands it over to {d}.",
    "All {w} members of the {a} have signed the statement that was published on {day}.",
    "Observers from {c} and {d} were at the meeting on {day}, as were the envoys of {r} other states.",
)
_BOILERPLATE = (
    "The {b} is a group of {n} governments that work together and with civil society, firms and scholars.",
    "Since its foundation in {month} the {b} has grown to {n} members from all regions.",
    "For further questions please write to the press office of the {b}, which answers within two working days.",
    "This statement is published in English and in the languages of the host; the English words are binding.",
)
_MENU = "".join(
    f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in "News About Topics Events Press".split()
)
_STYLE = "".join(f".c{n}{{margin:{n}px;color:#{n:03}}}" for n in range(200))
#: Sentences that claim nothing: {who}, {did}, {how}, {where} as in words.py; {x}, {y} things, {do} what one does to the
#: other; {m} a number.
_FILLERS = (
    "{who} {did} {x} {how}.",
    "{who} {did} {x} and {y} {how}.",
    "{how}, {who} {did} {x}.",
    "{x} {do} {y} {where}.",
    "{x} may {do} {y} {where}, but they seldom do.",
    "Where {x} {do} {y}, {who} said, {y} will {do} {x} in the end.",
    "Without {x} there are no {y} {where}, {who} wrote in a note of {m} pages.",
    "Some {m} per cent of all {x} {do} {y}, a survey found.",
    "Not all {x} {do} {y}; some {do} nothing at all {where}.",
    "How can {x} {do} {y} {where}?",
    "{said}.",
    "{said}.",
    "{said}.",
)


def announcement(number: int) -> tuple[date, str, list[str | list[str]]]:
    """Day of publication, title, and paragraphs (a list of lines for a list) of the announcement of a number."""
    dice = Random(number)
    day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    about = _words(dice, day)
    blocks: list[str | list[str]] = []
    for i in range(dice.randint(3, 7)):
        count = dice.choice((0, 0, 1, 2)) if i else 2
        facts = [dice.choice(_FACTS).format_map(about | _fresh(dice)) for _ in range(count)]
        sentences = [*facts, *(_filler(dice) for _ in range(dice.randint(2, 5)))]
        dice.shuffle(sentences)
        if i == 0:
            sentences[0] = f"{about['city'].upper()}, {day.day} {day:%B %Y} - {sentences[0]}"
        blocks.append(" ".join(sentences))
    if number % 7 == 3:
        names = dice.sample(_states(), dice.randint(8, 40))
        blocks.append([f"Members of the {about['a']}:", *(f"- {name}" for name in names)])
    blocks.append(" ".join(b.format_map(about) for b in dice.sample(_BOILERPLATE, 2)))
    title = dice.choice(
        (
            "{c} joins the {b}",
            "{c} becomes {o} member of the {a}",
            "Statement of the {b}",
            "News from the {a}",
        )
    )
    return day, title.format_map(about), blocks


def text(number: int) -> str:
    """An announcement as plain text."""
    _, title, blocks = announcement(number)
    return "\n\n".join([title, *(b if isinstance(b, str) else "\n".join(b) for b in blocks)]) + "\n"


def page(number: int) -> str:
    """An announcement as a page of the web."""
    day, title, blocks = announcement(number)
    parts = [
        f"<p>{html.escape(b)}</p>" if isinstance(b, str) else f"<p>{b[0]}</p><ul>{_items(b[1:])}</ul>"
        for b in blocks
    ]
    dice = Random(-number)
    links = "".join(f"<li><a href='/news/{n}'>{_filler(dice)}</a></li>" for n in dice.sample(range(9999), 6))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        f"<meta property='article:published_time' content='{day}'><style>{_STYLE}</style></head><body>"
        "<div class='cookie-banner'><p>This site uses cookies.</p><button>Accept</button></div>"
        f"<header><a href='/'>Home</a></header><nav><ul>{_MENU}</ul></nav><main><article><h1>{title}</h1>"
        f"{''.join(parts)}<p class='share'>Share this page</p></article></main><aside><h2>Also in the news</h2>"
        f"<ul>{links}</ul></aside><footer>Contact | Imprint | Cookies</footer><script>var page = {number};</script>"
        "</body></html>\n"
    )


def write(folder: Path, numbers: Sequence[int], ending: str) -> None:
    """Write announcements into a folder, as `txt` or `html`."""
    folder.mkdir(parents=True, exist_ok=True)
    make = page if ending == "html" else text
    for number in numbers:
        day, *_ = announcement(number)
        (folder / f"{day}-announcement-{number:06}.{ending}").write_text(make(number), "utf-8")


def texts(count: int, start: int = 0) -> Iterator[tuple[date, str]]:
    """Days and plain texts of many announcements."""
    return ((announcement(number)[0], text(number)) for number in range(start, start + count))


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{html.escape(line.removeprefix('- '))}</li>" for line in lines)


@cache
def _states() -> tuple[str, ...]:
    return tuple(row["name"] for row in table("countries") if row["status"] == "state")


def _words(dice: Random, day: date) -> dict[str, str]:
    name, acronym, noun = dice.choice(_BODIES)
    size = dice.randint(12, 97)
    end = "th" if 10 < size < 20 else {1: "st", 2: "nd", 3: "rd"}.get(size % 10, "th")
    tens = "ten twenty thirty forty fifty sixty seventy eighty ninety".split()[size // 10 - 1]
    return {
        "b": name, "a": acronym, "g": noun, "n": str(size), "o": f"{size}{end}", "w": tens,
        "city": dice.choice(_CITIES),
        "day": f"{day.day} {day:%B %Y}", "month": f"{day:%B %Y}", "year": str(day.year),
    } | _fresh(dice)  # fmt: skip


def _fresh(dice: Random) -> dict[str, str]:
    """Words that change from sentence to sentence."""
    day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    forms = (
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%B %Y}",
        f"{day.day} {day:%B}",
    )
    one, other = dice.sample(_states(), 2)
    return {"c": one, "d": other, "r": str(dice.randint(10, 40)), "day": dice.choice(forms)}


def _filler(dice: Random) -> str:
    """A sentence without a claim."""
    things = [f"{dice.choice(words.ADJECTIVES)} {dice.choice(words.NOUNS)}" for _ in range(2)]
    said = dice.choice(_FILLERS).format(
        x=things[0], y=things[1], m=dice.randint(2, 98), who=dice.choice(words.WHO), did=dice.choice(words.DID),
        how=dice.choice(words.HOW), where=dice.choice(words.WHERE), do=dice.choice(words.VERBS),
        said=dice.choice(words.SAID).format(who=dice.choice(words.WHO)),
    )  # fmt: skip
    return said[0].upper() + said[1:]
