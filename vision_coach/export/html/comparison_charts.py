"""Charts over several sessions: one place along each for every session."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.report.comparison import Course, Occasion
from vision_coach.core.report.trend import counted
from vision_coach.export.html.lowering_chart import CAP, places_of_count, whisker
from vision_coach.export.html.markup import Markup, element, joined
from vision_coach.export.html.plot import (
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
)
from vision_coach.words import say

HEIGHT_PX, TOP_PX, BOTTOM_PX = 220.0, 24.0, 188.0
MOST_DOTS = 60
SMALLEST = 0.01
"""Upper end of an axis at least: nothing smaller is measured."""
MOST_LABELS = 16


def lowering_chart(course: Course, identity: str) -> Markup:
    """Mean and spread of every session, its repetitions as dots, its target as a dash."""
    values = [value for one in course.occasions for value in shown_values(one)]
    if not values:
        return Markup("")
    margin = max(0.25, 0.15 * (max(values) - min(values)))
    vertical = Scale(max(0.0, min(values) - margin), max(values) + margin, BOTTOM_PX, TOP_PX)
    places = places_of_count(len(course.occasions))
    marks = [value_axis(vertical, "s")]
    for one, place in zip(course.occasions, places, strict=True):
        marks.append(occasion_mark(one, place, 50 / len(places), vertical))
    marks.append(numbers_axis(places))
    entries = [
        ("disc free", say("page.comparison.legend_mean")),
        ("line whisker", say("page.comparison.legend_spread")),
    ]
    if any(one.target_s is not None for one in course.occasions):
        entries.append(("line target", say("page.comparison.legend_target")))
    heading = say("page.comparison.lowering")
    return figure(
        heading,
        say("page.comparison.lowering_words"),
        plot(f"{identity}-lowering", heading, described(course), HEIGHT_PX, *marks),
        legend(*entries),
        class_="wide",
    )


def shown_values(one: Occasion) -> list[float]:
    values = [*known([one.target_s]), *known(rep.eccentric_s for rep in counted(one.reps))]
    for mean_s in known([one.summary.eccentric_mean_s]):
        for spread_s in [0.0, *known([one.summary.eccentric_sd_s])]:
            values += [mean_s - spread_s, mean_s + spread_s]
    return values


def occasion_mark(one: Occasion, place: float, half: float, vertical: Scale) -> Markup:
    """The target as a dash, the repetitions as dots, the mean with its spread."""
    parts = [target_dash(target_s, place, half, vertical) for target_s in known([one.target_s])]
    reps = [rep for rep in counted(one.reps) if is_known(rep.eccentric_s)]
    parts += [
        element(
            "circle",
            cx=percent(place - 0.25 * half),
            cy=vertical(rep.eccentric_s),
            r=3,
            class_="dot",
        )
        for rep in evenly_chosen(reps, MOST_DOTS)
    ]
    parts += [
        mean_mark(one, mean_s, place, vertical) for mean_s in known([one.summary.eccentric_mean_s])
    ]
    return joined(parts)


def target_dash(target_s: float, place: float, half: float, vertical: Scale) -> Markup:
    y_px, reach = vertical(target_s), 0.7 * half
    return element(
        "line", x1=percent(place - reach), x2=percent(place + reach), y1=y_px, y2=y_px,
        class_="target",
    )  # fmt: skip


def mean_mark(one: Occasion, mean_s: float, place: float, vertical: Scale) -> Markup:
    parts: list[Markup] = []
    for spread_s in known([one.summary.eccentric_sd_s]):
        top_px, bottom_px = vertical(mean_s + spread_s), vertical(mean_s - spread_s)
        drawn = lines("whisker", whisker(place, top_px, bottom_px))
        parts.append(stretched(HEIGHT_PX, drawn))
    y_px = vertical(mean_s)
    title = element("title", say("charts.titled.s", name=one.name, value=mean_s))
    parts.append(element("circle", title, cx=percent(place), cy=y_px, r=7, class_="disc free"))
    parts.append(text_at(place + 2 * CAP, y_px - 8, say("charts.value", value=mean_s), "start"))
    return joined(parts)


def bars_chart(
    course: Course,
    identity: str,
    heading: str,
    words: str,
    unit: str,
    values: Sequence[float | None],
) -> Markup:
    drawn = known(values)
    if not drawn or max(drawn) <= 0:
        return Markup("")
    vertical = Scale(0.0, max(SMALLEST, 1.1 * max(drawn)), BOTTOM_PX, TOP_PX)
    places = places_of_count(len(values))
    width = min(60 / len(values), 9.0)
    rows = [
        (height, place, say(f"charts.titled.{unit}", name=one.name, value=height))
        for value, place, one in zip(values, places, course.occasions, strict=True)
        for height in known([value])
    ]
    marks = [value_axis(vertical, unit)]
    for height, place, title in rows:
        marks.append(bar(place, width, vertical(height), title))
        if len(values) <= MOST_LABELS:
            shown = say(f"charts.shown.{unit}", value=height)
            marks.append(texts("strong", [text_at(place, vertical(height) - 5, shown)]))
    said = say("charts.titled_between").join(title for _height, _place, title in rows) + "."
    marks.append(numbers_axis(places))
    return figure(heading, words, plot(identity, heading, said, HEIGHT_PX, *marks))


def bar(place: float, width: float, top_px: float, title: str) -> Markup:
    return element(
        "rect",
        element("title", title),
        x=percent(place - width / 2),
        width=percent(width),
        y=top_px,
        height=max(0.0, BOTTOM_PX - top_px),
        class_="range free",
    )


def numbers_axis(places: Sequence[float]) -> Markup:
    step = -(-len(places) // MOST_LABELS)
    labels = [
        text_at(place, BOTTOM_PX + 18, str(number + 1))
        for number, place in enumerate(places)
        if number % step == 0
    ]
    return joined([level(BOTTOM_PX, "axis"), *labels])


def described(course: Course) -> str:
    said = [
        say("charts.titled.s", name=one.name, value=mean_s)
        for one in course.occasions
        for mean_s in known([one.summary.eccentric_mean_s])
    ]
    return say("charts.titled_between").join(said) + "."
