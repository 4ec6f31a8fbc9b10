"""`vision-coach report`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vision_coach.app.analysis import Result
from vision_coach.commands.outputs import outputs_from
from vision_coach.core.errors import ReportError
from vision_coach.core.report.session import Session
from vision_coach.export.json_reader import read_session
from vision_coach.sinks.session_summary import print_comparison
from vision_coach.sinks.terminal import print_session

ALL_READ = 0
NOT_ALL_READ = 1


def report(options: argparse.Namespace) -> int:
    """One report shown again; several are put side by side."""
    paths: list[Path] = options.results
    outputs = outputs_from(options)
    outputs.check_files(paths)
    sessions = readable(paths)
    if not sessions:
        return NOT_ALL_READ
    if not options.quiet:
        show(Console(), sessions)
    if len(paths) > 1:
        outputs.save_comparison(sessions)
    else:
        outputs.save_one(Result(sessions[0]), paths[0].stem)
    outputs.save_all(sessions)
    return ALL_READ if len(sessions) == len(paths) else NOT_ALL_READ


def readable(paths: list[Path]) -> list[Session]:
    """The sessions in `paths`; a file that is none is said and does not stop the others."""
    sessions = []
    for path in paths:
        try:
            sessions.append(read_session(path))
        except ReportError as problem:
            print(f"vision-coach: {problem}", file=sys.stderr)
    return sessions


def show(console: Console, sessions: list[Session]) -> None:
    if len(sessions) == 1:
        console.print(Text(sessions[0].athlete or sessions[0].source.file or "Session", "bold"))
        print_session(console, sessions[0])
    else:
        print_comparison(console, sessions)
