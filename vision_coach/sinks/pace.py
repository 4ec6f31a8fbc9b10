"""Whether a lowering is where it should be."""

from __future__ import annotations

from enum import StrEnum

from vision_coach.core.tempo import TOLERANCE_SHARE, Verdict
from vision_coach.live.state import LiveState, Stage
from vision_coach.words import say


class Pace(StrEnum):
    """How the depth compares with where it should be."""

    ON = "on"
    AHEAD = "ahead"
    BEHIND = "behind"


VERDICTS = {Pace.ON: Verdict.ON, Pace.AHEAD: Verdict.FAST, Pace.BEHIND: Verdict.SLOW}
"""What a lowering that goes on like this is going to be."""


def pace_word(pace: Pace) -> str:
    return say(f"live.pace.{pace}")


def pace_of(state: LiveState) -> Pace | None:
    """None where nothing can be compared. On pace within the share of the way that a lowering
    may be off the target at its end."""
    if state.stage is not Stage.LOWERING or state.depth is None or state.target_depth is None:
        return None
    ahead = state.depth - state.target_depth
    if abs(ahead) <= TOLERANCE_SHARE:
        return Pace.ON
    return Pace.AHEAD if ahead > 0 else Pace.BEHIND
