"""When the next block of samples will be heard."""

from __future__ import annotations

CORRECTION = 0.02
"""Share of the measured error that each block corrects: a device reports its time with jitter of
milliseconds, while its samples pass evenly."""
JUMP_S = 0.05
"""A larger error is a break in the stream, and believed at once."""


class BlockClock:
    """Even times of blocks, out of measured ones that jitter."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._next_s: float | None = None

    def starts_s(self, count: int, measured_s: float) -> float:
        """When a block of `count` samples starts, given when the device says it does."""
        if self._next_s is None or abs(measured_s - self._next_s) > JUMP_S:
            self._next_s = measured_s
        starts_s = self._next_s + CORRECTION * (measured_s - self._next_s)
        self._next_s = starts_s + count / self._rate_hz
        return starts_s
