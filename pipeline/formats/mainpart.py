"""Tells an announcement from the page around it: which blocks of a page are its text.

First furniture goes that is called so; then the node that holds nearly all of the running text is found, and what
stands in it is kept. Beside it only what continues it is kept: a lead under the headline, a list at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.formats.blocks import Block, Page

#: Share of the running text that makes a node the page's main part ...
MAIN = 0.85
#: ... and the share that suffices where the page itself calls it so.
NAMED_MAIN = 0.5
#: A block with more link than this is a menu, or a list of other pages.
LINKED = 0.5
#: Words from which a text is running text even without a full stop.
LONG = 20
#: Menus between the top of a column and its headline; a column with more of them is the whole page.
MENUS = 2

_SENTENCE = re.compile(r"(?:\S+\s+){4}.*[.!?。][)”’\"'»\]]*(?=\s+\D|\s*$)", re.DOTALL)
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class MainPart:
    """The numbers of the blocks that are the text, and of the headline if the page shows one; `running`: see below.

    `running` is the number of the first block of running text: what stands between it and the headline is not text,
    but tells of it.
    """

    headline: int | None
    blocks: tuple[int, ...]
    running: int


def main_part(page: Page, titles: Sequence[str]) -> MainPart:
    """The announcement on a page; `titles` are what the page's metadata call it, best first."""
    blocks, every = page.blocks, range(len(page.blocks))
    weights = [_weight(block) for block in blocks]
    shown = _headline(blocks, [i for i in every if blocks[i].kind in ("h1", "heading")], titles)
    dead = _dead(page, weights, set() if shown is None else _above(page, blocks[shown].node))
    alive = [i for i in every if not dead[blocks[i].node]]
    head = _headline(blocks, alive, titles)
    outer, root = _root(page, weights, alive, head)
    kept = _with_neighbours(page, weights, alive, head, outer, root)
    name = "" if head is None else plain(blocks[head].text)
    text = tuple(i for i in kept if plain(blocks[i].text) != name and not _is_kicker(blocks[i], i, head))
    return MainPart(head, text, next((i for i in text if weights[i] and blocks[i].kind == "text"), len(blocks)))


def _is_kicker(block: Block, i: int, head: int | None) -> bool:
    """Whether a block is the link to a section of the site that stands above the headline."""
    return head is not None and i < head and block.linked > LINKED


def plain(text: str) -> str:
    """The words of a text in small letters: what two ways of writing a headline have in common."""
    return " ".join(_WORDS.findall(text)).lower()


def _weight(block: Block) -> float:
    """The words of a block as far as they are running text; items and rows count half, headings and links nothing."""
    if block.linked > LINKED or block.kind in ("h1", "heading"):
        return 0.0
    words = block.text.count(" ") + 1
    if block.kind in ("item", "line"):
        return words / 2
    return float(words) if words >= LONG or _SENTENCE.match(block.text) else 0.0


def _headline(blocks: Sequence[Block], among: Iterable[int], titles: Sequence[str]) -> int | None:
    """Which block says what the metadata call the page, the highest heading first; else the first heading of rank 1."""
    words = {i: plain(blocks[i].text) for i in among}
    rank = {"h1": 0, "heading": 1}
    for title in filter(None, map(plain, titles)):
        same = [i for i in words if _says(words[i], title)]
        if same:
            return min(same, key=lambda i: (rank.get(blocks[i].kind, 2), i))
    return next((i for i in words if blocks[i].kind == "h1" and words[i]), None)


def says(headline: str, title: str) -> bool:
    """Whether a headline says a title, whole or without the name of the site before or behind it."""
    return _says(plain(headline), plain(title))


def _says(words: str, title: str) -> bool:
    if not words or words == title:
        return bool(words)
    return words.count(" ") >= 2 and (title.startswith(words + " ") or title.endswith(" " + words))


