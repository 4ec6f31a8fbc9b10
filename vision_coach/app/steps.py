"""One source through the steps of a job, each of which says how far it is and can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vision_coach.app import analysis
from vision_coach.app.annotation import Annotate, Annotation
from vision_coach.app.progress import Cancellation, Progress, Step, Work, silent
from vision_coach.app.request import Request
from vision_coach.app.thumbnails import Shots, TakePictures
from vision_coach.app.worker.pose_worker import PoseWorker
from vision_coach.drawing.thumbnail import Faces


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done with each source of a job.

    All analyses of a job go through here: what they share is passed on at this one place.
    """

    request: Request
    worker: PoseWorker
    """Closed by whoever opened it."""
    on_progress: Progress = silent
    cancellation: Cancellation = field(default_factory=Cancellation)

    def analyze(self, video: Path) -> analysis.Result:
        advance = self._begin(video, Work.POSES)
        return analysis.analyze(video, self.request, advance, self.cancellation, self.worker)

    def replay(self, recording: Path) -> analysis.Result:
        return analysis.replay(recording, self.request)

    def with_pictures(self, video: Path, result: analysis.Result, faces: Faces) -> analysis.Result:
        """Stopped half-way it has those taken until then."""
        shots: Shots = self._run(TakePictures(video, result, faces), Work.PICTURES)
        return replace(result, pictures=shots.pictures, interrupted=shots.interrupted)

    def annotate(self, video: Path, result: analysis.Result, target: Path) -> Annotation:
        done: Annotation = self._run(Annotate(video, result, self.request, target), Work.VIDEO)
        return done

    def _run(self, task: TakePictures | Annotate, work: Work) -> Any:
        advance = self._begin(task.video, work)
        total = len(task.result.poses)
        return self.worker.run(task, lambda done: advance(done, total), self.cancellation)

    def _begin(self, source: Path, work: Work) -> analysis.Progress:
        """Says that the work begins, which may take seconds until its first frame."""

        def advance(done: int, total: int | None) -> None:
            self.on_progress(Step(source.name, work, done, total))

        advance(0, None)
        return advance
