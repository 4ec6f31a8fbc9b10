"""A video's poses as a camera would give them: through the session, and its cues to a mixer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from accuracy.labels import LabelledVideo
from numpy.typing import NDArray

from vision_coach.core.body.pose import Pose
from vision_coach.core.tempo import Prescription, Tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession
from vision_coach.live.state import Cue, LiveRep, StopTicks, Tick
from vision_coach.sinks.sound.clock import BlockClock
from vision_coach.sinks.sound.mixer import Mixer, SoundMode

RATE_HZ, BLOCK = 48000, 512
ANALYSIS_S = 0.06
"""From the grab of a frame until its cues are there."""
DEVICE_JITTER_S = 0.002
"""Standard deviation of the times that the simulated device reports."""
SILENCE_S, LOUD = 0.02, 0.01
LAST_MOMENT_S = 0.1
"""A lowering that lasts until then was still going on when the video ended: the record lists it,
while nothing can be told of it live."""


@dataclass(frozen=True, slots=True, eq=False)
class Playback:
    """What came of one video."""

    taken: tuple[Pose, ...]
    live_counts: tuple[int, ...]
    """Repetitions counted at once, in each set."""
    record_counts: tuple[int, ...]
    live_minus_record_s: tuple[float, ...]
    """Lowering times, of the repetitions that both have."""
    planned_s: tuple[float, ...]
    """Ticks that were not called off."""
    sound: NDArray[np.float32]
    """As captured from the mixer, from the clock's zero."""

    @property
    def minutes_in_set(self) -> float:
        t_s = np.array([pose.t_s for pose in self.taken])
        steps = np.diff(t_s)
        return float(steps[steps < 1].sum()) / 60


def play(video: LabelledVideo, poses: list[Pose]) -> Playback:
    real_s = [label.eccentric_s for label in video.reps if label.eccentric_s is not None]
    target_s = float(np.median(real_s))
    tempo = Tempo(f"{target_s:.1f}", target_s)
    session = LiveSession([Block(load_exercise(video.exercise), Prescription(tempo))])
    ears = Ears()
    taken: list[Pose] = []
    reps: dict[tuple[int, int], LiveRep] = {}
    for pose in poses:
        now_s = pose.t_s + ANALYSIS_S
        state, cues = session.push(pose, None, now_s)
        ears.listen_until(now_s, cues)
        taken += session.taken
        reps |= {(rep.set_number, rep.number): rep for rep in state.recent}
    ears.listen_until(poses[-1].t_s + target_s, [])
    last_s = taken[-1].t_s - LAST_MOMENT_S if taken else 0.0
    every = [rep for one in session.finish() for rep in one.reps]
    record = [rep for rep in every if rep.eccentric_end_s < last_s]
    differences = [
        live.eccentric_s - rep.eccentric_s
        for live in reps.values()
        for rep in record
        if live.eccentric_start_s < rep.eccentric_end_s
        and rep.eccentric_start_s < live.eccentric_end_s
    ]
    return Playback(
        taken=tuple(taken),
        live_counts=(len(reps),),
        record_counts=(len(record),),
        live_minus_record_s=tuple(differences),
        planned_s=tuple(sorted(ears.planned_s)),
        sound=np.concatenate(ears.blocks),
    )


class Ears:
    """A test sink: an audio device that keeps what it would play, and reports unsteady times."""

    def __init__(self) -> None:
        self._mixer = Mixer(RATE_HZ, SoundMode.TEMPO)
        self._clock = BlockClock(RATE_HZ)
        self._random = np.random.default_rng(0)
        self._arrived: deque[tuple[float, Cue]] = deque()
        self.blocks: list[NDArray[np.float32]] = []
        self.planned_s: list[float] = []

    def listen_until(self, now_s: float, cues: list[Cue]) -> None:
        while len(self.blocks) * BLOCK / RATE_HZ < now_s:
            true_s = len(self.blocks) * BLOCK / RATE_HZ
            measured_s = true_s + self._random.normal(0, DEVICE_JITTER_S)
            starts_s = self._clock.starts_s(BLOCK, measured_s)
            self.blocks.append(self._mixer.render(BLOCK, starts_s))
        self._mixer.take(cues)
        for cue in cues:
            if isinstance(cue, StopTicks):
                self.planned_s = [at_s for at_s in self.planned_s if at_s <= now_s]
            elif isinstance(cue, Tick) and cue.at_s > now_s:
                self.planned_s.append(cue.at_s)


def tick_errors_s(playback: Playback) -> list[float]:
    """How far each planned tick is from the nearest beginning of a sound; infinite for none."""
    loud = np.flatnonzero(np.abs(playback.sound) > LOUD)
    firsts = loud[np.flatnonzero(np.diff(loud, prepend=-RATE_HZ) > SILENCE_S * RATE_HZ)] / RATE_HZ
    if not len(firsts):
        return [float("inf")] * len(playback.planned_s)
    return [float(np.abs(firsts - at_s).min()) for at_s in playback.planned_s]
