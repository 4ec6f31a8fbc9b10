"""Mixes ticks, tone and words into blocks of samples, each sound on time to the sample."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from vision_coach.live.speech import Speech
from vision_coach.live.state import Cue, PaceTone, Priority, Say, StopTicks, Tick, TickKind
from vision_coach.sinks.sound.tones import PaceVoice, Samples, beat, end
from vision_coach.sinks.sound.words import load_words

SPEECH_LEVEL = 0.5
"""With a click and the tone on top the sum stays below 1."""
WORD_GAP_S = 0.05
FADE_S = 0.02
"""Words that are cut off end so quickly, and without a crackle."""
LATEST_S = 0.03
"""A tick that is later than this is left out: it would mislead."""


class SoundMode(StrEnum):
    """What is heard."""

    TEMPO = "tempo"
    PACE = "pace"
    VOICE = "voice"
    ALL = "all"
    OFF = "off"

    @property
    def kinds(self) -> tuple[type, ...]:
        """The cues that matter."""
        return {
            SoundMode.TEMPO: (Tick, StopTicks),
            SoundMode.PACE: (PaceTone,),
            SoundMode.VOICE: (Say,),
            SoundMode.ALL: (Tick, StopTicks, PaceTone, Say),
            SoundMode.OFF: (),
        }[self]


class Mixer:
    """`take` cues on one thread, `render` blocks on another."""

    def __init__(self, rate_hz: int, mode: SoundMode = SoundMode.ALL) -> None:
        self.rate_hz = rate_hz
        self.muted = False
        self._kinds = mode.kinds
        self._words = load_words(rate_hz) if Say in self._kinds else {}
        self._clicks = {TickKind.BEAT: beat(rate_hz), TickKind.END: end(rate_hz)}
        # A deque's append and popleft are atomic: the audio thread never waits for a lock.
        self._arrived: deque[Cue] = deque()
        self._planned: list[Tick] = []
        self._sounding: list[Samples] = []
        self._pace = PaceVoice(rate_hz)
        self._speech = Speech()
        self._speaking: Priority | None = None
        self._spoken: Samples = np.zeros(0, np.float32)

    def take(self, cues: Iterable[Cue]) -> None:
        """What is to be heard, as soon as it is time. Returns at once."""
        self._arrived.extend(cue for cue in cues if isinstance(cue, self._kinds))

    def render(self, count: int, starts_s: float) -> Samples:
        """The next `count` samples, shape (count,), float32 within -1 and 1.

        starts_s: when the first of them is heard, on the clock of the cues.
        """
        self._sort_arrived()
        block: Samples = np.zeros(count, np.float32)
        self._mix_clicks(block, starts_s)
        block += self._pace.render(count)
        self._mix_speech(block, starts_s)
        if self.muted:
            block[:] = 0
        np.clip(block, -1, 1, out=block)
        return block

    def _sort_arrived(self) -> None:
        while self._arrived:
            cue = self._arrived.popleft()
            if isinstance(cue, Tick):
                self._planned.append(cue)
            elif isinstance(cue, StopTicks):
                self._planned.clear()
            elif isinstance(cue, PaceTone):
                self._pace.follow(cue.ahead)
            else:
                self._speech.offer(cue)

    def _mix_clicks(self, block: Samples, starts_s: float) -> None:
        for number, sound in enumerate(self._sounding):
            self._sounding[number] = added(block, 0, sound)
        later = []
        for tick in self._planned:
            at = round((tick.at_s - starts_s) * self.rate_hz)
            if at >= len(block):
                later.append(tick)
            elif at >= -LATEST_S * self.rate_hz:
                self._sounding.append(added(block, max(at, 0), self._clicks[tick.kind]))
        self._planned = later
        self._sounding = [sound for sound in self._sounding if len(sound)]

    def _mix_speech(self, block: Samples, starts_s: float) -> None:
        say = self._speech.next(starts_s, self._speaking)
        if say:
            cut_off = self._spoken[: round(FADE_S * self.rate_hz)]
            fading = cut_off * np.linspace(1, 0, len(cut_off), dtype=np.float32)
            self._speaking = say.priority
            self._spoken = np.concatenate([fading, self._phrase(say)])
        self._spoken = added(block, 0, self._spoken)
        if not len(self._spoken):
            self._speaking = None

    def _phrase(self, say: Say) -> Samples:
        """The words of one cue in a row; a language that lacks a word is silent there."""
        gap = np.zeros(round(WORD_GAP_S * self.rate_hz), np.float32)
        parts = [
            part for word in say.words if word in self._words for part in (self._words[word], gap)
        ]
        return (SPEECH_LEVEL * np.concatenate([*parts, gap])).astype(np.float32)


def added(block: Samples, at: int, sound: Samples) -> Samples:
    """Add a sound to a block from index `at`; returns what did not fit."""
    part = sound[: len(block) - at]
    block[at : at + len(part)] += part
    return sound[len(part) :]
