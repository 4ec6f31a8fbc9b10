"""A live session put together: camera, engine, coach, window or terminal, sound, and the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from vision_coach import __version__
from vision_coach.app.interruption import Interruption
from vision_coach.app.latency import LatencyMeter, LatencyReport
from vision_coach.app.live_loop import Ears, LiveLoop, Parts, Screen, Silence
from vision_coach.app.live_view import LiveView
from vision_coach.app.progress import Cancellation
from vision_coach.app.recording import Recording
from vision_coach.app.request import Request, candidates
from vision_coach.app.training_plan import PlannedBlock, blocks_for
from vision_coach.app.unfinished_sessions import header_of, new_journal_folder, recorded_at
from vision_coach.core.errors import SoundError
from vision_coach.core.exercise import Exercise
from vision_coach.core.report.identity import with_ids
from vision_coach.core.report.session import FROM_CLOCK, Session
from vision_coach.estimators.engines import start_engine
from vision_coach.export.journal import Journal
from vision_coach.live.course import Block
from vision_coach.live.session import LiveSession
from vision_coach.native_output import NativeOutput
from vision_coach.sources.camera import Camera
from vision_coach.sources.live_source import LiveSource

ENDLESS_ROUNDS = 1_000_000

Tell = Callable[[str], None]
"""Says one line to the user."""


class Screens(Protocol):
    """Where a session can be shown."""

    def preparation(self) -> AbstractContextManager[None]:
        """Entered before the engine is loaded, for what can be found out meanwhile."""

    def settle(self) -> None:
        """Called when the engine is there and the clock does not run yet: may take seconds."""

    def opened(self) -> AbstractContextManager[Screen]:
        """Entered once, within the preparation."""


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What the user asked for."""

    request: Request
    source: LiveSource
    blocks: tuple[PlannedBlock, ...]
    """What is going to be trained, one block at least."""
    sound: str = "off"
    """A `SoundMode`."""
    record: Path | None = None
    measured_minutes: float | None = None
    """Measure the delays for so long; a file is repeated as often as needed."""
    targets: dict[str, Path] = field(default_factory=dict)
    """The reports asked for, by option; kept with the session in case it is interrupted."""


@dataclass(frozen=True, slots=True)
class LiveResult:
    """What a live session leaves."""

    session: Session
    journal: Journal
    """Closed; to be discarded once the reports are written."""
    latency: LatencyReport | None
    interrupted: bool


class SessionClock:
    """Monotonic seconds since it was started."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self._start_s = time.monotonic()

    def __call__(self) -> float:
        return time.monotonic() - self._start_s


def train(
    live: LiveRequest, screens: Screens, tell: Tell, *, cancellation: Cancellation | None = None
) -> LiveResult:
    """Run a session until it is over. Raises CoachError for what the user can mend.

    Ctrl-C or `cancellation` ends it as if the time were over: nothing is lost.
    """
    blocks = blocks_for(live.request, live.blocks)
    with NativeOutput(), ExitStack() as stack:
        keep_opencv_to_one_thread(stack)
        stop = cancellation or Cancellation()
        return Training(live, blocks, screens, tell, stack, stop).run()


def keep_opencv_to_one_thread(stack: ExitStack) -> None:
    """Until `stack` is closed. A picture's few steps are too short to share: its other threads
    wait for them by spinning, which takes 2 to 3 ms of every frame's processor time."""
    # Imported here: what names the user's mistakes before needs no OpenCV.
    import cv2

    stack.callback(cv2.setNumThreads, cv2.getNumThreads())
    cv2.setNumThreads(1)


