"""Characters, languages, headlines; and plain text: what is cut, what is mended, and that nothing else is touched."""

import textwrap
import tomllib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.elements import _named
from pipeline.formats.furniture import PATH, cut
from pipeline.formats.plain import readable
from pipeline.formats.text import language, tidy, title

RULES = tomllib.loads(PATH.read_text("utf-8"))

#: A running text, between whose parts furniture is put.
FIRST = "Iceland has been admitted to the Freedom Online Coalition as its 37th member."
LAST = "The application had been under review since the spring of that year."


def pieces() -> st.SearchStrategy[str]:
    """Texts made of what the cleaning looks for, in any order, and of anything else."""
    bits = [
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "a",
        "b c",
        "# ",
        "\n",
        "\n\n",
        "\t",
        "   ",
        "- ",
        "1. ",
        "o ",
        "0",
        "12",
        "|",
        "---",
    ]
    bits += [
        "Home > ",
        "Share",
        "Related",
        "Read more",
        "[a](http://b)",
        "It",
        "is a group",
        "12 March 2021",
        "\u200b",
        "e\u0301",
    ]
    bits += ["The members met again.", "Нүүр хуудас", "É", ">", "<p>", "“", ":"]
    return st.one_of(st.text(), st.lists(st.sampled_from(bits), max_size=30).map("".join))


def paragraphs() -> st.SearchStrategy[list[str]]:
    words = st.lists(st.from_regex(r"\A[a-z]{2,9}\Z"), min_size=5, max_size=60)
    return st.lists(words.map(lambda w: " ".join(w).capitalize() + "."), min_size=1, max_size=6)


