"""What the window and the terminal say of a live session: its words, by what is to be said."""

from __future__ import annotations

from vision_coach.core.tempo import Verdict
from vision_coach.live.source_status import Fault
from vision_coach.live.state import Advice, LiveState, Stage
from vision_coach.words import say

PICTURE_IS_GOOD = (Advice.GET_INTO_POSITION, Advice.HOLD_STILL)

SURE = (Verdict.ON, Verdict.FAST, Verdict.SLOW)

Message = tuple[str, str]
"""In large letters, and in a few words more."""


def stage_word(stage: Stage) -> str:
    return say(f"live.stages.{stage}")


def verdict_word(verdict: Verdict) -> str:
    return say(f"live.verdicts.{verdict}")


def advice_words(advice: tuple[Advice, ...]) -> Message:
    """What to do and why, of the most important advice."""
    if not advice:
        return say("live.waiting.looking.headline"), say("live.waiting.looking.hint")
    return say(f"live.advice.{advice[0]}.headline"), say(f"live.advice.{advice[0]}.hint")


def exercise_words(state: LiveState) -> str:
    """What is trained, or next."""
    return state.exercise.title if state.exercise else say("live.any_exercise")


def fault_words(fault: Fault) -> Message:
    """What happened, and what to do."""
    return say(f"live.faults.{fault}.headline"), say(f"live.faults.{fault}.hint")


def opening_words() -> Message:
    return say("live.waiting.opening.headline"), say("live.waiting.opening.hint")


def done_words(state: LiveState) -> str:
    """How the last set went: what hit the tempo, and to which side the others missed it."""
    verdicts = [rep.verdict for rep in state.recent]
    sure = [verdict for verdict in verdicts if verdict in SURE]
    if not sure:
        return say("report.repetitions", count=state.rep_count)
    said = [say("report.done.on_tempo", hits=sure.count(Verdict.ON), judged=len(sure))]
    said += [
        say(f"report.done.{verdict}_many", missed=sure.count(verdict))
        for verdict in (Verdict.FAST, Verdict.SLOW)
        if verdict in sure
    ]
    if Verdict.UNSURE in verdicts:
        said.append(say("report.done.unsure", unsure=verdicts.count(Verdict.UNSURE)))
    return " · ".join(said)


def clock(seconds: float) -> str:
    """75.2 -> '1:16': a rest that is over is never shown as time left."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02d}"
