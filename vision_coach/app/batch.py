"""Many sources, one after the other, none of which stops the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vision_coach.app.analysis import Result
from vision_coach.app.memory import Remember, forget
from vision_coach.app.outputs import Outputs, distinct_names
from vision_coach.app.progress import Cancellation, Progress, silent
from vision_coach.app.request import Request
from vision_coach.app.steps import Steps
from vision_coach.app.videos import find_videos
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.core.errors import CoachError
from vision_coach.core.report.session import Session
from vision_coach.words import clauses, sentence


class Listener(Protocol):
    """Hears how a job goes on, at once, from the thread in which it runs."""

    def begun(self, source: Path, count: int) -> None:
        """One of `count` sources is looked at now."""

    def measured(self, result: Result) -> None:
        """Its reports are about to be written."""

    def failed(self, reason: str) -> None:
        """A source could not be measured; the others are."""

    def empty(self, reason: str) -> None:
        """The source that was just `measured` holds no repetition."""

    def noted(self, line: str) -> None:
        """Something else the user should know of."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job leaves."""

    sessions: tuple[Session, ...]
    failures: tuple[str, ...]
    """Why a source was not measured, for each that was not."""
    count: int
    """Of the sources that were asked for."""
    interrupted: bool = False
    """It was stopped; what was measured until then is there and written."""
    written: tuple[Path, ...] = ()
    """The files that were written, in order."""


def analyze_all(
    paths: Sequence[Path],
    request: Request,
    outputs: Outputs,
    listener: Listener,
    *,
    on_progress: Progress = silent,
    cancellation: Cancellation | None = None,
    remember: Remember = forget,
) -> Outcome:
    """Time the repetitions in videos, and in all videos of folders, and write what was asked for.

    remember: called with each, once its own reports are written.
    Ctrl-C or `cancellation` stops it. Raises CoachError for what concerns all sources.
    """
    asked = cancellation or Cancellation()
    with PoseWorker() as worker:
        steps = Steps(request, worker, on_progress, asked)
        batch = Batch(steps, outputs, listener, remember)
        return batch.run(find_videos(paths, batch.fail), batch.analyze_one)


def replay_all(
    recordings: Sequence[Path],
    request: Request,
    outputs: Outputs,
    listener: Listener,
    *,
    cancellation: Cancellation | None = None,
) -> Outcome:
    """The same for recorded poses. It takes a moment each, and so is stopped between two of them.

    Raises CoachError for what concerns all sources.
    """
    asked = cancellation or Cancellation()
    with PoseWorker() as worker:  # never started
        batch = Batch(Steps(request, worker, silent, asked), outputs, listener)
        return batch.run(list(recordings), batch.steps.replay)


class Batch:
    """Runs one job over its sources and gathers what went wrong."""

    def __init__(
        self, steps: Steps, outputs: Outputs, listener: Listener, remember: Remember = forget
    ) -> None:
        self.steps = steps
        self._remember = remember
        self._outputs = outputs
        self._listener = listener
        self._sessions: list[Session] = []
        self._last: tuple[Path, Result] | None = None
        self._failures: list[str] = []
        self._written: list[Path] = []

    def run(self, sources: list[Path], measure: Callable[[Path], Result]) -> Outcome:
        self._outputs.check(sources)
        count = len(sources) + len(self._failures)
        interrupted = self._measure_each(sources, measure)
        self._written += self._outputs.save_all(self._sessions)
        if self._outputs.annotated and self._last:
            interrupted = self._annotate(*self._last, self._outputs.annotated)
        return Outcome(
            tuple(self._sessions),
            tuple(self._failures),
            count,
            interrupted,
            tuple(self._written),
        )

    def _measure_each(self, sources: list[Path], measure: Callable[[Path], Result]) -> bool:
        """Returns whether it was stopped."""
        for source, name in zip(sources, distinct_names(sources), strict=True):
            if self.steps.cancellation.requested:
                return True
            self._listener.begun(source, len(sources))
            try:
                result = measure(source)
            except CoachError as problem:
                self.fail(str(problem))
                continue
            except OSError as problem:  # such as a disk that was unplugged
                self.fail(f"{source}: cannot be read ({problem.strerror or problem})")
                continue
            except KeyboardInterrupt:  # before the first frame
                self._listener.noted("stopped")
                return True
            self._keep(source, result, name)
            if result.interrupted:
                return True
        return False

    def analyze_one(self, video: Path) -> Result:
        result = self.steps.analyze(video)
        faces = self.steps.request.thumbnails
        if faces is None or result.interrupted or not result.session.sets:
            return result
        try:
            return self.steps.with_pictures(video, result, faces)
        except CoachError as problem:  # the times need no pictures
            self._listener.noted(f"no pictures: {problem}")
            return result

    def _keep(self, source: Path, result: Result, name: str) -> None:
        session = result.session
        self._listener.measured(result)
        if not session.sets:
            said = [sentence(warning) for warning in session.warnings[:2]]
            reason = f"{source}: {clauses(said)}"
            self._failures.append(reason)
            self._listener.empty(reason)
        self._sessions.append(session)
        self._written += self._outputs.save_one(result, name)
        self._remember(source, session)
        self._last = source, result

    def _annotate(self, source: Path, result: Result, target: Path) -> bool:
        """Write the annotated video, after all reports; returns whether the user stopped it."""
        if result.interrupted:
            self._listener.noted(f"stopped; {target} was not written")
            return True
        done = self.steps.annotate(source, result, target)
        if done.note:
            self._listener.noted(f"{target}: {done.note}")
        if done.interrupted:
            self._listener.noted(f"stopped; {target} was not written")
        else:
            self._written.append(target)
        return done.interrupted

    def fail(self, reason: str) -> None:
        """Note that a source was not measured."""
        self._failures.append(reason)
        self._listener.failed(reason)
