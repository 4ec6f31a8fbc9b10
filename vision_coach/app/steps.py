"""One source through the steps of a job, each of which says how far it is and can be stopped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from vision_coach.app import analysis
from vision_coach.app.annotation import Annotation, annotate
from vision_coach.app.progress import Cancellation, Progress, Step, Work, silent
from vision_coach.app.request import Request
from vision_coach.app.thumbnails import with_pictures
from vision_coach.drawing.thumbnail import Faces


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done with each source of a job.

    All analyses of a job go through here: what they share is passed on at this one place.
    """

    request: Request
    on_progress: Progress = silent
    cancellation: Cancellation = field(default_factory=Cancellation)

    def analyze(self, video: Path) -> analysis.Result:
        advance = self._begin(video, Work.POSES)
        return analysis.analyze(video, self.request, advance, self.cancellation)

    def replay(self, recording: Path) -> analysis.Result:
        return analysis.replay(recording, self.request)

    def with_pictures(self, video: Path, result: analysis.Result, faces: Faces) -> analysis.Result:
        """Stopped half-way it has no pictures."""
        advance = self._stoppable(self._begin(video, Work.PICTURES))
        try:
            return with_pictures(video, result, faces, advance)
        except KeyboardInterrupt:
            return replace(result, interrupted=True)

    def annotate(self, video: Path, result: analysis.Result, target: Path) -> Annotation:
        advance = self._stoppable(self._begin(video, Work.VIDEO))
        return annotate(video, result, self.request, target, advance)

    def _begin(self, source: Path, work: Work) -> analysis.Progress:
        """Says that the work begins, which may take seconds until its first frame."""

        def advance(done: int, total: int | None) -> None:
            self.on_progress(Step(source.name, work, done, total))

        advance(0, None)
        return advance

    def _stoppable(self, advance: analysis.Progress) -> analysis.Progress:
        def advance_or_stop(done: int, total: int | None) -> None:
            advance(done, total)
            if self.cancellation.requested:
                raise KeyboardInterrupt

        return advance_or_stop
