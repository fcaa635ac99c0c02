"""Tells an announcement from the page around it: which blocks of a page are its text.

The node that holds nearly all of the running text is found, and what stands in it is kept. Beside it only what
continues it is kept: a lead under the headline, a list at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.formats.blocks import Block, Page
from pipeline.formats.furniture import is_known
from pipeline.formats.pagemeta import plain, says
from pipeline.formats.text import has_sentence

#: Share of the running text that makes a node the page's main part ...
MAIN = 0.8
#: ... and the share that suffices where the page itself calls it so.
NAMED_MAIN = 0.5
#: A block with more link than this is a menu, or a list of other pages.
LINKED = 0.5
#: Words from which a text is running text even without a full stop.
LONG = 20
#: Menus between the top of a column and its headline; a column with more of them is the whole page.
MENUS = 2
#: Links to elsewhere between the top and the running text, or at its end; more of them are a list.
SECTIONS = 3
#: Words up to which a linked heading with what stands under it is the teaser of another page, unless such teasers
#: hold half of the running text: then they are a digest, and the announcement.
TEASER = 60
#: Words that the headings of teasers have on average; shorter ones are names, each with its own page.
NAME = 3
#: Headings and captions that may stand between two parts of a text.
BETWEEN = 3
#: Blocks that may stand above the text in its column where the page shows no headline.
ABOVE = 3


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
    head = page.headline if page.headline is not None else _said(blocks, titles)
    tree = _Tree(page, [_weight(block) for block in blocks])
    teasers = tree.teasers(head)
    name = "" if head is None else plain(blocks[head].text)
    text = [i for i in _chosen(tree, head) if i not in teasers and plain(blocks[i].text) != name]
    running = next((i for i in text if tree.weights[i] and blocks[i].kind == "text"), len(blocks))
    sections = {i for i in text if i < running and blocks[i].linked > LINKED and blocks[i].kind != "heading"}
    if len(sections) <= SECTIONS:
        text = [i for i in text if i not in sections]
    ways_on = _ways_on(blocks, text)
    return MainPart(head, tuple(text[: len(text) - ways_on]), running)


def _ways_on(blocks: Sequence[Block], text: Sequence[int]) -> int:
    """How many links to elsewhere a text ends with; more than a few are a list."""
    ends = (
        blocks[i].kind != "text" or (blocks[i].linked <= LINKED and plain(blocks[i].text))
        for i in reversed(text)
    )
    count = next((n for n, is_text in enumerate(ends) if is_text), 0)
    listed = count < len(text) and blocks[text[-count - 1]].text.endswith(":")
    return 0 if listed or count > SECTIONS else count


def _said(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """The first block that says a title without being a heading."""
    said = ((i, title) for title in filter(None, map(plain, titles)) for i in range(len(blocks)))
    return next((i for i, title in said if says(plain(blocks[i].text), title)), None)


def _weight(block: Block) -> float:
    """The words of a block as far as they are running text; items and rows count half, links and furniture nothing."""
    if block.linked > LINKED or block.kind == "heading":
        return 0.0
    words = block.text.count(" ") + 1
    if is_known(block.text):
        return 0.0
    if block.kind in ("item", "line"):
        return words / 2
    return float(words) if words >= LONG or has_sentence(block.text) else 0.0


class _Tree:
    """The nodes of a page, with the weight of all that they hold, and where in the page that stands."""

    def __init__(self, page: Page, weights: Sequence[float]) -> None:
        self.page, self.weights = page, weights
        count = len(page.parents)
        self.totals = [0.0] * count
        self.first, self.last = [len(page.blocks)] * count, [-1] * count
        for i, block in enumerate(page.blocks):
            self.totals[block.node] += weights[i]
            self.first[block.node] = min(i, self.first[block.node])
            self.last[block.node] = i
        # A node's number is smaller than those in it, so one pass backwards sums up.
        for node in range(count - 1, 0, -1):
            parent = page.parents[node]
            self.totals[parent] += self.totals[node]
            self.first[parent] = min(self.first[parent], self.first[node])
            self.last[parent] = max(self.last[parent], self.last[node])

    def inside(self, node: int) -> range:
        """The blocks that stand in a node."""
        return range(self.first[node], self.last[node] + 1)

    def above(self, node: int) -> set[int]:
        """A node and all that hold it."""
        nodes = {node}
        while node:
            node = self.page.parents[node]
            nodes.add(node)
        return nodes

    def lowest(self, top: int, among: set[int] | None = None) -> int:
        """The lowest node in `top` (of those in `among`) that still holds nearly all of its text."""
        root, path = top, {top}
        for node in range(top + 1, len(self.totals)):
            if self.page.parents[node] in path and self.totals[node] > MAIN * self.totals[top]:
                path.add(node)
                root = node if among is None or node in among else root
        return root

    def column(self, root: int) -> int:
        """The highest node that adds to `root` no more than a few blocks above it, none of them a link."""
        top = root
        while top:
            top = self.page.parents[top]
            added = range(self.first[top], self.first[root])
            if self.last[top] > self.last[root] or len(added) > ABOVE:
                break
            if any(self.page.blocks[i].linked > LINKED for i in added):
                break
            root = top
        return root

    def teasers(self, head: int | None) -> set[int]:
        """The blocks that announce other pages: nodes that begin with a linked heading and hold little more."""
        teasers: set[int] = set()
        headings: list[int] = []
        for i, block in enumerate(self.page.blocks):
            inside = self.inside(block.node)
            begins = inside.start == i != head and block.kind == "heading" and block.linked > LINKED
            if begins and len(inside) <= TEASER and self.totals[block.node] <= TEASER:
                teasers.update(inside)
                headings.append(block.text.count(" ") + 1)
        names = sum(headings) < NAME * len(headings)
        return set() if names or 2 * sum(self.weights[i] for i in teasers) >= sum(self.weights) else teasers


def _chosen(tree: _Tree, head: int | None) -> list[int]:
    """The blocks in the main part, running text between the headline and it, and what goes on after it."""
    outer, root = _root(tree, head)
    inside = tree.inside(root)
    if not inside:
        return []
    blocks = tree.page.blocks
    before = [] if head is None else _before(tree, head, inside.start)
    last = inside.stop - 1
    stop = tree.inside(outer).stop
    while found := next((i for i in _near(blocks, last, stop) if _goes_on(tree, i)), 0):
        last = found
    return [*before, *range(inside.start, last + 1)]


def _before(tree: _Tree, head: int, start: int) -> list[int]:
    """The running text between the headline and the main part, and what stands between two parts of it."""
    blocks = tree.page.blocks
    weighty = [i for i in range(head + 1, start) if tree.weights[i]]
    result: list[int] = []
    for i, following in pairwise([*weighty, start]):
        between = range(i + 1, following)
        few = len(between) <= BETWEEN and not any(_is_apart(blocks[j]) for j in between)
        result += [i, *(between if few else ())]
    return result


def _is_apart(block: Block) -> bool:
    """Whether a block parts a text from what isn't one: links, furniture."""
    return block.linked > LINKED or is_known(block.text)


