"""Which of several things is said: one at a time, the important first, nothing that is stale."""

from __future__ import annotations

from vision_coach.live.state import Priority, Say

CUTS_OFF_FROM = Priority.PACE
"""From here on a cue does not wait for less important words to end: the lowering goes on."""


class Speech:
    """Offer what there is to say; ask what to say next."""

    def __init__(self) -> None:
        self._waiting: list[Say] = []

    def offer(self, say: Say) -> None:
        """Of one priority only the latest waits: it has overtaken those before it."""
        self._waiting = [one for one in self._waiting if one.priority != say.priority]
        self._waiting.append(say)

    def next(self, now_s: float, speaking: Priority | None) -> Say | None:
        """What begins now, if anything. speaking: what is being said; it is cut off if need be."""
        self._waiting = [one for one in self._waiting if one.expires_s >= now_s]
        best = max(self._waiting, key=lambda one: one.priority, default=None)
        if best is None or (speaking is not None and not cuts_off(best.priority, speaking)):
            return None
        self._waiting.remove(best)
        return best

    def clear(self) -> None:
        self._waiting = []


def cuts_off(priority: Priority, speaking: Priority) -> bool:
    return priority >= CUTS_OFF_FROM and priority > speaking
