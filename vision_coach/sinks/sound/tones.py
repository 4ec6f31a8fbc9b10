"""The sounds that are not words: two clicks and a tone. Samples are floats from -1 to 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

BEAT_HZ, BEAT_S = 1000.0, 0.05
END_HZ, END_S = (1318.5, 1976.0), 0.18
"""A fifth, higher and longer than a beat: to be told apart without being watched for."""
CLICK_PEAK = 0.38
ATTACK_S = 0.001
"""Short enough to be a click, long enough not to crackle."""

PACE_HZ = 330.0
"""The tone of someone exactly on pace (e')."""
OCTAVES_PER_DEPTH = 3.0
"""A third of the way ahead of the pace sounds an octave higher."""
LARGEST_OCTAVES = 1.0
PACE_PEAK = 0.08
PITCH_TIME_S = 0.06
LOUDNESS_TIME_S = 0.04


def beat(rate_hz: int) -> Samples:
    """A second of the lowering has passed."""
    return CLICK_PEAK * struck((BEAT_HZ,), BEAT_S, rate_hz)


def end(rate_hz: int) -> Samples:
    """The bottom should be reached now."""
    return CLICK_PEAK * struck(END_HZ, END_S, rate_hz)


def struck(frequencies_hz: tuple[float, ...], duration_s: float, rate_hz: int) -> Samples:
    """Dying sines with a peak of 1 or a little less; shape (n,)."""
    t_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    sines = sum(np.sin(2 * np.pi * frequency * t_s) for frequency in frequencies_hz)
    envelope = np.minimum(t_s / ATTACK_S, 1.0) * np.exp(-5 * t_s / duration_s)
    return (envelope * sines / len(frequencies_hz)).astype(np.float32)


class PaceVoice:
    """A soft tone whose pitch follows how far ahead of the pace the body is."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._phase = 0.0
        self._octaves = 0.0
        self._loudness = 0.0
        self._wanted: float | None = None

    def follow(self, ahead: float | None) -> None:
        """ahead: depth minus target depth; None: fall silent."""
        self._wanted = ahead

    def render(self, count: int) -> Samples:
        """The next samples, shape (count,): pitch and loudness glide, so nothing clicks."""
        seconds = np.arange(1, count + 1) / self._rate_hz
        loud_to = 0.0 if self._wanted is None else PACE_PEAK
        if self._loudness < 1e-5 and loud_to == 0.0:
            self._loudness = 0.0
            return np.zeros(count, np.float32)
        octaves_to = self._octaves
        if self._wanted is not None:
            reach = OCTAVES_PER_DEPTH * self._wanted
            octaves_to = float(np.clip(reach, -LARGEST_OCTAVES, LARGEST_OCTAVES))
        octaves = octaves_to + (self._octaves - octaves_to) * np.exp(-seconds / PITCH_TIME_S)
        loudness = loud_to + (self._loudness - loud_to) * np.exp(-seconds / LOUDNESS_TIME_S)
        phase = self._phase + np.cumsum(2 * np.pi * PACE_HZ * 2**octaves / self._rate_hz)
        self._phase = float(phase[-1] % (2 * np.pi))
        self._octaves, self._loudness = float(octaves[-1]), float(loudness[-1])
        return (loudness * np.sin(phase)).astype(np.float32)
