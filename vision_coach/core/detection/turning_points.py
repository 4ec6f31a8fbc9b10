"""Detection: where a height signal turns, and which swings between turns are lowerings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vision_coach.core.body.pose import Array


@dataclass(frozen=True, slots=True)
class Turn:
    """A confirmed highest or lowest point between two swings."""

    index: int
    value: float
    is_top: bool


class TurnDetector:
    """Finds turning points with hysteresis, one sample at a time.

    A highest (lowest) point counts as a turn once the signal has come back from it by the
    threshold; smaller ripples are passed over. Which of top and bottom comes first is decided by
    the first swing that is larger than the threshold.
    """

    def __init__(self) -> None:
        self._count = 0
        self._high: tuple[float, int] | None = None
        self._low: tuple[float, int] | None = None
        self._rising: bool | None = None

    @property
    def rising(self) -> bool | None:
        """Direction of the present swing; None before the first one."""
        return self._rising

    def push(self, value: float, threshold: float) -> Turn | None:
        """Take the next sample; return the turn that it confirms. NaN is passed over."""
        index, self._count = self._count, self._count + 1
        if np.isnan(value):
            return None
        if self._high is None or value > self._high[0]:
            self._high = (value, index)
        if self._low is None or value < self._low[0]:
            self._low = (value, index)
        if self._rising is not False and value < self._high[0] - threshold:
            return self._turn(is_top=True, value=value, index=index)
        if self._rising is not True and value > self._low[0] + threshold:
            return self._turn(is_top=False, value=value, index=index)
        return None

    def _turn(self, *, is_top: bool, value: float, index: int) -> Turn:
        extreme = self._high if is_top else self._low
        assert extreme is not None
        self._rising = not is_top
        if is_top:
            self._low = (value, index)
        else:
            self._high = (value, index)
        return Turn(index=extreme[1], value=extreme[0], is_top=is_top)

    def pending(self) -> Turn | None:
        """The extreme of the swing in progress: a turn if the signal ended here."""
        if self._rising is None:
            return None
        extreme = self._high if self._rising else self._low
        assert extreme is not None
        return Turn(index=extreme[1], value=extreme[0], is_top=self._rising)


@dataclass(frozen=True, slots=True)
class Lowering:
    """One swing down, as indices into its samples."""

    top: int
    bottom: int
    previous_bottom: int
    """Where the rise before it began, or the first sample."""
    next_top: int
    """Where the rise after it ends, or the last sample."""
    travel: float
    rise: float
    """Height regained after the bottom."""


def lowerings(height: Array, threshold: float) -> list[Lowering]:
    """All swings down of at least `threshold`. height: shape (n,), NaN where missing."""
    detector = TurnDetector()
    turns = [turn for value in height if (turn := detector.push(value, threshold))]
    if last := detector.pending():
        turns.append(last)
    found = []
    for position, turn in enumerate(turns[:-1]):
        if not turn.is_top:
            continue
        bottom = turns[position + 1]
        after = turns[position + 2] if position + 2 < len(turns) else None
        found.append(
            Lowering(
                top=turn.index,
                bottom=bottom.index,
                previous_bottom=turns[position - 1].index if position else 0,
                next_top=after.index if after else len(height) - 1,
                travel=turn.value - bottom.value,
                rise=after.value - bottom.value if after else 0.0,
            )
        )
    return found
