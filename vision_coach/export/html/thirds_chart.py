"""How evenly each lowering went: its time in each third of the way down."""

from __future__ import annotations

from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.report.trend import counted
from vision_coach.export.html.markup import Markup, joined
from vision_coach.export.html.plot import (
    boxes,
    figure,
    known,
    legend,
    plot,
    stretched,
    text_at,
    texts,
    upright,
)
from vision_coach.words import say

ROW_PX, BAR_PX, TOP_PX, AXIS_PX = 24.0, 16.0, 4.0, 22.0
MOST_DRAWN = 60
LABEL_SHARE = 13.0
"""A third narrower than this, in percent of the lowering, has no room for its seconds."""
NAMES = ("first", "middle", "last")
LOOKS = ("third-1", "third-2", "third-3")
UNEVEN_SHARE = 0.08
"""A third that differs by more than this from 33 % of the time is named."""


def thirds_chart(one: SetReport, identity: str) -> Markup:
    drawn = [rep for rep in one.reps if shares_of(rep)][:MOST_DRAWN]
    if not drawn:
        return Markup("")
    bottom_px = TOP_PX + len(drawn) * ROW_PX
    tops_px = [TOP_PX + place * ROW_PX for place in range(len(drawn))]
    rows = [
        (third, (left, right, top_px, BAR_PX), third_s)
        for rep, top_px in zip(drawn, tops_px, strict=True)
        for third, (left, right, third_s) in enumerate(parts_of(rep))
    ]
    filled = [
        boxes(look, (box for third, box, _third_s in rows if third == wanted))
        for wanted, look in enumerate(LOOKS)
    ]
    marks = [guides(bottom_px), stretched(bottom_px, *filled)]
    numbers = (
        text_at("-8", top_px + 12, str(rep.index))
        for rep, top_px in zip(drawn, tops_px, strict=True)
    )
    marks.append(texts("left", numbers))
    marks += [
        texts(
            f"on-{look}",
            (
                text_at((left + right) / 2, top_px + 12, say("charts.value", value=third_s))
                for third, (left, right, top_px, _height), third_s in rows
                if third == wanted and right - left >= LABEL_SHARE
            ),
        )
        for wanted, look in enumerate(LOOKS)
    ]
    words = say("charts.thirds.words", evenness=evenness(one))
    if len(drawn) < len(one.reps):
        words += " " + say("charts.first_drawn", drawn=len(drawn), reps=len(one.reps))
    return figure(
        say("charts.thirds.heading"),
        words,
        plot(
            f"{identity}-thirds",
            say("charts.thirds.title"),
            evenness(one) or words,
            bottom_px + AXIS_PX,
            *marks,
        ),
        legend(
            *(
                (look, say("charts.thirds.legend", third=name))
                for look, name in zip(LOOKS, NAMES, strict=True)
            )
        ),
    )


def shares_of(rep: Rep) -> list[float]:
    """Of the three thirds in their sum; empty where they are not known."""
    thirds = known(rep.thirds_s)
    if len(thirds) < 3 or min(thirds) < 0 or sum(thirds) <= 0:
        return []
    return [third / sum(thirds) for third in thirds]


def evenness(one: SetReport) -> str:
    """Which third was hurried or lingered in, on average over the counted repetitions."""
    rows = [shares for shares in map(shares_of, counted(one.reps)) if shares]
    if not rows:
        return ""
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    place = max(range(3), key=lambda third: abs(means[third] - 1 / 3))
    if abs(means[place] - 1 / 3) <= UNEVEN_SHARE:
        return say("charts.thirds.even")
    return say(
        "charts.thirds.hurried" if means[place] < 1 / 3 else "charts.thirds.slowest",
        third=NAMES[place],
        share=means[place],
    )


def guides(bottom_px: float) -> Markup:
    """Where the thirds would end at an even speed."""
    places = (100 / 3, 200 / 3)
    return joined(
        [
            *(upright(place, 0, bottom_px + 2, "axis") for place in places),
            texts(
                "tick",
                (text_at(p, bottom_px + 15, say("charts.thirds.guide", percent=p)) for p in places),
            ),
        ]
    )


def parts_of(rep: Rep) -> list[tuple[float, float, float]]:
    """Left and right edge in percent of the lowering, and the seconds, of each third."""
    first, second, _last = shares_of(rep)
    edges = (0.0, 100 * first, 100 * (first + second), 100.0)
    return list(zip(edges, edges[1:], rep.thirds_s, strict=False))
