"""The loop of a live session: the newest frame to the engine, to the coach, to eyes and ears."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from vision_coach.app.latency import LatencyMeter, Stop
from vision_coach.app.live_notes import LiveNotes
from vision_coach.app.live_view import LiveView
from vision_coach.app.recording import Recording
from vision_coach.core.body.pose import Frame, Image, PoseEstimator
from vision_coach.export.journal import Journal
from vision_coach.live.record import Part
from vision_coach.live.session import LiveSession
from vision_coach.live.source_status import Fault, SourceStatus
from vision_coach.live.state import Cue, LiveRep, LiveState, Priority, Say, Stage
from vision_coach.sinks.display_settings import DisplaySettings
from vision_coach.sinks.keys import Command

FRAME_WAIT_S = 0.1
"""Without a new frame for so long, clocks, keys and faults are looked after."""
DONE_SHOWN_S = 4.0
"""Where nobody can press a key, the session ends by itself after this time."""
DONE_LONGEST_S = 600.0
"""Else the last screen stays until a key is pressed, or at most so long: a camera that was
forgotten goes off, and what was trained is written."""
BRIGHTNESS_EVERY_PX = 8
NOTICE_S = 3.0
"""A word about the camera or a key is not said later than this."""


class Source(Protocol):
    """`sources.camera.Camera`, or what a test puts in its place."""

    @property
    def ended(self) -> bool: ...

    @property
    def status(self) -> SourceStatus: ...

    def newest(self, timeout_s: float) -> Frame | None: ...


class Screen(Protocol):
    """The window or the terminal."""

    has_keys: bool
    """Whether somebody can close it."""

    def show(
        self, image: Image | None, state: LiveState | None, settings: DisplaySettings
    ) -> list[Command]: ...


class Ears(Protocol):
    """The sound, or silence."""

    muted: bool

    @property
    def breaks(self) -> int:
        """How often the sound broke off."""
        ...

    def take(self, cues: Iterable[Cue]) -> None: ...


class Silence:
    """Ears where no sound was asked for, or none is possible."""

    @property
    def muted(self) -> bool:
        return True

    @muted.setter
    def muted(self, _value: bool) -> None:
        """There is nothing that could be heard."""

    breaks = 0

    def take(self, cues: Iterable[Cue]) -> None:
        """Nothing is heard."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a session is put together from."""

    source: Source
    estimator: PoseEstimator
    session: LiveSession
    screen: Screen
    ears: Ears
    view: LiveView
    clock: Callable[[], float]
    """Seconds since the session began, the clock of the frames' times."""
    journal: Journal | None = None
    recording: Recording | None = None
    meter: LatencyMeter | None = None


