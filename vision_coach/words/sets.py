"""A set, a tempo and a series of sessions in plain words, for every place that people read."""

from __future__ import annotations

from collections.abc import Sequence

from vision_coach.core.report.comparison import Course
from vision_coach.core.report.numbers import is_number
from vision_coach.core.report.session import PARTIAL, Rep, SetReport
from vision_coach.core.report.trend import counted, trend_of
from vision_coach.core.tempo import AS_FAST_AS_POSSIBLE, PHASES, PhaseTarget, Tempo, Verdict
from vision_coach.words.spoken import clauses, listed, number, say

MOST_NAMED = 3
"""More repetitions than these are counted, not named one by one."""


def prescribed(tempo: Tempo | None) -> str:
    """What was asked for: "4 s down, 1 s pause, 1 s up, no pause at the top"."""
    if tempo is None:
        return say("report.tempo.none")
    parts = [phase_words(phase, getattr(tempo, phase)) for phase in PHASES]
    return say("report.tempo.between").join(part for part in parts if part)


def phase_words(phase: str, target: PhaseTarget) -> str:
    if target is None:
        return ""
    if target == AS_FAST_AS_POSSIBLE:
        return say(f"report.tempo.{phase}.fast")
    if target == 0:
        return say(f"report.tempo.{phase}.zero")
    return say(f"report.tempo.{phase}.timed", target_s=target)


def happened(one: SetReport) -> str:
    """What was done, in one line: how many, how long, which ones missed the tempo."""
    whole = counted(one.reps)
    untimed = sum(not rep.graded for rep in one.reps)
    partial = sum(rep.graded and PARTIAL in rep.flags for rep in one.reps)
    parts = [say("report.repetitions", count=len(one.reps))]
    if whole and is_number(one.summary.eccentric_mean_s):
        parts.append(say("report.done.mean", mean_s=one.summary.eccentric_mean_s))
    parts += verdict_words(whole)
    if partial:
        parts.append(say("report.done.partial", partial=partial))
    if untimed and whole:
        parts.append(say("report.done.not_graded", not_graded=untimed))
    elif untimed:
        parts.append(say("report.done.none_timed"))
    return clauses(parts)


def verdict_words(whole: Sequence[Rep]) -> list[str]:
    judged = [rep for rep in whole if rep.verdict not in (None, Verdict.UNSURE)]
    unsure = sum(rep.verdict is Verdict.UNSURE for rep in whole)
    said = [say("report.done.unsure", unsure=unsure)] if unsure else []
    return [*sure_words(judged), *said] if judged else said


def sure_words(judged: Sequence[Rep]) -> list[str]:
    hits = sum(rep.verdict is Verdict.ON for rep in judged)
    if hits == len(judged):
        return [say("report.done.all_on_tempo", judged=len(judged))]
    parts = [say("report.done.on_tempo", hits=hits, judged=len(judged))]
    for verdict in (Verdict.FAST, Verdict.SLOW):
        missed = [rep for rep in judged if rep.verdict is verdict]
        if missed:
            parts.append(missed_words(verdict, missed))
    return parts


def missed_words(verdict: Verdict, missed: Sequence[Rep]) -> str:
    if len(missed) > MOST_NAMED:
        return say(f"report.done.{verdict}_many", missed=len(missed))
    which = listed([one_missed(rep) for rep in missed])
    return say(f"report.done.{verdict}", count=len(missed), which=which)


def one_missed(rep: Rep) -> str:
    if not is_number(rep.error_s):
        return number(rep.index, "d")
    return say("report.done.missed_by", index=rep.index, error_s=abs(rep.error_s))


def trend_words(one: SetReport) -> str:
    """Whether control faded; empty where there are too few repetitions to say."""
    trend = trend_of(one.reps)
    return say(f"report.trend.{trend}") if trend else ""


def course_words(course: Course) -> str:
    """How an exercise changed from the first to the last of several sessions."""
    if len(course.occasions) < 2:
        return say("report.course.once")
    first, last = course.occasions[0], course.occasions[-1]
    pairs = (
        ("mean", first.summary.eccentric_mean_s, last.summary.eccentric_mean_s),
        ("spread", first.summary.eccentric_sd_s, last.summary.eccentric_sd_s),
        ("range", first.range_mean_deg, last.range_mean_deg),
    )
    changes = [
        say(f"report.course.{name}", before=before, after=after)
        for name, before, after in pairs
        if is_number(before) and is_number(after)
    ]
    if not changes:
        return ""
    return say("report.course.change", changes=say("report.course.between").join(changes))
