"""Live sessions in simulated time: a scripted camera, a stick figure, no waiting."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from figure_engine import FigureEngine

from vision_coach.app.live_loop import LiveLoop, Parts
from vision_coach.app.live_view import LiveView
from vision_coach.core.body.pose import Frame
from vision_coach.core.exercise import as_eccentric_only
from vision_coach.core.tempo import Prescription, parse_tempo
from vision_coach.exercises import load_exercise
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession
from vision_coach.live.source_status import WELL, SourceStatus
from vision_coach.live.state import Plan, Say

PICTURE = np.full((48, 64, 3), 120, np.uint8)
WORK_S = 0.03
"""Simulated time that the engine takes for a frame."""


@dataclass
class SimulatedCamera:
    """Gives a frame `fps` times a second of simulated time, but for what `faults` say."""

    duration_s: float
    fps: float = 15.0
    faults: list = field(default_factory=list)
    """Fault, from, until."""
    now_s: float = 0.0
    dropped: int = 0
    _lost: bool = False

    def clock(self):
        return self.now_s

    @property
    def ended(self):
        return self.now_s >= self.duration_s

    @property
    def status(self):
        for fault, from_s, until_s in self.faults:
            if from_s <= self.now_s < until_s:
                return SourceStatus(fault, until_s)
        return WELL

    def newest(self, timeout_s):
        if self.status.fault:
            self._lost = True
            self.now_s += timeout_s
            return None
        self.now_s = (np.floor(self.now_s * self.fps + 1e-6) + 1) / self.fps
        frame = Frame(float(self.now_s), PICTURE, starts_shot=self._lost)
        self._lost = False
        return frame


@dataclass
class Spectator:
    """A screen and ears that remember, and keys that are pressed at their times."""

    camera: SimulatedCamera
    keys: dict = field(default_factory=dict)
    """Time -> command."""
    stages: list = field(default_factory=list)
    words: list = field(default_factory=list)
    looks: list = field(default_factory=list)
    states: list = field(default_factory=list)
    muted = False

    has_keys = False
    breaks = 0

    def show(self, _image, state, look):
        stage = state.stage if state else None
        if not self.stages or self.stages[-1] is not stage:
            self.stages.append(stage)
            self.states.append(state)
        self.looks.append(look)
        due = [at_s for at_s in self.keys if at_s <= self.camera.now_s]
        return [self.keys.pop(at_s) for at_s in due]

    def take(self, cues):
        if not self.muted:
            self.words += [word for cue in cues if isinstance(cue, Say) for word in cue.words]


class Engine(FigureEngine):
    """Takes simulated time for each frame."""

    camera = None

    def estimate(self, frame):
        self.camera.now_s += WORK_S
        return super().estimate(frame)


@dataclass
class Outcome:
    loop: LiveLoop
    session: LiveSession
    seen: Spectator
    sets: tuple


def train(
    figure, camera, *, plan=None, keys=None, journal=None, tempo="2", spectator=Spectator,
    eccentric_only=False, blocks=None, known=(),
):  # fmt: skip
    """blocks: what is trained, where it is not a block of the figure's exercise."""
    if blocks is None:
        exercise = load_exercise(figure.exercise)
        exercise = as_eccentric_only(exercise) if eccentric_only else exercise
        blocks = [Block(exercise, Prescription(parse_tempo(tempo)), plan or Plan())]
    seen = spectator(camera, keys or {})
    engine = Engine(figure)
    engine.camera = camera
    session = LiveSession(blocks, known)
    view = LiveView(can_mirror=True)
    loop = LiveLoop(Parts(camera, engine, session, seen, seen, view, camera.clock, journal))
    while not loop.over:
        loop.step()
    return Outcome(loop, session, seen, session.finish())
