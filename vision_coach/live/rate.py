"""How many frames a second are analysed, and whether that is enough."""

from __future__ import annotations

from collections import deque

from vision_coach.live.state import Cue, Priority, Say

MEMORY_S = 3.0
"""One slow frame is no slow machine, and who trains wants to know before the set."""
SURE_FROM_PER_S = 12.0
"""Below, the spacing of the frames alone makes a time uncertain by more than 0.1 s."""
SAID_FOR_S = 3.0
"""It is no hurry to say it; a countdown comes before."""


class FrameRate:
    """Push the time of every analysed frame."""

    def __init__(self) -> None:
        self._times_s: deque[float] = deque()
        self._said = False

    def push(self, t_s: float, now_s: float) -> list[Cue]:
        """What is to be said of it: once, that times are less sure."""
        self._times_s.append(t_s)
        while self._times_s[0] < t_s - MEMORY_S:
            self._times_s.popleft()
        if self.sure or self._said:
            return []
        self._said = True
        return [Say(("times_less_sure",), Priority.REST, now_s + SAID_FOR_S)]

    @property
    def per_s(self) -> float | None:
        """Over the last seconds; None until they have passed."""
        span_s = self._times_s[-1] - self._times_s[0] if self._times_s else 0.0
        return (len(self._times_s) - 1) / span_s if span_s > MEMORY_S / 2 else None

    @property
    def sure(self) -> bool:
        return self.per_s is None or self.per_s >= SURE_FROM_PER_S
