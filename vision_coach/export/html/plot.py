"""What the charts share: scales, figures, marks.

A plot is an SVG as wide as its column. Places along it are in percent, heights in pixels: so text
keeps its size on a phone and on paper, and no script has to measure anything. What is written
left of the plot stands at negative places, in the margin that the style leaves.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vision_coach.core.report.session import Rep
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Child, Markup, element, joined, number
from vision_coach.words import say

TICK_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LARGEST = 1e6
FREE = "free"
"""What is drawn of a repetition without a target."""
SIGNS = {
    Verdict.ON: "✓",
    Verdict.FAST: "▲",
    Verdict.SLOW: "▼",
    Verdict.UNSURE: "?",
    Verdict.NOT_GRADED: "·",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high`, as places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of `value`, held inside the plot."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def across(low: float, high: float) -> Scale:
    """From the left to the right edge, in percent."""
    return Scale(low, high, 0.0, 100.0)


def percent(place: float) -> str:
    return f"{number(place)}%"


def is_known(value: float | None) -> bool:
    """A number that can be drawn: no report of a person holds larger ones."""
    return value is not None and math.isfinite(value) and abs(value) < LARGEST


def known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None and is_known(value)]


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """About `count` round values from `low` to `high`."""
    rough = (high - low) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * step for step in TICK_STEPS if power * step >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number_ * step for number_ in range(first, last + 1)]


def plot(identity: str, title: str, description: str, height_px: float, *marks: Child) -> Markup:
    """The SVG itself, with what a screen reader says instead of it."""
    return element(
        "svg",
        element("title", title, id=f"{identity}-title"),
        element("desc", description, id=f"{identity}-desc"),
        *marks,
        class_="plot",
        height=height_px,
        role="img",
        aria_labelledby=f"{identity}-title {identity}-desc",
    )


def figure(heading: str, explanation: str, *content: Child, class_: str | None = None) -> Markup:
    return element(
        "figure",
        element("figcaption", element("h3", heading), element("p", explanation)),
        *content,
        class_=class_,
    )


def legend(*entries: tuple[str, str]) -> Markup:
    """Class of the sample, and what it means. The class of a line begins with `line`."""
    return element("ul", *(legend_entry(look, words) for look, words in entries), class_="legend")


def legend_entry(look: str, words: str) -> Markup:
    if look.startswith("line "):
        sample = element("line", x2=20, y1=6, y2=6, class_=look)
    else:
        sample = element("rect", width=18, height=12, rx=2, class_=look)
    return element("li", element("svg", sample, aria_hidden="true"), words)


def text_at(x: float | str, y_px: float, words: str, class_: str | None = None) -> Markup:
    place = x if isinstance(x, str) else percent(x)
    return element("text", words, x=place, y=y_px, class_=class_)


def texts(class_: str, rows: Iterable[Markup]) -> Markup:
    """Texts of one look."""
    return element("g", *rows, class_=class_)


def rectangle(box: Box, class_: str) -> Markup:
    """For fills with a pattern, which must not be stretched."""
    left, right, top_px, height_px = box
    return element(
        "rect",
        x=percent(left),
        y=top_px,
        width=percent(max(0.0, right - left)),
        height=height_px,
        class_=class_,
    )


def level(y_px: float, class_: str) -> Markup:
    """A line from the left to the right edge."""
    return element("line", x1="0%", x2="100%", y1=y_px, y2=y_px, class_=class_)


def upright(x: float, top_px: float, bottom_px: float, class_: str) -> Markup:
    return element("line", x1=percent(x), x2=percent(x), y1=top_px, y2=bottom_px, class_=class_)


def stretched(height_px: float, *shapes: Child) -> Markup:
    """Shapes whose x runs from 0 to 1000 over the whole width, for paths, which know no percent."""
    return element(
        "svg",
        *shapes,
        width="100%",
        height=height_px,
        viewBox=f"0 0 1000 {number(height_px)}",
        preserveAspectRatio="none",
    )


Box = tuple[float, float, float, float]
"""Left and right edge in percent, upper edge and height in pixels."""
Line = tuple[float, float, float, float]
"""x of the start in percent, its y in pixels, then those of the end."""


def boxes(class_: str, rows: Iterable[Box]) -> Markup:
    """Many rectangles of one look as one path, inside `stretched`: a tenth of their bytes."""
    return path(
        class_,
        (
            f"M{tenths(left)} {number(top, 1)}h{tenths(right - left)}v{number(height, 1)}"
            f"h{tenths(left - right)}z"
            for left, right, top, height in rows
        ),
    )


def lines(class_: str, rows: Iterable[Line]) -> Markup:
    """Many lines of one look as one path, inside `stretched`."""
    return path(
        class_,
        (f"M{tenths(x1)} {number(y1, 1)}L{tenths(x2)} {number(y2, 1)}" for x1, y1, x2, y2 in rows),
    )


def path(class_: str, parts: Iterable[str]) -> Markup:
    text = "".join(parts)
    return element("path", class_=class_, d=text) if text else Markup("")


def tenths(place: float) -> str:
    """Percent of the width in the units of `stretched`."""
    return number(10 * place, 1)


def value_axis(scale: Scale, unit: str) -> Markup:
    """Lines and labels of an upright axis; unit: "s" or "deg"."""
    shown = ticks(scale.low, scale.high, 4)
    height_px = max(scale.start, scale.end)
    return joined(
        [
            stretched(height_px, lines("grid", ((0, scale(t), 100, scale(t)) for t in shown))),
            texts(
                "left",
                (text_at("-8", scale(t) + 4, say(f"charts.axis.{unit}", value=t)) for t in shown),
            ),
        ]
    )


def verdict_class(rep: Rep) -> str:
    if not rep.graded:
        return "not_graded"
    return str(rep.verdict) if rep.verdict else FREE


def evenly_chosen(reps: Sequence[Rep], most: int) -> Sequence[Rep]:
    """At most `most` of them, the first and the last included."""
    if len(reps) <= most:
        return reps
    step = (len(reps) - 1) / (most - 1)
    return [reps[round(place * step)] for place in range(most)]