def _near(blocks: Sequence[Block], last: int, stop: int) -> Iterator[int]:
    """The block after the last one, and those behind a few that may stand between two parts of a text."""
    for i in range(last + 1, min(last + 2 + BETWEEN, stop)):
        yield i
        if _is_apart(blocks[i]):
            return


def _root(tree: _Tree, head: int | None) -> tuple[int, int]:
    """The node that holds the text, and the one around it within which its neighbours may be text as well."""
    page, totals = tree.page, tree.totals
    named = [node for node, main in enumerate(page.main) if main and totals[node] > NAMED_MAIN * totals[0]]
    if named:
        return named[0], tree.lowest(named[0], set(named))
    root = tree.lowest(0)
    if head is None:
        return 0, tree.column(root)
    column = max(tree.above(root) & tree.above(page.blocks[head].node))
    inside = tree.inside(column)
    menus = sum(page.blocks[i].linked > LINKED for i in inside if i < head)
    return 0, column if menus <= MENUS and len(inside) < len(page.blocks) else root


def _goes_on(tree: _Tree, i: int) -> bool:
    """Whether a block beside the text belongs to it: running text, or a list that isn't one of links."""
    block = tree.page.blocks[i]
    if block.kind in ("item", "line"):
        return block.linked <= LINKED or tree.page.blocks[i - 1].text.endswith(":")
    return tree.weights[i] >= LONG
