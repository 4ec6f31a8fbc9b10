"""`vision-coach report`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.text import Text

from vision_coach.app import reports
from vision_coach.cli.complaint import complain
from vision_coach.cli.run.outputs import outputs_from
from vision_coach.cli.run.saved import print_saved
from vision_coach.core.report.session import Session
from vision_coach.sinks.console import PlainConsole
from vision_coach.sinks.session_summary import print_comparison
from vision_coach.sinks.terminal import print_session

ALL_READ = 0
NOT_ALL_READ = 1


def report(options: argparse.Namespace) -> int:
    """One report shown again; several are put side by side."""
    read = not_shown if options.quiet else show
    outcome = reports.report(options.results, outputs_from(options), failed=complain, read=read)
    if not options.quiet:
        print_saved(outcome.written)
    return NOT_ALL_READ if outcome.failures else ALL_READ


def show(sessions: Sequence[Session]) -> None:
    console = PlainConsole()
    if len(sessions) == 1:
        console.print(Text(sessions[0].athlete or sessions[0].source.file or "Session", "bold"))
        print_session(console, sessions[0])
    else:
        print_comparison(console, list(sessions))


def not_shown(_sessions: Sequence[Session]) -> None:
    """For `--quiet`."""
