"""A set at a glance: the few numbers to look at first."""

from __future__ import annotations

from vision_coach.core.report.session import SetReport, Summary
from vision_coach.core.report.trend import counted, trend_of
from vision_coach.core.tempo import Verdict
from vision_coach.export.html.markup import Markup, element
from vision_coach.export.html.plot import known
from vision_coach.words import say

MINUS = "\N{MINUS SIGN}"


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
    verdicts = [rep.verdict for rep in counted(one.reps) if rep.verdict is not None]
    sure = [verdict for verdict in verdicts if verdict is not Verdict.UNSURE]
    shares = known([one.summary.adherence])
    if not shares or not sure:
        return None
    notes = [say("page.tiles.on_tempo.note", adherence=shares[0])]
    if one.summary.unsure_count:
        notes.append(say("report.done.unsure", unsure=one.summary.unsure_count))
    return tile(
        say("page.tiles.on_tempo.name"),
        say("page.tiles.on_tempo.value", hits=sure.count(Verdict.ON), judged=len(sure)),
        say("page.tiles.on_tempo.between").join(notes),
        "first",
    )


def lowering(one: SetReport) -> Markup | None:
    means_s = known([one.summary.eccentric_mean_s])
    if not means_s:
        return None
    notes = [
        say("page.tiles.lowering.target", target_s=target_s) for target_s in known([target_of(one)])
    ]
    notes += [
        say("page.tiles.lowering.spread", spread_s=spread_s)
        for spread_s in known([one.summary.eccentric_sd_s])
    ]
    return tile(
        say("page.tiles.lowering.name"),
        say("page.tiles.lowering.value", mean_s=means_s[0]),
        say("page.tiles.lowering.between").join(notes) or say("page.tiles.lowering.single"),
    )


def target_of(one: SetReport) -> float | None:
    return one.tempo.eccentric_target_s if one.tempo else None


def trend(one: SetReport) -> Markup | None:
    direction = trend_of(one.reps)
    slopes = known([one.summary.eccentric_slope_s_per_rep])
    if direction is None or not slopes:
        return None
    text = say("page.tiles.trend.value", slope_s=slopes[0]).replace("-", MINUS)
    return tile(say("page.tiles.trend.name"), text, say(f"page.tiles.trend.{direction}"))


def motion_range(one: SetReport) -> Markup | None:
    degrees = known(rep.range_deg for rep in counted(one.reps))
    if not degrees:
        return None
    mean = sum(degrees) / len(degrees)
    return tile(
        say("page.tiles.range.name"),
        say("page.tiles.range.value", mean_deg=mean),
        say("page.tiles.range.note", least_deg=min(degrees), most_deg=max(degrees)),
    )


def tension(summary: Summary) -> Markup | None:
    seconds = known([summary.time_under_tension_s])
    if not seconds:
        return None
    return tile(
        say("page.tiles.tension.name"),
        say("page.tiles.tension.value", tension_s=seconds[0]),
        say("page.tiles.tension.note"),
    )
