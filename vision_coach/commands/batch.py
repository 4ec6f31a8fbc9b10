"""Many sources, one after the other, none of which stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vision_coach.app import analysis
from vision_coach.app.annotation import annotate
from vision_coach.app.request import Request
from vision_coach.app.thumbnails import with_pictures
from vision_coach.commands.outputs import Outputs, distinct_names
from vision_coach.core.errors import CoachError
from vision_coach.core.report.session import Session
from vision_coach.sinks.explanation import print_explanation
from vision_coach.sinks.terminal import print_session, progress_bar

ALL_MEASURED = 0
NOT_ALL_MEASURED = 1
INTERRUPTED = 130


class Batch:
    """Runs one command over its sources and gathers what went wrong."""

    def __init__(self, request: Request, outputs: Outputs, *, quiet: bool, explain: bool) -> None:
        self.request = request
        self._outputs = outputs
        self._quiet = quiet
        self._explain = explain
        self._console = Console()
        self._errors = Console(stderr=True)
        self._sessions: list[Session] = []
        self._last: tuple[Path, analysis.Result] | None = None
        self._failures: list[str] = []

    def run(self, sources: list[Path], measure: Callable[[Path], analysis.Result]) -> int:
        self._outputs.check(sources)
        count = len(sources) + len(self._failures)
        interrupted = False
        for source, name in zip(sources, distinct_names(sources), strict=True):
            if len(sources) > 1 and not self._quiet:
                self._console.rule(Text(str(source)), align="left")
            try:
                result = measure(source)
            except CoachError as problem:
                self.fail(str(problem))
                continue
            except OSError as problem:  # such as a disk that was unplugged
                self.fail(f"{source}: cannot be read ({problem.strerror or problem})")
                continue
            except KeyboardInterrupt:  # before the first frame
                print("vision-coach: stopped", file=sys.stderr)
                interrupted = True
                break
            self._keep(source, result, name)
            if result.interrupted:
                interrupted = True
                break
        self._outputs.save_all(self._sessions)
        if self._outputs.annotated and self._last:
            interrupted = self._annotate(*self._last, self._outputs.annotated)
        return self._close(count, interrupted=interrupted)

    def analyze_one(self, video: Path) -> analysis.Result:
        with self._progress(video.name) as advance:
            result = analysis.analyze(video, self.request, advance)
        faces = self.request.thumbnails
        if faces is None or result.interrupted or not result.session.sets:
            return result
        with self._progress(f"{video.name}: pictures") as advance:
            try:
                return with_pictures(video, result, faces, advance)
            except CoachError as problem:  # the times need no pictures
                print(f"vision-coach: no pictures: {problem}", file=sys.stderr)
                return result

    def _progress(self, name: str) -> AbstractContextManager[analysis.Progress]:
        if self._quiet:
            return nullcontext(lambda _done, _total: None)
        return progress_bar(self._errors, name)

    def _keep(self, source: Path, result: analysis.Result, name: str) -> None:
        session = result.session
        if not self._quiet:
            print_session(self._console, session)
        if self._explain:
            print_explanation(self._console, session)
        if not session.sets:
            reason = "; ".join(session.warnings[:2])
            self.fail(f"{source}: {reason}", shown=not self._quiet)
        self._sessions.append(session)
        self._outputs.save_one(result, name)
        self._last = source, result

    def _annotate(self, source: Path, result: analysis.Result, target: Path) -> bool:
        """Write the annotated video, after all reports; returns whether the user stopped it."""
        if result.interrupted:
            print(f"vision-coach: stopped; {target} was not written", file=sys.stderr)
            return True
        with self._progress(target.name) as advance:
            done = annotate(source, result, self.request, target, advance)
        if done.note:
            print(f"vision-coach: {target}: {done.note}", file=sys.stderr)
        if done.interrupted:
            print(f"vision-coach: stopped; {target} was not written", file=sys.stderr)
        return done.interrupted

    def fail(self, reason: str, *, shown: bool = False) -> None:
        """Note that a source was not measured, and say it unless it was `shown` already."""
        self._failures.append(reason)
        if not shown:
            print(f"vision-coach: {reason}", file=sys.stderr)

    def _close(self, count: int, *, interrupted: bool) -> int:
        if self._failures and count > 1:
            print(f"{len(self._failures)} of {count} could not be measured:", file=sys.stderr)
            for reason in self._failures:
                print(f"  {reason}", file=sys.stderr)
        if interrupted:
            return INTERRUPTED
        return NOT_ALL_MEASURED if self._failures else ALL_MEASURED
