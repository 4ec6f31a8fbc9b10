"""A set at a glance: the few numbers to look at first."""

from __future__ import annotations

from vision_coach.core.report.session import SetReport, Summary
from vision_coach.core.report.trend import Trend, counted, trend_of
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Markup, element
from vision_coach.export.html.plot import known

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"
TREND_NOTES = {
    Trend.SHORTER: "getting shorter: control fades",
    Trend.STEADY: "no clear trend",
    Trend.LONGER: "getting longer",
}


def tiles(one: SetReport) -> Markup:
    found = [on_tempo(one), lowering(one), trend(one), motion_range(one), tension(one.summary)]
    return element("dl", *(tile for tile in found if tile), class_="tiles")


def tile(name: str, value: str, note: str, class_: str | None = None) -> Markup:
    return element(
        "div",
        element("dt", name),
        element("dd", value, class_="value"),
        element("dd", note, class_="note"),
        class_=class_,
    )


def on_tempo(one: SetReport) -> Markup | None:
    judged = [rep for rep in counted(one.reps) if rep.verdict is not None]
    shares = known([one.summary.adherence])
    if not shares or not judged:
        return None
    hits = sum(rep.verdict is Verdict.ON for rep in judged)
    share = f"{shares[0]:.0%} of the graded lowerings"
    return tile("On tempo", f"{hits} of {len(judged)}", share, "first")


def lowering(one: SetReport) -> Markup | None:
    mean_s, sd_s = one.summary.eccentric_mean_s, one.summary.eccentric_sd_s
    if not known([mean_s]):
        return None
    notes = [f"target{SPACE}{target_s:.2f}{SPACE}s" for target_s in known([target_of(one)])]
    notes += [f"spread{SPACE}±{SPACE}{spread_s:.2f}{SPACE}s" for spread_s in known([sd_s])]
    return tile("Mean lowering", f"{mean_s:.2f} s", ", ".join(notes) or "one lowering")


def target_of(one: SetReport) -> float | None:
    return one.tempo.eccentric_target_s if one.tempo else None


def trend(one: SetReport) -> Markup | None:
    direction = trend_of(one.reps)
    slopes = known([one.summary.eccentric_slope_s_per_rep])
    if direction is None or not slopes:
        return None
    text = f"{slopes[0]:+.2f} s".replace("-", MINUS)
    return tile("Change per repetition", text, TREND_NOTES[direction])


def motion_range(one: SetReport) -> Markup | None:
    degrees = known(rep.range_deg for rep in counted(one.reps))
    if not degrees:
        return None
    mean = sum(degrees) / len(degrees)
    return tile("Range of motion", f"{mean:.0f}°", f"{min(degrees):.0f}° to {max(degrees):.0f}°")


def tension(summary: Summary) -> Markup | None:
    seconds = known([summary.time_under_tension_s])
    if not seconds:
        return None
    return tile("Time under tension", f"{seconds[0]:.0f} s", "lowering, pause and rise together")
