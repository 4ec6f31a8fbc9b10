"""Lowering times over the set: each with its uncertainty, the target and the trend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.report.trend import Trend, counted, trend_of
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Markup, element, joined
from vision_coach.export.html.plot import (
    FREE,
    SIGNS,
    Line,
    Scale,
    evenly_chosen,
    figure,
    is_known,
    known,
    legend,
    level,
    lines,
    percent,
    plot,
    stretched,
    text_at,
    texts,
    value_axis,
    verdict_class,
)
from vision_coach.words import happened, say, trend_words

HEIGHT_PX, TOP_PX, BOTTOM_PX = 240.0, 22.0, 208.0
MOST_DRAWN = 400
MOST_LABELS = 12
MARK_PX = 7.0
CAP = 0.5
"""Half of the width of a whisker's cap, in percent."""


def lowering_chart(one: SetReport, identity: str) -> Markup:
    drawn = [rep for rep in one.reps if is_known(rep.eccentric_s)]
    if not drawn:
        return Markup("")
    drawn = list(evenly_chosen(drawn, MOST_DRAWN))
    vertical = scale_of(one, drawn)
    places = places_of(drawn)
    marks = [
        value_axis(vertical, "s"),
        target_marks(one, vertical),
        trend_line(one, drawn, vertical),
    ]
    marks.append(whiskers(drawn, places, vertical))
    marks += [rep_mark(rep, place, vertical) for rep, place in zip(drawn, places, strict=True)]
    if len(drawn) <= MOST_LABELS:
        rows = zip(drawn, places, strict=True)
        marks.append(texts("strong", (seconds_label(rep, place, vertical) for rep, place in rows)))
    marks.append(index_axis(drawn, places, BOTTOM_PX))
    return figure(
        say("charts.lowering.heading"),
        say("charts.lowering.words", trend=trend_words(one)),
        plot(
            f"{identity}-lowering",
            say("charts.lowering.title"),
            happened(one) + ".",
            HEIGHT_PX,
            *marks,
        ),
        legend_of(one, drawn),
        class_="wide",
    )


def places_of(reps: Sequence[Rep]) -> list[float]:
    """The middle of an equally wide column for each, in percent."""
    return places_of_count(len(reps))


def places_of_count(count: int) -> list[float]:
    return [100 * (place + 0.5) / count for place in range(count)]


def scale_of(one: SetReport, drawn: Sequence[Rep]) -> Scale:
    """Wide enough for every lowering and its uncertainty, and the target and its tolerance."""
    values = known(rep.target_s for rep in drawn)
    values += [target + away for target in values for away in known([one.tolerance_s])]
    for rep in drawn:
        for uncertainty_s in [0.0, *known([rep.eccentric_uncertainty_s])]:
            values += [rep.eccentric_s - uncertainty_s, rep.eccentric_s + uncertainty_s]
    low, high = max(0.0, min(values)), max(0.5, *values)
    margin = max(0.25, 0.15 * (high - low))
    return Scale(max(0.0, low - margin), high + 0.3 * margin, BOTTOM_PX, TOP_PX)


def target_marks(one: SetReport, vertical: Scale) -> Markup:
    targets = known([rep.target_s for rep in one.reps])
    if not targets:
        return Markup("")
    target_s, parts = targets[0], []
    for tolerance_s in known([one.tolerance_s]):
        top_px = vertical(target_s + tolerance_s)
        parts.append(
            element(
                "rect",
                x="0%",
                width="100%",
                y=top_px,
                height=vertical(target_s - tolerance_s) - top_px,
                class_="band",
            )
        )
    return joined([*parts, level(vertical(target_s), "target")])


def trend_line(one: SetReport, drawn: Sequence[Rep], vertical: Scale) -> Markup:
    """The least-squares line; it goes through the mean of the counted repetitions."""
    slope, mean_s = one.summary.eccentric_slope_s_per_rep, one.summary.eccentric_mean_s
    rows = counted(one.reps)
    if not rows or len(known([slope, mean_s])) < 2:
        return Markup("")
    middle = sum(rep.index for rep in rows) / len(rows)
    first, last = drawn[0].index, drawn[-1].index
    (slope_s, mean) = known([slope, mean_s])
    edge = 50 / len(drawn)
    return element(
        "line",
        x1=percent(edge),
        x2=percent(100 - edge),
        y1=vertical(mean + slope_s * (first - middle)),
        y2=vertical(mean + slope_s * (last - middle)),
        class_="trend",
    )


