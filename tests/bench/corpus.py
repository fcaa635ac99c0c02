"""Announcements for measuring speed, written from templates: as many as are asked for, each from its number alone.

What matters is that they cost what real ones do: facts stand among sentences that hold none, some of which repeat from
page to page as boilerplate does while most don't, and one page in seven has a list or a table.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

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
_WHO = (
    "the minister", "the chair", "a spokeswoman of the ministry", "the head of the secretariat", "delegates of all",
    "civil society groups", "the advisory network", "several speakers", "the rapporteur", "envoys of the host",
    "a panel of engineers", "the working group on standards", "journalists in the room", "the youth delegates",
)  # fmt: skip
_DID = (
    "spoke at length about", "asked for more attention to", "laid out the next steps on", "warned of setbacks in",
    "shared what had been learnt about", "thanked the hosts for their work on", "put new questions about",
    "returned in the afternoon to", "found common ground on", "would not be drawn on", "set out a plan for",
    "presented a survey of", "reminded the audience of", "stressed how much depends on",
)  # fmt: skip
_WHAT = (
    "access to fast networks in rural districts", "the safety of reporters", "how platforms remove what users write",
    "open standards and their upkeep", "fair rules for encryption", "the cost of shutting down networks",
    "public money for digital libraries", "training for judges and police", "an early warning of blackouts",
    "the rights of children on the web", "how procurement can favour open code", "the language gap in moderation",
    "trust in elections", "the duties of exporters", "better data on censorship", "health records kept at home",
)  # fmt: skip
_HOW = (
    "in a debate that ran past its hour", "with examples from three regions", "before lunch was called",
    "as had been agreed in the spring", "and promised to publish the slides", "though time was short",
    "while others kept to prepared remarks", "and found many nods", "without naming anybody", "in the closing session",
    "to the surprise of some", "after a short film", "in plain words", "because the matter had been left open",
    "and took questions from the floor", "as the rain fell on the roof of the hall",
)  # fmt: skip
_ALSO = (
    "That matters more than it seems, {who} added", "There is no quick answer, said {who}", "Much remains open",
    "The room was divided on this point", "It is a slow business, {who} said", "Nobody objected",
    "What follows from it is less clear", "The notes of the session will be kept", "A report is to follow",
)  # fmt: skip


def announcement(number: int) -> tuple[date, str, list[str | list[str]]]:
    """Day of publication, title, and paragraphs (a list of lines for a list) of the announcement of a number."""
    dice = Random(number)
    day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
    words = _words(dice, day)
    blocks: list[str | list[str]] = []
    for i in range(dice.randint(3, 7)):
        facts = [dice.choice(_FACTS).format_map(words | _fresh(dice)) for _ in range(dice.randint(0, 2))]
        sentences = [*facts, *(_filler(dice) for _ in range(dice.randint(1, 4)))]
        dice.shuffle(sentences)
        if i == 0:
            sentences[0] = f"{words['city'].upper()}, {day.day} {day:%B %Y} - {sentences[0]}"
        blocks.append(" ".join(sentences))
    if number % 7 == 3:
        names = dice.sample(_states(), dice.randint(8, 40))
        blocks.append([f"Members of the {words['a']}:", *(f"- {name}" for name in names)])
    blocks.append(" ".join(b.format_map(words) for b in dice.sample(_BOILERPLATE, 2)))
    title = dice.choice(
        (
            "{c} joins the {b}",
            "{c} becomes {o} member of the {a}",
            "Statement of the {b}",
            "News from the {a}",
        )
    )
    return day, title.format_map(words), blocks


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
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
        f"<meta property='article:published_time' content='{day}'></head><body><header><a href='/'>Home</a></header>"
        f"<nav><ul><li><a href='/news'>News</a><li><a href='/about'>About</a></ul></nav><main><article><h1>{title}</h1>"
        f"{''.join(parts)}</article></main><footer>Contact | Imprint | Cookies</footer></body></html>\n"
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
    if dice.random() < 0.3:
        return dice.choice(_ALSO).format(who=dice.choice(_WHO)) + "."
    said = f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_HOW)}."
    if dice.random() < 0.3:
        said = f"{dice.choice(_HOW)}, {said}"
    return said[0].upper() + said[1:]
