"""The two waits of a session and what is called in them: the countdown and the rest."""

from __future__ import annotations

from vision_coach.live.coach import command
from vision_coach.live.state import Cue

COUNTDOWN_S = 3  # three, two, one: time to breathe in, too short to sag in the hold
LAST_CALL_S = 10.0  # `ten_seconds` is what is said then


class Countdown:
    """Seconds until a set begins, said one by one."""

    def __init__(self, now_s: float) -> None:
        self._from_s = now_s
        self.left = COUNTDOWN_S + 1
        """As it was said last."""

    def tick(self, now_s: float) -> list[Cue]:
        """Let the time go on; `left` is 0 when it is over."""
        left = max(0, COUNTDOWN_S - int(now_s - self._from_s))
        if left >= self.left:
            return []
        self.left = left
        return [command(f"number_{left}" if left else "go", now_s=now_s)]


class Rest:
    """The time between two sets."""

    def __init__(self, rest_s: float, now_s: float) -> None:
        self._until_s = now_s + rest_s
        self._is_called = rest_s <= LAST_CALL_S

    def left_s(self, now_s: float) -> float:
        return max(0.0, self._until_s - now_s)

    def tick(self, now_s: float) -> list[Cue]:
        """Let the time go on; the last seconds are said once, and the end."""
        left_s = self.left_s(now_s)
        if left_s <= 0:
            return [command("get_ready", now_s=now_s)]
        if self._is_called or left_s > LAST_CALL_S:
            return []
        self._is_called = True
        return [command("ten_seconds", now_s=now_s)]

    def resume(self, now_s: float) -> None:
        """After a pause: what is less than the last call is not called."""
        self._is_called = self._is_called or self.left_s(now_s) <= LAST_CALL_S
