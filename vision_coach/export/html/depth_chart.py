"""The depth curve of a set, its phases shaded, in rows like lines of music."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vision_coach.core.report.session import Curve, Rep, SetReport
from vision_coach.export.html.markup import Markup, joined
from vision_coach.export.html.plot import (
    Box,
    Line,
    Scale,
    across,
    boxes,
    figure,
    is_known,
    known,
    legend,
    lines,
    path,
    plot,
    stretched,
    text_at,
    texts,
    ticks,
)
from vision_coach.words import say

ROW_S = 25.0
"""A row holds as many repetitions as fit into this: 13 px a second on a phone."""
LEAD_S = 0.8
MOST_ROWS = 12
ROW_PX, TOP_PX, BOTTOM_PX, TICK_PX = 134.0, 18.0, 108.0, 112.0
LOWEST, HIGHEST = 1.15, -0.12
"""Depth may overshoot a little at both ends."""
POINTS_PER_ROW = 600
SIMPLER_PX = 0.8
"""How far the drawn curve may be from the true one."""
SHADED = ("eccentric", "bottom_pause", "concentric")
ENDS = (0.0, 1.0)
"""The depth of the top and of the bottom position."""
BOTH_ENDS = math.sqrt(2)
"""The uncertainty of a duration is that of both its ends together; here they share it equally."""


@dataclass(frozen=True, slots=True)
class Row:
    start_s: float
    end_s: float
    reps: tuple[Rep, ...]


def depth_chart(one: SetReport, identity: str) -> Markup:
    rows = rows_of(one)
    if not rows:
        return Markup("")
    drawn = rows[:MOST_ROWS]
    span_s = max(row.end_s - row.start_s for row in drawn)
    words = say("charts.depth.words")
    if len(drawn) < len(rows):
        count = sum(len(row.reps) for row in drawn)
        words += " " + say("charts.first_drawn", drawn=count, reps=len(one.reps))
    plots = [
        row_plot(one, row, span_s, f"{identity}-depth-{place}")
        for place, row in enumerate(drawn, start=1)
    ]
    looks = [(f"soft {phase}", say(f"charts.depth.{phase}")) for phase in SHADED]
    if known(rep.target_s for rep in one.reps):
        looks.append(("line target", say("charts.depth.prescribed")))
    looks.append(("end-band", say("charts.depth.uncertainty")))
    return figure(say("charts.depth.heading"), words, *plots, legend(*looks), class_="wide")


def rows_of(one: SetReport) -> list[Row]:
    """Repetitions in groups that fit into a row, each from a little before to a little after."""
    rows: list[Row] = []
    group: list[Rep] = []
    for rep in one.reps:
        if not (is_known(rep.eccentric_start_s) and is_known(rep.eccentric_end_s)):
            continue
        if group and not 0 <= end_of(rep) - group[0].eccentric_start_s <= ROW_S:
            rows.append(row_of(group))
            group = []
        group.append(rep)
    return [*rows, row_of(group)] if group else rows


def row_of(group: Sequence[Rep]) -> Row:
    start_s = group[0].eccentric_start_s - LEAD_S
    end_s = max(end_of(rep) for rep in group) + LEAD_S
    return Row(start_s, max(end_s, start_s + 2 * LEAD_S), tuple(group))


def end_of(rep: Rep) -> float:
    ends_s = [rep.eccentric_start_s, rep.eccentric_end_s]
    ends_s += known([rep.concentric_start_s, rep.concentric_end_s])
    target_s = known([rep.target_s])
    return max([*ends_s, *(rep.eccentric_start_s + seconds for seconds in target_s)])


def row_plot(one: SetReport, row: Row, span_s: float, identity: str) -> Markup:
    time = across(row.start_s, row.start_s + span_s)
    depth = Scale(HIGHEST, LOWEST, TOP_PX, BOTTOM_PX)
    marks = [
        axes(row, time, depth),
        stretched(
            ROW_PX,
            *(boxes(f"soft {phase}", phase_boxes(row.reps, phase, time)) for phase in SHADED),
            boxes("end-band", end_bands(row.reps, time)),
            lines("end", end_lines(row.reps, time)),
            path("curve", curve_parts(one.curve, row, time, depth)),
            lines("target", prescribed_lines(row.reps, time, depth)),
        ),
        texts("strong", (rep_number(rep, time) for rep in row.reps)),
    ]
    first, last = row.reps[0].index, row.reps[-1].index
    title = (
        say("charts.depth.title_one", first=first)
        if first == last
        else say("charts.depth.title", first=first, last=last)
    )
    return plot(
        identity,
        title,
        say("charts.depth.description", start_s=row.start_s, end_s=row.end_s),
        ROW_PX,
        *marks,
    )


def axes(row: Row, time: Scale, depth: Scale) -> Markup:
    shown = [tick for tick in ticks(row.start_s, time.high) if row.start_s <= tick <= row.end_s]
    return joined(
        [
            stretched(
                ROW_PX,
                lines("grid", ((0, depth(value), 100, depth(value)) for value in ENDS)),
                lines("axis", ((time(tick), BOTTOM_PX, time(tick), TICK_PX) for tick in shown)),
            ),
            texts(
                "left", (text_at("-8", depth(value) + 4, f"{value:.0f}") for value in (0.0, 1.0))
            ),
            texts(
                "tick",
                (
                    text_at(time(tick), ROW_PX - 6, say("charts.axis.s", value=tick))
                    for tick in shown
                ),
            ),
        ]
    )


def phase_boxes(reps: Iterable[Rep], phase: str, time: Scale) -> Iterator[Box]:
    """Where a phase has both its ends."""
    for rep in reps:
        edges_s = {
            "eccentric": (rep.eccentric_start_s, rep.eccentric_end_s),
            "bottom_pause": (rep.eccentric_end_s, rep.concentric_start_s),
            "concentric": (rep.concentric_start_s, rep.concentric_end_s),
        }[phase]
        places = [time(t_s) for t_s in known(edges_s)]
        if len(places) == 2 and places[1] > places[0]:
            yield places[0], places[1], TOP_PX, BOTTOM_PX - TOP_PX


def end_lines(reps: Iterable[Rep], time: Scale) -> Iterator[Line]:
    for rep in reps:
        for t_s in (rep.eccentric_start_s, rep.eccentric_end_s):
            yield time(t_s), TOP_PX, time(t_s), BOTTOM_PX


def end_bands(reps: Iterable[Rep], time: Scale) -> Iterator[Box]:
    for rep in reps:
        for uncertainty_s in known([rep.eccentric_uncertainty_s]):
            half_s = abs(uncertainty_s) / BOTH_ENDS
            for t_s in (rep.eccentric_start_s, rep.eccentric_end_s):
                yield time(t_s - half_s), time(t_s + half_s), TOP_PX, BOTTOM_PX - TOP_PX


def prescribed_lines(reps: Iterable[Rep], time: Scale, depth: Scale) -> Iterator[Line]:
    for rep in reps:
        start_s = rep.eccentric_start_s
        for target_s in known([rep.target_s]):
            yield time(start_s), depth(0.0), time(start_s + target_s), depth(1.0)


def rep_number(rep: Rep, time: Scale) -> Markup:
    middle = (time(rep.eccentric_start_s) + time(rep.eccentric_end_s)) / 2
    return text_at(middle, TOP_PX - 5, str(rep.index))


Point = tuple[float, float]


def curve_parts(curve: Curve, row: Row, time: Scale, depth: Scale) -> Iterator[str]:
    """The unbroken pieces of the curve within the row, as parts of a path."""
    first, last = bisect_left(curve.t_s, row.start_s), bisect_right(curve.t_s, row.end_s)
    piece: list[Point] = []
    for t_s, value in zip(curve.t_s[first:last], curve.depth[first:last], strict=True):
        if value is not None and is_known(value) and row.start_s <= t_s <= row.end_s:
            piece.append((time(t_s), depth(value)))
        elif piece:
            yield piece_path(piece)
            piece = []
    if piece:
        yield piece_path(piece)


def piece_path(piece: list[Point]) -> str:
    """Steps from point to point, so that rounding does not add up."""
    places = [(round(10 * x), round(10 * y)) for x, y in simpler(thinned(piece))]
    steps = (f"{x1 - x0} {tenth(y1 - y0)}" for (x0, y0), (x1, y1) in itertools.pairwise(places))
    (x, y) = places[0]
    # A sign divides two numbers as well as a space does; a single point is drawn as a dot.
    way = "l" + " ".join(steps).replace(" -", "-") if len(places) > 1 else "h0"
    return f"M{x} {tenth(y)}{way}"


def tenth(value: int) -> str:
    """3 is `.3`, -12 is `-1.2`, 40 is `4`."""
    sign, whole, rest = "-" if value < 0 else "", *divmod(abs(value), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return sign + text


def thinned(points: list[Point]) -> list[Point]:
    """Of very dense curves the lowest and the highest point of every few."""
    stride = math.ceil(2 * len(points) / POINTS_PER_ROW)
    if stride <= 2:
        return points
    kept: list[Point] = []
    for start in range(0, len(points), stride):
        part = points[start : start + stride]
        kept += sorted({min(part, key=lambda p: p[1]), max(part, key=lambda p: p[1])})
    return kept


def simpler(points: list[Point]) -> list[Point]:
    """Without the points that lie within `SIMPLER_PX` of the line between kept ones.

    Ramer (1972), Douglas and Peucker (1973), with the distance measured upright.
    """
    keep = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        away = [(off_line(points, first, last, place), place) for place in range(first + 1, last)]
        distance, farthest = max(away, default=(0.0, first))
        if distance > SIMPLER_PX:
            keep.add(farthest)
            open_ += [(first, farthest), (farthest, last)]
    return [points[place] for place in sorted(keep)]


def off_line(points: list[Point], first: int, last: int, place: int) -> float:
    (x0, y0), (x1, y1), (x, y) = points[first], points[last], points[place]
    along = (x - x0) / (x1 - x0) if x1 > x0 else 0.0
    return abs(y - (y0 + along * (y1 - y0)))
