"""Reports that were written before: shown again, or several put side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from vision_coach.app.analysis import Result
from vision_coach.app.batch import Outcome
from vision_coach.app.outputs import Outputs
from vision_coach.app.progress import Cancellation
from vision_coach.core.errors import ReportError
from vision_coach.core.report.session import Session
from vision_coach.export.json_reader import read_session


def report(
    paths: Sequence[Path],
    outputs: Outputs,
    *,
    failed: Callable[[str], None],
    read: Callable[[Sequence[Session]], None],
    cancellation: Cancellation | None = None,
) -> Outcome:
    """Read JSON reports and write what is asked for of them.

    failed: hears why a file is no report; it does not stop the others. read: gets the sessions
    before anything is written; not called where there are none. Raises OutputError.
    """
    outputs.check_files(list(paths))
    stop = cancellation or Cancellation()
    sessions: list[Session] = []
    failures: list[str] = []
    for path in paths:
        if stop.requested:
            break
        try:
            sessions.append(read_session(path))
        except ReportError as problem:
            failures.append(str(problem))
            failed(str(problem))
    outcome = Outcome(tuple(sessions), tuple(failures), len(paths), stop.requested)
    if not sessions or stop.requested:
        return outcome
    read(sessions)
    if len(paths) > 1:
        written = outputs.save_comparison(sessions)
    else:
        written = outputs.save_one(Result(sessions[0]), paths[0].stem)
    return replace(outcome, written=(*written, *outputs.save_all(sessions)))