class Training:
    """Opens everything on `stack`, which closes it in reverse order, whatever happens."""

    def __init__(
        self,
        live: LiveRequest,
        blocks: list[Block],
        screens: Screens,
        tell: Tell,
        stack: ExitStack,
        cancellation: Cancellation,
    ) -> None:
        self._live = live
        self._blocks = blocks
        self._screens = screens
        self._tell = tell
        self._stack = stack
        self._cancellation = cancellation
        self._began = datetime.now().astimezone()
        self._clock = SessionClock()

    def run(self) -> LiveResult:
        live, request = self._live, self._live.request
        self._stack.enter_context(self._screens.preparation())
        estimator = self._stack.enter_context(
            closing(start_engine(request.engine, request.model, request.device))
        )
        self._screens.settle()
        self._clock.start()  # never set back: the sound plans on it
        view = self._view()
        ears = self._ears(view)
        screen = self._stack.enter_context(self._screens.opened())
        source_file = live.source.file_name
        header = header_of(
            request, live.blocks, estimator.info, source_file, self._began, live.targets
        )
        journal = Journal(new_journal_folder(self._began), header)
        self._stack.callback(journal.close)
        recording = self._recording()
        session = LiveSession(self._blocks, self._known())
        meter = LatencyMeter() if live.measured_minutes is not None else None
        camera = self._stack.enter_context(self._camera())
        parts = Parts(
            camera, estimator, session, screen, ears, view, self._clock, journal, recording,
            meter,
        )  # fmt: skip
        loop = LiveLoop(parts)
        interrupted = self._loop(loop)
        latency = meter.report(camera.dropped) if meter else None
        journal.settle()
        self._tell_problems(journal, recording)
        self._tell_breaks(ears)
        sets = session.finish()
        began = recorded_at(self._began)
        report = Session(
            source=replace(
                loop.notes.source(live.source.file_name),
                created_at=began,
                created_at_from=FROM_CLOCK,
            ),
            engine=estimator.info,
            program_version=__version__,
            sets=sets,
            warnings=tuple(loop.notes.warnings(sum(len(one.reps) for one in sets))),
            recorded_at=began,
            recorded_at_from=FROM_CLOCK,
            athlete=request.athlete,
            rejections=session.rejections,
        )
        return LiveResult(with_ids(report), journal, latency, interrupted)

    def _loop(self, loop: LiveLoop) -> bool:
        """Whether it was ended from outside."""
        minutes = self._live.measured_minutes
        stop = self._cancellation
        with Interruption() as interruption:
            while not (loop.over or interruption.requested or stop.requested):
                loop.step()
                if minutes is not None and self._clock() >= 60 * minutes:
                    break
        return interruption.requested or stop.requested

    def _ears(self, view: LiveView) -> Ears:
        """Where there can be no sound it is said once, and training goes on."""
        if self._live.sound != "off":
            # Imported here: who wants no sound need not load what makes it.
            from vision_coach.sinks.sound import SoundMode, SoundOutput

            try:
                output = SoundOutput(SoundMode(self._live.sound), self._clock)
            except SoundError as problem:
                self._tell(str(problem))
            else:
                self._stack.callback(output.close)
                return output
        view.set_muted(muted=True)
        return Silence()

    def _view(self) -> LiveView:
        view = LiveView(can_mirror=self._live.source.file is None)
        if self._live.record:
            view.set_recording()
        files = [*self._live.targets.values(), *filter(None, [self._live.record])]
        view.set_files(tuple(path.name for path in files))
        return view

    def _known(self) -> list[Exercise]:
        """Among which exercises one is recognised, where the plan leaves one open."""
        is_open = any(block.exercise is None for block in self._blocks)
        return candidates(self._live.request) if is_open else []

    def _recording(self) -> Recording | None:
        if self._live.record is None:
            return None
        recording = Recording(self._live.record)
        self._stack.callback(recording.close)
        return recording

    def _camera(self) -> Camera:
        rounds = 1 if self._live.measured_minutes is None else ENDLESS_ROUNDS
        return Camera(self._live.source.opener(self._clock, time.sleep, rounds=rounds), self._clock)

    def _tell_breaks(self, ears: Ears) -> None:
        if ears.breaks:
            times = "once" if ears.breaks == 1 else f"{ears.breaks} times"
            self._tell(
                f"the sound broke off {times}, since the machine was too busy: close other "
                "programs, or --engine onnx"
            )

    def _tell_problems(self, journal: Journal, recording: Recording | None) -> None:
        if journal.problem:
            self._tell(f"{journal.folder}: the session could not be kept ({journal.problem})")
        if recording is None:
            return
        recording.close()
        if recording.problem:
            self._tell(recording.problem)
        elif recording.left_out:
            self._tell(
                f"{recording.path}: {recording.left_out} pictures were left out, since the "
                "machine was too busy to write them"
            )
