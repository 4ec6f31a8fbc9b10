"""A set in plain words, for every place that people read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeGuard

from vision_coach.core.report.comparison import Course
from vision_coach.core.report.session import PARTIAL, Rep, SetReport
from vision_coach.core.report.trend import Trend, counted, trend_of
from vision_coach.core.tempo import AS_FAST_AS_POSSIBLE, PhaseTarget, Tempo, Verdict

VIEW_WORDS = {
    "front": "from the front",
    "front_45": "from the front, at an angle",
    "side": "from the side",
    "back_45": "from behind, at an angle",
    "back": "from behind",
    "unknown": "view not known",
}
MOST_NAMED = 3
"""More repetitions than these are counted, not named one by one."""
TREND_WORDS = {
    Trend.SHORTER: "The lowerings became shorter over the set: control faded.",
    Trend.STEADY: "No clear trend over the set.",
    Trend.LONGER: "The lowerings became longer over the set.",
}


def exercise_title(name: str) -> str:
    """`push_up` as "Push-up"."""
    return name.replace("_", "-").capitalize()


def counted_noun(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b" or "a, b and c"; at least one word."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def prescribed(tempo: Tempo | None) -> str:
    """What was asked for: "4 s down, 1 s pause, 1 s up, no pause at the top"."""
    if tempo is None:
        return "no tempo"
    parts = (
        phase_words(tempo.eccentric, "down", "down"),
        phase_words(tempo.bottom_pause, "pause", "pause"),
        phase_words(tempo.concentric, "up", "up"),
        phase_words(tempo.top_pause, "pause at the top", "pause at the top"),
    )
    return ", ".join(part for part in parts if part)


def phase_words(target: PhaseTarget, timed: str, named: str) -> str:
    if target is None:
        return ""
    if target == AS_FAST_AS_POSSIBLE:
        return f"{named} as fast as possible"
    if target == 0:
        return f"no {named}"
    return f"{target:g} s {timed}"


def happened(one: SetReport) -> str:
    """What was done, in one sentence: how many, how long, which ones missed the tempo."""
    count = counted_noun(len(one.reps), "repetition")
    whole = counted(one.reps)
    untimed = sum(not rep.graded for rep in one.reps)
    partial = sum(rep.graded and PARTIAL in rep.flags for rep in one.reps)
    parts = [count]
    if whole and is_number(one.summary.eccentric_mean_s):
        parts.append(f"lowered in {one.summary.eccentric_mean_s:.1f} s on average")
    parts += verdict_words(whole)
    if partial:
        parts.append(f"{partial} partial")
    if untimed:
        parts.append(
            f"{untimed if whole else 'none'} {'not graded' if whole else 'could be timed'}"
        )
    return "; ".join(parts)


def verdict_words(whole: Sequence[Rep]) -> list[str]:
    judged = [rep for rep in whole if rep.verdict is not None]
    if not judged:
        return []
    on_tempo = sum(rep.verdict is Verdict.ON for rep in judged)
    parts = [f"{'all' if on_tempo == len(judged) else on_tempo} of {len(judged)} on tempo"]
    for verdict, word in ((Verdict.FAST, "too fast"), (Verdict.SLOW, "too slow")):
        missed = [rep for rep in judged if rep.verdict is verdict]
        if missed:
            parts.append(f"{word}: {missed_words(missed)}")
    return parts


def missed_words(missed: Sequence[Rep]) -> str:
    if len(missed) > MOST_NAMED:
        return str(len(missed))
    noun = "repetition" if len(missed) == 1 else "repetitions"
    return f"{noun} {listed([f'{rep.index}{by_words(rep)}' for rep in missed])}"


def by_words(rep: Rep) -> str:
    error_s = rep.error_s
    return f" (by {abs(error_s):.1f} s)" if is_number(error_s) else ""


def course_words(course: Course) -> str:
    """How an exercise changed from the first to the last of several sessions."""
    if len(course.occasions) < 2:
        return "Done in one session only."
    first, last = course.occasions[0], course.occasions[-1]
    pairs = (
        ("mean lowering", first.summary.eccentric_mean_s, last.summary.eccentric_mean_s, 2, " s"),
        ("spread", first.summary.eccentric_sd_s, last.summary.eccentric_sd_s, 2, " s"),
        ("range", first.range_mean_deg, last.range_mean_deg, 0, "°"),
    )
    parts = [
        f"{name} {before:.{decimals}f}{unit} → {after:.{decimals}f}{unit}"
        for name, before, after, decimals, unit in pairs
        if is_number(before) and is_number(after)
    ]
    return f"From the first to the last session: {', '.join(parts)}." if parts else ""


def is_number(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def trend_words(one: SetReport) -> str:
    """Whether control faded; empty where there are too few repetitions to say."""
    trend = trend_of(one.reps)
    return TREND_WORDS[trend] if trend else ""
