"""How long it takes from the grab of a frame to what is seen and heard of it."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORST_MS = 2000
"""Longer delays are counted as this long."""
MEBIBYTE = 2**20


class Stop(StrEnum):
    """Where a delay ends."""

    SCREEN = "screen"
    """The overlay of the frame has been handed to the window or the terminal."""
    SOUND = "sound"
    """The cues of the frame lie in the mixer; its next buffer plays them."""


class Delays:
    """Counts by the millisecond: as exact as is needed, in constant memory."""

    def __init__(self) -> None:
        self._counts: NDArray[np.int64] = np.zeros(WORST_MS + 1, np.int64)

    def add(self, delay_s: float) -> None:
        self._counts[int(min(max(0.0, delay_s * 1000), WORST_MS))] += 1

    @property
    def count(self) -> int:
        return int(self._counts.sum())

    def percentile_ms(self, percent: float) -> float | None:
        """None without a delay. The upper end of its millisecond, so never too small."""
        if self.count == 0:
            return None
        reached = np.cumsum(self._counts) >= self.count * percent / 100
        return float(np.argmax(reached)) + 1

    def merged(self, other: Delays) -> Delays:
        both = Delays()
        both._counts = self._counts + other._counts
        return both


@dataclass(frozen=True, slots=True)
class LatencyReport:
    """What `--measure-latency` says."""

    minutes: tuple[dict[Stop, Delays], ...]
    """One for each minute."""
    wall_s: float
    cpu_s: float
    """Of all threads of this process."""
    work: Delays
    """Processor time of each frame, of all threads: about what its delay would be on a machine that
    has nothing else to do, or less where threads work side by side."""
    frames: int
    dropped: int
    """Frames that came while an older one was still looked at."""
    memory_mib: tuple[float, ...]
    """Resident, at the end of each minute; empty where the system does not tell."""

    def delays(self, stop: Stop) -> Delays:
        whole = Delays()
        for minute in self.minutes:
            whole = whole.merged(minute[stop])
        return whole


class LatencyMeter:
    """Collects the delays of one session."""

    def __init__(self) -> None:
        self._began_s = time.monotonic()
        self._cpu_began_s = time.process_time()
        self._minutes: list[dict[Stop, Delays]] = []
        self._memory_mib: list[float] = []
        self._frames = 0
        self._work = Delays()
        self._frame_began_s = 0.0

    def begin_frame(self) -> None:
        """A frame has been fetched."""
        self._frame_began_s = time.process_time()

    def add(self, stop: Stop, delay_s: float) -> None:
        self._minute()[stop].add(delay_s)
        if stop is Stop.SCREEN:
            self._frames += 1
            self._work.add(time.process_time() - self._frame_began_s)

    def _minute(self) -> dict[Stop, Delays]:
        number = int((time.monotonic() - self._began_s) // 60)
        while len(self._minutes) <= number:
            if self._minutes:
                self._note_memory()
            self._minutes.append({stop: Delays() for stop in Stop})
        return self._minutes[number]

    def _note_memory(self) -> None:
        memory = memory_mib()
        if memory is not None:
            self._memory_mib.append(memory)

    def report(self, dropped: int) -> LatencyReport:
        self._note_memory()
        return LatencyReport(
            minutes=tuple(self._minutes),
            wall_s=time.monotonic() - self._began_s,
            cpu_s=time.process_time() - self._cpu_began_s,
            work=self._work,
            frames=self._frames,
            dropped=dropped,
            memory_mib=tuple(self._memory_mib),
        )


def memory_mib() -> float | None:
    """Resident memory of this process now; only Linux tells it without further packages."""
    if sys.platform != "linux":
        return None
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEBIBYTE
