"""The manners of a guest: asks what robots.txt allows, one page at a time, rests in between, waits when told to."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from pipeline.web import door, robots
from pipeline.web.addresses import host, origin
from pipeline.web.door import Answer, Unreached
from pipeline.web.robots import Robots

#: The name under which robots.txt may address the program.
PROGRAM = "rollcall"
#: Seconds before the first of several new tries; each further one waits twice as long.
BACKOFF = 2.0
#: Seconds that a page is waited for at most, whatever its server or robots.txt asks.
PATIENCE = 300.0
#: Redirects that are followed.
HOPS = 10

_MEND = {
    401: "it wants a log-in: save the page from a browser",
    403: "it keeps programs out: save the page from a browser",
    404: "check the address",
    410: "look for the page in a web archive",
}


class Missed(Exception):
    """A page that doesn't come: why, and how to mend it. `outcome` is `failed`, or `refused` by robots.txt."""

    def __init__(self, why: str, mend: str, outcome: str = "failed") -> None:
        self.why, self.mend, self.outcome = why, mend, outcome
        super().__init__(f"{why}; {mend}")


@dataclass(slots=True)
class Guest:
    """Fetches pages politely, as `agent`. Times are seconds; `tell` is told of every wait for a new try."""

    agent: str
    pause: float = 1.0
    retries: int = 3
    most: int = 20 * 1024 * 1024
    seconds: float = 30.0
    tell: Callable[[str], None] = lambda line: None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _ready: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots | Missed] = field(default_factory=dict)

    def page(self, url: str, known: Container[str] = ()) -> Answer:
        """The page at an address, or the redirect that leads on to one of the `known` ones. Raises Missed."""
        answer = _follow(url, self._allowed, known)
        if answer.status == 200 or answer.target:
            return answer
        raise Missed(answer.said, _MEND.get(answer.status, "look at it in a browser"))

    def _allowed(self, url: str) -> Answer:
        """The answer at one address, if robots.txt lets us ask."""
        rules = self._rules(origin(url))
        if isinstance(rules, Missed):
            raise rules
        rule = rules.refusal(url)
        if rule is not None:
            why = f"the robots.txt of {host(url)} keeps programs from {rule}"
            raise Missed(why, "ask its owner, or save the page from a browser", "refused")
        return self._ask(url, self.most, rules.delay)

    def _rules(self, place: str) -> Robots | Missed:
        """What the robots.txt there says; where nobody can tell, no page is asked for."""
        if place not in self._robots:
            try:
                answer = _follow(f"{place}/robots.txt", lambda url: self._ask(url, robots.LARGEST))
                self._robots[place] = robots.parse(answer.body, PROGRAM)
            except Missed as error:
                self._robots[place] = Missed(f"the robots.txt of {host(place)}: {error.why}", error.mend)
        return self._robots[place]

    def _ask(self, url: str, most: int, delay: float = 0.0) -> Answer:
        """The answer at one address, asked again while the server is busy or silent. `delay`: its wish for a pause."""
        place, pause = host(url), max(self.pause, delay)
        why = ""
        for tried in range(self.retries + 1):
            self._rest(url, why)
            wait = 0.0
            try:
                answer = door.get(url, self.agent, most, self.seconds)
                if not _busy(answer):
                    return answer
                why, wait = answer.said, _wish(answer)
            except Unreached as error:
                why = str(error)
                if not error.again:
                    raise Missed(why, "check the address, and look at it in a browser") from error
            finally:
                self._ready[place] = self.clock() + pause
            self._ready[place] = self.clock() + max(pause, wait, BACKOFF * 2**tried)
        raise Missed(f"{why}, {self.retries + 1} times" if self.retries else why, "run again later")

    def _rest(self, url: str, why: str) -> None:
        """Wait until a page may be asked for (again, if there is a reason). Raises Missed if that is too long."""
        wait = self._ready.get(host(url), 0.0) - self.clock()
        if wait > PATIENCE:
            raise Missed(f"{host(url)} asks for a pause of {wait:,.0f} s", "run again after that")
        if wait > 0:
            if why or wait > self.pause:
                self.tell(f"waiting {wait:.0f} s: {url}: {why or 'its host asks for a pause'}")
            self.sleep(wait)


def _follow(url: str, ask: Callable[[str], Answer], known: Container[str] = ()) -> Answer:
    """The answer at the end of the redirects from an address, or the redirect that leads to one of the `known` ones."""
    way = [url]
    while True:
        answer = ask(way[-1])
        try:
            target = answer.target
        except ValueError as error:
            raise Missed(f"its redirect {error}", "look at it in a browser") from error
        if target is None or target in known:
            return answer
        if target in way:
            raise Missed("redirects in a circle", "look at it in a browser")
        if len(way) > HOPS:
            raise Missed(f"more than {HOPS} redirects", "look at it in a browser")
        way.append(target)


def _busy(answer: Answer) -> bool:
    return answer.status in (408, 429) or answer.status >= 500


def _wish(answer: Answer) -> float:
    """The seconds that a busy server asks us to wait."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value)
    moment = answer.moment("Retry-After")
    return (moment - answer.at).total_seconds() if moment else 0.0
