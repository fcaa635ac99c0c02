"""Says where an element stands in a page, so that a person finds it again: a short XPath, as browsers understand it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

#: A path of more steps begins anywhere in the page.
MOST_STEPS = 20
#: Elements that a path may begin with, where the page has but one of them.
_ROOTS = ("article", "main", "body")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"[\w.:-]{1,60}")


class Paths:
    """The paths of a page's elements, each from the nearest element that the page has only once: by id, or by name."""

    def __init__(self, root: Any) -> None:
        self._ids = Counter(root.xpath("//@id"))
        self._once = {tag for tag in _ROOTS if len(root.xpath(f"(//{tag})[position() < 3]")) == 1}
        self._steps: dict[Any, str] = {}

    def of(self, element: Any) -> str:
        """The path of an element: `//article/p[3]`. Takes no longer the more siblings there are."""
        steps: list[str] = []
        while len(steps) < MOST_STEPS:
            start = self._start(element)
            if start or element.getparent() is None:
                return "/".join([start or f"/{element.tag}", *reversed(steps)])
            steps.append(self._step(element))
            element = element.getparent()
        return "//" + "/".join(reversed(steps))

    def _start(self, element: Any) -> str:
        name = element.get("id", "")
        if self._ids[name] == 1 and _ID.fullmatch(name):
            return f'//*[@id="{name}"]'
        return f"//{element.tag}" if element.tag in self._once else ""

    def _step(self, element: Any) -> str:
        """Its name, and its number among the siblings of that name."""
        if element not in self._steps:
            children = [child for child in element.getparent() if isinstance(child.tag, str)]
            names = Counter(child.tag for child in children)
            seen: Counter[str] = Counter()
            for child in children:
                seen[child.tag] += 1
                name = child.tag if _NAME.fullmatch(child.tag) else f'*[name()="{child.tag}"]'
                self._steps[child] = name if names[child.tag] == 1 else f"{name}[{seen[child.tag]}]"
        return self._steps[element]
