"""What the terminal shows while a job over many sources goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vision_coach.app.analysis import Result
from vision_coach.app.batch import Outcome
from vision_coach.app.progress import Step, Work
from vision_coach.cli.complaint import complain, one_line
from vision_coach.core.report.session import Session
from vision_coach.sinks.console import PlainConsole
from vision_coach.sinks.terminal import print_session, progress_bar

ALL_MEASURED = 0
NOT_ALL_MEASURED = 1
INTERRUPTED = 130


Shown = Callable[[Console, Session], None]
"""Prints one session, or a part of what is known of it."""


class ErrorsOnly:
    """Says what went wrong, and what else was asked for."""

    def __init__(self, *shown: Shown) -> None:
        self._console = PlainConsole()
        self._shown = shown

    def begun(self, source: Path, count: int) -> None:
        pass

    def measured(self, result: Result) -> None:
        for show in self._shown:
            show(self._console, result.session)

    def failed(self, reason: str) -> None:
        complain(reason)

    def empty(self, reason: str) -> None:
        complain(reason)

    def noted(self, line: str) -> None:
        complain(line)


class Everything:
    """Shows each session, what else was asked for, and how far the work has come."""

    def __init__(self, bars: Bars, *shown: Shown) -> None:
        self._console = PlainConsole()
        self._bars = bars
        self._shown = (print_session, *shown)

    def begun(self, source: Path, count: int) -> None:
        if count > 1:
            self._console.rule(Text(str(source)), align="left")

    def measured(self, result: Result) -> None:
        self._bars.close()
        for show in self._shown:
            show(self._console, result.session)

    def failed(self, reason: str) -> None:
        self.noted(reason)

    def empty(self, reason: str) -> None:
        """The session that was just shown says so itself."""

    def noted(self, line: str) -> None:
        self._bars.close()
        complain(line)


class Bars:
    """One progress bar at a time, for the work that goes on now. Use as context manager."""

    def __init__(self, annotated: Path | None) -> None:
        self._annotated = annotated
        self._errors = PlainConsole(stderr=True)
        self._open = ExitStack()
        self._work: Work | None = None
        self._advance: Callable[[int, int | None], None] | None = None

    def __enter__(self) -> Bars:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def note(self, step: Step) -> None:
        if self._advance is None or step.work is not self._work:
            self.close()
            bar = progress_bar(self._errors, self._label(step))
            self._work, self._advance = step.work, self._open.enter_context(bar)
        self._advance(step.done, step.total)

    def close(self) -> None:
        self._open.close()
        self._advance = None

    def _label(self, step: Step) -> str:
        if step.work is Work.VIDEO and self._annotated:
            return self._annotated.name
        return f"{step.source}: pictures" if step.work is Work.PICTURES else step.source


def exit_code(outcome: Outcome) -> int:
    """Says once more what was not measured where there was more than one source."""
    if outcome.failures and outcome.count > 1:
        count = len(outcome.failures)
        print(f"{count} of {outcome.count} could not be measured:", file=sys.stderr)
        for reason in outcome.failures:
            print(f"  {one_line(reason)}", file=sys.stderr)
    if outcome.interrupted:
        return INTERRUPTED
    return NOT_ALL_MEASURED if outcome.failures else ALL_MEASURED
