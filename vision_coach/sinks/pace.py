"""How a lowering under way is going to be judged, in one word to act on."""

from __future__ import annotations

from enum import StrEnum

from vision_coach.core.tempo import Verdict
from vision_coach.live.state import LiveState, Stage
from vision_coach.words import say


class Pace(StrEnum):
    """What to do until the bottom."""

    ON = "on"
    AHEAD = "ahead"
    BEHIND = "behind"


VERDICTS = {Pace.ON: Verdict.ON, Pace.AHEAD: Verdict.FAST, Pace.BEHIND: Verdict.SLOW}
"""What a lowering that goes on like this is going to be."""
PACES = {verdict: pace for pace, verdict in VERDICTS.items()}


def pace_word(pace: Pace) -> str:
    return say(f"live.pace.{pace}")


def pace_of(state: LiveState) -> Pace | None:
    """None outside a lowering, and as long as nobody can tell how long it will take."""
    if state.stage is not Stage.LOWERING or state.outlook is None:
        return None
    return PACES.get(state.outlook)
