"""The history of a body as a chart: its size, how sure it is, and the claims for and against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.asking import dossier
from pipeline.asking.dossier import Dossier, first_day
from pipeline.asking.explain import members, perhaps
from pipeline.errors import RollcallError
from pipeline.records import CountClaim

if TYPE_CHECKING:
    import altair as alt

#: Colours that also the colour-blind can tell apart: accepted claims, then the reasons for which others were rejected.
COLOURS = {
    "accepted": "#0072b2",
    "stale": "#d55e00",
    "off_by_one": "#cc79a7",
    "incomplete_list": "#009e73",
    "implausible": "#e69f00",
    "approximate": "#56b4e9",
    "convention": "#8c6bb1",
    "decision": "#666666",
}
#: What stands above the legend of those colours.
LEGEND = "claims: accepted, or why not"
#: The mark of a rejected claim.
_X = "M-1,-1L1,1M1,-1L-1,1"


def timeline_chart(folder: Path, body: str) -> alt.LayerChart:
    """The size of a body as a step line with its 90 % interval, on the claims that speak of it.

    A claim stands on its day, or in the middle of the time that it speaks of, which is dashed; an ordinal on that of
    its country's accession, a founding size on the first day. Claims without a verdict or a day are left out.
    Raises RollcallError.
    """
    import altair as alt

    own = dossier.read(folder, body)
    if not own.steps:
        raise RollcallError(body, "has no timeline", f"see all claims: rollcall explain {own.code}")
    axis = alt.Axis(format="%Y", tickCount="year", grid=False)
    day = alt.X("day:T", title=None, axis=axis).scale(padding=8)
    size = alt.Y("members:Q", title="members", axis=alt.Axis(tickMinStep=1)).scale(zero=False, padding=8)
    layers = [*_history(own, day, size), *_stated(own, day, size)]
    return alt.LayerChart(layer=layers, width=760, height=360, title=_title(own))


def _history(own: Dossier, day: alt.X, size: alt.Y) -> tuple[alt.Chart, ...]:
    """The interval as a band, the most probable size as a line."""
    import altair as alt

    chart = alt.Chart(alt.InlineData(values=list(_steps(own))))
    least = alt.Y("least:Q").scale(zero=False, padding=8)
    hover = [alt.Tooltip("day:T", format="%Y-%m-%d"), "members:Q", "least:Q", "most:Q"]
    band = chart.mark_area(interpolate="step-after", color="#c6dbef").encode(x=day, y=least, y2="most:Q")
    line = chart.mark_line(interpolate="step-after", color="#333333", strokeWidth=1.5)
    return band, line.encode(x=day, y=size, tooltip=hover)


def _stated(own: Dossier, day: alt.X, size: alt.Y) -> tuple[alt.Chart, ...]:
    """The claims: a dashed line over the time that each speaks of, a mark on its day."""
    import altair as alt

    claims = list(_claims(own))
    chart = alt.Chart(alt.InlineData(values=claims))
    fates = [fate for fate in COLOURS if fate in {claim["fate"] for claim in claims}]
    marks = ["circle" if fate == "accepted" else _X for fate in fates]
    legend = alt.Legend(title=LEGEND, orient="top-left")
    colour = alt.Color("fate:N", legend=legend).scale(domain=fates, range=[COLOURS[fate] for fate in fates])
    shape = alt.Shape("fate:N").scale(domain=fates, range=marks)
    hover = [alt.Tooltip(f"{name}:N") for name in ("document", "says", "fate", "why", "evidence")]
    spans = chart.mark_rule(strokeDash=[3, 3]).encode(x="from:T", x2="to:T", y=size, color=colour)
    points = chart.mark_point(size=60, strokeWidth=2, opacity=0.8)
    return spans, points.encode(x=day, y=size, color=colour, shape=shape, tooltip=hover)


def _title(own: Dossier) -> alt.Title:
    import altair as alt

    last = own.steps[-1]
    told = len({claim.doc_id for claim in own.counts} | {claim.doc_id for claim in own.named})
    return alt.Title(
        f"{own.name}: {members(last)}{perhaps(last)}",
        subtitle=f"as {told} announcements tell it; the band holds at least 90 % of the probability",
        anchor="start",
    )


def _steps(own: Dossier) -> Iterator[dict[str, Any]]:
    """The steps, and the end of the record, to which the last of them runs."""
    for step in own.steps:
        yield _step(step.start, step.members, step.members_min, step.members_max)
    last, end = own.steps[-1], own.last()
    if end and end > last.start:
        yield _step(end, last.members, last.members_min, last.members_max)


def _step(day: date, members: int, least: int, most: int) -> dict[str, Any]:
    return {"day": _local(day), "members": members, "least": least, "most": most}


def _claims(own: Dossier) -> Iterator[dict[str, Any]]:
    for claim in own.counts:
        first, last = _days(own, claim)
        if first and last and claim.verdict:
            yield {
                "day": _local(first + (last - first) / 2),
                "from": _local(first),
                "to": _local(last),
                "members": claim.value,
                "fate": "accepted" if claim.verdict == "accepted" else claim.reason,
                "document": claim.doc_id,
                "says": f"{claim.relation} {claim.value} {claim.counted} ({claim.kind})",
                "why": claim.explanation or "",
                "evidence": " ".join(claim.evidence.split()),
            }


def _days(own: Dossier, claim: CountClaim) -> tuple[date | None, date | None]:
    """The first and the last day that a claim may speak of; nothing if it can't be told."""
    if claim.kind == "initial":
        return own.steps[0].start, own.steps[0].start
    if claim.kind == "ordinal":
        spell = next((m for m in own.members if m.country == claim.country and m.joined_max), None)
        return (spell.joined_min or spell.joined_max, spell.joined_max) if spell else (None, None)
    day = first_day(claim)
    return day, claim.as_of_end or day


def _local(day: date) -> str:
    """A day as the browser's own: with no hour it would take it for midnight in Greenwich, the day before in Boston."""
    return f"{day.isoformat()}T00:00:00"
