"""Range of motion: the joint's angle at both ends of every repetition."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.report.session import Rep, SetReport
from vision_coach.export.html.lowering_chart import index_axis, places_of
from vision_coach.export.html.markup import Markup
from vision_coach.export.html.plot import (
    Box,
    Scale,
    boxes,
    evenly_chosen,
    figure,
    known,
    plot,
    stretched,
    text_at,
    texts,
    value_axis,
)
from vision_coach.words import say

HEIGHT_PX, TOP_PX, BOTTOM_PX = 220.0, 16.0, 186.0
MOST_DRAWN = 400
MOST_NUMBERS = 16
"""More repetitions than these leave no room for their degrees."""
STEP_DEG = 20.0
FILLED_SHARE = 0.6


def range_chart(one: SetReport, identity: str) -> Markup:
    measured = [rep for rep in one.reps if len(known([rep.top_deg, rep.bottom_deg])) == 2]
    if not measured:
        return Markup("")
    drawn = list(evenly_chosen(measured, MOST_DRAWN))
    vertical = scale_of(drawn)
    places = places_of(drawn)
    marks = [value_axis(vertical, "deg")]
    width = FILLED_SHARE * min(100 / len(drawn), 16.0)
    for look in ("free", "not_graded"):
        rows = [
            box_of(rep, place, width, vertical)
            for rep, place in zip(drawn, places, strict=True)
            if rep.graded == (look == "free")
        ]
        marks.append(stretched(HEIGHT_PX, boxes(f"range {look}", rows)))
    if len(drawn) <= MOST_NUMBERS:
        rows_ = zip(drawn, places, strict=True)
        marks.append(texts("on-range", (label(rep, place, vertical) for rep, place in rows_)))
    marks.append(index_axis(drawn, places, BOTTOM_PX))
    heading = say("charts.range.heading")
    return figure(
        heading,
        say("charts.range.words"),
        plot(f"{identity}-range", heading, description(measured), HEIGHT_PX, *marks),
    )


def scale_of(drawn: Sequence[Rep]) -> Scale:
    """The angle of the top position is drawn above that of the bottom, as the body is."""
    tops, bottoms = known(rep.top_deg for rep in drawn), known(rep.bottom_deg for rep in drawn)
    low = (min(tops + bottoms) // STEP_DEG) * STEP_DEG
    high = max(-(-max(tops + bottoms) // STEP_DEG) * STEP_DEG, low + STEP_DEG)
    if sum(tops) >= sum(bottoms):
        return Scale(low, high, BOTTOM_PX, TOP_PX)
    return Scale(low, high, TOP_PX, BOTTOM_PX)


def box_of(rep: Rep, place: float, width: float, vertical: Scale) -> Box:
    top_px, bottom_px = sorted(vertical(angle) for angle in known([rep.top_deg, rep.bottom_deg]))
    return place - width / 2, place + width / 2, top_px, max(1.0, bottom_px - top_px)


def label(rep: Rep, place: float, vertical: Scale) -> Markup:
    top, bottom = known([rep.top_deg, rep.bottom_deg])
    middle_px = (vertical(top) + vertical(bottom)) / 2 + 4
    return text_at(place, middle_px, say("charts.shown.deg", value=abs(top - bottom)))


def description(measured: Sequence[Rep]) -> str:
    degrees = known(rep.range_deg for rep in measured)
    return say("charts.range.description", least_deg=min(degrees), most_deg=max(degrees))