# --- characters


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("38\u00a0members\u2009in\u202fall", "38 members in all"),
        ("cy\u00adber\u200bspace\ufeff", "cyberspace"),
        ("\u202bCoalition\u202c\u200e", "Coalition"),
        ("o\ufb03ce, \ufb01fteen, \ufb02ags", "office, fifteen, flags"),
        ("San Jose\u0301", "San Jos\u00e9"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\x00b\x07c\x1b[d", "abc[d"),
        ("38\u2011member", "38-member"),
        ("two   spaces ,  and\ttab \t s", "two spaces , and\ttab\ts"),
        ("half \ud83d", "half \ufffd"),
    ],
)
def test_tidy_settles_how_characters_are_written(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


@pytest.mark.parametrize(
    "text",
    ["“Quotes” ‘stay’ – so do — dashes…", "Côte d’Ivoire, Türkiye, Þórdís, São Tomé", "日本語", "€ 5 % ½"],
)
def test_tidy_leaves_the_rest(text: str) -> None:
    assert tidy(text) == text


@given(pieces())
def test_tidy_is_idempotent_and_can_be_written(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


# --- furniture: the examples that stand beside the rules


def examples(of: str) -> list[tuple[str, str]]:
    return [(rule["id"], line) for rule in RULES["rule"] for line in rule.get(of, ())]


def around(line: str, where: str) -> str:
    """A text with the line at a place where its rule applies."""
    return f"{line}\n\n{FIRST}\n\n{LAST}" if where == "top" else f"{FIRST}\n\n{LAST}\n\n{line}"


WHERE = {rule["id"]: rule.get("where", "any") for rule in RULES["rule"]}


@pytest.mark.parametrize(("rule", "line"), examples("yes"))
def test_rule_cuts_its_examples(rule: str, line: str) -> None:
    text, lost = cut(around(line, WHERE[rule]))
    assert (text, lost) == (f"{FIRST}\n\n{LAST}", len(line.split()))


@pytest.mark.parametrize(("rule", "line"), examples("no"))
def test_rules_keep_what_only_looks_alike(rule: str, line: str) -> None:
    """In the middle of a text, where a line that some other rule cuts at the rim stays too."""
    kept = f"{FIRST}\n\n{line}\n\n{LAST}"
    assert cut(kept) == (kept, 0)


@pytest.mark.parametrize("names", RULES["html"]["yes"])
def test_class_names_of_furniture(names: str) -> None:
    assert _named("div", names, "", "", "") in ("always", "likely")


@pytest.mark.parametrize("names", RULES["html"]["no"])
def test_class_names_of_content(names: str) -> None:
    assert _named("div", names, "", "", "") == ""


def test_every_rule_shows_what_it_keeps() -> None:
    assert all(
        rule.get("yes") and rule.get("no") for rule in RULES["rule"] if rule["id"] != "furniture.player-clock"
    )


# --- furniture: how the rules are applied


def test_share_counters_go_wherever_they_stand_alone() -> None:
    assert (
        readable(f"Iceland joins\n\n0\n185\n\n{FIRST}\n\n12\n\n{LAST}\n\n7")
        == f"Iceland joins\n\n{FIRST}\n\n{LAST}"
    )


def test_numbers_under_a_label_and_at_the_end_of_a_sentence_stay() -> None:
    facts = f"{FIRST}\n\nMembers\n37\n\nFounded in\n\n15\n\n{LAST}"
    assert readable(facts) == facts
    lines = [
        "With the accession of Iceland the coalition has grown again, and thus",
        "the number of its governments, by our own reckoning, has now risen to",
        "37",
    ]
    assert readable("\n".join([*lines, "", LAST])) == f"{' '.join(lines)}\n\n{LAST}"


def test_what_stands_under_a_list_of_links_goes_and_the_next_part_stays() -> None:
    related = "Related posts\n\n- A workshop in Bogotá\n- The budget for next year"
    text = f"{FIRST}\n\n{LAST}\n\n{related}\n\nAbout the Coalition\n\nIt was founded in The Hague in December 2011."
    about = "About the Coalition\n\nIt was founded in The Hague in December 2011."
    assert readable(text) == f"{FIRST}\n\n{LAST}\n\n{about}"


def test_a_foreign_menu_goes_only_from_above_a_latin_text() -> None:
    menu = "Мэдээ | Зургийн цомог | Холбоо барих"
    assert readable(f"{menu}\n\nIceland joins\n\n{FIRST}") == f"Iceland joins\n\n{FIRST}"
    mongolian = f"{menu}\n\nМонгол Улс 2011 онд үүсгэн байгуулагч гишүүн болсон юм."
    assert menu in readable(mongolian)


def test_a_word_at_the_end_of_a_wrapped_sentence_is_no_button() -> None:
    text = "The new member wishes to keep the network open and has promised the others to\nshare"
    assert "share" in readable(f"{text}\n\n{LAST}")


# --- lines and paragraphs


def test_wrapped_lines_are_joined() -> None:
    assert readable(textwrap.fill(f"{FIRST} {LAST} {FIRST}", 60)) == f"{FIRST} {LAST} {FIRST}"


def test_a_torn_sentence_is_mended() -> None:
    torn = (
        "The Coalition has members on five continents. It\n\nmeets once a year.\n\nA conference is held then."
    )
    assert (
        readable(torn)
        == "The Coalition has members on five continents. It meets once a year.\n\nA conference is held then."
    )


@pytest.mark.parametrize(
    "kept",
    [
        "Those who joined:\n\n- Chile\n- Slovakia\n- Iceland",
        "1. Access for all\n2. Rights on line\n3. Shutdowns",
        "Chile\nSlovakia\nRepublic of Korea\nCabo Verde",
        "Member | Place\nIceland | 37th\nRepublic of Korea | 38th",
        "The Foreign Minister\nMinistry of Foreign Affairs of Iceland\nReykjavík",
        "Headline\n\nA second paragraph begins in upper case.",
    ],
)
def test_lines_that_mean_something_stay(kept: str) -> None:
    assert readable(kept) == kept


def test_an_item_that_runs_over_is_one_line() -> None:
    items = (
        "- to publish how often, and on what grounds, they read the\n  mail of their citizens;\n- to stop."
    )
    assert readable(f"We ask the members\n\n{items}").endswith(
        "they read the mail of their citizens;\n- to stop."
    )


def test_columns_become_rows() -> None:
    assert (
        readable("Country\tJoined\nIceland\t2023\nChile\t2022")
        == "Country | Joined\nIceland | 2023\nChile | 2022"
    )
    assert readable("By our correspondent          13 May 2024") == "By our correspondent 13 May 2024"


def test_hyphens_at_line_ends() -> None:
    text = "The group wants to widen its multi-\nstakeholder work before the summit, in pre-\nand post-summit talks."
    assert readable(text) == (
        "The group wants to widen its multi-stakeholder work before the summit, in pre- and post-summit talks."
    )


# --- marks


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("**Joint Statement**  \n**on Shutdowns**", "Joint Statement on Shutdowns"),
        ("## **About us**", "About us"),
        ("See [the site](https://example.org/a_(b)) or [us](#).", "See the site or us."),
        ("It has *many* members, __all__ of them _free_.", "It has many members, all of them free."),
        (
            "![flags](f.jpg) Forty flags[^1] stood there.[2]\n\n[^1]: And one more.",
            "Forty flags stood there.\n\nAnd one more.",
        ),
        ("| Country | Year |\n|---|---|\n| Chile | 2022 |", "Country | Year\nChile | 2022"),
        (
            "| Country  | Year |\n|----------|------|\n| Chile    |      |\n|          | 2022 |",
            "Country | Year\nChile |\n| 2022",
        ),
        (
            "| Country | Year | Chair |\n|---|---|---|\n| Chile | | no |\n| | 2022 | |",
            "Country | Year | Chair\nChile | | no\n2022",
        ),
        ("** Poland is in\n------------\nIt joined on 2 July.", "Poland is in\n\nIt joined on 2 July."),
        ("> MODERATOR: Good morning.", "MODERATOR: Good morning."),
        ("Statement*: five * six, a_b_c", "Statement*: five * six, a_b_c"),
        ("* Members agreed to this.", "* Members agreed to this."),
        ("Articles [19] and 21(2) hold.", "Articles [19] and 21(2) hold."),
    ],
)
def test_marks_of_markdown_go(raw: str, clean: str) -> None:
    assert readable(raw) == clean


# --- what must hold for any text


@given(pieces())
def test_cleaning_is_idempotent(text: str) -> None:
    once = readable(text)
    assert readable(once) == once


@given(paragraphs(), st.integers(50, 90))
def test_plain_paragraphs_lose_no_word(expected: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in expected)
    assert readable(wrapped) == "\n\n".join(expected)


# --- headline and language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Iceland joins\n\n{FIRST}", "Iceland joins"),
        (f"MEDIA NOTE\n13 December 2011\n\nAfter The Hague\n\n{FIRST}", "After The Hague"),
        (
            f"Freedom Online Coalition\nJoint Statement on Shutdowns in Iran\n\n{FIRST}",
            "Joint Statement on Shutdowns in Iran",
        ),
        (
            f"FREEDOM ONLINE COALITION\n\nPROGRAMME FOR 2017\n\n{FIRST}",
            "FREEDOM ONLINE COALITION PROGRAMME FOR 2017",
        ),
        (
            f"Iceland becomes the 37th member\n\nThe Minister\nMinistry of Foreign Affairs of Iceland\n\n{FIRST}",
            "Iceland becomes the 37th member",
        ),
        (f"{FIRST}\n\nAbout us\n\n{LAST}", None),
        ("", None),
    ],
)
def test_title(text: str, expected: str | None) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST, "en"),
        ("Members: Austria, Chile, Costa Rica, Czechia, Denmark, Estonia, Finland, Georgia, Germany", "en"),
        ("Le Luxembourg est devenu membre de la coalition en octobre.", "fr"),
        ("Costa Rica se une a la coalición por la libertad en línea", "es"),
        ("Deutschland ist der Koalition im Juni beigetreten.", "de"),
        ("Монгол Улс эвслийн үүсгэн байгуулагч гишүүн", "mn"),
        ("한국은 자유 온라인 연합의 38번째 회원국이 되었다", "ko"),
        ("A/RES/75/123", "und"),
        ("Iceland joins", "und"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected
