"""Spoken words: small recordings that come with the program, one folder for each language."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from vision_coach.core.errors import SoundError
from vision_coach.sinks.sound.tones import Samples

SOUNDS = Path(__file__).resolve().parents[2] / "sounds"
LANGUAGE = "en"
PEAK = 32768.0


def load_words(rate_hz: int, language: str = LANGUAGE) -> dict[str, Samples]:
    """All words of a language by their ids, at the rate of the output.

    Raises SoundError where the recordings are missing.
    """
    files = sorted((SOUNDS / language).glob("*.wav"))
    if not files:
        raise SoundError(
            f"{SOUNDS / language}: there are no spoken words; install the program anew"
        )
    return {path.stem: read_word(path, rate_hz) for path in files}


def read_word(path: Path, rate_hz: int) -> Samples:
    """A mono recording of 16 bits; shape (n,). Raises SoundError for anything else."""
    try:
        with wave.open(str(path)) as recording:
            own_rate_hz = recording.getframerate()
            if recording.getnchannels() != 1 or recording.getsampwidth() != 2:
                raise SoundError(f"{path}: expected one channel of 16 bits")
            content = recording.readframes(recording.getnframes())
    except (OSError, EOFError, wave.Error) as problem:
        raise SoundError(f"{path}: cannot be read ({problem})") from problem
    return resampled(np.frombuffer(content, "<i2") / PEAK, own_rate_hz, rate_hz)


def resampled(samples: np.ndarray, from_hz: int, to_hz: int) -> Samples:
    """The same sound at another rate, by its spectrum; words begin and end in silence."""
    count = round(len(samples) * to_hz / from_hz)
    spectrum = np.fft.rfft(samples)
    wanted = np.zeros(count // 2 + 1, complex)
    kept = min(len(wanted), len(spectrum))
    wanted[:kept] = spectrum[:kept]
    return (np.fft.irfft(wanted, count) * count / len(samples)).astype(np.float32)
