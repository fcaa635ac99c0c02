"""Tells an announcement from the page around it: which blocks of a page are its text.

The node that holds nearly all of the running text is found, and what stands in it is kept. Beside it only what
continues it is kept: a lead under the headline, a list at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.formats.blocks import Block, Page
from pipeline.formats.pagemeta import plain, says
from pipeline.text import has_sentence

#: Share of the running text that makes a node the page's main part ...
MAIN = 0.8
#: ... and the share that suffices where the page itself calls it so.
NAMED_MAIN = 0.5
#: A block with more link than this is a menu, or a list of other pages.
LINKED = 0.5
#: Words from which a text is running text even without a full stop.
LONG = 20
#: Words up to which a linked heading with what stands under it is the teaser of another page, unless such teasers
#: hold most of the running text: then they are a digest, and its announcements.
TEASER = 60
#: Links to sections of the site between the top and the running text; more of them are a list.
SECTIONS = 3
#: Menus between the top of a column and its headline; a column with more of them is the whole page.
MENUS = 2


@dataclass(frozen=True, slots=True)
class MainPart:
    """Which blocks are the text, which one is the headline if the page shows it, and where the running text begins.

    What stands between headline and running text tells of the text rather than being part of it.
    """

    headline: int | None
    blocks: tuple[int, ...]
    running: int


def main_part(page: Page, titles: Sequence[str]) -> MainPart:
    """The announcement on a page; `titles` are what the page's metadata call it, best first."""
    blocks = page.blocks
    weights = [_weight(block) for block in blocks]
    head = page.headline if page.headline is not None else _said(blocks, titles)
    outer, root = _root(page, weights, head)
    name = "" if head is None else plain(blocks[head].text)
    text = tuple(
        i
        for i in _with_neighbours(page, weights, head, outer, root)
        if plain(blocks[i].text) != name and not (head is not None and i < head and blocks[i].linked > LINKED)
    )
    return MainPart(
        head, text, next((i for i in text if weights[i] and blocks[i].kind == "text"), len(blocks))
    )


def _said(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """The first block that says a title without being a heading."""
    said = ((i, title) for title in filter(None, map(plain, titles)) for i in range(len(blocks)))
    return next((i for i, title in said if says(plain(blocks[i].text), title)), None)


def _weight(block: Block) -> float:
    """The words of a block as far as they are running text; items and rows count half, headings and links nothing."""
    if block.linked > LINKED or block.kind == "heading":
        return 0.0
    words = block.text.count(" ") + 1
    if block.kind in ("item", "line"):
        return words / 2
    return float(words) if words >= LONG or has_sentence(block.text) else 0.0


def _totals(page: Page, weights: Sequence[float]) -> list[float]:
    """The weight of each node with all that it holds. Parents have smaller numbers, so one pass backwards will do."""
    totals = [0.0] * len(page.parents)
    for block, weight in zip(page.blocks, weights, strict=True):
        totals[block.node] += weight
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


def _root(page: Page, weights: Sequence[float], head: int | None) -> tuple[int, int]:
    """The node that holds the text, and the one around it within which its neighbours may be text as well."""
    totals = _totals(page, weights)
    named = [node for node, main in enumerate(page.main) if main and totals[node] > NAMED_MAIN * totals[0]]
    if named:
        return named[0], _descend(page, totals, named[0], set(named))
    root = _descend(page, totals, 0, None)
    if head is None:
        return 0, root
    column = max(_above(page, root) & _above(page, page.blocks[head].node))
    inside = _inside(page, column)
    menus = sum(page.blocks[i].linked > LINKED for i in inside if i < head)
    return 0, column if menus <= MENUS and len(inside) < len(page.blocks) else root


def _descend(page: Page, totals: Sequence[float], top: int, among: set[int] | None) -> int:
    """The lowest node under `top` that still holds nearly all of its text."""
    root, path = top, {top}
    for node in range(top + 1, len(totals)):
        if page.parents[node] in path and totals[node] and totals[node] >= MAIN * totals[top]:
            path.add(node)
            root = node if among is None or node in among else root
    return root


def _inside(page: Page, root: int) -> list[int]:
    """The blocks that stand in a node."""
    within = {root}
    for node in range(root + 1, len(page.parents)):
        if page.parents[node] in within:
            within.add(node)
    return [i for i, block in enumerate(page.blocks) if block.node in within]


def _with_neighbours(
    page: Page, weights: Sequence[float], head: int | None, outer: int, root: int
) -> list[int]:
    """The blocks in `root`, running text between the headline and them, and what goes on after them in `outer`."""
    inside = _inside(page, root)
    if not inside:
        return []
    before = [] if head is None else [i for i in range(head + 1, inside[0]) if weights[i]]
    after: list[int] = []
    following = [i for i in _inside(page, outer) if i > inside[-1]]
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