def _totals(page: Page, weights: Sequence[float], among: Iterable[int]) -> list[float]:
    """The weight of each node with all that it holds. Parents have smaller numbers, so one pass backwards will do."""
    totals = [0.0] * len(page.parents)
    for i in among:
        totals[page.blocks[i].node] += weights[i]
    for node in range(len(totals) - 1, 0, -1):
        totals[page.parents[node]] += totals[node]
    return totals


def _above(page: Page, node: int) -> set[int]:
    """A node and all that hold it."""
    nodes = {node}
    while node:
        node = page.parents[node]
        nodes.add(node)
    return nodes


def _dead(page: Page, weights: Sequence[float], spared: set[int]) -> list[bool]:
    """Which nodes are furniture by name. Nodes around the headline are spared, and one that holds nearly all the text."""
    dead = [False] * len(page.parents)
    for names in (("always",), ("likely",)):
        alive = [i for i, block in enumerate(page.blocks) if not dead[block.node]]
        totals = _totals(page, weights, alive)
        for node in range(1, len(dead)):
            nearly_all = names == ("likely",) and totals[0] and totals[node] >= MAIN * totals[0]
            named = page.marks[node] in names and node not in spared and not nearly_all
            dead[node] = dead[node] or dead[page.parents[node]] or bool(named)
    return dead


def _root(page: Page, weights: Sequence[float], alive: Sequence[int], head: int | None) -> tuple[int, int]:
    """The node that holds the text, and the one around it within which its neighbours may be text as well."""
    totals = _totals(page, weights, alive)
    named = [n for n, mark in enumerate(page.marks) if mark == "main" and totals[n] and totals[n] >= NAMED_MAIN * totals[0]]
    if named:
        return named[0], _descend(page, totals, named[0], set(named))
    root = _descend(page, totals, 0, None)
    if head is None:
        return 0, root
    column = max(_above(page, root) & _above(page, page.blocks[head].node))
    inside = set(_inside(page, alive, column))
    menus = sum(page.blocks[i].linked > LINKED for i in inside if i < head)
    return 0, column if menus <= MENUS and len(inside) < len(alive) else root


def _descend(page: Page, totals: Sequence[float], top: int, among: set[int] | None) -> int:
    """The lowest node under `top` that still holds nearly all of its text."""
    root, path = top, {top}
    for node in range(top + 1, len(totals)):
        if page.parents[node] in path and totals[node] and totals[node] >= MAIN * totals[top]:
            path.add(node)
            root = node if among is None or node in among else root
    return root


def _inside(page: Page, alive: Sequence[int], root: int) -> list[int]:
    """The blocks that stand in a node."""
    within = [False] * len(page.parents)
    for node in range(root, len(within)):
        within[node] = node == root or (node > root and within[page.parents[node]])
    return [i for i in alive if within[page.blocks[i].node]]


def _with_neighbours(
    page: Page, weights: Sequence[float], alive: Sequence[int], head: int | None, outer: int, root: int
) -> list[int]:
    """The blocks in `root`, running text between the headline and them, and what goes on after them in `outer`."""
    inside = _inside(page, alive, root)
    if not inside:
        return []
    before = [i for i in alive if head is not None and head < i < inside[0] and weights[i]]
    after: list[int] = []
    following = [i for i in _inside(page, alive, outer) if i > inside[-1]]
    for n, i in enumerate(following):
        heads = page.blocks[i].kind == "heading" and n + 1 < len(following)
        if not _goes_on(page.blocks, weights, following[n + 1] if heads else i, (inside + after)[-1]):
            break
        after.append(i)
    return before + inside + after


def _goes_on(blocks: Sequence[Block], weights: Sequence[float], i: int, last: int) -> bool:
    """Whether a block beside the text belongs to it: running text, or a list that isn't one of links."""
    if blocks[i].kind in ("item", "line"):
        return blocks[i].linked <= LINKED or blocks[last].text.endswith(":")
    return weights[i] >= LONG
