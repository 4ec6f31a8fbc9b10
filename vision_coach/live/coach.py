"""What to say and play: events of a session in, cues out, with priorities and pauses."""

from __future__ import annotations

from vision_coach.core.tempo import Tempo, Verdict
from vision_coach.live.follower import Movement
from vision_coach.live.metronome import Beats
from vision_coach.live.phases import PhaseClock
from vision_coach.live.prediction import HurryWatch, target_depth
from vision_coach.live.state import (
    Advice,
    Cue,
    LiveRep,
    PaceTone,
    Phase,
    Priority,
    Say,
    Stage,
    StopTicks,
)

ADVICE_AFTER_S = 1.5
"""An advice is said when it has held for this long: people are still moving into place."""
ADVICE_PAUSE_S = 5.0
"""Between two of them: time to understand one, to move, and to be seen in the new place."""
MOVED_S = 0.02
"""Ticks are planned anew when the start turns out to be this far off: less than a frame at 30 a
second, and too little to be heard."""
SOON_S = 0.5
"""What is said of this moment is stale after so long: a quick lowering is over by then."""
COMMAND_S = 1.0
"""A command is true for longer, and the countdown's next one is a second away."""
COUNT_S = 1.5
"""A count that could not be said for so long is overtaken by what follows."""
QUICK_COUNT = 20
"""Numbers up to here have a recording of their own, so that most sets are counted in one word; the
others are tens and ones."""

VERDICT_WORDS = {Verdict.ON: "good", Verdict.FAST: "too_fast", Verdict.SLOW: "too_slow"}


def number_words(number: int) -> tuple[str, ...]:
    """Word ids of a whole number from 1; from 100 on its last two digits are said."""
    number = number % 100 or 100
    if number <= QUICK_COUNT or number % 10 == 0:
        return (f"number_{number}",)
    return (f"number_{number - number % 10}", f"number_{number % 10}")


def say(*words: str, priority: Priority, until_s: float) -> Say:
    return Say(words, priority, until_s)


def command(*words: str, now_s: float) -> Say:
    """What the session stands on: countdown, end of a set, pause."""
    return say(*words, priority=Priority.COMMAND, until_s=now_s + COMMAND_S)


class AdviceCoach:
    """Says each advice once before a set, the most important first, with pauses."""

    def __init__(self) -> None:
        self.new_set()

    def new_set(self) -> None:
        self._said: set[Advice] = set()
        self._since_s: dict[Advice, float] = {}
        self._spoken_s = float("-inf")

    def push(self, t_s: float, advice: tuple[Advice, ...]) -> list[Cue]:
        self._since_s = {one: self._since_s.get(one, t_s) for one in advice}
        if t_s - self._spoken_s < ADVICE_PAUSE_S:
            return []
        for one in advice:
            if one not in self._said and t_s - self._since_s[one] >= ADVICE_AFTER_S:
                self._said.add(one)
                self._spoken_s = t_s
                return [say(one, priority=Priority.ADVICE, until_s=t_s + SOON_S)]
        return []


class LoweringCoach:
    """Paces each lowering: ticks from its start, the tone of its pace, a word when it hurries."""

    def __init__(self, tempo: Tempo | None) -> None:
        self._target_s = target_s = tempo.eccentric_target_s if tempo else None
        self._pauses = PhaseClock(tempo)
        self._hurry = HurryWatch(target_s) if target_s is not None else None
        self._pace: Beats | None = None

    def push(self, movement: Movement) -> list[Cue]:
        if movement.stage is not Stage.LOWERING or movement.start_s is None:
            return [*self._stop_pace(), *self._pauses.push(movement)]
        cues = self._pauses.stop()
        if self._target_s is None or self._hurry is None:
            return cues
        elapsed_s = movement.t_s - movement.start_s
        if self._pace is None or abs(self._pace.start_s - movement.start_s) > MOVED_S:
            cues += [StopTicks()] if self._pace else []
            self._pace = Beats(movement.start_s, self._target_s)
            cues += self._pace.ticks(movement.t_s)
        ahead = movement.depth - movement.start_depth - target_depth(elapsed_s, self._target_s)
        cues.append(PaceTone(ahead))
        if self._hurry.push(movement):
            until_s = movement.t_s + SOON_S
            cues.append(say("slow_down", priority=Priority.PACE, until_s=until_s))
        return cues

    @property
    def phase(self) -> Phase | None:
        """The prescribed pause or rise under way."""
        return self._pauses.phase

    def stop(self) -> list[Cue]:
        """The set is over."""
        return [*self._stop_pace(), *self._pauses.stop()]

    def _stop_pace(self) -> list[Cue]:
        """The lowering is over, or was none."""
        if self._pace is None:
            return []
        self._pace = None
        if self._hurry:
            self._hurry.new_lowering()
        return [StopTicks(), PaceTone(None)]


def announcement(rep: LiveRep, t_s: float) -> Say:
    """ "Four, good": the number and at most two words."""
    words = number_words(rep.number)
    if rep.verdict in VERDICT_WORDS:
        words = (*words, VERDICT_WORDS[rep.verdict])
    return say(*words, priority=Priority.COUNT, until_s=t_s + COUNT_S)
