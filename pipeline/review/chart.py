"""The chart of a body's size: its interval as a band, its most probable size as a line, the claims as points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from pipeline.asking.dossier import Dossier, first_day
from pipeline.records import CountClaim
from pipeline.review.highlight import visible
from pipeline.review.phrases import told

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, HEIGHT = 960, 340
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 32
#: No more labels than this on an axis.
YEARS, SIZES = 16, 7


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and sizes lie on the paper."""

    first: date
    last: date
    low: int
    high: int

    def x(self, day: date) -> str:
        part = (min(max(day, self.first), self.last) - self.first) / max(self.last - self.first, timedelta(1))
        return f"{LEFT + part * (WIDTH - LEFT - RIGHT):.1f}"

    def y(self, size: float) -> str:
        part = (min(max(size, self.low), self.high) - self.low) / (self.high - self.low)
        return f"{HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM):.1f}"


def chart(own: Dossier) -> Markup:
    """The chart of a body that has steps, as an SVG of its own."""
    from markupsafe import Markup

    claims = [(day, c) for c in own.counts if (day := _day(own, c)) and c.modality == "asserted"]
    frame = _frame(own, [c.value for _, c in claims])
    parts = [*_axes(frame), _band(own, frame), _line(own, frame), *_points(claims, frame)]
    label = (
        f"The size of {visible(own.name)} from {frame.first} to {frame.last}; the table below says the same."
    )
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, label, Markup("").join(parts)
    )


def _day(own: Dossier, claim: CountClaim) -> date | None:
    """The day at which a claim is drawn: founders at the foundation, an ordinal where its country came."""
    if claim.as_of_basis != "stated" and claim.kind == "initial":
        return own.steps[0].start
    if claim.as_of_basis != "stated" and claim.kind == "ordinal":
        return next((m.joined_max for m in own.members if m.country == claim.country), first_day(claim))
    return first_day(claim)


def _frame(own: Dossier, values: Sequence[int]) -> _Frame:
    """From the first step to the last word, and as high as the band; what lies far off is drawn at the edge."""
    last = max(own.last() or own.steps[-1].start, own.steps[-1].start)
    low, high = min(s.members_min for s in own.steps), max(s.members_max for s in own.steps)
    room = max(3, (high - low) // 5)
    near = [v for v in values if low - room <= v <= high + room]
    low, high = min([low, *near]), max([high, *near])
    return _Frame(own.steps[0].start, last + (last - own.steps[0].start) / 50, max(0, low - 2), high + 2)


def _axes(frame: _Frame) -> Iterator[Markup]:
    from markupsafe import Markup

    row = Markup(
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="y" x="{}" y="{}">{}</text>'
    )
    column = Markup(
        '<line class="tick" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="x" x="{}" y="{}">{}</text>'
    )
    steps = (n * 10**power for power in count() for n in (1, 2, 5))
    apart = next(n for n in steps if (frame.high - frame.low) / n <= SIZES)
    for size in range(-(-frame.low // apart) * apart, frame.high + 1, apart):
        y = frame.y(size)
        yield row.format(LEFT, WIDTH - RIGHT, y, y, LEFT - 10, y, size)
    years = range(frame.first.year, frame.last.year + 1)
    for year in years[:: -(-len(years) // YEARS)]:
        if date(year, 1, 1) >= frame.first:
            x, foot = frame.x(date(year, 1, 1)), HEIGHT - BOTTOM
            yield column.format(x, x, foot, foot + 5, x, foot + 20, year)


def _band(own: Dossier, frame: _Frame) -> Markup:
    """The interval: there along its upper edge, and back along the lower."""
    from markupsafe import Markup

    upper, lower = [], []
    for step in own.steps:
        ends = frame.x(step.start), frame.x(step.end or frame.last)
        upper += [f"{x},{frame.y(step.members_max)}" for x in ends]
        lower += [f"{x},{frame.y(step.members_min)}" for x in ends]
    return Markup('<polygon class="band" points="{}"/>').format(" ".join([*upper, *reversed(lower)]))


def _line(own: Dossier, frame: _Frame) -> Markup:
    from markupsafe import Markup

    points = [
        f"{x},{frame.y(step.members)}"
        for step in own.steps
        for x in (frame.x(step.start), frame.x(step.end or frame.last))
    ]
    return Markup('<polyline class="size" points="{}"/>').format(" ".join(points))


def _points(claims: Sequence[tuple[date, CountClaim]], frame: _Frame) -> Iterator[Markup]:
    """Accepted claims as discs, rejected ones as crosses; each leads to its claim."""
    from markupsafe import Markup

    disc = Markup('<circle class="for" r="4" cx="{}" cy="{}" data-claim="{}"><title>{}</title></circle>')
    cross = Markup(
        '<path class="against" d="M{} {}m-4 -4l8 8m0 -8l-8 8" data-claim="{}"><title>{}</title></path>'
    )
    for day, claim in sorted(claims, key=lambda x: (x[1].verdict == "rejected", x[0], x[1].claim_id)):
        shape = cross if claim.verdict == "rejected" else disc
        title = f"{day}: {visible(told(claim))}. {visible(claim.explanation or '')}"
        yield shape.format(frame.x(day), frame.y(claim.value), claim.claim_id, title)