class LiveLoop:
    """Runs until the session is over, the source ends or the user quits."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._image: Image | None = None
        self._state: LiveState | None = None
        self._fault: Fault | None = None
        self._fault_s = 0.0
        self._noted: dict[tuple[int, int], LiveRep] = {}
        """By set and number: a repetition may be measured again once it is known."""
        self._part: Part | None = None
        """As it was written down last."""
        self._done_s: float | None = None
        self.over = False
        self.notes = LiveNotes()

    def step(self) -> None:
        """Handle the next frame, or its absence."""
        frame = self._parts.source.newest(FRAME_WAIT_S)
        now_s = self._parts.clock()
        self._note_status(now_s)
        if frame is None:
            self._without_frame(now_s)
        else:
            self._with_frame(frame)
        is_done = self._state is not None and self._state.stage is Stage.FINISHED
        if is_done and self._done_s is None:
            self._done_s = now_s
        self.over = self.over or self._is_over(now_s)

    def _is_over(self, now_s: float) -> bool:
        has_keys = self._parts.screen.has_keys
        if self._done_s is None:
            return self._parts.source.ended
        shown_s = now_s - self._done_s
        if has_keys:
            return shown_s >= DONE_LONGEST_S
        return shown_s >= DONE_SHOWN_S or self._parts.source.ended

    def _with_frame(self, frame: Frame) -> None:
        parts = self._parts
        if parts.meter:
            parts.meter.begin_frame()
        pose = parts.estimator.estimate(frame)
        self._image = frame.image
        self._state, cues = parts.session.push(pose, brightness_of(frame.image), parts.clock())
        parts.ears.take(cues)
        if cues:
            self._note_delay(Stop.SOUND, frame)
        self._keep(self._state)
        if parts.recording:
            parts.recording.add(frame)
        parts.view.observe(self._state)
        self._show()
        self._note_delay(Stop.SCREEN, frame)

    def _without_frame(self, now_s: float) -> None:
        state, cues = self._parts.session.tick(now_s)
        self._state = state or self._state
        self._parts.ears.take(cues)
        if state:
            self._keep(state)
        self._show()

    def _show(self) -> None:
        parts = self._parts
        for command in parts.screen.show(self._image, self._state, parts.view.settings):
            self._obey(command)

    def _note_delay(self, stop: Stop, frame: Frame) -> None:
        delay_s = self._parts.clock() - frame.t_s
        if self._parts.meter:
            self._parts.meter.add(stop, delay_s)
        if stop is Stop.SCREEN:
            self._parts.view.note_delay(delay_s)

    def _note_status(self, now_s: float) -> None:
        """A fault is said when it begins and when it is over; one may turn into another."""
        status = self._parts.source.status
        self._parts.view.note_status(status, now_s)
        if status.fault is self._fault:
            return
        if self._fault is not None:
            self.notes.fault(self._fault, self._fault_s, now_s)
        if self._fault is None or status.fault is None:
            self._say("camera_back" if status.fault is None else "camera_lost")
        self._fault, self._fault_s = status.fault, now_s

    def _say(self, word: str) -> None:
        until_s = self._parts.clock() + NOTICE_S
        self._parts.ears.take([Say((word,), Priority.COMMAND, until_s)])

    def _keep(self, state: LiveState) -> None:
        """Write down what the last call took into the record, and what is new of repetitions."""
        session, journal = self._parts.session, self._parts.journal
        if session.discarded_from_s is not None:
            self._drop_from(session.discarded_from_s)
        self.notes.take(session.taken)
        if journal:
            part = session.part
            if part and part is not self._part:
                journal.add_part(part)
            self._part = part
            for pose in session.taken:
                journal.add_pose(pose)
        for rep in state.recent:
            key = (rep.set_number, rep.number)
            if self._noted.get(key) != rep:
                self._noted[key] = rep
                self.notes.count(rep)
                if journal:
                    journal.add_rep(rep)

    def _obey(self, command: Command) -> None:
        session, now_s = self._parts.session, self._parts.clock()
        cues: list[Cue] = []
        if command is Command.QUIT:
            self.over = True
        elif command is Command.PAUSE:
            paused = session.stage is Stage.PAUSED
            cues = session.resume(now_s) if paused else session.pause(now_s)
        elif command is Command.RESTART_SET:
            cues = session.restart_set(now_s)
            if cues and session.discarded_from_s is not None:
                self._drop_from(session.discarded_from_s)
        elif command is Command.MIRROR:
            self._parts.view.turn_mirror()
        elif command is Command.MUTE:
            self._parts.ears.muted = not self._parts.ears.muted
            self._parts.view.set_muted(muted=self._parts.ears.muted)
        self._parts.ears.take(cues)

    def _drop_from(self, t_s: float) -> None:
        self._noted = {key: rep for key, rep in self._noted.items() if rep.eccentric_end_s < t_s}
        self.notes.drop_from(t_s)
        if self._parts.journal:
            self._parts.journal.drop_from(t_s)


def brightness_of(image: Image) -> float:
    """Mean grey, 0 to 255, of some pixels evenly spread."""
    return float(image[::BRIGHTNESS_EVERY_PX, ::BRIGHTNESS_EVERY_PX].mean())
