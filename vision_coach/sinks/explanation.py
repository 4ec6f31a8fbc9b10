"""What was not counted: a line for each stretch with movement."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from vision_coach.core.detection.candidates import SMALLEST_SHARE
from vision_coach.core.detection.rejections import Rejection, Rule, nearness
from vision_coach.core.report.session import Session
from vision_coach.words import nearest_words, say

COVERED_SHARE = 0.5
"""A rejection of which so much lies in what is counted or told already tells nothing new."""


def print_explanation(console: Console, session: Session) -> None:
    """A line for each stretch with movement that was not counted."""
    told = what_to_tell(session)
    if not told:
        console.print(say("rules.explained.nothing"))
        return
    console.print(Text(say("rules.explained.heading"), "bold"))
    for one in told:
        when = say("rules.explained.when", t_s=one.t_s, until_s=one.until_s)
        console.print(Text(f"  {when:>17}  {nearest_words(one)}"), soft_wrap=True)


def what_to_tell(session: Session) -> list[Rejection]:
    """The nearest rejection of each stretch of time, in order; nothing of what was counted."""
    taken = [
        (rep.eccentric_start_s, rep.concentric_end_s or rep.eccentric_end_s)
        for one in session.sets
        for rep in one.reps
    ]
    told: list[Rejection] = []
    for one in sorted(session.rejections, key=nearness, reverse=True):
        if is_movement(one) and covered_share(one, taken) < COVERED_SHARE:
            told.append(one)
            taken.append((one.t_s, one.until_s))
    return sorted(told, key=lambda one: one.t_s)


def is_movement(one: Rejection) -> bool:
    """Standing still is none, and a few frames show none."""
    if one.rule is Rule.TOO_FEW_SAMPLES:
        return False
    if one.rule is not Rule.TRAVEL or one.value is None or one.limit is None:
        return True
    return one.value >= SMALLEST_SHARE * one.limit


def covered_share(one: Rejection, taken: Sequence[tuple[float, float]]) -> float:
    """How much of its time lies in what was told already."""
    shared_s = sum(max(0.0, min(one.until_s, end) - max(one.t_s, start)) for start, end in taken)
    return shared_s / max(one.until_s - one.t_s, 1e-9)