def whiskers(drawn: Sequence[Rep], places: Sequence[float], vertical: Scale) -> Markup:
    """The uncertainty of every lowering, as an upright line with caps."""
    rows = [
        line
        for rep, place in zip(drawn, places, strict=True)
        for uncertainty_s in known([rep.eccentric_uncertainty_s])
        for line in whisker(
            place,
            vertical(rep.eccentric_s + uncertainty_s),
            vertical(rep.eccentric_s - uncertainty_s),
        )
    ]
    return stretched(HEIGHT_PX, lines("whisker", rows))


def whisker(place: float, top_px: float, bottom_px: float) -> list[Line]:
    left, right = place - CAP, place + CAP
    return [
        (place, top_px, place, bottom_px),
        (left, top_px, right, top_px),
        (left, bottom_px, right, bottom_px),
    ]


def rep_mark(rep: Rep, place: float, vertical: Scale) -> Markup:
    y_px, look = vertical(rep.eccentric_s), verdict_class(rep)
    title = element("title", spoken(rep))
    disc = element("circle", title, cx=percent(place), cy=y_px, r=MARK_PX, class_=f"disc {look}")
    if rep.graded and not rep.verdict:
        return disc
    sign = SIGNS[rep.verdict or Verdict.NOT_GRADED]
    return joined([disc, text_at(place, y_px + 4, sign, f"sign {look}")])


def seconds_label(rep: Rep, place: float, vertical: Scale) -> Markup:
    upper_s = rep.eccentric_s + max([0.0, *known([rep.eccentric_uncertainty_s])])
    return text_at(place, vertical(upper_s) - 6, say("charts.value", value=rep.eccentric_s))


def trend_label(one: SetReport) -> str:
    if trend_of(one.reps) is Trend.STEADY:
        return say("charts.lowering.legend_no_trend")
    return say("charts.lowering.legend_trend")


def spoken(rep: Rep) -> str:
    seconds, uncertainty_s = rep.eccentric_s, rep.eccentric_uncertainty_s
    if is_known(uncertainty_s):
        words = say(
            "charts.lowering.rep_unsure",
            index=rep.index,
            eccentric_s=seconds,
            uncertainty_s=uncertainty_s,
        )
    else:
        words = say("charts.lowering.rep", index=rep.index, eccentric_s=seconds)
    look = verdict_class(rep)
    return words if look == FREE else say("charts.lowering.rep_judged", rep=words, verdict=look)


def index_axis(reps: Sequence[Rep], places: Sequence[float], y_px: float) -> Markup:
    """The numbers of the repetitions, as many as a phone has room for."""
    step = math.ceil(len(reps) / MOST_LABELS)
    labels = (
        text_at(place, y_px + 18, str(rep.index))
        for number, (rep, place) in enumerate(zip(reps, places, strict=True))
        if number % step == 0
    )
    return joined([level(y_px, "axis"), *labels])


def legend_of(one: SetReport, drawn: Sequence[Rep]) -> Markup:
    looks = {verdict_class(rep) for rep in drawn}
    shown = [
        (f"disc {verdict}", say("charts.lowering.legend", sign=sign, verdict=verdict))
        for verdict, sign in SIGNS.items()
        if verdict in looks
    ]
    if FREE in looks:
        shown.append((f"disc {FREE}", say("charts.lowering.legend_free")))
    if is_known(one.tolerance_s):
        shown.append(("band", say("charts.lowering.legend_target", tolerance_s=one.tolerance_s)))
    if is_known(one.summary.eccentric_slope_s_per_rep):
        shown.append(("line trend", trend_label(one)))
    shown.append(("line whisker", say("charts.lowering.legend_uncertainty")))
    return legend(*shown)
