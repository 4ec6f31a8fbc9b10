"""Each repetition as a bar of its four phases, over the prescribed tempo."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from vision_coach.core.report.session import Rep, SetReport
from vision_coach.core.tempo import PHASES, Tempo
from vision_coach.export.html.markup import Markup, element, joined
from vision_coach.export.html.plot import (
    SIGNS,
    Box,
    Scale,
    across,
    boxes,
    figure,
    is_known,
    known,
    legend,
    lines,
    plot,
    rectangle,
    stretched,
    text_at,
    texts,
    ticks,
)
from vision_coach.words import named, say

ROW_PX, BAR_PX, STRIP_PX, TOP_PX, AXIS_PX = 30.0, 15.0, 5.0, 4.0, 22.0
MOST_DRAWN = 60
LONGEST_TOP_PAUSE_SHARE = 0.5
"""A longer rest between two repetitions runs off the edge, so that it does not dwarf the rest."""
LABEL_SHARE = 9.0
"""A bar narrower than this, in percent, has no room for its seconds on a phone."""
PATTERNED = ("bottom_pause", "concentric")


def phases_chart(one: SetReport, identity: str) -> Markup:
    drawn = [rep for rep in one.reps if is_known(rep.eccentric_s)][:MOST_DRAWN]
    if not drawn:
        return Markup("")
    scale = across(0.0, longest_s(drawn, one.tempo))
    bottom_px = TOP_PX + len(drawn) * ROW_PX
    tops_px = [TOP_PX + place * ROW_PX for place in range(len(drawn))]
    bars = [
        (phase, box)
        for rep, top_px in zip(drawn, tops_px, strict=True)
        for phase, box in segments(durations(rep), top_px, BAR_PX, scale)
    ]
    strip = segments(prescribed_durations(one.tempo), 0.0, STRIP_PX, scale)
    marks = [
        axis(scale, bottom_px),
        stretched(bottom_px, *(of_phase(bars, phase) for phase in ("eccentric", "top_pause"))),
        *(rectangle(box, phase) for phase, box in bars if phase in PATTERNED),
        element(
            "defs",
            element("g", *(rectangle(box, phase) for phase, box in strip), id=f"{identity}-strip"),
        ),
    ]
    if strip:
        marks += [
            element("use", href=f"#{identity}-strip", y=top_px + BAR_PX + 2) for top_px in tops_px
        ]
    rows = list(zip(drawn, tops_px, strict=True))
    marks.append(texts("left", (rep_label(rep, top_px) for rep, top_px in rows)))
    labels = (seconds_label(rep, top_px, scale) for rep, top_px in rows)
    marks.append(texts("on-bar", (label for label in labels if label)))
    words = say("charts.phases.with_tempo" if one.tempo else "charts.phases.without_tempo")
    if len(drawn) < len(one.reps):
        words += " " + say("charts.first_drawn", drawn=len(drawn), reps=len(one.reps))
    return figure(
        say("charts.phases.heading"),
        words,
        plot(
            f"{identity}-phases",
            say("charts.phases.title"),
            description(drawn),
            bottom_px + AXIS_PX,
            *marks,
        ),
        legend(*((phase, named("phases", phase)) for phase in PHASES)),
        class_="wide",
    )


def durations(rep: Rep) -> Iterator[tuple[str, float]]:
    """The phases that were measured, in their order."""
    measured = (rep.eccentric_s, rep.bottom_pause_s, rep.concentric_s, rep.top_pause_s)
    for phase, seconds in zip(PHASES, measured, strict=True):
        if seconds is not None and is_known(seconds):
            yield phase, max(0.0, seconds)


def prescribed_durations(tempo: Tempo | None) -> Iterator[tuple[str, float]]:
    """As far as seconds are prescribed: after a free phase nothing has its place."""
    if tempo is None:
        return
    for phase in PHASES:
        target = getattr(tempo, phase)
        if not isinstance(target, float) or not is_known(target):
            return
        yield phase, target


def longest_s(drawn: Sequence[Rep], tempo: Tempo | None) -> float:
    active_s = [
        sum(seconds for phase, seconds in durations(rep) if phase != "top_pause") for rep in drawn
    ]
    top_s = max([0.0, *known(rep.top_pause_s for rep in drawn)])
    most_s = max(0.5, *active_s)
    # One forgotten minute at the bottom must not dwarf the set either.
    most_s = min(most_s, max(0.5, 3 * statistics.median(active_s)))
    prescribed_s = sum(seconds for _phase, seconds in prescribed_durations(tempo))
    return max(prescribed_s, most_s + min(top_s, LONGEST_TOP_PAUSE_SHARE * most_s))


def segments(
    phases: Iterable[tuple[str, float]], top_px: float, height_px: float, scale: Scale
) -> list[tuple[str, Box]]:
    """The phases one after the other, from the left edge."""
    parts, start_s = [], 0.0
    for phase, seconds in phases:
        if seconds > 0:
            parts.append((phase, (scale(start_s), scale(start_s + seconds), top_px, height_px)))
        start_s += seconds
    return parts


def of_phase(bars: Iterable[tuple[str, Box]], wanted: str) -> Markup:
    return boxes(wanted, (box for phase, box in bars if phase == wanted))


def rep_label(rep: Rep, top_px: float) -> Markup:
    sign = SIGNS[rep.verdict] if rep.verdict else ""
    return text_at("-8", top_px + 12, f"{rep.index} {sign}".strip())


def seconds_label(rep: Rep, top_px: float, scale: Scale) -> Markup | None:
    width = scale(max(0.0, rep.eccentric_s))
    if width < LABEL_SHARE:
        return None
    return text_at(width / 2, top_px + 12, say("charts.seconds", seconds=rep.eccentric_s))


def axis(scale: Scale, bottom_px: float) -> Markup:
    shown = ticks(0.0, scale.high)
    return joined(
        [
            stretched(
                bottom_px, lines("grid", ((scale(t), 0, scale(t), bottom_px) for t in shown))
            ),
            texts(
                "tick",
                (text_at(scale(t), bottom_px + 15, say("charts.axis.s", value=t)) for t in shown),
            ),
        ]
    )


def description(drawn: Sequence[Rep]) -> str:
    said = [
        say("charts.phases.span", phase=phase, least_s=min(seconds), most_s=max(seconds))
        for phase in PHASES
        if (seconds := [value for rep in drawn for name, value in durations(rep) if name == phase])
    ]
    return say(
        "charts.phases.description",
        repetitions=say("report.repetitions", count=len(drawn)),
        spans=say("charts.phases.between").join(said),
    )
